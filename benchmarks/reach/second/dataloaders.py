"""Datasets, samplers, collation and composable image transforms."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from jaxtyping import Bool, Float, Int, UInt8


class Sample(TypedDict):
    image: UInt8[np.ndarray, "h w c"]
    label: int
    caption: Int[np.ndarray, " length"]


class Batch(TypedDict):
    images: Float[np.ndarray, "b c h w"]
    labels: Int[np.ndarray, " b"]
    tokens: Int[np.ndarray, "b t"]
    mask: Bool[np.ndarray, "b t"]


class Dataset(ABC):
    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def __getitem__(self, index: int) -> Sample: ...


class SyntheticCaptions(Dataset):
    def __init__(self, size: int, image_size: tuple[int, int], n_classes: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        h, w = image_size
        self.labels: Int[np.ndarray, "{size}"] = rng.integers(0, n_classes, size=size)
        self.images: UInt8[np.ndarray, "{size} h w 3"] = rng.integers(
            0, 256, size=(size, h, w, 3), dtype=np.uint8
        )
        lengths = rng.integers(2, 9, size=size)
        bounds = np.concatenate([[0], np.cumsum(lengths)])
        stream: Int[np.ndarray, "total"] = rng.integers(1, 50, size=int(bounds[-1]))
        self.captions: list[Int[np.ndarray, "_"]] = [
            stream[a:b] for a, b in zip(bounds[:-1], bounds[1:])
        ]

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, index: int) -> Sample:
        return Sample(
            image=self.images[index], label=int(self.labels[index]), caption=self.captions[index]
        )


class Transform(ABC):
    @abstractmethod
    def __call__(self, image: Float[np.ndarray, "h w c"]) -> Float[np.ndarray, "h2 w2 c"]: ...


class Compose(Transform):
    def __init__(self, *stages: Transform) -> None:
        self.stages = stages

    def __call__(self, image: Float[np.ndarray, "h w c"]) -> Float[np.ndarray, "h2 w2 c"]:
        current = image
        for stage in self.stages:
            current = stage(current)
        return current


@dataclass
class Normalize(Transform):
    mean: Float[np.ndarray, " c"]
    std: Float[np.ndarray, " c"]

    def __call__(self, image: Float[np.ndarray, "h w c"]) -> Float[np.ndarray, "h w c"]:
        return (image - self.mean) / self.std


@dataclass
class RandomCrop(Transform):
    height: int
    width: int
    rng: np.random.Generator

    def __call__(
        self, image: Float[np.ndarray, "h w c"]
    ) -> Float[np.ndarray, "{self.height} {self.width} c"]:
        top = int(self.rng.integers(0, image.shape[0] - self.height + 1))
        left = int(self.rng.integers(0, image.shape[1] - self.width + 1))
        return image[top : top + self.height, left : left + self.width]


@dataclass
class AvgPool(Transform):
    factor: int

    def __call__(
        self, image: Float[np.ndarray, "h w c"]
    ) -> Float[np.ndarray, "h//{self.factor} w//{self.factor} c"]:
        f = self.factor
        h, w, c = image.shape
        trimmed = image[: h // f * f, : w // f * f]
        return trimmed.reshape(h // f, f, w // f, f, c).mean(axis=(1, 3))


def pad_ragged(
    rows: Sequence[Int[np.ndarray, "_"]], fill: int = 0
) -> tuple[Int[np.ndarray, "b t"], Bool[np.ndarray, "b t"]]:
    lengths: Int[np.ndarray, " b"] = np.array([len(r) for r in rows])
    mask = np.arange(lengths.max())[None, :] < lengths[:, None]
    padded = np.full(mask.shape, fill, dtype=np.int64)
    padded[mask] = np.concatenate(rows)
    return padded, mask


class Collator:
    def __init__(self, transform: Transform) -> None:
        self.transform = transform

    def __call__(self, samples: Sequence[Sample]) -> Batch:
        images = [
            self.transform(s["image"].astype(np.float32) / np.float32(255.0)) for s in samples
        ]
        tokens, mask = pad_ragged([s["caption"] for s in samples])
        return {
            "images": np.stack(images).transpose(0, 3, 1, 2),
            "labels": np.array([s["label"] for s in samples]),
            "tokens": tokens,
            "mask": mask,
        }


Sampler = Callable[[int], Int[np.ndarray, "_"]]


def shuffled(rng: np.random.Generator) -> Sampler:
    def order(n: int) -> Int[np.ndarray, "{n}"]:
        return rng.permutation(n)

    return order


def class_balanced(labels: Int[np.ndarray, " n"], rng: np.random.Generator) -> Sampler:
    counts: Int[np.ndarray, " classes"] = np.bincount(labels)
    weight: Float[np.ndarray, " n"] = 1.0 / counts[labels]
    probs = weight / weight.sum()

    def order(n: int) -> Int[np.ndarray, "{n}"]:
        return rng.choice(len(probs), size=n, p=probs)

    return order


class DataLoader:
    def __init__(
        self,
        data: Dataset,
        batch_size: int,
        sampler: Sampler,
        collate: Collator,
        drop_last: bool = False,
    ) -> None:
        self.data = data
        self.batch_size = batch_size
        self.sampler = sampler
        self.collate = collate
        self.drop_last = drop_last

    def __len__(self) -> int:
        whole, rest = divmod(len(self.data), self.batch_size)
        return whole + (rest > 0 and not self.drop_last)

    def __iter__(self) -> Iterator[Batch]:
        order = self.sampler(len(self.data))
        for k in range(len(self)):
            chunk = order[k * self.batch_size : (k + 1) * self.batch_size]
            yield self.collate([self.data[int(i)] for i in chunk])


class RunningMoments:
    """Chan's parallel update of per-channel mean and variance."""

    def __init__(self, channels: int) -> None:
        self.channels = channels
        self.count = 0
        self.mean: Float[np.ndarray, "{channels}"] = np.zeros(channels)
        self.m2: Float[np.ndarray, "{channels}"] = np.zeros(channels)

    def update(self, images: Float[np.ndarray, "b {self.channels} h w"]) -> None:
        flat: Float[np.ndarray, "c b*h*w"] = (
            images.swapaxes(0, 1).reshape(self.channels, -1).astype(np.float64)
        )
        n = flat.shape[1]
        delta = flat.mean(axis=1) - self.mean
        total = self.count + n
        self.m2 = self.m2 + n * flat.var(axis=1) + delta**2 * self.count * n / total
        self.mean = self.mean + delta * n / total
        self.count = total

    @property
    def std(self) -> Float[np.ndarray, "{self.channels}"]:
        return np.sqrt(self.m2 / self.count)


def main() -> None:
    rng = np.random.default_rng(8)
    data = SyntheticCaptions(55, (13, 18), n_classes=4, seed=2)

    plain = DataLoader(data, 10, shuffled(rng), Collator(Compose()))
    moments = RunningMoments(3)
    for batch in plain:
        moments.update(batch["images"])
    reference = data.images.reshape(-1, 3) / 255.0
    assert np.allclose(moments.mean, reference.mean(axis=0), atol=1e-5)
    assert np.allclose(moments.std, reference.std(axis=0), atol=1e-5)

    augment = Compose(RandomCrop(12, 14, rng), AvgPool(2), Normalize(moments.mean, moments.std))
    loader = DataLoader(data, 9, shuffled(rng), Collator(augment), drop_last=True)
    batches = list(loader)
    assert len(batches) == len(loader) == 6
    assert all(b["images"].shape == (9, 3, 6, 7) for b in batches)
    assert all(
        np.all(b["tokens"][~b["mask"]] == 0) and np.all(b["tokens"][b["mask"]] > 0) for b in batches
    )

    draws = class_balanced(data.labels, rng)(2000)
    freq = np.bincount(data.labels[draws], minlength=4) / 2000
    assert np.abs(freq - 0.25).max() < 0.05


if __name__ == "__main__":
    main()
