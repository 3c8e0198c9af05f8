"""The page on spreadsheets, followed literally, and what the reference page says of the form of notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible_workbooks import cells_of, table_of
from clerestory.publish.workbooks.described import DescribedTable, DescribedTables
from followed import follow

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "workbooks.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("spreadsheet")
    done = follow("publish-a-spreadsheet.md", clone)
    return clone / "build" / "spreadsheet", done


def test_every_block_does_what_it_says(followed):
    folder, done = followed
    assert [run.returncode for run in done] == [0, 0, 0, 0, 59]
    assert "1 cells are empty, and nothing says why" in done[-1].stderr
    assert "--empty '[x]'" in done[-1].stderr
    assert "of 35 rules 32 passed, 0 failed, 3 look" in done[3].stdout
    data = (folder / "SYNTHETIC-victims.ods").read_bytes()
    assert table_of(cells_of(data, "Table 1"), "Area") == [
        ["Area", "Victims [note 2]", "Share of all, %"],
        ["Northreach", 1240, 62],
        ["Fellmark", "[c]", "[c]"],
        ["Middlevale", 760, 38],
    ]
    assert table_of(cells_of(data, "Notes"), "Note number")[1] == [
        "note 1",
        "Each victim counts once.",
        "Table 1, Table 2",
    ]


def test_every_field_has_its_line():
    fields = [name for form in (DescribedTables, DescribedTable) for name in form.model_fields]
    assert [name for name in fields if f"`{name}`" not in REFERENCE and f"[{name}]" not in REFERENCE] == []
