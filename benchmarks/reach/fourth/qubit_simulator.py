"""State-vector and density-matrix simulation of small quantum circuits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
from jaxtyping import Complex, Float, Int

Array = np.ndarray
PauliName = Literal["I", "X", "Y", "Z"]

_PAULI = {
    "I": np.eye(2, dtype=complex),
    "X": np.array([[0, 1], [1, 0]], dtype=complex),
    "Y": np.array([[0, -1j], [1j, 0]]),
    "Z": np.diag([1.0 + 0j, -1.0]),
}


class Operation(NamedTuple):
    """A unitary and the qubits it acts on."""

    matrix: Complex[Array, "g g"]
    qubits: tuple[int, ...]


def pauli(name: PauliName) -> Complex[Array, "2 2"]:
    """One of the four Pauli matrices."""
    return _PAULI[name].copy()


def hadamard() -> Complex[Array, "2 2"]:
    return (pauli("X") + pauli("Z")) / np.sqrt(2.0)


def rotation(axis: Literal["X", "Y", "Z"], theta: float) -> Complex[Array, "2 2"]:
    """Rotation of the Bloch sphere by ``theta``."""
    return np.cos(theta / 2) * np.eye(2) - 1j * np.sin(theta / 2) * pauli(axis)


def controlled(gate: Complex[Array, "d d"]) -> Complex[Array, "2*d 2*d"]:
    """Add a control qubit in front of a gate."""
    d = gate.shape[0]
    out = np.eye(2 * d, dtype=complex)
    out[d:, d:] = gate
    return out


def kron_all(*factors: Complex[Array, "_ _"]) -> Complex[Array, "dim dim"]:
    """Kronecker product of any number of square matrices."""
    out = np.eye(1, dtype=complex)
    for factor in factors:
        if factor.shape[0] != factor.shape[1]:
            raise ValueError("all factors must be square")
        out = np.kron(out, factor)
    return out


def n_qubits_of(dim: int) -> int:
    """Number of qubits of a ``dim``-dimensional space."""
    n = dim.bit_length() - 1
    if dim != 1 << n:
        raise ValueError("dimension is not a power of two")
    return n


def zero_state(n_qubits: int) -> Complex[Array, "2**{n_qubits}"]:
    """The state |0...0>."""
    psi = np.zeros(2**n_qubits, dtype=complex)
    psi[0] = 1.0
    return psi


def apply_gate(
    states: Complex[Array, "batch dim"], gate: Complex[Array, "g g"], qubits: Sequence[int]
) -> Complex[Array, "batch dim"]:
    """Apply a gate to some qubits of every state in a batch."""
    batch, dim = states.shape
    n, k = n_qubits_of(dim), len(qubits)
    if gate.shape[0] != 2**k or len(set(qubits)) != k:
        raise ValueError("gate does not fit the qubits")
    tensor = states.reshape((batch,) + (2,) * n)
    axes = [q + 1 for q in qubits]
    tensor = np.moveaxis(tensor, axes, range(1, k + 1))
    shape = tensor.shape
    tensor = gate @ tensor.reshape(batch, 2**k, -1)
    return np.moveaxis(tensor.reshape(shape), range(1, k + 1), axes).reshape(batch, dim)


@dataclass
class Circuit:
    """An ordered list of operations on ``n_qubits`` qubits."""

    n_qubits: int
    operations: list[Operation] = field(default_factory=list)

    def add(self, gate: Complex[Array, "g g"], *qubits: int) -> "Circuit":
        """Append a gate and return the circuit itself."""
        if any(not 0 <= q < self.n_qubits for q in qubits):
            raise IndexError("qubit out of range")
        self.operations.append(Operation(gate, qubits))
        return self

    def run(self, state: Complex[Array, "dim"] | None = None) -> Complex[Array, "dim"]:
        """Final state, from |0...0> by default."""
        psi = zero_state(self.n_qubits) if state is None else np.asarray(state, dtype=complex)
        return self.run_batch(psi[None, :])[0]

    def run_batch(self, states: Complex[Array, "batch dim"]) -> Complex[Array, "batch dim"]:
        for matrix, qubits in self.operations:
            states = apply_gate(states, matrix, qubits)
        return states

    def unitary(self) -> Complex[Array, "dim dim"]:
        """Matrix of the whole circuit."""
        return self.run_batch(np.eye(2**self.n_qubits, dtype=complex)).T


def probabilities(psi: Complex[Array, "*batch dim"]) -> Float[Array, "*batch dim"]:
    """Born probabilities."""
    p = np.abs(psi) ** 2
    return p / p.sum(axis=-1, keepdims=True)


def sample_bits(
    psi: Complex[Array, "dim"], shots: int, rng: np.random.Generator
) -> Int[Array, "{shots} qubits"]:
    """Measure all qubits ``shots`` times."""
    n = n_qubits_of(psi.shape[0])
    outcome = rng.choice(psi.shape[0], size=shots, p=probabilities(psi))
    return (outcome[:, None] >> np.arange(n - 1, -1, -1)) & 1


def pauli_string(word: str) -> Complex[Array, "dim dim"]:
    """Observable such as ``"XIZ"``."""
    if not word or set(word) - set(_PAULI):
        raise ValueError(f"bad Pauli word {word!r}")
    return kron_all(*[_PAULI[c] for c in word])


def expectation(psi: Complex[Array, "dim"], observable: Complex[Array, "dim dim"]) -> float:
    """Real expectation value of a Hermitian observable."""
    return float(np.vdot(psi, observable @ psi).real)


def density(
    psis: Complex[Array, "batch dim"], weights: Float[Array, "batch"] | None = None
) -> Complex[Array, "dim dim"]:
    """Mixture of pure states."""
    if weights is None:
        weights = np.full(psis.shape[0], 1.0 / psis.shape[0])
    return np.einsum("b,bi,bj->ij", weights, psis, psis.conj())


def partial_trace(
    rho: Complex[Array, "dim dim"], keep: Sequence[int]
) -> Complex[Array, "kept kept"]:
    """Reduced density matrix of the qubits in ``keep`` (in that order)."""
    n = n_qubits_of(rho.shape[0])
    drop = [q for q in range(n) if q not in keep]
    order = list(keep) + drop
    tensor = rho.reshape((2,) * (2 * n)).transpose(order + [q + n for q in order])
    dk, dd = 2 ** len(keep), 2 ** len(drop)
    return np.trace(tensor.reshape(dk, dd, dk, dd), axis1=1, axis2=3)


def depolarise(rho: Complex[Array, "dim dim"], p: float) -> Complex[Array, "dim dim"]:
    """Mix a state with the maximally mixed one."""
    dim = rho.shape[0]
    return (1.0 - p) * rho + p * np.trace(rho) * np.eye(dim) / dim


def entropy(rho: Complex[Array, "d d"], base: float = 2.0) -> float:
    """Von Neumann entropy."""
    values = np.linalg.eigvalsh(rho)
    values = values[values > 1e-12]
    return float(-(values * np.log(values)).sum() / np.log(base))


def bloch_vectors(rhos: Complex[Array, "batch 2 2"]) -> Float[Array, "batch 3"]:
    """Bloch vectors of single-qubit states."""
    basis = np.stack([pauli("X"), pauli("Y"), pauli("Z")])
    return np.einsum("bij,kji->bk", rhos, basis).real


def parameter_shift(
    f: Callable[[Float[Array, "params"]], float], theta: Float[Array, "params"]
) -> Float[Array, "params"]:
    """Gradient of an expectation value by the parameter-shift rule."""
    grad = np.zeros_like(theta)
    for i in range(theta.size):
        shift = np.zeros_like(theta)
        shift[i] = np.pi / 2
        grad[i] = 0.5 * (f(theta + shift) - f(theta - shift))
    return grad


def main() -> None:
    rng = np.random.default_rng(5)
    cnot = controlled(pauli("X"))
    ghz = Circuit(3).add(hadamard(), 0).add(cnot, 0, 1).add(cnot, 1, 2)
    psi = ghz.run()
    print(
        probabilities(psi).round(3),
        sample_bits(psi, 11, rng).sum(axis=0),
        expectation(psi, pauli_string("XXX")),
    )
    u = ghz.unitary()
    print(np.abs(u @ u.conj().T - np.eye(8)).max(), np.abs(u @ zero_state(3) - psi).max())
    rho = density(psi[None, :])
    print(entropy(partial_trace(rho, [0, 2])), entropy(depolarise(rho, 0.3), base=np.e))
    singles = np.stack([partial_trace(depolarise(rho, p), [1]) for p in (0.0, 0.1, 0.2, 0.5, 0.9)])
    print(bloch_vectors(singles).shape)

    def energy(theta: Float[Array, "params"]) -> float:
        circuit = Circuit(2)
        for i, angle in enumerate(theta):
            circuit.add(rotation("Y", float(angle)), i % 2).add(cnot, 0, 1)
        return expectation(circuit.run(), pauli_string("ZZ") + 0.5 * pauli_string("XI"))

    theta = rng.uniform(0, np.pi, size=7)
    for _ in range(5):
        theta = theta - 0.3 * parameter_shift(energy, theta)
    print(energy(theta), kron_all(cnot, hadamard()).shape)


if __name__ == "__main__":
    main()
