"""What differs between two versions of tables, against the lines of their CSV files."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest

from clerestory.model.commission import DataKind
from clerestory.model.desk.evidence import Version
from clerestory.model.tables import Position, ProtectedTable
from clerestory.publish.csv_files import table_csv
from clerestory.review.desk.versions import version_changes
from small_tables import cohort, grid, table


def versions(seed: int) -> tuple[Version, Version]:
    """A table with hidden cells, and another in which some numbers, gaps and a row are others."""
    draws = np.random.default_rng(seed)
    names, counts = grid((3, 2), draws.integers(0, 30, 6).tolist())
    shape = table(cohort(names, counts), "t1", "a", "b").shape

    def drawn() -> tuple[tuple[int | None, ...], ...]:
        return tuple(
            tuple(None if draws.random() < 0.3 else int(draws.integers(6, 9)) for _ in range(3)) for _ in "1234"
        )

    other = replace(shape, rows=(*shape.rows[:3], Position("new", "New row", shape.rows[3].where)))
    before, after = ProtectedTable(shape, drawn()), ProtectedTable(other, drawn())
    return Version((before,), {"threshold": 6}), Version((after,), {"threshold": 6})


def lines(version: Version) -> dict[tuple[str, str], str]:
    """The count of each cell as the CSV file prints it, by the keys of row and column."""
    rows = csv.DictReader(StringIO(table_csv(version.tables[0], DataKind.SYNTHETIC)))
    return {(row["row_key"], row["column_key"]): row["count"] or "[c]" for row in rows}


@pytest.mark.parametrize("seed", range(10))
def test_cells_that_differ_are_those_whose_lines_differ(seed):
    before, after = versions(seed)
    then, now = lines(before), lines(after)
    expected = sorted((then.get(key, ""), now.get(key, "")) for key in {*then, *now} if then.get(key) != now.get(key))
    (change,) = version_changes(before, after).tables
    assert change.kind == "changed"
    assert sorted((cell.before, cell.after) for cell in change.cells) == expected


def test_a_version_differs_in_nothing_from_itself():
    version, _ = versions(0)
    assert version_changes(version, version).is_same


def test_tables_that_came_and_went_and_rules_that_changed_are_told():
    before, after = versions(0)
    renamed = replace(after.tables[0], shape=replace(after.tables[0].shape, id="t2"))
    found = version_changes(before, Version((renamed,), {"threshold": 10, "preset": "X"}))
    assert [(table.id, table.kind) for table in found.tables] == [("t2", "added"), ("t1", "removed")]
    assert found.settings == (("threshold", "6", "10"), ("preset", "", "X"))
