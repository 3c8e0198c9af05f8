"""What any reader of a demonstrated nation knows of its tables, from their titles and the public code lists."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from released.attack import Coded, Crossed, Defined, Known, Overlapping, Rules
from released.together import Relation

NOT_KNOWN = ("not_stated", "not_recorded")
_GROUPS = ("investigation", ("t8", "HO2020", "total"))
RELATIONS = (  # of a demonstrated nation: no investigation is without an offence, and no group without a victim
    Relation(("offence", ("t4", "total", "total")), ("investigation", ("t5", "total", "total"))),
    Relation(("offence", ("t10", "group", "total")), _GROUPS),
    Relation(("victim", ("t9", "group", "total")), _GROUPS),
)


def tables_of_a_nation(instrument: Path) -> Mapping[str, Mapping[str, Known]]:
    """The tables of each counted unit, and what their codes mean; a region is its forces."""
    force = Coded("force", _forces_of_regions(instrument))
    groups = [row["code"] for row in _codes(instrument, "ethnicity_broad5") if not row["code"].startswith("NOT")]
    known_or_not = Coded("ethnicity", {"known": groups, "not_known": NOT_KNOWN})
    by = Coded
    return {
        "suspect": {
            "t1": Crossed(force, by("ethnicity")),
            "t7": Crossed(force, known_or_not),
            "t2": Crossed(by("age of suspect"), by("sex of suspect")),
        },
        "victim": {
            "t3": Crossed(by("age of victim"), by("sex of victim")),
            "t9": Crossed(by("definition"), by("age of victim")),
            "t6": Overlapping(),
        },
        "offence": {
            "t4": Crossed(by("outcome"), force),
            "t10": Crossed(by("definition"), by("contact")),
        },
        "investigation": {"t5": Crossed(by("year"), by("origin")), "t8": Defined()},
    }


def rules_of(page: str) -> Rules:
    """What the paper says of its counts, in its own words."""
    (largest,) = re.findall(r"Counts of 1 to (\d+) are withheld", page)
    below = re.findall(r"In tables below national level, counts of 1 to (\d+) are withheld", page) or [largest]
    return Rules(int(largest) + 1, int(below[0]) + 1, may_be_zero="it may be a zero" in page)


def _forces_of_regions(instrument: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _codes(instrument, "police_force_area"):
        if row["parent"]:
            found.setdefault(row["parent"], []).append(row["code"])
    return found


def _codes(instrument: Path, name: str) -> list[dict[str, str]]:
    with (instrument / "codelists" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
