import numpy as np
from jaxtyping import Float


Arr = np.ndarray


class RNN:
    """Elman network with back-propagation through time."""

    hidden: int
    Wxh: Float[Arr, "hidden inputs"]
    Whh: Float[Arr, "hidden hidden"]
    Why: Float[Arr, "outputs hidden"]
    bh: Float[Arr, "hidden"]
    by: Float[Arr, "outputs"]

    def __init__(self, inputs: int, hidden: int, outputs: int, rng: np.random.Generator):
        self.hidden = hidden
        self.Wxh = rng.normal(size=(hidden, inputs)) * 0.1
        self.Whh = rng.normal(size=(hidden, hidden)) * 0.1
        self.Why = rng.normal(size=(outputs, hidden)) * 0.1
        self.bh = np.zeros(hidden)
        self.by = np.zeros(outputs)

    def forward(
        self, xs: Float[Arr, "steps inputs"]
    ) -> tuple[Float[Arr, "steps hidden"], Float[Arr, "steps outputs"]]:
        steps = xs.shape[0]
        hs = np.zeros((steps, self.hidden))
        h = np.zeros(self.hidden)
        for t in range(steps):
            h = np.tanh(self.Wxh @ xs[t] + self.Whh @ h + self.bh)
            hs[t] = h
        ys = hs @ self.Why.T + self.by
        return hs, ys

    def backward(
        self,
        xs: Float[Arr, "steps inputs"],
        hs: Float[Arr, "steps hidden"],
        dys: Float[Arr, "steps outputs"],
    ) -> dict[str, Arr]:
        dWxh = np.zeros_like(self.Wxh)
        dWhh = np.zeros_like(self.Whh)
        dbh = np.zeros_like(self.bh)
        dWhy = dys.T @ hs
        dby = dys.sum(axis=0)
        dh_next = np.zeros(self.hidden)
        for t in reversed(range(xs.shape[0])):
            dh = self.Why.T @ dys[t] + dh_next
            draw = (1 - hs[t] ** 2) * dh
            dbh += draw
            dWxh += np.outer(draw, xs[t])
            previous = hs[t - 1] if t > 0 else np.zeros(self.hidden)
            dWhh += np.outer(draw, previous)
            dh_next = self.Whh.T @ draw
        return {"Wxh": dWxh, "Whh": dWhh, "Why": dWhy, "bh": dbh, "by": dby}

    def step(self, grads: dict[str, Arr], lr: float) -> None:
        self.Wxh -= lr * grads["Wxh"]
        self.Whh -= lr * grads["Whh"]
        self.Why -= lr * grads["Why"]
        self.bh -= lr * grads["bh"]
        self.by -= lr * grads["by"]


def mse(pred: Float[Arr, "steps outputs"], target: Float[Arr, "steps outputs"]) -> float:
    return float(np.mean((pred - target) ** 2))


def main() -> None:
    rng = np.random.default_rng(0)
    net = RNN(3, 5, 2, rng)
    xs = rng.normal(size=(7, 3))
    target = rng.normal(size=(7, 2))
    for _ in range(3):
        hs, ys = net.forward(xs)
        grads = net.backward(xs, hs, 2 * (ys - target) / ys.size)
        net.step(grads, 0.05)
    assert mse(net.forward(xs)[1], target) > 0
