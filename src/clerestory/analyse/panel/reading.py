"""Reading the codings of a panel: a CSV file with a row for each case and coder."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError
from clerestory.model.findings.panel import CODER, MOST_CODERS, MOST_TYPES, UNIT, VALUE

Bools = npt.NDArray[np.bool_]
_COLUMNS = (UNIT, CODER, VALUE)


@dataclass(frozen=True, eq=False)
class PanelCodings:
    """Which types each coder gave to each case; confidential, and its ``repr`` shows no case.

    Attributes
    ----------
    units : mapping of str to int
        Place of each case.
    types : tuple of str
        All types there are.
    given : bool array of shape (coders, cases, types)
    coded : bool array of shape (coders, cases)
        Whether the coder coded the case; one that was coded may have no type.
    """

    units: dict[str, int] = field(repr=False)
    types: tuple[str, ...]
    given: Bools = field(repr=False)
    coded: Bools = field(repr=False)

    def __repr__(self) -> str:
        return f"PanelCodings({len(self.coded)} coders)"


def read_panel(path: Path, types: Sequence[str]) -> PanelCodings:
    """Read the codings of one or two coders.

    Parameters
    ----------
    path : Path
        Header ``unit``, ``coder``, ``value``. A value is up to two types with a semicolon between them; a semicolon
        alone says that no type fits, an empty value that the coder did not code the case.
    types : sequence of str
        The codes there are.

    Raises
    ------
    TableError
        If the file is no such table; rows and columns are named, and no case, coder or value.
    """
    where = str(path)
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return _gathered(csv.reader(file, strict=True), tuple(types), where)
    except (csv.Error, UnicodeDecodeError):
        raise TableError(
            "is not a CSV file in UTF-8", where=where, remedy="Save it as CSV with commas, in UTF-8."
        ) from None


def _gathered(lines: Iterator[list[str]], types: tuple[str, ...], where: str) -> PanelCodings:
    header = [name.strip() for name in next(lines, [])]
    if sorted(header) != sorted(_COLUMNS):
        raise TableError(
            f"has not the columns {', '.join(_COLUMNS)}", where=f"{where}, row 1", remedy="Give these three columns."
        )
    at = [header.index(name) for name in _COLUMNS]
    units, coders, found = dict[str, int](), dict[str, int](), dict[tuple[int, int], tuple[int, ...]]()
    places = {code: place for place, code in enumerate(types)}
    for row, fields in enumerate(lines, start=2):
        if not fields:
            continue
        unit, coder, value = _entry(fields, at, f"{where}, row {row}")
        key = (coders.setdefault(coder, len(coders)), units.setdefault(unit, len(units)))
        _check_new(key, found, f"{where}, row {row}")
        if value:
            found[key] = _types(value, places, f"{where}, row {row}, column {VALUE}")
    if not found:
        raise TableError("has no coding", where=where, remedy="Give a row for each case and coder.")
    return _arrays(units, len(coders), types, found)


def _entry(fields: Sequence[str], at: Sequence[int], place: str) -> tuple[str, str, str]:
    if len(fields) != len(_COLUMNS):
        raise TableError("has not three fields", where=place, remedy="Give a case, a coder and a value.")
    unit, coder, value = (fields[column].strip() for column in at)
    if not unit or not coder:
        raise TableError("names no case, or no coder", where=place, remedy="Fill both, by pseudonyms.")
    return unit, coder, value


def _check_new(key: tuple[int, int], found: dict[tuple[int, int], tuple[int, ...]], place: str) -> None:
    if key[0] >= MOST_CODERS:
        raise TableError(
            f"has a coder after the first {MOST_CODERS}",
            where=place,
            remedy="Give the codings of one or two coders; `analyse agreement` takes more.",
        )
    if key in found:
        raise TableError(
            "is the second of this coder for the case",
            where=place,
            remedy="Give one row for each, with both types in it.",
        )


def _types(value: str, places: dict[str, int], place: str) -> tuple[int, ...]:
    codes = [code.strip() for code in value.split(";") if code.strip()]
    if any(code not in places for code in codes) or len(set(codes)) < len(codes):
        raise TableError(
            "has a code that is no type, or one twice",
            where=place,
            remedy=f"Use the codes {', '.join(places)}, with a semicolon between two.",
        )
    if len(codes) > MOST_TYPES:
        raise TableError(
            f"has over {MOST_TYPES} types", where=place, remedy="Give the one or two that fit the case best."
        )
    return tuple(places[code] for code in codes)


def _arrays(
    units: dict[str, int], coders: int, types: tuple[str, ...], found: dict[tuple[int, int], tuple[int, ...]]
) -> PanelCodings:
    given = np.zeros((coders, len(units), len(types)), dtype=np.bool_)
    coded = np.zeros((coders, len(units)), dtype=np.bool_)
    for (coder, unit), codes in found.items():
        coded[coder, unit] = True
        given[coder, unit, list(codes)] = True
    return PanelCodings(units, types, given, coded)
