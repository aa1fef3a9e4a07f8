"""jaxtyping's strings are read by jaxtyping's own rules."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jaxtyping import Float

from examples import examples
from interlock.checker.annotations import Annotation, Malformed, parse
from interlock.checker.shapes import Shape, Stretch
from interlock.checker.sizes import Size, Symbol

PIECES = (
    *(
        "n",
        "m",
        "*",
        "#",
        "?",
        "_",
        "...",
        "..",
        ",",
        "(",
        ")",
        "=",
        "4",
        "-1",
        "+1",
        "{",
        "}",
        "{k}",
    ),
    *(
        "{self.size}",
        "'",
        '"',
        "\\",
        "//",
        "%",
        "**",
        "é",
        "٣",
        "1_0",
        "==",
        "!r",
        ":d",
        " ",
        "  ",
        "\t",
    ),
    *("\0", "\ud800", "\u2003", "\n", "min(n,m)", "not", "lambda:", "0x1", "9" * 5000),
)
texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), st.text(max_size=12))


def declared(annotation: Annotation) -> Shape:
    return annotation.shape(
        lambda name: Size.of(Symbol(name)),
        lambda name: Stretch(Symbol(name)),
        lambda text: Size.of(Symbol(f"<{text}>")),
    )


def is_refused_by_jaxtyping(text: str) -> bool:
    try:
        Float[np.ndarray, text]
    except ValueError:
        return True
    return False


@examples(300)
@given(texts)
@example("a=#b")
@example("*?n ...")
@example("#_")
@example("_=4")
def test_a_text_is_malformed_exactly_where_jaxtyping_refuses_it(text: str) -> None:
    try:
        declared(parse(text))
    except Malformed:
        assert is_refused_by_jaxtyping(text)
    else:
        assert not is_refused_by_jaxtyping(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("n,m", "axes are separated by spaces, not by commas"),
        ("n#", '"#" stands in front of an axis, not behind it as in "n#"'),
        ("...n", '"..." stands on its own, not as in "...n"'),
        ("**n", '"*" stands at most once in front of an axis'),
        ("*a ...", 'only one axis may be "*name" or "..."'),
        ("*4", 'a fixed size takes no "*", as in "*4"'),
        ("?n+1", 'an expression takes no "?", as in "?n+1"'),
        ("#_n", 'an anonymous axis takes no "#", as in "#_n"'),
        ("\0", "a null character or a lone surrogate has no place in the name of an axis"),
    ],
)
def test_a_malformed_text_is_told_which_rule_it_breaks(text: str, rule: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse(text)
    assert str(caught.value) == rule


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("", "()"),
        ("n", "(n,)"),
        ("rows=4 n", "(4, n)"),
        ("*batch i", "(*batch, i)"),
        ("... i", "(..., i)"),
        ("_ _width n", "(?, ?, n)"),
        ("*_ n", "(..., n)"),
        ("#n #4 #1", "(?, ?, 1)"),
        ("*#batch n", "(..., n)"),
        ("?n *?m", "(?, ...)"),
        ("n+1 2*n n-1 c*w*h", "(n + 1, 2*n, n - 1, c*h*w)"),
        ("n//2 n%2 n**2 n*2/2 4/2 n/2", "(n//2, n%2, n*n, n, 2, ?)"),
        ("max(n,1) min(n,n+1,2*n) max(n,m) min({k},{k}+1)", "(n, n, ?, <k>)"),
        ("min(n,m) min(3,4) max(3,4,5) max(n,n) min(n) len(n,n)", "(?, 3, 5, n, ?, ?)"),
        ("{self.size} {k}+1 2*{k} {a}{b} {k!r} n{k} min({k},{k})",
         "(<self.size>, <k> + 1, 2*<k>, ?, ?, ?, <k>)"),
        ("{2*k+1} {a-b}*2 {(k+1)//2} {-k} {len(x)*2} {3}",
         "(2*<k> + 1, 2*<a> - 2*<b>, (<k> + 1)//2, <-k>, 2*<len(x)>, 3)"),
        ("n//0 n/0 n%0 2**-1 2**n 9**9**9**9", "(?, ?, ?, ?, ?, ?)"),
        ("n.m n[0] -n +n not{k} (n+m)**8**2", "(?, ?, -n, n, ?, ?)"),
        ("{ } {} ' \\", "(?, ?, ?, ?, ?)"),
    ],
)  # fmt: skip
def test_from_inside_an_annotation_is_a_shape_of_symbols(text: str, shape: str) -> None:
    assert str(declared(parse(text))) == shape


def test_an_enormous_expression_is_an_unknown_size() -> None:
    assert str(declared(parse("-" * 100_000 + "1"))) == "(?,)"
    assert str(declared(parse("(" * 50 + "9" + "**8)" * 50))) == "(?,)"
    assert str(declared(parse("(a+b+c+d)**8*(e+f+g+h)**8"))) == "(?,)"
