"""Saving loses nothing: neither the file that was there nor what a network is."""

import errno
import os
import resource
import stat
from pathlib import Path
from typing import Any

import pytest

from interlock.activations import Activation, tanh
from interlock.errors import StorageError
from interlock.layer import Layer
from interlock.network import Last
from interlock.storage import load, save
from storage.stored import small


def refusal(network: Any, path: Path) -> str:
    with pytest.raises(StorageError) as caught:
        save(network, path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("call", "number"), [("fsync", errno.ENOSPC), ("replace", errno.EROFS), ("open", errno.EACCES)]
)
def test_where_the_disk_fails_the_old_file_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    path = tmp_path / "n"
    save(small(), path)
    before = path.read_bytes()

    def fail(*arguments: Any, **options: Any) -> Any:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(os if call == "fsync" else Path, call, fail)
        message = refusal(Last(Layer(1, 1)), path)
    assert message == (
        f"save: the file must be writeable.\n  got:      {os.strerror(number)}\n  where:    {path}"
    )
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["n"]


def test_where_the_system_ends_a_write_half_way_the_old_file_stays_whole(tmp_path: Path) -> None:
    path, (soft, hard) = tmp_path / "n", resource.getrlimit(resource.RLIMIT_FSIZE)
    save(small(), path)
    before = path.read_bytes()
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        message = refusal(Last(Layer(100, 100)), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert message == (
        f"save: the file must be writeable.\n  got:      File too large\n  where:    {path}"
    )
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["n"]


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    assert refusal(small(), tmp_path / "no" / "n") == (
        "save: the file must be writeable.\n"
        "  got:      No such file or directory\n"
        f"  where:    {tmp_path / 'no' / 'n'}"
    )


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "n").mkdir()
    assert refusal(small(), tmp_path / "n") == (
        "save: the file must be writeable.\n"
        "  got:      Is a directory\n"
        f"  where:    {tmp_path / 'n'}"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["n"]


def test_an_activation_that_load_could_not_find_is_refused(tmp_path: Path) -> None:
    mine = Activation("mine", tanh.value, tanh.slope)
    network = Layer(2, 3) >> Layer(3, 1, activation=mine)
    assert refusal(network, tmp_path / "n") == (
        "save: an activation must be one that load finds by its name.\n"
        "  expected: step, sigmoid, tanh, relu, identity, softmax\n"
        "  got:      mine\n"
        "  where:    layer 2 of 2 in Network(2 -> 3 -> 1)\n"
        "  try:      save the layers' arrays with numpy.savez, and build the network in code"
    )
    assert not list(tmp_path.iterdir())


def test_a_link_is_followed_and_permissions_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "n", tmp_path / "link"
    save(small(), path)
    path.chmod(0o640)
    link.symlink_to(path)
    save(Last(Layer(1, 1)), link)
    assert link.is_symlink()
    assert load(path).sizes == (1, 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
