"""Small helpers for quaternions and rotation matrices."""

import numpy as np
from jaxtyping import Float

Array = np.ndarray


def normalize(q: Float[Array, "n 4"]) -> Float[Array, "n 4"]:
    return q / np.linalg.norm(q, axis=-1, keepdims=True)


def quat_multiply(a: Float[Array, "n 4"], b: Float[Array, "n 4"]) -> Float[Array, "n 4"]:
    aw, ax, ay, az = a.T
    bw, bx, by, bz = b.T
    return np.stack(
        [
            aw * bw - ax * bx - ay * by - az * bz,
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
        ],
        axis=-1,
    )


def quat_to_matrix(q: Float[Array, "n 4"]) -> Float[Array, "n 3 3"]:
    w, x, y, z = (q[:, i] for i in range(4))
    out = np.empty((len(q), 3, 3))
    out[:, 0, 0] = 1 - 2 * (y**2 + z**2)
    out[:, 0, 1] = 2 * (x * y - w * z)
    out[:, 0, 2] = 2 * (x * z + w * y)
    out[:, 1, 0] = 2 * (x * y + w * z)
    out[:, 1, 1] = 1 - 2 * (x**2 + z**2)
    out[:, 1, 2] = 2 * (y * z - w * x)
    out[:, 2, 0] = 2 * (x * z - w * y)
    out[:, 2, 1] = 2 * (y * z + w * x)
    out[:, 2, 2] = 1 - 2 * (x**2 + y**2)
    return out


def rotate_cloud(
    rotations: Float[Array, "n 3 3"], points: Float[Array, "p 3"]
) -> Float[Array, "n p 3"]:
    return np.einsum("nij,pj->npi", rotations, points)


def relative_angle(a: Float[Array, "n 3 3"], b: Float[Array, "n 3 3"]) -> Float[Array, "n"]:
    delta: Float[Array, "n 3 3"] = np.swapaxes(a, -1, -2) @ b
    trace = np.trace(delta, axis1=-2, axis2=-1)
    return np.arccos(np.clip((trace - 1.0) / 2.0, -1.0, 1.0))


def main() -> None:
    rng = np.random.default_rng(0)
    p = normalize(rng.normal(size=(5, 4)))
    q = normalize(rng.normal(size=(5, 4)))
    cloud = rng.normal(size=(7, 3))
    both = quat_to_matrix(quat_multiply(p, q))
    chained = quat_to_matrix(p) @ quat_to_matrix(q)
    print(relative_angle(both, chained).max())
    print(rotate_cloud(both, cloud).mean(axis=(0, 1)))


if __name__ == "__main__":
    main()
