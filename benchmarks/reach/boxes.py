"""Bounding box utilities: IoU, NMS, greedy matching."""

import numpy as np
from jaxtyping import Bool, Float, Int


def area(boxes: Float[np.ndarray, "*batch 4"]) -> Float[np.ndarray, "*batch"]:
    wh = boxes[..., 2:] - boxes[..., :2]
    return wh[..., 0] * wh[..., 1]


def cxcywh_to_xyxy(boxes: Float[np.ndarray, "n 4"]) -> Float[np.ndarray, "n 4"]:
    centre, size = np.split(boxes, 2, axis=1)
    return np.hstack([centre - size / 2, centre + size / 2])


def iou_matrix(
    a: Float[np.ndarray, "n 4"], b: Float[np.ndarray, "m 4"]
) -> Float[np.ndarray, "n m"]:
    top_left = np.maximum(a[:, None, :2], b[None, :, :2])
    bottom_right = np.minimum(a[:, None, 2:], b[None, :, 2:])
    wh = np.clip(bottom_right - top_left, 0.0, None)
    inter = wh.prod(axis=-1)
    return inter / (area(a)[:, None] + area(b) - inter)


def nms(
    boxes: Float[np.ndarray, "n 4"], scores: Float[np.ndarray, "n"], threshold: float = 0.5
) -> Int[np.ndarray, "kept"]:
    order = np.argsort(-scores)
    keep: list[int] = []
    while order.size > 0:
        best, rest = order[0], order[1:]
        keep.append(int(best))
        overlap = iou_matrix(boxes[best][None], boxes[rest])[0]
        order = rest[overlap <= threshold]
    return np.array(keep, dtype=np.int64)


def match(
    iou: Float[np.ndarray, "pred truth"], threshold: float
) -> tuple[Int[np.ndarray, "pred"], Bool[np.ndarray, "truth"]]:
    assigned = np.full(iou.shape[0], -1)
    taken = np.zeros(iou.shape[1], dtype=bool)
    for i, row in enumerate(iou):
        free = np.where(taken, -1.0, row)
        j = int(free.argmax())
        if free[j] >= threshold:
            assigned[i] = j
            taken[j] = True
    return assigned, taken


def main() -> None:
    rng = np.random.default_rng(0)
    truth = cxcywh_to_xyxy(rng.uniform(1, 3, size=(5, 4)))
    pred = np.repeat(truth, 2, axis=0)[:9] + 0.1 * rng.normal(size=(9, 4))
    kept = nms(pred, rng.random(9), 0.6)
    assigned, found = match(iou_matrix(pred[kept], truth), 0.3)
    print(kept, assigned, found.mean())


if __name__ == "__main__":
    main()
