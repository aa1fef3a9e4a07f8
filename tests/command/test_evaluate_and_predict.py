"""`interlock evaluate` and `interlock predict`, with a network that was saved."""

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interlock.command.sources import image_in
from interlock.datasets import digits
from interlock.layer import Layer
from interlock.storage import load, save
from interlock.training import evaluate


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
