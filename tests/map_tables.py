"""Tables by police force area for tests of maps: made-up forces, and one of real areas with made-up numbers."""

from __future__ import annotations

from clerestory.model.tables import Position, ProtectedTable, TableShape

SEXES = {"M": "Male", "F": "Female"}
NAMES = ("Aldermere", "Brackenshire", "Castlemoor", "Dunwold", "Eastmarch", "Fenholme", "Greyvale", "Hartsea")
MADE_UP = {f"X2300000{number}": name for number, name in enumerate(NAMES, start=1)}


def by_area(areas, counts, *, base=1) -> ProtectedTable:
    """A table of areas by sex; the first row is the total, the last what is not recorded."""
    known = Position("known", "Known", frozenset({("sex", frozenset(SEXES))}))
    sexes = [Position(key, label, frozenset({("sex", frozenset({key}))})) for key, label in SEXES.items()]
    columns = (Position("total", "Total"), known, *sexes, Position("not_recorded", "Not recorded"))
    rows = [Position(key, label, frozenset({("area", frozenset({key}))})) for key, label in areas.items()]
    everything = (Position("total", "Total"), *rows, Position("not_recorded", "Not recorded"))
    shape = TableShape("t1", "Suspects by force and sex", "suspect", "suspect", everything, columns, "Force", "Sex")
    return ProtectedTable(shape, tuple(counts), rounding=((base,) * 5,) * len(everything) if base > 1 else None)


def made_up_forces() -> ProtectedTable:
    """Eight forces: two withheld, one of 0, one with a base too small for shares."""
    none = (None,) * 5
    counts = [
        (2500, 1750, 1200, 550, 750), (100, 80, 60, 20, 20), none, (250, 200, 150, 50, 50), (1230, 900, 600, 300, 330),
        (0, 0, 0, 0, 0), none, (25, 20, 15, 5, 5), (400, 300, 200, 100, 100), (0, 0, 0, 0, 0),
    ]  # fmt: skip
    return by_area(MADE_UP, counts)
