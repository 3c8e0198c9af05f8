"""The page on how fast was answered, followed literally, and what the reference page says of list and table."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from accessible_workbooks import cells_of, table_of
from clerestory.answer.performance.reading import OPTIONAL, REQUIRED
from clerestory.model.answers.public.performance import AnsweredKind, PerformanceRow
from followed import HOW_TO, follow

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "answer-performance.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("performance")
    (clone / "docs" / "how-to").mkdir(parents=True)
    shutil.copy(HOW_TO / "synthetic-letters.csv", clone / "docs" / "how-to")
    done = follow("publish-how-fast-you-answered.md", clone)
    return clone / "build" / "performance", done


def test_every_block_does_what_it_says(followed):
    folder, done = followed
    assert [run.returncode for run in done] == [0, 0, 0, 0, 103]
    of_mps = done[1].stdout.splitlines()[0]
    assert "17 received, 9 (53%) within target, 14 (82%) within 20 working days, 2 open, 2 overdue" in of_mps
    assert "of 35 rules 32 passed, 0 failed, 3 look" in done[3].stdout
    assert "row 2, mp, received 2026-03-02: ended before it was received" in done[4].stderr
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "style.css",
        *(f"SYNTHETIC-performance.{end}" for end in ("html", "ods", "csv", "csv-metadata.json")),
    }
    table = table_of(cells_of((folder / "SYNTHETIC-performance.ods").read_bytes(), "Performance"), "Period")
    assert table[1][:6] == ["2026", "Letters from MPs and peers", "15 working days", 17, 15, 9]


def test_every_column_and_kind_has_its_line():
    names = [*REQUIRED, *OPTIONAL, *PerformanceRow.model_fields, *(kind.value for kind in AnsweredKind)]
    assert [name for name in names if f"`{name}`" not in REFERENCE] == []
