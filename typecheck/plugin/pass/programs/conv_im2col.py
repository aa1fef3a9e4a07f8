"""Convolutions by windows and by a matrix; pooling and normalisation."""

import numpy as np
from jaxtyping import Float
from numpy.lib.stride_tricks import sliding_window_view


def pad_images(x: Float[np.ndarray, "n c h w"], p: int) -> Float[np.ndarray, "n c h+2*{p} w+2*{p}"]:
    return np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), mode="constant")


def conv2d_valid(
    x: Float[np.ndarray, "n c h w"],
    kernel: Float[np.ndarray, "f c kh kw"],
    bias: Float[np.ndarray, "f"],
) -> Float[np.ndarray, "n f h-kh+1 w-kw+1"]:
    kh, kw = kernel.shape[2:]
    # E[numpy<2.2]: No overload variant of "sliding_window_view" matches argument types "ndarray[Any, Any]", "tuple[int, int]", "tuple[int, int]"  [call-overload]
    # N[numpy<2.2]:     def [_SCT: generic] sliding_window_view(x: _SupportsArray[dtype[_SCT]] | _NestedSequence[_SupportsArray[dtype[_SCT]]], window_shape: int | Iterable[int], axis: SupportsIndex | None = ..., *, subok: bool = ..., writeable: bool = ...) -> ndarray[Any, dtype[_SCT]]
    # N[numpy<2.2]:     def sliding_window_view(x: _SupportsArray[dtype[Any]] | _NestedSequence[_SupportsArray[dtype[Any]]] | bool | int | float | complex | str | bytes | _NestedSequence[bool | int | float | complex | str | bytes], window_shape: int | Iterable[int], axis: SupportsIndex | None = ..., *, subok: bool = ..., writeable: bool = ...) -> ndarray[Any, dtype[Any]]
    # N[numpy<2.2]: Possible overload variants:
    windows = sliding_window_view(x, (kh, kw), axis=(2, 3))
    out = np.einsum("nchwij,fcij->nfhw", windows, kernel)
    return out + bias[None, :, None, None]


def im2col(
    x: Float[np.ndarray, "n c h w"], kh: int, kw: int
) -> Float[np.ndarray, "n*(h-{kh}+1)*(w-{kw}+1) c*{kh}*{kw}"]:
    n, c, h, w = x.shape
    oh = h - kh + 1
    ow = w - kw + 1
    cols = np.zeros((n, c, kh, kw, oh, ow))
    for i in range(kh):
        for j in range(kw):
            cols[:, :, i, j, :, :] = x[:, :, i : i + oh, j : j + ow]
    return cols.transpose(0, 4, 5, 1, 2, 3).reshape(n * oh * ow, c * kh * kw)


def conv_by_matrix(
    x: Float[np.ndarray, "n c h w"], kernel: Float[np.ndarray, "f c kh kw"]
) -> Float[np.ndarray, "n f h-kh+1 w-kw+1"]:
    n, c, h, w = x.shape
    f, _, kh, kw = kernel.shape
    cols = im2col(x, kh, kw)
    flat = cols @ kernel.reshape(f, -1).T
    return flat.reshape(n, h - kh + 1, w - kw + 1, f).transpose(0, 3, 1, 2)


def max_pool(x: Float[np.ndarray, "n c h w"]) -> Float[np.ndarray, "n c h//2 w//2"]:
    n, c, h, w = x.shape
    blocks = x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2)
    return blocks.max(axis=(3, 5))


def global_average(x: Float[np.ndarray, "n c h w"]) -> Float[np.ndarray, "n c"]:
    return x.mean(axis=(2, 3))


def batch_norm(
    x: Float[np.ndarray, "n c h w"], gamma: Float[np.ndarray, "c"], beta: Float[np.ndarray, "c"]
) -> Float[np.ndarray, "n c h w"]:
    mean = x.mean(axis=(0, 2, 3), keepdims=True)
    var = x.var(axis=(0, 2, 3), keepdims=True)
    normal = (x - mean) / np.sqrt(var + 1e-5)
    return gamma.reshape(1, -1, 1, 1) * normal + beta.reshape(1, -1, 1, 1)


def conv1d(
    x: Float[np.ndarray, "b t cin"], w: Float[np.ndarray, "k cin cout"]
) -> Float[np.ndarray, "b t-k+1 cout"]:
    k = w.shape[0]
    out_len = x.shape[1] - k + 1
    out = np.zeros((x.shape[0], out_len, w.shape[2]))
    for t in range(out_len):
        out[:, t, :] = np.tensordot(x[:, t : t + k, :], w, axes=([1, 2], [0, 1]))
    return out


def conv_backward_kernel(
    x: Float[np.ndarray, "n c h w"], dout: Float[np.ndarray, "n f h-2 w-2"]
) -> Float[np.ndarray, "f c 3 3"]:
    _, _, oh, ow = dout.shape
    grad = np.zeros((dout.shape[1], x.shape[1], 3, 3))
    for i in range(3):
        for j in range(3):
            patch = x[:, :, i : i + oh, j : j + ow]
            grad[:, :, i, j] = np.tensordot(dout, patch, axes=((0, 2, 3), (0, 2, 3)))
    return grad


def main() -> None:
    rng = np.random.default_rng(0)
    for n, c, h, w, f in ((2, 3, 8, 6, 4), (1, 2, 7, 9, 5)):
        x = rng.standard_normal((n, c, h, w))
        kernel = rng.standard_normal((f, c, 3, 3))
        y = conv2d_valid(pad_images(x, 1), kernel, np.zeros(f))
        z = conv_by_matrix(x, kernel)
        assert np.allclose(z, conv2d_valid(x, kernel, np.zeros(f)))
        g = conv_backward_kernel(x, np.ones_like(z))
        pooled = max_pool(batch_norm(y, np.ones(f), np.zeros(f)))
        print(
            global_average(pooled).shape, g.shape, conv1d(x[:, 0], rng.normal(size=(2, w, 3))).shape
        )


if __name__ == "__main__":
    main()
