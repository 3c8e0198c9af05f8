"""The percentages of a release, computed again from nothing but its published counts (rule S14)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from clerestory.errors import ReleaseError
from clerestory.model.commission import DataKind
from clerestory.model.tables import KNOWN, TOTAL
from clerestory.publish.comparisons.rebuilding import check_comparisons

_SHARES = "-shares"
_TENTH = Decimal("0.1")


def check_percentages(release: Path, data: DataKind) -> int:
    """Check that every percentage in the files of shares follows from the counts in the file of its table.

    It shares no code with what wrote them, and needs nothing but the release.

    Returns
    -------
    int
        How many percentages were computed again, bounds of comparisons among them.

    Raises
    ------
    ReleaseError
        If one does not follow, its table or a count that it needs is not there, or a share stands without what is not
        known and what is possible.
    """
    found = check_comparisons(release)
    for path in sorted((release / "tables").glob(f"*{_SHARES}.csv")):
        try:
            found += _checked(path, data.mark)
        except (KeyError, ValueError, ArithmeticError, TypeError, csv.Error):
            raise _fault(path, "it has not the form of shares") from None
    return found


def _checked(path: Path, mark: str) -> int:
    line = _line(path, mark)
    total = line[TOTAL]
    known = line.get(KNOWN, total)
    found = 0
    for row in _rows(path):
        count = line[row["key"]]
        if row["count"] != count:
            raise _fault(path, f"the count of {row['key']} is not that of its table")
        printed = {name: row[name] for name in _NUMBERS if row[name]}
        if "of_known_pct" in printed and len(printed) < len(_NUMBERS):  # checks 3 and 4: never a share alone
            raise _fault(path, f"{row['key']} has a share without what is not known, or without bounds")
        if printed and "" in (count, known, total):
            raise _fault(path, f"{row['key']} has a percentage, and a count that it needs is withheld")
        for name, text in printed.items():
            part, whole = _NUMBERS[name](int(count), int(known), int(total))
            if text != str((100 * Decimal(part) / Decimal(whole)).quantize(_TENTH, ROUND_HALF_UP)):
                raise _fault(path, f"{name} of {row['key']} does not follow from the published counts")
        found += len(printed)
    return found


_NUMBERS = {
    "of_known_pct": lambda n, known, total: (n, known),
    "not_known_pct": lambda n, known, total: (total - known, total),
    "at_least_pct": lambda n, known, total: (n, total),
    "at_most_pct": lambda n, known, total: (n + total - known, total),
}


def _line(path: Path, mark: str) -> Mapping[str, str]:
    """Give the counts of the row that shares are of, by key; of the one column, in a table that has one."""
    prefix = f"{mark}-" if mark else ""
    name, _, row = path.stem.removeprefix(prefix).removesuffix(_SHARES).partition("-")  # no id of a table has a hyphen
    file = path.with_name(f"{prefix}{name}.csv")
    if not file.is_file():
        raise _fault(path, "its table is not in the release")
    cells = list(_rows(file))
    if len({cell["column_key"] for cell in cells}) == 1:
        return {cell["row_key"]: cell["count"] for cell in cells}
    return {cell["column_key"]: cell["count"] for cell in cells if cell["row_key"] == row}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _fault(path: Path, what: str) -> ReleaseError:
    return ReleaseError(what, where=str(path), remedy="Do not use it; get the release again from its publisher.")
