"""All tables of a release at once: what looks like a mistake stops it until somebody explains it."""

from __future__ import annotations

from collections.abc import Sequence

from clerestory.errors import ReleaseError
from clerestory.model.commission import StudySettings
from clerestory.model.quality import Explained
from clerestory.model.tables import ProtectedTable
from clerestory.publish.quality.likeness import Suspected, same_numbers
from clerestory.publish.quality.units import other_units, two_totals


def suspicions(tables: Sequence[ProtectedTable]) -> tuple[Suspected, ...]:
    """Give everything about some tables that looks like a mistake."""
    return (*same_numbers(tables), *other_units(tables), *two_totals(tables))


def check_tables(tables: Sequence[ProtectedTable], settings: StudySettings) -> None:
    """Check that no numbers stand twice and no table counts another unit than it says, or that it is explained.

    Raises
    ------
    ReleaseError
        With everything that looks like a mistake and that no ``[[explained]]`` of study.toml explains, and with each
        explanation that explains nothing.
    """
    found = suspicions(tables)
    open_ones = [each.said for each in found if not any(_explains(reason, each) for reason in settings.explained)]
    idle = [
        f"[[explained]] {reason.what.value} of {', '.join(reason.tables)} explains nothing"
        for reason in settings.explained
        if not any(_explains(reason, each) for each in found)
    ]
    if open_ones or idle:
        remedy = "Mend the tables or study.toml, or say in [[explained]] why it is right: docs/reference/claims.md."
        raise ReleaseError("; ".join([*open_ones, *idle]), where="the tables of study.toml", remedy=remedy)


def _explains(reason: Explained, suspected: Suspected) -> bool:
    return reason.what is suspected.what and set(reason.tables) == set(suspected.tables)
