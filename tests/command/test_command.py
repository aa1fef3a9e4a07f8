import os
import re
import signal
import struct
import subprocess
import sys
import tomllib
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import interlock.command
from interlock.command import application, demo
from interlock.command.sources import image_in
from interlock.datasets import digits
from interlock.errors import DataError
from interlock.layer import Layer
from interlock.storage import load, save
from interlock.training import evaluate

TRAIN = "Data(64 -> 10, 1,260 examples)\n"


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command as the shell would; gives exit code, output and complaints."""

    def run(*arguments: object) -> tuple[Any, str, str]:
        monkeypatch.setattr(sys, "argv", ["interlock", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            interlock.command.main()
        said = capsys.readouterr()
        return caught.value.code, said.out, said.err

    return run


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network that knows the first training digit, whatever else it knows."""
    path = tmp_path_factory.mktemp("trained") / "digits.safetensors"
    rng = np.random.default_rng(1)
    network = Layer(64, 30, rng=rng) >> Layer(30, 10, rng=rng)
    from interlock.training import fit

    fit(network, digits(), epochs=10, rng=rng)
    save(network, path)
    return path


# train


def test_train_prints_the_history_and_saves_what_it_judged(command: Any, tmp_path: Path) -> None:
    file = tmp_path / "n.safetensors"
    options = ("--hidden", 20, "--hidden", 15, "--epochs", 4, "--seed", 3, "--save", file)
    code, out, err = command("train", "digits", *options)
    assert code == 0
    assert err == ""  # the bar shows itself on a terminal only
    lines = out.splitlines()
    assert lines[0] == "training Network(64 -> 20 -> 15 -> 10) on " + TRAIN.strip()
    assert lines[1] == "History of 4 epochs, numpy engine: all epochs done"
    network = load(file, inputs=64, outputs=10)
    assert network.sizes == (64, 20, 15, 10)
    assert lines[-2] == f"test: {evaluate(network, digits().test)}"
    assert lines[-1] == f"saved Network(64 -> 20 -> 15 -> 10) to {file}"


def test_the_same_seed_trains_the_same_network(command: Any, tmp_path: Path) -> None:
    for name in "ab":
        command("train", "digits", "--epochs", 1, "--seed", 9, "--save", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_log_likelihood_ends_in_a_softmax(command: Any, tmp_path: Path) -> None:
    options = ("--loss", "log-likelihood", "--optimizer", "adam", "--rate", 0.01)
    code, *_ = command("train", "digits", *options, "--epochs", 1, "--save", tmp_path / "n")
    assert code == 0
    assert [str(layer.activation) for layer in load(tmp_path / "n")] == ["sigmoid", "softmax"]


def test_train_reads_mnist(command: Any, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    arrays: dict[str, Any] = {"y_train": np.arange(12) % 10, "y_test": np.arange(5)}
    for name, labels in (("x_train", 12), ("x_test", 5)):
        arrays[name] = rng.integers(0, 256, (labels, 28, 28), np.uint8)
    np.savez(tmp_path / "mnist.npz", **arrays)
    code, out, _ = command("train", tmp_path / "mnist.npz", "--epochs", 1)
    assert code == 0
    assert "of 5 right" in out


# The command itself, which says when it has learned something: numba may take its time before.
# It hears Ctrl-C even where the tests run in the background, which to a shell means that they and
# what they start shall not.
TOLD = """
import signal
from interlock.command import main
from interlock.training.course import Course

epoch = Course._epoch

def told(self, number, order):
    found = epoch(self, number, order)
    if number == 1:
        print("learning", flush=True)
    return found

Course._epoch = told
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""


def test_ctrl_c_saves_what_was_learned_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "n"
    arguments = ["train", "digits", "--epochs", "1000000", "--save", str(file)]
    process = subprocess.Popen(
        [sys.executable, "-c", TOLD, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(interlock.__file__).parents[1])},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "training Network(64 -> 30 -> 10) on " + TRAIN
    assert process.stdout.readline() == "learning\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted after epoch" in out
    assert "Traceback" not in err
    assert load(file).sizes == (64, 30, 10)


def test_ctrl_c_dropped_before_the_training_ends_it_at_its_begin(
    command: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def dropping(name: str) -> Any:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        return digits()

    monkeypatch.setattr("interlock.command.application.data_named", dropping)
    code, out, _ = heard(command, "train", "digits", "--save", tmp_path / "n")
    assert code == 130
    assert re.search("^History of 0 epochs, .* engine: interrupted after epoch 0$", out, re.M)
    assert load(tmp_path / "n").sizes == (64, 30, 10)


def test_ctrl_c_before_there_is_a_command_ends_it_quietly(
    command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("interlock.command.application.run", interrupted)
    assert heard(command, "train", "digits") == (130, "", "")


def heard(command: Any, *arguments: object) -> Any:
    """As the command hears Ctrl-C in the foreground."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return command(*arguments)
    finally:
        assert signal.signal(signal.SIGINT, before) is signal.default_int_handler


# evaluate and predict


def test_evaluate_prints_accuracy_and_confusions(command: Any, trained: Path) -> None:
    code, out, err = command("evaluate", trained, "digits")
    assert (code, err) == (0, "")
    assert "Confusion: rows are the digits, columns the answers" in " ".join(out.split())
    network = load(trained, inputs=64, outputs=10)
    assert out.splitlines()[-1] == repr(evaluate(network, digits().test))


def grey_png(levels: Any) -> bytes:
    """The pixels as a PNG without filters."""
    header = struct.pack(">IIBBBBB", *reversed(levels.shape), 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + row.tobytes() for row in levels))
    chunks = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    sealed = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(sealed)


def image_files(folder: Path, pixels: Any) -> list[Path]:
    """The same 8 x 8 image in every kind of file."""
    levels = np.round(pixels * 255).astype(np.uint8).reshape(8, 8)
    text = "P2\n# by hand\n8 8\n255\n" + "\n".join(" ".join(map(str, row)) for row in levels)
    (folder / "text.pgm").write_text(text)
    (folder / "bytes.pgm").write_bytes(b"P5\n8 8\n255\n" + levels.tobytes())
    (folder / "grey.png").write_bytes(grey_png(levels))
    np.save(folder / "numbers.npy", pixels.reshape(8, 8))
    np.save(folder / "bytes.npy", np.minimum(levels, 255))
    return sorted(folder.iterdir())


def test_predict_sees_the_same_in_every_kind_of_file(
    command: Any, trained: Path, tmp_path: Path
) -> None:
    pixels = digits().train.inputs[0]
    label = load(trained).forward(pixels).argmax()
    for file in image_files(tmp_path, pixels):
        np.testing.assert_allclose(image_in(file, 64, False)[0], pixels, atol=0.005)
        code, out, err = command("predict", trained, file)
        assert (code, err) == (0, "")
        assert out.splitlines()[-1] == str(label)
        assert out.splitlines()[3].strip(), "the image is drawn"


def test_invert_takes_dark_for_ink(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.full((8, 8), 0.25))
    assert np.all(image_in(tmp_path / "a.npy", 64, True) == 0.75)


# Mistakes of the user's


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("train", "nothing"),
            "DATA must be known.\n"
            "  expected: digits, or the path of mnist.npz or of a folder with the four IDX files\n"
            "  got:      nothing, which does not exist\n",
        ),
        (
            ("train", "digits", "--rate", "-1"),
            "fit: rate must be above 0 and finite.\n"
            "  got:      -1.0\n"
            "  try:      start with rate=0.5\n",
        ),
        (
            ("train", "digits", "--hidden", "0"),
            "Layer: inputs must be a positive integer.\n"
            "  expected: 1 or more\n"
            "  got:      0\n"
            "  try:      pass a whole number such as inputs=3\n",
        ),
        (
            ("evaluate", "nothing", "digits"),
            "load: the file must be readable.\n"
            "  got:      No such file or directory\n"
            "  where:    nothing\n",
        ),
    ],
)
def test_a_mistake_is_told_in_words_with_exit_code_1(
    command: Any, arguments: Any, message: str
) -> None:
    code, _, err = command(*arguments)
    assert (code, err) == (1, message)


def test_a_place_that_cannot_be_saved_to_is_told_before_the_training(
    command: Any, tmp_path: Path
) -> None:
    file = tmp_path / "no" / "n"
    code, out, err = command("train", "digits", "--epochs", 1, "--save", file)
    assert (code, out) == (1, "")
    assert err == (
        "save: the file must lie in a folder that exists.\n"
        f"  got:      {tmp_path / 'no'}\n"
        f"  where:    {file}\n"
    )


@pytest.mark.parametrize("arguments", [("train",), ("train", "digits", "--loss", "x"), ("fly",)])
def test_a_wrong_usage_has_exit_code_2(command: Any, arguments: Any) -> None:
    code, _, err = command(*arguments)
    assert code == 2
    assert "Usage: interlock" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("verb", ["train", "evaluate", "predict", "demo"])
def test_every_verb_explains_itself(command: Any, verb: str) -> None:
    code, out, _ = command(verb, "--help")
    assert code == 0
    assert f"Usage: interlock {verb}" in out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"GIF89a", "predict: IMAGE must be of a known kind.\n  expected: .png, .pgm or .npy\n"
         "  got:      another\n  where:    {path}"),
        (b"P2\n8 8\n255\n1 2 3", "predict: a PGM file must be whole.\n  got:      a damaged one"),
        (b"P5\n8 8\n255\n123", "predict: a PGM file must be whole.\n  got:      a damaged one"),
        (b"P5\n", "predict: a PGM file must be whole.\n  got:      a damaged one"),
        (b"P2 1 1 0 5", "predict: a PGM file must be whole.\n  got:      a damaged one"),
        (b"\x93NUMPY\x01\x00", "predict: an .npy file must be whole.\n  where:    {path}"),
        (b"P2 3 2 9 1 2 3 4 5 6",
         "predict: IMAGE must have a pixel for each of the network's inputs.\n"
         "  expected: 8 x 8 pixels\n  got:      3 x 2\n  where:    {path}"),
    ],
)  # fmt: skip
def test_an_image_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "image"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        image_in(path, 64, False)
    assert str(caught.value) == message.format(path=path)


def test_an_image_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        image_in(tmp_path / "image", 64, False)
    assert str(caught.value) == (
        "predict: IMAGE must be readable.\n"
        "  got:      No such file or directory\n"
        f"  where:    {tmp_path / 'image'}"
    )


@pytest.mark.parametrize("values", [np.array(["a"]), np.array([np.nan]), np.array([1j])])
def test_an_array_that_is_no_image_is_told(tmp_path: Path, values: Any) -> None:
    np.save(tmp_path / "a.npy", values)
    with pytest.raises(DataError) as caught:
        image_in(tmp_path / "a.npy", 64, False)
    assert str(caught.value) == (
        "predict: an .npy file must hold finite numbers.\n"
        f"  got:      {values.dtype}\n"
        f"  where:    {tmp_path / 'a.npy'}"
    )


def test_without_its_extra_the_command_says_what_to_install(
    command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interlock.command, "find_spec", lambda name: None)
    assert command("train", "digits") == (
        1,
        "",
        'interlock: the command needs typer and rich\n  try:      pip install "interlock[train]"\n',
    )


# demo


def test_the_demo_trains_draws_saves_loads_and_shows_mypys_refusal(command: Any) -> None:
    code, out, err = command("demo")
    assert code == 0, out + err
    assert "60: 9" in out  # per cent, after the last epoch
    assert "Confusion: rows are the digits" in " ".join(out.split())
    assert out.count("read as") == 3
    assert "Success: no issues found in 1 source file" in out
    assert (
        'mislinked.py:16: error: Argument 1 to "Layer" has incompatible type "Literal[31]"; '
        'expected "Literal[30]"  [arg-type]'
    ) in out


def test_the_demo_without_mypy_says_so(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "find_spec", lambda name: None)
    code, out, _ = command("demo")
    assert code == 0
    assert out.endswith('mypy is not installed; try: pip install "interlock[check]"\n')


def test_the_demo_fails_where_mypy_accepts_the_wrong_program(
    command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "WRONG", demo.RIGHT)
    code, out, _ = command("demo")
    assert code == 1
    assert out.count("Success: no issues found") == 2


def test_the_application_has_these_verbs() -> None:
    names = [
        verb.name or getattr(verb.callback, "__name__", "")
        for verb in application.application.registered_commands
    ]
    assert names == ["train", "evaluate", "predict", "demo", "check"]


def test_the_project_installs_the_command() -> None:
    project = tomllib.loads(Path(__file__).parents[2].joinpath("pyproject.toml").read_text())
    assert project["project"]["scripts"] == {"interlock": "interlock.command:main"}
