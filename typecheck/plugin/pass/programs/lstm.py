import numpy as np
from jaxtyping import Float, Int


def sigmoid(x: Float[np.ndarray, "*dims"]) -> Float[np.ndarray, "*dims"]:
    return 1.0 / (1.0 + np.exp(-x))


class LSTMCell:
    def __init__(self, input_size: int, hidden_size: int, rng: np.random.Generator) -> None:
        self.input_size = input_size
        self.hidden_size = hidden_size
        k = 1.0 / np.sqrt(hidden_size)
        self.W_x = rng.uniform(-k, k, (4 * hidden_size, input_size))
        self.W_h = rng.uniform(-k, k, (4 * hidden_size, hidden_size))
        self.b = np.zeros(4 * hidden_size)

    def step(
        self,
        x: Float[np.ndarray, "batch input"],
        h: Float[np.ndarray, "batch hidden"],
        c: Float[np.ndarray, "batch hidden"],
    ) -> tuple[Float[np.ndarray, "batch hidden"], Float[np.ndarray, "batch hidden"]]:
        gates = x @ self.W_x.T + h @ self.W_h.T + self.b
        H = self.hidden_size
        i = sigmoid(gates[:, :H])
        f = sigmoid(gates[:, H : 2 * H])
        g = np.tanh(gates[:, 2 * H : 3 * H])
        o = sigmoid(gates[:, 3 * H :])
        c_next = f * c + i * g
        h_next = o * np.tanh(c_next)
        return h_next, c_next


class LSTM:
    def __init__(self, input_size: int, hidden_size: int, output_size: int, seed: int = 0) -> None:
        rng = np.random.default_rng(seed)
        self.cell = LSTMCell(input_size, hidden_size, rng)
        self.hidden_size = hidden_size
        self.output_size = output_size
        self.W_out = rng.normal(size=(output_size, hidden_size))
        self.b_out = np.zeros(output_size)

    def forward(
        self, xs: Float[np.ndarray, "batch time input"]
    ) -> Float[np.ndarray, "batch time {self.output_size}"]:
        batch, time, _ = xs.shape
        h = np.zeros((batch, self.hidden_size))
        c = np.zeros((batch, self.hidden_size))
        outputs = np.zeros((batch, time, self.output_size))
        for t in range(time):
            h, c = self.cell.step(xs[:, t], h, c)
            outputs[:, t] = h @ self.W_out.T + self.b_out
        return outputs


def cross_entropy(
    logits: Float[np.ndarray, "batch time vocab"], targets: Int[np.ndarray, "batch time"]
) -> float:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_probs = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    picked = np.take_along_axis(log_probs, targets[:, :, None], axis=-1)[..., 0]
    return float(-picked.mean())


def one_hot(
    ids: Int[np.ndarray, "batch time"], depth: int
) -> Float[np.ndarray, "batch time {depth}"]:
    return np.eye(depth)[ids]


def main() -> None:
    rng = np.random.default_rng(1)
    ids = rng.integers(0, 7, size=(3, 5))
    xs = one_hot(ids, 7)
    model = LSTM(7, 6, 7)
    ys = model.forward(xs)
    loss = cross_entropy(ys, np.roll(ids, -1, axis=1))
    assert loss > 0
