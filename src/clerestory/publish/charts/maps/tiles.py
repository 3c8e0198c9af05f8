"""Where the tile of each police force area lies.

The 43 areas of England and Wales are in ``police_force_area.csv``: a layout of our own, in which neighbours mostly stay
neighbours and north is up. It was drawn by hand from common knowledge of which area borders on which; no boundary and
nobody's tile map was used, and a tile says nothing of an area's size. Made-up forces lie in rows of seven in the order
of their codes, which looks like no real place.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from clerestory.errors import PaperError
from clerestory.model.tables import DIFFER, KNOWN, NOT_KNOWN, NOT_RECORDED, NOT_STATED, TOTAL, Position

_NO_PLACE = frozenset({TOTAL, KNOWN, NOT_KNOWN, NOT_RECORDED, NOT_STATED, DIFFER})
_NO_AREA = frozenset({"X-BTP", "X-NCA"})  # bodies without an area of their own
_MADE_UP = re.compile(r"X23(\d{6})")
_ACROSS = 7  # made-up forces in a row
_SHORTEST = 4  # letters of a made-up name


@dataclass(frozen=True)
class Tile:
    """The tile of a row of a table; columns count from the west and rows from the north."""

    at: int
    label: str
    short: str
    column: int
    row: int


def tiles_of(positions: Sequence[Position], *, where: str) -> tuple[Tile, ...]:
    """Give the tile of each row of a table that is a police force area.

    Raises
    ------
    PaperError
        If a row is neither an area nor one of what has no place, or there is no area.
    """
    rows = [(at, p) for at, p in enumerate(positions) if p.key not in _NO_PLACE | _NO_AREA]
    if rows and all(_MADE_UP.fullmatch(p.key) for _, p in rows):
        return _made_up(rows)
    layout = _layout()
    lost = [p.key for _, p in rows if p.key not in layout]
    if lost or not rows:
        raise PaperError(
            f"{lost[0]!r} is no police force area" if lost else "the table has no row that is a police force area",
            where=where,
            remedy='Draw a table whose rows are single police force areas, or choose kind = "bars".',
        )
    return tuple(Tile(at, p.label, *layout[p.key]) for at, p in rows)


def _made_up(rows: Iterable[tuple[int, Position]]) -> tuple[Tile, ...]:
    there = list(rows)
    short = _shortened([p.label for _, p in there])
    numbers = [int(p.key[3:]) - 1 for _, p in there]
    return tuple(
        Tile(at, p.label, name, number % _ACROSS, number // _ACROSS)
        for (at, p), name, number in zip(there, short, numbers, strict=True)
    )


def _shortened(labels: Sequence[str]) -> list[str]:
    """Give the beginning of each name, as long as it takes to tell them all apart."""
    longest = max(map(len, labels))
    for length in range(_SHORTEST, longest + 1):
        short = [label[:length].strip() for label in labels]
        if len(set(short)) == len(set(labels)):
            return short
    return list(labels)


@cache
def _layout() -> Mapping[str, tuple[str, int, int]]:
    """Give short name, column and row of each real area by its code."""
    text = (resources.files("clerestory.publish.charts.maps") / "police_force_area.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: (row["short"], int(row["column"]), int(row["row"])) for row in rows}
