"""The bounds of comparisons, computed again from nothing but the published counts of a release (rule S14).

It shares no code with what wrote them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from pathlib import Path

from clerestory.errors import ReleaseError

_ENDING = "-comparison.csv"
_TENTH = Decimal("0.1")
_DIGITS = 60  # far more than two quotients of counts need to be told apart


@dataclass(frozen=True)
class _Cell:
    """The numbers that a published count may stand for; none of them where it is withheld."""

    low: int | None
    high: int | None


def check_comparisons(release: Path) -> int:
    """Check that every bound in the files of comparisons follows from the counts in the file of its table.

    Returns
    -------
    int
        How many bounds were computed again.

    Raises
    ------
    ReleaseError
        If one does not follow, says more than its bounds, or its table is not there.
    """
    found = 0
    for path in sorted((release / "tables").glob(f"*{_ENDING}")):
        try:
            with localcontext() as context:
                context.prec = _DIGITS
                found += _checked(path)
        except (KeyError, ValueError, ArithmeticError, TypeError, csv.Error):
            raise _fault(path, "it has not the form of a comparison") from None
    return found


def _checked(path: Path) -> int:
    table = path.with_name(path.name.removesuffix(_ENDING) + ".csv")
    if not table.is_file():
        raise _fault(path, "its table is not in the release")
    cells = {(cell["row_key"], cell["column_key"]): _cell(cell) for cell in _rows(table)}
    found = 0
    for row in _rows(path):
        if row["status"]:
            if any(row[name] for name in row if name.endswith(("_pct", "_points")) and "not_known" not in name):
                raise _fault(path, f"{row['key']} has bounds and a sign that there are none")
            continue
        expected = _bounds(cells, row["key"])
        for name, (value, direction) in expected.items():
            if Decimal(row[name]) != value.quantize(_TENTH, direction):
                raise _fault(path, f"{name} of {row['key']} does not follow from the published counts")
        if row["reading"] != _reading(row):
            raise _fault(path, f"the reading of {row['key']} does not follow from its bounds")
        found += len(expected)
    return found


def _bounds(cells: Mapping[tuple[str, str], _Cell], key: str) -> dict[str, tuple[Decimal, str]]:
    undecided = cells["undecided", "total"].high or 0
    certain = cells["undecided", key].low or 0
    others = _others(cells, "undecided", key)
    ends = {}
    for population in ("group", "other"):
        size, least = cells[population, "total"].high, cells[population, key].low
        assert size is not None
        assert least is not None
        outside = _others(cells, population, key)
        low = Decimal(least) / max(size + max(undecided - certain, 0), least, 1)
        high = 1 - Decimal(outside) / max(size + max(undecided - others, 0), outside, 1)
        ends[population] = (100 * low, 100 * max(low, high))
    group, other = ends["group"], ends["other"]
    return {
        "group_at_least_pct": (group[0], ROUND_FLOOR),
        "group_at_most_pct": (group[1], ROUND_CEILING),
        "other_at_least_pct": (other[0], ROUND_FLOOR),
        "other_at_most_pct": (other[1], ROUND_CEILING),
        "difference_at_least_points": (group[0] - other[1], ROUND_FLOOR),
        "difference_at_most_points": (group[1] - other[0], ROUND_CEILING),
    }


def _others(cells: Mapping[tuple[str, str], _Cell], population: str, key: str) -> int:
    """Give how many cases of a population are of another category at least."""
    known, own = cells.get((population, "known"), cells[population, "total"]), cells[population, key]
    if known.low is None or own.high is None:
        return 0
    return max(known.low - own.high, 0)


def _reading(row: Mapping[str, str]) -> str:
    if Decimal(row["difference_at_least_points"]) > 0:
        return "higher"
    return "lower" if Decimal(row["difference_at_most_points"]) < 0 else "cannot be determined from these data"


def _cell(cell: Mapping[str, str]) -> _Cell:
    if not cell["count"]:
        return _Cell(None, None)
    count, base = int(cell["count"]), int(cell.get("rounded_to") or 1)
    if count == 0:
        return _Cell(0, 0)
    return _Cell(count - base // 2, count - base // 2 + base - 1)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _fault(path: Path, what: str) -> ReleaseError:
    return ReleaseError(what, where=str(path), remedy="Do not use it; get the release again from its publisher.")
