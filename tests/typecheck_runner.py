"""Compare what mypy says about a folder with what its files say it will say.

An expectation is a comment that trails its line or stands above it:

    # E: Incompatible types in assignment ...  [assignment]
    name: str = 3

`E` is an error, `N` a note. Conditions in brackets limit an expectation to some runs:
`# E[mypy<2]: ...`, `# E[mypy>=2]: ...`, `# E[numpy<2.2]: ...`, `# E[plugin]: ...`,
`# E[stock, mypy<2]: ...`. A file that begins with `# python>=3.12` is left out below that.

    python tests/typecheck_runner.py typecheck/fail --config typecheck/stock.ini [--rewrite]

With `--condition mypy<2` a rewriting limits what it adds to such runs, and what it would remove
to the others.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHES = ROOT / ".mypy_cache"
EXPECTATION = re.compile(r"#\s*(?P<kind>[EN])(?:\[(?P<condition>[^\]]+)\])?: (?P<text>.*\S)")
REMARK = re.compile(r"(?P<path>.+?):(?P<line>\d+): (?P<kind>error|note): (?P<text>.*)")
OPPOSITE = {"<": ">=", ">=": "<", "plugin": "stock", "stock": "plugin"}
VERSION = re.compile(r"(?P<name>mypy|numpy|python)(?P<sign><|>=)(?P<bound>\d+(?:\.\d+)*)")
QUIET = ["--no-pretty", "--no-error-summary", "--no-color-output", "--hide-error-context"]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])


# Of what mypy looks at, which is what runs this.
NUMPY = _numbers(metadata.version("numpy"))
# Before NumPy 2.2 the type of a bare `np.ndarray` has no defaults, and --strict wants arguments.
STUBS = ["--disable-error-code=type-arg"] if NUMPY < (2, 2) else []


@dataclass(frozen=True, order=True)
class Remark:
    """One thing mypy says, or is expected to say, about one line."""

    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.line}: {self.kind}: {self.text}"


@dataclass(frozen=True)
class Checker:
    """A mypy to run: which configuration, and which interpreter has mypy installed."""

    config: Path
    python: Path = Path(sys.executable)

    @cached_property
    def version(self) -> tuple[int, ...]:
        return _numbers(self._run(["--version"]).split()[1])

    @property
    def has_plugin(self) -> bool:
        return "interlock.mypy_plugin" in self.config.read_text()

    def remarks(
        self, files: Sequence[Path], shadow: Path | None = None
    ) -> dict[Path, list[Remark]]:
        """What one mypy run says about each of the files; `shadow` is read for the only one."""
        where = ["--config-file", str(self.config), "--python-executable", sys.executable]
        if shadow is not None:
            where += ["--shadow-file", str(files[0]), str(shadow)]
        # By name: for a file that it knows from its cache, mypy says where it stood then.
        paths = {file.name: file.resolve() for file in files}
        found: dict[Path, list[Remark]] = {path: [] for path in paths.values()}
        for line in self._run([*where, *QUIET, *STUBS, *map(str, files)]).splitlines():
            match = REMARK.fullmatch(line)
            if match is None or Path(match["path"]).name not in paths:
                raise RuntimeError(f"mypy said something about no file of the folder: {line}")
            remark = Remark(int(match["line"]), match["kind"][0].upper(), match["text"])
            found[paths[Path(match["path"]).name]].append(remark)
        return found

    def _run(self, arguments: list[str]) -> str:
        command = [str(self.python), "-m", "mypy", *arguments]
        # Where another interpreter has mypy, that finds the plugin, too.
        paths = [str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = os.environ | {"MYPY_CACHE_DIR": str(self._cache)}
        environment["PYTHONPATH"] = os.pathsep.join(paths)
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if done.returncode not in (0, 1) or done.stderr:
            raise RuntimeError(f"mypy did not finish: {done.stdout}{done.stderr}")
        return done.stdout

    @property
    def _cache(self) -> Path:
        """A cache that no other mypy, configuration or worker of pytest writes to meanwhile."""
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        environment = self.python.parent.parent.name
        return CACHES / worker / f"{environment}-{self.config.parent.name}-{self.config.stem}"


@dataclass(frozen=True)
class Expectation:
    """A remark that a comment expects, under a condition, and where the comment stands."""

    remark: Remark
    condition: str
    comment_line: int
    comment_column: int

    def holds_for(self, version: tuple[int, ...], has_plugin: bool) -> bool:
        """Whether the conditions speak of a mypy of this version, with or without the plugin."""
        return all(
            self._holds(part.strip(), version, has_plugin)
            for part in self.condition.split(",")
            if part
        )

    def _holds(self, condition: str, version: tuple[int, ...], has_plugin: bool) -> bool:
        if condition in ("plugin", "stock"):
            return (condition == "plugin") == has_plugin
        return _is_of({"mypy": version}, condition, f"line {self.comment_line}: ")


def _is_of(versions: dict[str, tuple[int, ...]], condition: str, place: str = "") -> bool:
    """Whether a condition such as `numpy<2.2` holds here."""
    match = VERSION.fullmatch(condition)
    if match is None:
        raise ValueError(f"{place}unknown condition [{condition}]")
    version = (versions | {"numpy": NUMPY, "python": sys.version_info[:2]})[match["name"]]
    bound = tuple(int(part) for part in match["bound"].split("."))
    return version < bound if match["sign"] == "<" else version >= bound


def files_of(folder: Path) -> list[Path]:
    """The Python files of a folder that this Python can read."""
    return [file for file in sorted(folder.glob("*.py")) if _readable(file)]


def _readable(file: Path) -> bool:
    condition = file.read_text().partition("\n")[0].removeprefix("# ")
    return VERSION.fullmatch(condition) is None or _is_of({}, condition)


def expectations(source: str) -> Iterator[Expectation]:
    """The expectations in a file's comments, each with the line that it speaks of."""
    lines = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        match = EXPECTATION.search(token.string)
        if token.type == tokenize.COMMENT and match is not None:
            line, column = token.start[0], token.start[1] + match.start()
            alone = not lines[line - 1][:column].strip()
            target = _next_code_line(lines, line) if alone else line
            remark = Remark(target, match["kind"], match["text"])
            yield Expectation(remark, match["condition"] or "", line, column)


def _next_code_line(lines: list[str], line: int) -> int:
    following = range(line, len(lines))
    code = (n + 1 for n in following if lines[n].strip() and not lines[n].lstrip().startswith("#"))
    return next(code, len(lines))


def complaints(folder: Path, checker: Checker) -> dict[str, list[str]]:
    """For each file of the folder, where mypy and the expectations differ; empty lists if never.

    A file in a folder named `fail` must expect an error, and one in `pass` or `reveal` must not.
    """
    files = files_of(folder)
    if not files:
        raise ValueError(f"no Python files in {folder}")
    version, said = checker.version, checker.remarks(files)
    found = {}
    for file in files:
        every = list(expectations(file.read_text()))
        due = [e.remark for e in every if e.holds_for(version, checker.has_plugin)]
        found[file.name] = [*_differences(due, said[file.resolve()]), *_misplaced(folder, every)]
    return found


def _differences(expected: list[Remark], said: list[Remark]) -> Iterator[str]:
    missing, extra = Counter(expected) - Counter(said), Counter(said) - Counter(expected)
    yield from (f"expected, not said: {remark}" for remark in sorted(missing.elements()))
    yield from (f"said, not expected: {remark}" for remark in sorted(extra.elements()))


def _misplaced(folder: Path, every: list[Expectation]) -> Iterator[str]:
    errors = any(expectation.remark.kind == "E" for expectation in every)
    if folder.name == "fail" and not errors:
        yield "a file in fail/ must expect an error"
    if folder.name in ("pass", "reveal") and errors:
        yield f"a file in {folder.name}/ must expect no error"


def rewrite(file: Path, said: list[Remark], checker: Checker, condition: str = "") -> None:
    """Make the file expect what was said; what is right already, or not of this run, stays."""
    lines = file.read_text().splitlines()
    unsaid = Counter(said)
    for expectation in expectations(file.read_text()):
        if not expectation.holds_for(checker.version, checker.has_plugin):
            continue
        if unsaid[expectation.remark]:
            unsaid[expectation.remark] -= 1
        else:
            row, column = expectation.comment_line - 1, expectation.comment_column
            lines[row] = lines[row][:column] + _limited(expectation, condition)
            lines[row] = lines[row].rstrip() or "\0"
    for remark in sorted(unsaid.elements(), reverse=True):
        code = lines[remark.line - 1]
        indent = code[: len(code) - len(code.lstrip())]
        limit = f"[{condition}]" if condition else ""
        lines.insert(remark.line - 1, f"{indent}# {remark.kind}{limit}: {remark.text}")
    file.write_text("\n".join(line for line in lines if line != "\0") + "\n")


def _limited(expectation: Expectation, condition: str) -> str:
    """The comment of a wrong expectation: none, or limited to the runs it may be right for."""
    if not condition:
        return ""
    other = re.sub("<|>=|plugin|stock", lambda match: OPPOSITE[match[0]], condition)
    limits = ", ".join(filter(None, [expectation.condition, other]))
    return f"# {expectation.remark.kind}[{limits}]: {expectation.remark.text}"


def rewrite_folder(folder: Path, checker: Checker, condition: str = "") -> None:
    """Rewrite the expectations of every file of the folder."""
    for file, said in checker.remarks(files_of(folder)).items():
        rewrite(file, said, checker, condition)


def main() -> int:
    """Report the differences of one folder, or rewrite its expectations."""
    parser = argparse.ArgumentParser(description="compare mypy with a folder's expectations")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--python", type=Path, default=Path(sys.executable))
    parser.add_argument("--rewrite", action="store_true", help="expect what mypy says now")
    parser.add_argument("--condition", default="", help="of what a rewriting adds")
    options = parser.parse_args()
    checker = Checker(options.config, options.python)
    if options.rewrite:
        rewrite_folder(options.folder, checker, options.condition)
    found = complaints(options.folder, checker)
    for name, texts in found.items():
        for text in texts:
            print(f"{options.folder / name}: {text}")
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
