"""Files and folders are there whole or not at all, whenever a run is killed."""

from __future__ import annotations

import os
import stat

import pytest

from clerestory.study.writing import PARTIAL, make_secret, new_file, replace_directory, sweep, write_atomically


@pytest.fixture
def no_umask():
    """A machine that makes everything open to everybody unless it is told otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_whole(tmp_path):
    write_atomically(tmp_path / "a.txt", "old")
    write_atomically(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_text() == "new"
    assert names(tmp_path) == ["a.txt"]


def test_a_folder_is_replaced_whole(tmp_path):
    for text in ("old", "new"):
        with replace_directory(tmp_path / "out") as folder:
            (folder / text).write_text(text)
    assert names(tmp_path) == ["out"]
    assert names(tmp_path / "out") == ["new"]


def test_an_error_while_filling_leaves_the_old_folder(tmp_path):
    with replace_directory(tmp_path / "out") as folder:
        (folder / "old").write_text("old")
    with pytest.raises(ZeroDivisionError), replace_directory(tmp_path / "out") as folder:
        (folder / "half").write_text(str(1 / 0))
    assert names(tmp_path / "out") == ["old"]
    sweep(tmp_path)
    assert names(tmp_path) == ["out"]


def test_a_kill_between_the_two_renames_is_mended(tmp_path):
    """The old folder was moved aside and the new one not yet moved in."""
    (tmp_path / (PARTIAL + "old-out")).mkdir()
    (tmp_path / (PARTIAL + "old-out") / "kept").write_text("kept")
    (tmp_path / (PARTIAL + "new-out")).mkdir()
    sweep(tmp_path)
    assert names(tmp_path) == ["out"]
    assert names(tmp_path / "out") == ["kept"]


def test_a_kill_midway_through_a_file_leaves_no_trace(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / (PARTIAL + "a.txt")).write_text("hal")
    sweep(tmp_path)
    assert names(tmp_path / "deep") == []


@pytest.mark.usefixtures("no_umask")
def test_what_lies_in_a_secret_folder_is_secret_before_its_first_byte(tmp_path):
    vault = tmp_path / "study" / "vault"
    make_secret(vault)
    assert mode(vault) == 0o700
    with replace_directory(vault / "cases") as folder:
        assert mode(folder) == 0o700
        with new_file(folder / "a") as file:
            assert mode(folder / "a") == 0o600
            file.write(b"a case")
        write_atomically(folder / "deep" / "b", "another")
        assert (mode(folder / "deep"), mode(folder / "deep" / "b")) == (0o700, 0o600)
    with replace_directory(vault / "cases") as folder:
        (folder / "new").mkdir()
    assert mode(vault / "cases") == 0o700


@pytest.mark.usefixtures("no_umask")
def test_what_an_interrupted_run_left_open_is_not_written_into(tmp_path):
    make_secret(tmp_path / "vault")
    left = tmp_path / "vault" / (PARTIAL + "key")
    left.write_text("hal")
    left.chmod(0o666)
    with left.open() as reader:  # somebody holds it open
        write_atomically(tmp_path / "vault" / "key", "secret")
        assert reader.read() == "hal"
    assert mode(tmp_path / "vault" / "key") == 0o600


@pytest.mark.usefixtures("no_umask")
def test_a_folder_that_an_earlier_version_left_open_is_closed_with_all_in_it(tmp_path):
    (tmp_path / "vault" / "cases").mkdir(parents=True)
    (tmp_path / "vault" / "cases" / "a").write_text("a case")
    (tmp_path / "outside").write_text("not in the vault")
    (tmp_path / "vault" / "link").symlink_to(tmp_path / "outside")
    make_secret(tmp_path / "vault")
    assert [mode(tmp_path / "vault" / name) for name in ("", "cases", "cases/a")] == [0o700, 0o700, 0o600]
    assert mode(tmp_path / "outside") == 0o666
    assert (tmp_path / "vault" / "cases" / "a").read_text() == "a case"


@pytest.mark.usefixtures("no_umask")
def test_beside_a_secret_folder_the_umask_decides(tmp_path):
    tmp_path.chmod(0o755)
    write_atomically(tmp_path / "desk" / "a", "for the reference group")
    assert (mode(tmp_path / "desk"), mode(tmp_path / "desk" / "a")) == (0o755, 0o644)
