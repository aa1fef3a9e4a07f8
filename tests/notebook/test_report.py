"""How what was found is said, and where it is not said."""

from interlock.notebook.findings import Finding, finding_in
from interlock.notebook.report import Report, Saying
from interlock.notebook.told import is_told

SAYING = Saying(2, "error", "1 < 2", "shape", "\tx = <a> @ b", (6, 12))


def test_a_terminal_shows_the_line_and_what_in_it_is_meant() -> None:
    assert str(Report("cell 3", [SAYING])) == (
        "cell 3, line 2: error: 1 < 2  [shape]\n    \tx = <a> @ b\n    \t    ^^^^^^^"
    )


def test_a_place_that_is_not_known_is_not_shown() -> None:
    saying = Saying(1, "note", "Look", "", "%time x", None)
    assert str(Report("cell 3", [saying])) == "cell 3, line 1: note: Look\n    %time x"
    assert '<div style="white-space: pre; overflow-x: auto">%time x</div>' in saying.html("cell 3")


def test_a_page_escapes_what_it_shows() -> None:
    page = Report("cell 3", [SAYING]).bundle()["text/html"]
    assert "1 &lt; 2" in page
    assert "&lt;a&gt; @ b</span>" in page
    assert "<a>" not in page


def test_a_note_is_no_error() -> None:
    note = Saying(1, "note", "Look", "", "x", None)
    assert not Report("cell 3", [note]).has_errors
    assert Report("cell 3", [note, SAYING]).has_errors


def test_what_is_not_about_a_cell_is_not_found() -> None:
    assert finding_in("numpy/core.py:1:1:1:1: error: No  [misc]") is None
    assert finding_in("Success: no issues found") is None


def test_an_error_over_several_lines_is_shown_where_it_begins() -> None:
    finding = finding_in("/a/interlock_cell_1_0.py:6:3:8:9: error: No")
    assert finding == Finding("interlock_cell_1_0", 6, (3, 3), "error", "No", "")


def _finding(code: str, text: str, kind: str = "error") -> Finding:
    return Finding("interlock_cell_1_0", 1, (1, 1), kind, text, code)


def test_lost_shapes_are_told_on_demand() -> None:
    assert [is_told(_finding("shape-lost", "Lost"), lost) for lost in (False, True)] == [
        False,
        True,
    ]


def test_what_is_also_said_of_much_else_is_told_of_sizes_alone() -> None:
    told = _finding("misc", 'Cannot infer value of type parameter "H" of "Next"')
    untold = _finding("misc", "Cannot assign to a function")
    assert [is_told(finding, False) for finding in (told, untold)] == [True, False]


def test_of_notes_only_those_that_were_asked_for_are_told() -> None:
    told = _finding("", 'Revealed type is "int"', "note")
    untold = _finding("", "Possible overload variants:", "note")
    assert [is_told(finding, False) for finding in (told, untold)] == [True, False]


def test_a_class_that_was_defined_twice_is_no_error() -> None:
    text = 'Argument 1 to "f" has incompatible type "interlock_cell_1_0.A"; expected "A"'
    assert not is_told(_finding("arg-type", text), False)
