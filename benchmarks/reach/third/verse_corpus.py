"""Containers for a corpus of tokenised poems: ragged storage, padding, windows and counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar, overload

import numpy as np
from jaxtyping import Bool, Float, Int

Arr = np.ndarray
T_co = TypeVar("T_co", covariant=True)


class Vocabulary(Mapping[str, int]):
    UNK = "<unk>"

    def __init__(self, words: Iterable[str], max_size: int) -> None:
        ranked = [w for w, _ in Counter(words).most_common(max_size - 1)]
        self._words = [self.UNK, *sorted(ranked)]
        self._index = {w: i for i, w in enumerate(self._words)}

    def __getitem__(self, word: str) -> int:
        return self._index.get(word, 0)

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def encode(self, words: Sequence[str]) -> Int[Arr, "length"]:
        return np.fromiter((self[w] for w in words), dtype=np.int64, count=len(words))

    def decode(self, ids: Int[Arr, "length"]) -> list[str]:
        return [self._words[int(i)] for i in ids]


class Lazy(Generic[T_co]):
    """A sequence given by a function of its index."""

    def __init__(self, items: Sequence[T_co]) -> None:
        self._items = items

    def __len__(self) -> int:
        return len(self._items)

    def every(self, step: int) -> Iterator[T_co]:
        for k in range(0, len(self), step):
            yield self._items[k]


class Ragged:
    """Rows of unequal length kept in one flat array plus offsets."""

    def __init__(self, flat: Int[Arr, "tokens"], lengths: Int[Arr, "rows"]) -> None:
        if int(lengths.sum()) != flat.shape[0]:
            raise ValueError("lengths do not add up")
        self.flat = flat
        self.lengths = lengths
        self.offsets: Int[Arr, "fence"] = np.concatenate([[0], np.cumsum(lengths)])

    @classmethod
    def from_rows(cls, rows: Sequence[Int[Arr, "_"]]) -> "Ragged":
        return cls(np.concatenate(rows), np.array([len(r) for r in rows]))

    def __len__(self) -> int:
        return len(self.lengths)

    @overload
    def __getitem__(self, key: int) -> Int[Arr, "length"]: ...
    @overload
    def __getitem__(self, key: slice) -> "Ragged": ...
    def __getitem__(self, key: int | slice) -> "Int[Arr, 'length'] | Ragged":
        if isinstance(key, slice):
            return Ragged.from_rows([self._row(i) for i in range(*key.indices(len(self)))])
        if not 0 <= key < len(self):
            raise IndexError(key)
        return self._row(key)

    def _row(self, i: int) -> Int[Arr, "length"]:
        return self.flat[self.offsets[i] : self.offsets[i + 1]]

    def __iter__(self) -> Iterator[Int[Arr, "length"]]:
        return iter(np.split(self.flat, self.offsets[1:-1]))

    def mask(self) -> Bool[Arr, "rows longest"]:
        return np.arange(self.lengths.max()) < self.lengths[:, np.newaxis]

    def padded(self, fill: int = -1) -> Int[Arr, "rows longest"]:
        m = self.mask()
        out = np.full(m.shape, fill)
        out[m] = self.flat
        return out

    def row_ids(self) -> Int[Arr, "tokens"]:
        return np.repeat(np.arange(len(self)), self.lengths)

    def reduce_rows(self, weights: Float[Arr, "tokens"]) -> Float[Arr, "rows"]:
        return np.add.reduceat(weights, self.offsets[:-1])


class Corpus:
    def __init__(self, poems: Sequence[str], max_vocab: int) -> None:
        tokens = [p.split() for p in poems]
        self.vocab = Vocabulary((w for t in tokens for w in t), max_vocab)
        self.rows = Ragged.from_rows([self.vocab.encode(t) for t in tokens])

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, word: str) -> bool:
        return self.vocab[word] != 0

    def term_counts(self) -> Int[Arr, "poems vocab"]:
        counts = np.zeros((len(self), len(self.vocab)), dtype=np.int64)
        np.add.at(counts, (self.rows.row_ids(), self.rows.flat), 1)
        return counts

    def tfidf(self) -> Float[Arr, "poems vocab"]:
        counts = self.term_counts()
        df = np.count_nonzero(counts, axis=0)
        idf = np.log((1 + len(self)) / (1 + df)) + 1
        raw = counts * idf
        return raw / np.linalg.norm(raw, axis=1, keepdims=True)

    def similarity(self) -> Float[Arr, "poems poems"]:
        x = self.tfidf()
        return x @ x.T

    def bigrams(self) -> Float[Arr, "vocab vocab"]:
        """Row-stochastic transition table with add-one smoothing."""
        v = len(self.vocab)
        table = np.ones((v, v))
        for row in self.rows:
            np.add.at(table, (row[:-1], row[1:]), 1.0)
        return table / table.sum(axis=1)[:, None]


class Windows:
    """All (context, target) pairs of a fixed context width, indexable in bulk."""

    def __init__(self, rows: Ragged, width: int) -> None:
        self.width = width
        views = [
            np.lib.stride_tricks.sliding_window_view(r, width + 1) for r in rows if len(r) > width
        ]
        self._data: Int[Arr, "windows span"] = np.concatenate(views, axis=0)

    def __len__(self) -> int:
        return self._data.shape[0]

    def __getitem__(
        self, idx: Int[Arr, "batch"]
    ) -> tuple[Int[Arr, "batch width"], Int[Arr, "batch"]]:
        chosen = self._data[idx]
        return chosen[:, : self.width], chosen[:, self.width]

    def shuffled(
        self, batch: int, rng: np.random.Generator
    ) -> Iterator[tuple[Int[Arr, "batch width"], Int[Arr, "batch"]]]:
        order = rng.permutation(len(self))
        for chunk in np.array_split(order, max(1, len(self) // batch)):
            yield self[chunk]


def sentence_scores(rows: Ragged, table: Float[Arr, "vocab vocab"]) -> Float[Arr, "rows"]:
    return np.array([np.log(table[r[:-1], r[1:]]).mean() for r in rows])


def random_poems(n: int, words: Sequence[str], rng: np.random.Generator) -> list[str]:
    p = 1.0 / np.arange(1, len(words) + 1)
    p /= p.sum()
    return [" ".join(rng.choice(words, size=int(rng.integers(5, 15)), p=p)) for _ in range(n)]


def main() -> None:
    rng = np.random.default_rng(19)
    words = [
        "moon",
        "river",
        "stone",
        "wind",
        "salt",
        "ash",
        "bell",
        "crow",
        "dusk",
        "ember",
        "fern",
        "gale",
        "harp",
    ]
    corpus = Corpus(random_poems(17, words, rng), max_vocab=11)
    rows = corpus.rows
    print(
        len(corpus),
        len(corpus.vocab),
        rows.padded().shape,
        int(rows.mask().sum()),
        "moon" in corpus,
    )
    print(corpus.vocab.decode(rows[0])[:3], len(rows[2:8]), rows[2:8].lengths.max())
    sim = corpus.similarity()
    np.fill_diagonal(sim, -np.inf)
    left, right = np.unravel_index(int(np.argmax(sim)), sim.shape)
    print("closest pair", int(left), int(right), sim.max().round(3))
    print(sentence_scores(rows, corpus.bigrams()).round(2)[:4])
    print(rows.reduce_rows(np.log1p(rows.flat)).round(2)[:4])
    windows = Windows(rows, width=3)
    hits = [int((ctx == tgt[:, None]).any(axis=1).sum()) for ctx, tgt in windows.shuffled(8, rng)]
    print(len(windows), sum(hits), sum(1 for _ in Lazy(words).every(2)))
