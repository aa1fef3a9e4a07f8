"""What each kind of statement leaves known behind it."""

from __future__ import annotations

from checker.interpreter.probing import Rule

RULES = """
# --- a reassigned variable has its newest shape
def right(x: Float[A, "n m"]) -> Float[A, "m"]:
    y = x
    y = y.sum(axis=0)
    reveal_type(y)  # N: (m,)
    return y
def wrong(x: Float[A, "n m"]) -> Float[A, "n"]:
    y = x
    y = y.sum(axis=0)
    return y  # E: Result of "wrong" has shape (m,); expected (n,)
# --- a parameter is free to take another shape
def right(x: Float[A, "b i"], w: Float[A, "i o"]) -> Float[A, "b o"]:
    x = x @ w
    reveal_type(x)  # N: (b, o)
    return x
def wrong(x: Float[A, "b i"], w: Float[A, "i o"]) -> Float[A, "b i"]:
    x = x @ w
    return x  # E: Result of "wrong" has shape (b, o); expected (b, i)
# --- a parameter that is set to something unknown has no known shape
def right(x: Float[A, "b i"], f: Any) -> None:
    x = f(x)
    reveal_type(x)  # N: (...,)
    x @ np.zeros(3) @ np.zeros((2, 2))
# --- an inner function may set its outer one's parameter
def right(x: Float[A, "b i"]) -> None:
    def inner() -> None:
        nonlocal x
        x = x.sum(axis=0)
    inner()
    x + np.zeros((7, 8))
    y = x
    reveal_type(y)  # N: (...,)
# --- an inner function sees what its outer one sets later
def right(x: Float[A, "n m"]) -> None:
    y, k = x, x.shape[0]
    def inner() -> Float[A, "m"]:
        reveal_type(y)  # N: (...,)
        reveal_type(x)  # N: (n, m)
        return y.sum(axis=1)
    y = x.T
    for z in range(3):
        def another() -> None:
            reveal_type(z + y)  # N: (...,)
    with open("f") as (w, *v):
        y += y
    y, *q = x, x
def wrong(x: Float[A, "n m"]) -> None:
    def inner() -> None:
        x @ x  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
# --- a variable's own annotation holds wherever it is set
def wrong(x: Float[A, "n m"]) -> None:
    y: Float[A, "n m"] = x
    y = x.T  # E: Value of "y" has shape (m, n); expected (n, m)
    reveal_type(y)  # N: (n, m)
# --- changing an array in place leaves its shape
def right(x: Float[A, "n m"], y: Float[A, "m"]) -> None:
    x += y
    x *= 2
    x @= np.eye(3)  # E: "@=": shapes (n, m) and (3, 3) do not fit: m is not 3
    reveal_type(x)  # N: (n, m)
def wrong(x: Float[A, "n m"], y: Float[A, "n"]) -> None:
    x -= y  # E: "-=": shapes (n, m) and (n,) do not broadcast: m is not n
    reveal_type(x)  # N: (n, m)
def grown(x: Float[A, "m"], y: Float[A, "n m"]) -> None:
    x += y  # E: "+=": shape (n, m) does not broadcast to (m,)
    reveal_type(x)  # N: (m,)
# --- a number changed in place is another number
def right(x: Float[A, "n m"]) -> None:
    n = x.shape[0]
    n += 1
    n *= 2
    reveal_type(np.zeros(n))  # N: (2*n + 2,)
    total = 0.0
    total += x
    reveal_type(total)  # N: (n, m)
# --- behind a return nothing is checked
def right(x: Float[A, "n"], y: Float[A, "m"], c: bool) -> None:
    if c:
        return
        x + y
    raise ValueError(x.T @ x)
    x + y
# --- a bare return and a bare raise end the way
def right(x: Float[A, "n"], c: int) -> None:
    y = x
    if c == 1:
        y = x.sum()
        return
    if c == 2:
        y = x[None]
        raise
    reveal_type(y)  # N: (n,)
# --- an array of many elements is no condition
def right(x: Float[A, "n"], y: Float[A, "1"]) -> None:
    while (x > 0).any() or y > 0:
        assert y < 3
def parts(x: Float[A, "n"] | None, y: Float[A, "1"], k: int) -> Float[A, "n"] | None:
    if k > 2 and y > 0 and x is not None and (x > 0).all():
        return x
    return x if k and x is not None else None
def wrong(x: Float[A, "n"], k: int) -> None:
    while x < 1 and k > 2:  # E: an array of shape (n,) is not one number
        k -= 1
    if k > 2 and (k < 4 or x < 1):  # E: an array of shape (n,) is not one number
        k += 1
    while x > 0:  # E: an array of shape (n,) is not one number
        x = x - 1
    assert x < 0  # E: an array of shape (n,) is not one number
# --- of a conditional result each of the two is held against the declaration
def right(x: Float[A, "n n"], on: bool) -> Float[A, "n"]:
    return x[0] if on else np.zeros(len(x))
def wrong(x: Float[A, "n n"], y: Float[A, "m"], on: bool) -> Float[A, "n"]:
    if on:
        return x if x.sum() > 0 else np.zeros(len(x))  # E: Result of "wrong" has shape (n, n); expected (n,)
    return x[0] if x.sum() > 0 else x[1] if on else y  # E: Result of "wrong" has shape (m,); expected (n,)
def narrowed(x: Float[A, "n"] | None, y: Float[A, "n"]) -> Float[A, "n"]:
    return y if x is None else x
# --- an assertion holds behind it
def right(x: Float[A, "n m"], y: Float[A, "k"]) -> None:
    assert x.shape[0] == y.shape[0]
    reveal_type(x[:, 0] + y)  # N: (n,)
def wrong(x: Float[A, "n m"], y: Float[A, "k"]) -> None:
    x[:, 0] + y  # E: "add": shapes (n,) and (k,) do not broadcast: n is not k
def never(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    assert False
    x + y
# --- a deleted variable is not known any more
def right(x: Float[A, "n"], d: dict[str, int]) -> None:
    y = x
    del y
    del d["a"]
    y = x[None]
    reveal_type(y)  # N: (1, n)
# --- every way of an if is checked, and what all agree on is kept
def right(x: Float[A, "n m"], c: int) -> None:
    if c > 2:
        y = x
    elif c > 1:
        y = x + 1
    else:
        y = x * 2
    reveal_type(y)  # N: (n, m)
def wrong(x: Float[A, "n m"], c: int) -> None:
    if c > 2:
        x + x.T  # E: "add": shapes (n, m) and (m, n) do not broadcast: m is not n
    elif c > 1:
        x @ x  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
    else:
        x - x[0, :, None]  # E: "subtract": shapes (n, m) and (m, 1) do not broadcast: n is not m
# --- a condition that is decided takes one way
def right(x: Float[A, "n m"]) -> None:
    if x.ndim == 2:
        y = x
    else:
        y = x[0, 0, 0]
    reveal_type(y)  # N: (n, m)
    if x.shape == ():
        x + x.T
# --- a with statement runs its body and binds what it cannot know
def right(x: Float[A, "n m"], path: str) -> None:
    with open(path) as file, np.errstate(all="ignore"):
        y = x.T
    reveal_type(y)  # N: (m, n)
def wrong(x: Float[A, "n m"]) -> None:
    with np.errstate(all="ignore"):
        x @ x  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
# --- what a try sets may or may not be set where it is handled
def right(x: Float[A, "n m"]) -> None:
    y = x
    try:
        y = x.T
    except ValueError:
        reveal_type(y)  # N: (?, ?)
    else:
        reveal_type(y)  # N: (m, n)
    finally:
        reveal_type(x)  # N: (n, m)
    reveal_type(y)  # N: (?, ?)
def wrong(x: Float[A, "n m"]) -> None:
    try:
        x @ x  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
    except KeyError as error:
        x + x.T  # E: "add": shapes (n, m) and (m, n) do not broadcast: m is not n
    finally:
        x - x.T  # E: "subtract": shapes (n, m) and (m, n) do not broadcast: m is not n
# --- a try whose ways all end is the end
def right(x: Float[A, "n"], y: Float[A, "m"]) -> Float[A, "n"]:
    try:
        return x
    except ValueError:
        raise
    x + y
# --- a handler that goes on joins the way that went well
def right(x: Float[A, "n m"]) -> None:
    try:
        y = np.linalg.inv(x.T @ x)
    except np.linalg.LinAlgError:
        y = np.eye(x.shape[1])
    reveal_type(y)  # N: (m, m)
# --- every case of a match is checked
def right(x: Float[A, "n m"], mode: str) -> None:
    match mode:
        case "rows":
            y = x.sum(axis=1)
        case "columns":
            y = x.sum(axis=0)
        case _:
            return
    reveal_type(y)  # N: (?,)
def wrong(x: Float[A, "n m"], mode: str) -> None:
    match mode:
        case "a":
            x @ x  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
        case _:
            x + x.T  # E: "add": shapes (n, m) and (m, n) do not broadcast: m is not n
# --- a class defined in a body is looked into
def wrong(x: Float[A, "n m"]) -> None:
    class Inner:
        y = x @ x  # E: "matmul": shapes (n, m) and (n, m) do not fit: m is not n
        def method(self) -> None:
            x + x.T  # E: "add": shapes (n, m) and (m, n) do not broadcast: m is not n
# --- several targets get the same value
def right(x: Float[A, "n m"]) -> None:
    a = b = x.T
    reveal_type(a)  # N: (m, n)
    reveal_type(b)  # N: (m, n)
# --- globals, passes and imports leave everything as it is
COUNT = 3
def right(x: Float[A, "n m"]) -> None:
    global COUNT
    import math
    from math import sqrt
    pass
    reveal_type(x)  # N: (n, m)
# --- an alias made in a body is no value
def right(x: Float[A, "n m"]) -> None:
    Row = Float[A, "m"]
    row: Row = x[0]
    reveal_type(row)  # N: (m,)
# --- a number that an inner function sets is some number
def right(x: Float[A, "n"], k: int) -> None:
    count = 3
    def inner() -> None:
        nonlocal count, k
        count += 1
        k = 4
    inner()
    np.zeros(count) + np.zeros(4)
    np.zeros(k) + x
# --- a shape error that is caught is no mistake
def right(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    try:
        x + y
    except ValueError:
        print(1)
    try:
        y[3 + x.shape[0]]
        x + y
    except (KeyError, IndexError):
        pass
    try:
        x + y
    except:
        pass
def wrong(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    try:
        x + y  # E: "add": shapes (n,) and (m,) do not broadcast: n is not m
    except KeyError:
        pass
    try:
        x + y  # E: "add": shapes (n,) and (m,) do not broadcast: n is not m
    except ValueError as error:
        raise RuntimeError("no") from error
    try:
        pass
    except ValueError:
        x + y  # E: "add": shapes (n,) and (m,) do not broadcast: n is not m
"""


def test_rule(rule: Rule, checked: list[Rule]) -> None:
    """mypy says what the comments say, and nothing else."""
    assert rule.said == rule.expected
