"""Reading coded items: a CSV file with a row for each person and a column for each item."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from clerestory.analyse.typology.patterns import MISSING, Covariates, Floats, Ints, Patterns, collapsed
from clerestory.errors import TableError
from clerestory.model.findings.typology import MOST_CODES

LEAST_ITEMS = 2
_LONGEST = 40  # letters of a name or code


@dataclass(frozen=True)
class CodedItems:
    """The patterns of a file, and how many of its rows tell nothing and were left out."""

    patterns: Patterns
    left_out: int = field(repr=False)

    @property
    def without_covariates(self) -> Patterns:
        """The same persons, their covariates not looked at."""
        of = self.patterns
        distinct, which = collapsed(of.answers, of.widths)
        persons = np.bincount(which, weights=of.persons).astype(np.int64)
        return Patterns(of.items, of.codes, distinct, persons)


def read_items(path: Path, covariates: Sequence[str] = ()) -> CodedItems:
    """Read coded items from a CSV file in UTF-8; an empty field is missing.

    Rows without any item, or without one of the covariates, are left out and counted. A covariate whose values are all
    numbers is taken as a number, any other as categories.

    Parameters
    ----------
    path : Path
        Header: names of items. Rows: a code for each item, or nothing.
    covariates : sequence of str
        Columns that are no items.

    Raises
    ------
    TableError
        If the file is no such table; rows and columns are named, their values never.
    """
    where = str(path)
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            lines = csv.reader(file, strict=True)
            header = [name.strip() for name in next(lines, [])]
            check_header(header, covariates, where)
            rows = Counter(map(tuple, lines))
    except (csv.Error, UnicodeDecodeError):
        raise TableError(
            "is not a CSV file in UTF-8", where=where, remedy="Save it as CSV with commas, in UTF-8."
        ) from None
    rows.pop((), None)
    _check_widths(rows, len(header), path)
    return coded_rows(_stripped(rows), header, covariates, where)


def check_header(header: Sequence[str], covariates: Sequence[str], where: str) -> None:
    """Check the names of items and of the other columns.

    Raises
    ------
    TableError
        If a name is missing, too long or there twice, or too few columns are items.
    """
    if not any(header):
        raise TableError("is empty", where=where, remedy="Give a header that names the items, and a row for each case.")
    for column, name in enumerate(header, start=1):
        if not name or len(name) > _LONGEST or header.count(name) > 1:
            raise TableError(
                "has no name, one of over 40 letters, or that of another column",
                where=f"{where}, row 1, column {column}",
                remedy="Name each item once.",
            )
    for name in covariates:
        if name not in header:
            raise TableError(
                f"has no column {name}", where=where, remedy="Name covariates as the header spells them, each once."
            )
    if len(header) - len(covariates) < LEAST_ITEMS:
        raise TableError(
            f"has fewer than {LEAST_ITEMS} items",
            where=where,
            remedy="Give a column for each coded attribute, with commas between them.",
        )


def _check_widths(rows: Counter[tuple[str, ...]], width: int, path: Path) -> None:
    if not rows:
        raise TableError("has no row", where=str(path), remedy="Give a row for each person, without names.")
    if any(len(row) != width for row in rows):
        with path.open(newline="", encoding="utf-8-sig") as file:
            number = next(n for n, row in enumerate(csv.reader(file), start=1) if row and len(row) != width)
        raise TableError(
            f"has not the {width} fields of the header",
            where=f"{path}, row {number}",
            remedy="Give a field for every column; an empty one is missing.",
        )


def _stripped(rows: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    made: Counter[tuple[str, ...]] = Counter()
    for row, number in rows.items():
        made[tuple(cell.strip() for cell in row)] += number
    return made


def coded_rows(rows: Counter[tuple[str, ...]], header: list[str], covariates: Sequence[str], where: str) -> CodedItems:
    """Code distinct rows and their numbers; the patterns are in the order of the rows that tell of an item.

    Raises
    ------
    TableError
        If no row tells of an item, or a column is no coded item.
    """
    of_items = [at for at, name in enumerate(header) if name not in covariates]
    beside = [header.index(name) for name in covariates]
    kept = {
        row: number
        for row, number in sorted(rows.items())
        if any(row[at] for at in of_items) and all(row[at] for at in beside)
    }
    if not kept:
        raise TableError("has no row that tells of an item", where=where, remedy="Give codes, not empty fields.")
    columns = list(zip(*kept, strict=True))
    codes = tuple(_codes(columns[at], f"{where}, column {header[at]}") for at in of_items)
    answers = np.array([_indices(columns[at], of) for at, of in zip(of_items, codes, strict=True)]).T
    persons = np.array(list(kept.values()), dtype=np.int64)
    made = _covariates([columns[at] for at in beside], covariates, persons, where) if covariates else None
    found = Patterns(tuple(header[at] for at in of_items), codes, answers, persons, made)
    return CodedItems(found, sum(rows.values()) - found.total)


def _codes(column: Sequence[str], place: str) -> tuple[str, ...]:
    found = {cell for cell in column if cell}
    if len(found) > MOST_CODES or any(len(code) > _LONGEST for code in found):
        raise TableError(
            f"has over {MOST_CODES} codes, or one of over {_LONGEST} letters: it is no coded item",
            where=place,
            remedy="Leave out identifiers and text, and put numbers into bands.",
        )
    if len(found) < 2:
        raise TableError("has fewer than two codes", where=place, remedy="Leave the column out: all are alike.")
    return tuple(sorted(found, key=lambda code: (_number(code) is None, _number(code) or 0.0, code)))


def _indices(column: Sequence[str], codes: tuple[str, ...]) -> Ints:
    at = {"": MISSING, **{code: index for index, code in enumerate(codes)}}
    return np.array([at[cell] for cell in column], dtype=np.int64)


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _covariates(columns: Sequence[Sequence[str]], names: Sequence[str], persons: Ints, where: str) -> Covariates:
    titles, made = list[str](), list[Floats]()
    for name, column in zip(names, columns, strict=True):
        numbers = [_number(cell) for cell in column]
        if None not in numbers:
            titles.append(name)
            made.append(np.array(numbers, dtype=np.float64))
        else:
            _, *others = _codes(column, f"{where}, column {name}")
            titles += [f"{name}: {code}" for code in others]
            made += [np.array([cell == code for cell in column], dtype=np.float64) for code in others]
    design = np.array(made).T
    centred = design - np.average(design, axis=0, weights=persons)
    scales = np.sqrt(np.average(centred**2, axis=0, weights=persons))
    if not scales.all():
        raise TableError("has a covariate that is the same in all rows", where=where, remedy="Leave it out.")
    return Covariates(tuple(titles), np.column_stack([np.ones(len(design)), centred / scales]), scales)
