"""Overloaded functions: the overload that a call means, and the body that it runs."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- overloads are told apart by shapes
@overload
def norm(x: Float[A, "n"]) -> Float[A, ""]: ...
@overload
def norm(x: Float[A, "n m"]) -> Float[A, "n"]: ...
@overload
def norm(x: int) -> int: ...
def norm(x: Any) -> Any:
    return x
def right(x: Float[A, "n"], y: Float[A, "n m"]) -> None:
    reveal_type(norm(x))  # N: ()
    reveal_type(norm(y))  # N: (n,)
    norm(3)
    norm(x, x)
@overload
def single(x: Float[A, "n"], y: Float[A, "n"]) -> Float[A, "n"]: ...
@overload
def single(x: str, y: str) -> str: ...
def single(x: Any, y: Any) -> Any:
    return x
def wrong(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    single(x, y)  # E: Argument "y" of "single" has shape (m,); expected (n,) where n is n (from argument "x")
    single(x)
    norm(np.zeros((2, 2, 2)))
# --- where an argument is not known, an overload is not told from a later one
@overload
def ranked(x: Float[A, "n"]) -> Float[A, "n"]: ...
@overload
def ranked(x: Float[A, "n m"]) -> Float[A, "n m"]: ...
def ranked(x: Any) -> Any:
    return x
@overload
def turned(x: float, by: A) -> tuple[float, float]: ...
@overload
def turned(x: A, by: A) -> tuple[A, A]: ...
def turned(x: Any, by: Any) -> Any:
    return x, by
def right(load: Any, y: A) -> None:
    ranked(load())[0, 0]
    ranked(y)[0, 0]
    np.asarray(turned(load(), y))[0, 0]
def wrong(load: Any) -> None:
    ranked(np.zeros(3))[0, 0]  # E: too many indices for shape (3,): 2
# --- the body of an overloaded function is looked into as any other
@overload
def smooth(x: Float[A, "n"], k: int) -> Float[A, "n"]: ...
@overload
def smooth(x: Float[A, "b n"], k: int) -> Float[A, "b n"]: ...
def smooth(x: Float[A, "*b n"], k: int) -> Float[A, "*b n"]:
    return x @ np.zeros((k, k))  # E: "matmul": shapes (2, 5) and (4, 4) do not fit: 5 is not 4
def main() -> None:
    reveal_type(smooth(np.zeros(3), 3))  # N: (3,)
    smooth(np.zeros((2, 5)), 5)
    smooth(np.zeros((2, 5)), 4)
# --- what it makes is known, and what it may have changed is not
@dataclass
class Config:
    size: int = 4
@overload
def spectrum(x: Float[A, "n"], config: Config) -> Float[A, "freq"]: ...
@overload
def spectrum(x: Float[A, "b n"], config: Config) -> Float[A, "b freq"]: ...
def spectrum(x: Float[A, "*b n"], config: Config) -> Float[A, "*b freq"]:
    return x[..., : config.size]
@overload
def changed(x: Float[A, "n"], config: Config) -> Float[A, "n"]: ...
@overload
def changed(x: str, config: Config) -> str: ...
def changed(x: Any, config: Any) -> Any:
    return vary(x, config)
def vary(x: Any, config: Any) -> Any:
    config.size = len(str(x))
def main() -> None:
    config = Config()
    reveal_type(spectrum(np.zeros((2, 9)), config))  # N: (2, 4)
    np.zeros(4) + np.zeros(config.size)
    changed(np.zeros(3), config)
    np.zeros(4) + np.zeros(config.size)
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
