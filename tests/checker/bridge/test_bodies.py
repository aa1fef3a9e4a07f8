"""Which bodies are handed to the interpreter, and how often."""

from __future__ import annotations

import pytest

from checker.bridge.probing import Project

HEAD = """
    import numpy as np
    from jaxtyping import Float
    Vec = Float[np.ndarray, "n"]
"""


def bodies(project: Project, *modules: str, options: tuple[str, ...] = ()) -> list[str]:
    """The names of the bodies, in the order they are reported."""
    lines = project.says(*modules, options=options)
    return [line.split("body ")[1].split(":")[0] for line in lines if ": body " in line]


@pytest.mark.parametrize(
    "function",
    [
        "def f(x: Vec) -> Vec: return x",
        "async def f(x: Vec) -> Vec: return x",
        "def f(n: int) -> None: y: Vec = np.zeros(n)",
        "def f() -> None: np.zeros(3) @ np.zeros(4)",
        "def f(other: 'Holder') -> None: other.held.T",
        "def f(other: 'Holder') -> None: other.held",
        "def f(other: 'Holder') -> None: other.take(other.held)",
        "def f() -> None:\n        def inner(x: Vec) -> Vec: return x\n        inner",
        "def f() -> None: return None if len(np.zeros(3).shape) else None",
    ],
)
def test_a_body_that_touches_arrays_is_handed_on_once(project: Project, function: str) -> None:
    """Annotations, NumPy's functions, annotated attributes and methods all count."""
    holder = """
    class Holder:
        held: Vec
        def take(self, x: Vec) -> Vec: ...
    """
    project.write(
        main=HEAD.replace("\n    ", "\n")
        + holder.replace("\n    ", "\n")
        + function.replace("\n    ", "\n")
    )
    assert bodies(project, "main").count("main.f") == 1


@pytest.mark.parametrize(
    "function",
    [
        "def f(x: int) -> int: return x + 1",
        "def f(x: Vec) -> Vec: ...",
        "def f(x: np.ndarray) -> str: return 'no call'",
        "def f(x: list[int]) -> int: return len(x) + sum(x)",
        "def f(x: int) -> int: return +0",
    ],
)
def test_a_body_without_arrays_is_left_alone(project: Project, function: str) -> None:
    """A stub body has nothing to check, and arithmetic of numbers is none of ours."""
    project.write(main=HEAD.replace("\n    ", "\n") + function)
    assert "main.f" not in bodies(project, "main")


def test_methods_come_with_their_class(project: Project) -> None:
    """Properties, class methods, overloads and nested classes included."""
    project.write(
        main="""
        import numpy as np
        from typing import overload
        from jaxtyping import Float
        Vec = Float[np.ndarray, "n"]
        class Outer:
            x: Vec
            def method(self) -> Vec: return self.x
            @property
            def settable(self) -> Vec: return self.x
            @settable.setter
            def settable(self, value: Vec) -> None: self.x = value
            @classmethod
            def make(cls, x: Vec) -> "Outer": return cls()
            @staticmethod
            def plain(x: Vec) -> Vec: return x
            @overload
            def both(self, x: int) -> int: ...
            @overload
            def both(self, x: Vec) -> Vec: ...
            def both(self, x: int | Vec) -> int | Vec: return x
            class Inner:
                def method(self, x: Vec) -> Vec: return x
        """
    )
    found = [
        line.partition("body ")[2] for line in project.says("main") if "body main.Outer" in line
    ]
    assert found == [
        "main.Outer.method of main.Outer: (Outer) -> f[n]  [shape]",
        "main.Outer.settable of main.Outer: (Outer) -> f[n]  [shape]",
        "main.Outer.settable of main.Outer: (Outer, f[n]) -> None  [shape]",
        "main.Outer.make of main.Outer: (type[main.Outer], f[n]) -> Outer  [shape]",
        "main.Outer.plain of main.Outer: (f[n]) -> f[n]  [shape]",
        "main.Outer.both of main.Outer: (Outer, int | f[n]) -> int | f[n]  [shape]",
        "main.Outer.Inner.method of main.Outer.Inner: (Inner, f[n]) -> f[n]  [shape]",
    ]


def test_the_top_level_of_a_module_is_one_body(project: Project) -> None:
    """With the bodies of its classes, and lambdas."""
    project.write(
        main=HEAD + "    class C:\n        x: Vec = np.zeros(3)\n    f = lambda: np.zeros(3)\n"
    )
    assert bodies(project, "main") == ["main"]


def test_stubs_and_ignored_files_are_left_alone(project: Project) -> None:
    """Nobody would hear of what is wrong in them."""
    text = HEAD + "    def f(x: Vec) -> Vec: return x\n"
    project.write(
        main="import loud, quiet, stubbed\n", loud=text, quiet="    # mypy: ignore-errors\n" + text
    )
    project.write(stubbed=text)
    (project.folder / "stubbed.py").rename(project.folder / "stubbed.pyi")
    assert bodies(project, "main", "loud", "quiet") == ["loud", "loud.f"]


def test_an_import_cycle_is_checked_when_all_of_it_is_known(project: Project) -> None:
    """Forward references and types inferred in a second pass included."""
    project.write(
        one="""
        from __future__ import annotations
        import numpy as np
        import two
        from jaxtyping import Float
        def f(x: two.Vec) -> two.Vec: return two.later(x)
        attribute = two.start()
        """,
        two="""
        from __future__ import annotations
        import numpy as np
        import one
        from jaxtyping import Float
        def later(x: Vec) -> Vec: return one.f(x)
        def start() -> Vec:
            print(one.attribute.T)
            return np.zeros(3)
        Vec = Float[np.ndarray, "n"]
        """,
    )
    found = [line.partition("body ")[2] for line in project.says("one", "two") if "body" in line]
    assert sorted(found) == [
        "one.f: (f[n]) -> f[n]  [shape]",
        "one: -  [shape]",
        "two.later: (f[n]) -> f[n]  [shape]",
        "two.start: () -> f[n]  [shape]",
        "two: -  [shape]",
    ]


def test_a_malformed_string_is_reported_at_its_place(project: Project) -> None:
    """Once, whether it stands in an annotation or in an alias."""
    project.write(
        main="""
        import numpy as np
        from jaxtyping import Float
        def f(x: Float[np.ndarray, "*a *b"]) -> None: ...
        Bad = Float[np.ndarray, "... ..."]
        """
    )
    rule = 'only one axis may be "*name" or "..."'
    assert project.says("main", options=("--show-column-numbers",)) == [
        f'main.py:4:28: error: Invalid axes "*a *b": {rule}  [shape]',
        f'main.py:5:25: error: Invalid axes "... ...": {rule}  [shape]',
    ]
