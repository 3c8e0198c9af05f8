"""What the CSV files of a release say."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from released.grids import Cells
from released.values import number, numbers


@dataclass(frozen=True)
class Cell:
    """A cell of a table of counts; `count` is None where it is withheld."""

    row: str
    column: str
    count: int | None
    status: str
    base: int


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def tables_of_counts(release: Path) -> dict[str, Path]:
    """The files that have one row a cell, by the name of the table."""
    found = {}
    for path in sorted((release / "tables").glob("*.csv")):
        rows = rows_of(path)
        if rows and {"row_key", "column_key", "count"} <= rows[0].keys():
            found[re.sub("^[A-Z]+-", "", path.stem)] = path  # without the mark of the data
    return found


def cells_of(path: Path) -> list[Cell]:
    """The cells of a table of counts, by key."""
    return [
        Cell(
            row["row_key"],
            row["column_key"],
            int(row["count"]) if row["count"] else None,
            row["status"],
            int(row.get("rounded_to") or 1),
        )
        for row in rows_of(path)
    ]


def labelled(path: Path) -> Cells:
    """The cells of a table of counts by their labels, as a page would print them."""
    return {
        (" ".join(row["row_label"].split()), " ".join(row["column_label"].split())): row["count"] or row["status"]
        for row in rows_of(path)
    }


def values_of(path: Path) -> set[Decimal]:
    """Every number of a file, in whichever column."""
    return {value for row in rows_of(path) for text in row.values() for value in numbers(text or "")}


def lines_of(path: Path, columns: tuple[str, ...]) -> dict[str, list[Decimal | None]]:
    """The numbers of some columns, by the label of the row."""
    return {row["label"]: [number(row[name]) for name in columns] for row in rows_of(path)}
