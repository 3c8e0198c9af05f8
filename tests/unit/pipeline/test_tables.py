"""Files of a single table are there whole or not at all, and the proof is its owner's alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.errors import ProtectionError, TableError
from clerestory.model.rules import TableRules, ThresholdRule
from clerestory.progress import SILENT, Progress
from clerestory.protect.hierarchies.engine import ZeroRule

CELLS = "area,sex,n\nN,f,3\nN,m,40\nS,f,50\nS,m,60\n"


def protect(folder: Path, progress: Progress = SILENT, cells: str = CELLS):
    (folder / "cells.csv").write_text(cells, encoding="utf-8")
    return pipeline.protect_table(
        folder / "cells.csv",
        pipeline.Asked(("area,sex",), "n", TableRules(ThresholdRule(5)), seed=1, zeros=ZeroRule(), iterations=2),
        outs=[folder / "published.csv"],
        proof=folder / "proof.json",
        progress=progress,
    )


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "cells.csv"}


class StoppedAt:
    """Somebody who presses Ctrl-C when the search begins, or after some steps."""

    def __init__(self, step: int) -> None:
        self._left = step

    def begin(self, stage: str, total: int) -> None:
        if not self._left:
            raise KeyboardInterrupt

    def advance(self, steps: int = 1) -> None:
        self._left -= steps
        if not self._left:
            raise KeyboardInterrupt


@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_run_that_is_interrupted_writes_nothing(tmp_path, step):
    with pytest.raises(KeyboardInterrupt):
        protect(tmp_path, StoppedAt(step))
    assert files(tmp_path) == {}


def test_a_run_that_is_interrupted_leaves_the_files_of_an_earlier_one(tmp_path):
    protect(tmp_path)
    before = files(tmp_path)
    assert sorted(before) == ["proof.json", "published.csv"]
    with pytest.raises(KeyboardInterrupt):
        protect(tmp_path, StoppedAt(1), CELLS.replace("40", "41"))
    assert files(tmp_path) == before
    assert pipeline.verify_tables([tmp_path / "published.csv"], tmp_path / "proof.json").unsafe == 1


def test_a_table_that_is_refused_writes_nothing(tmp_path):
    with pytest.raises(TableError, match="column n, row 2: is not a whole number"):
        protect(tmp_path, cells=CELLS.replace("40", "many"))
    assert files(tmp_path) == {}


def test_a_file_that_cannot_be_put_in_place_leaves_no_part_of_it(tmp_path):
    (tmp_path / "proof.json").mkdir()
    with pytest.raises(OSError, match="directory"):
        protect(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["cells.csv"]


def test_the_proof_can_be_read_by_its_owner_alone_and_the_table_by_all(tmp_path):
    before = os.umask(0o022)
    try:
        tmp_path.chmod(0o755)
        protect(tmp_path)
    finally:
        os.umask(before)
    modes = {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("proof.json", "published.csv")}
    assert modes == {"proof.json": 0o600, "published.csv": 0o644}


def test_a_published_table_of_one_run_and_a_proof_of_another_do_not_hold(tmp_path):
    protect(tmp_path)
    published = files(tmp_path)["published.csv"]
    protect(tmp_path, cells=CELLS.replace("40", "41"))
    (tmp_path / "published.csv").write_bytes(published)
    with pytest.raises(ProtectionError, match="the proof does not hold"):
        pipeline.verify_tables([tmp_path / "published.csv"], tmp_path / "proof.json")
