"""Files and folders are there whole or not at all, whenever a run is killed."""

from __future__ import annotations

import pytest

from clerestory.study.writing import PARTIAL, replace_directory, sweep, write_atomically


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
