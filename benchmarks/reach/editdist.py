"""Edit distance, alignment and dynamic time warping."""

import numpy as np
from jaxtyping import Float, Int


def encode(text: str) -> Int[np.ndarray, "{len(text)}"]:
    return np.array([ord(c) for c in text], dtype=np.int64)


def edit_table(
    a: Int[np.ndarray, "n"], b: Int[np.ndarray, "m"], sub_cost: int = 1
) -> Int[np.ndarray, "n+1 m+1"]:
    n, m = len(a), len(b)
    table = np.zeros((n + 1, m + 1), dtype=np.int64)
    table[:, 0] = np.arange(n + 1)
    table[0, :] = np.arange(m + 1)
    mismatch = sub_cost * (a[:, None] != b[None, :])
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            table[i, j] = min(
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + mismatch[i - 1, j - 1],
            )
    return table


def backtrace(table: Int[np.ndarray, "rows cols"]) -> Int[np.ndarray, "steps 2"]:
    i, j = table.shape[0] - 1, table.shape[1] - 1
    path = [(i, j)]
    while i > 0 or j > 0:
        moves = [(i - 1, j - 1), (i - 1, j), (i, j - 1)]
        i, j = min((p for p in moves if min(p) >= 0), key=lambda p: int(table[p]))
        path.append((i, j))
    return np.array(path[::-1])


def distance_matrix(words: list[str]) -> Int[np.ndarray, "{len(words)} {len(words)}"]:
    codes: list[Int[np.ndarray, "_"]] = [encode(w) for w in words]
    out = np.zeros((len(words), len(words)), dtype=int)
    for i, j in zip(*np.triu_indices(len(words), k=1)):
        out[i, j] = out[j, i] = edit_table(codes[i], codes[j])[-1, -1]
    return out


def dtw(x: Float[np.ndarray, "n d"], y: Float[np.ndarray, "m d"]) -> Float[np.ndarray, "n m"]:
    cost = np.linalg.norm(x[:, None] - y[None], axis=2)
    acc = np.full((len(x) + 1, len(y) + 1), np.inf)
    acc[0, 0] = 0.0
    for i, row in enumerate(cost):
        for j, c in enumerate(row):
            acc[i + 1, j + 1] = c + min(acc[i, j], acc[i, j + 1], acc[i + 1, j])
    return acc[1:, 1:]


def main() -> None:
    rng = np.random.default_rng(0)
    table = edit_table(encode("kitten"), encode("sittings"))
    print(table[-1, -1], len(backtrace(table)))
    print(distance_matrix(["ab", "abcd", "bcd", "xyzab", "b"]).sum())
    print(dtw(rng.normal(size=(7, 2)), rng.normal(size=(10, 2)))[-1, -1])


if __name__ == "__main__":
    main()
