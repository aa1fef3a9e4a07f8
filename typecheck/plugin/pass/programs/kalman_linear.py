"""A linear Kalman filter with its smoother, as functions and as a class."""

import numpy as np
from jaxtyping import Float


class KalmanFilter:
    def __init__(
        self,
        F: Float[np.ndarray, "s s"],
        H: Float[np.ndarray, "m s"],
        Q: Float[np.ndarray, "s s"],
        R: Float[np.ndarray, "m m"],
    ) -> None:
        self.F = F
        self.H = H
        self.Q = Q
        self.R = R

    def predict(
        self, x: Float[np.ndarray, "s"], P: Float[np.ndarray, "s s"]
    ) -> tuple[Float[np.ndarray, "s"], Float[np.ndarray, "s s"]]:
        return self.F @ x, self.F @ P @ self.F.T + self.Q

    def update(
        self,
        x: Float[np.ndarray, "s"],
        P: Float[np.ndarray, "s s"],
        z: Float[np.ndarray, "m"],
    ) -> tuple[Float[np.ndarray, "s"], Float[np.ndarray, "s s"]]:
        innovation = z - self.H @ x
        S = self.H @ P @ self.H.T + self.R
        K = np.linalg.solve(S.T, self.H @ P.T).T
        x = x + K @ innovation
        I_KH = np.eye(len(x)) - K @ self.H
        P = I_KH @ P @ I_KH.T + K @ self.R @ K.T
        return x, P


def kalman_gain(
    P: Float[np.ndarray, "s s"], H: Float[np.ndarray, "m s"], R: Float[np.ndarray, "m m"]
) -> Float[np.ndarray, "s m"]:
    S = H @ P @ H.T + R
    return P @ H.T @ np.linalg.inv(S)


def run_filter(
    F: Float[np.ndarray, "s s"],
    H: Float[np.ndarray, "m s"],
    Q: Float[np.ndarray, "s s"],
    R: Float[np.ndarray, "m m"],
    zs: Float[np.ndarray, "t m"],
    x0: Float[np.ndarray, "s"],
) -> tuple[Float[np.ndarray, "t s"], Float[np.ndarray, "t s s"]]:
    t = zs.shape[0]
    s = x0.shape[0]
    means = np.zeros((t, s))
    covs = np.zeros((t, s, s))
    x = x0.copy()
    P = np.eye(s)
    for k in range(t):
        x = F @ x
        P = F @ P @ F.T + Q
        K = kalman_gain(P, H, R)
        x = x + K @ (zs[k] - H @ x)
        P = (np.eye(s) - K @ H) @ P
        means[k] = x
        covs[k] = P
    return means, covs


def rts_smoother(
    F: Float[np.ndarray, "s s"],
    Q: Float[np.ndarray, "s s"],
    means: Float[np.ndarray, "t s"],
    covs: Float[np.ndarray, "t s s"],
) -> tuple[Float[np.ndarray, "t s"], Float[np.ndarray, "t s s"]]:
    n = means.shape[0]
    ms = means.copy()
    Ps = covs.copy()
    for k in range(n - 2, -1, -1):
        mp = F @ means[k]
        Pp = F @ covs[k] @ F.T + Q
        C = covs[k] @ F.T @ np.linalg.inv(Pp)
        ms[k] = means[k] + C @ (ms[k + 1] - mp)
        Ps[k] = covs[k] + C @ (Ps[k + 1] - Pp) @ C.T
    return ms, Ps


def log_likelihood(
    innovations: Float[np.ndarray, "t m"], S: Float[np.ndarray, "m m"]
) -> Float[np.ndarray, "t"]:
    m = S.shape[0]
    maha = np.sum(innovations @ np.linalg.inv(S) * innovations, axis=1)
    return -0.5 * (maha + np.linalg.slogdet(S)[1] + m * np.log(2 * np.pi))


def main() -> None:
    rng = np.random.default_rng(0)
    for s, m, t in ((4, 2, 7), (3, 1, 5), (6, 5, 4)):
        F = np.eye(s) + 0.1 * np.diag(np.ones(s - 1), 1)
        H = rng.normal(size=(m, s))
        Q, R = 0.1 * np.eye(s), np.eye(m)
        zs = rng.normal(size=(t, m))
        means, covs = run_filter(F, H, Q, R, zs, np.zeros(s))
        sm, sc = rts_smoother(F, Q, means, covs)
        kf = KalmanFilter(F, H, Q, R)
        x, P = np.zeros(s), np.eye(s)
        for z in zs:
            x, P = kf.predict(x, P)
            x, P = kf.update(x, P, z)
        ll = log_likelihood(zs - means @ H.T, R)
        print(sm.shape, sc.shape, x.shape, ll.sum())


if __name__ == "__main__":
    main()
