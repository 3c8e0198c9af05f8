"""Comparisons of keyed encodings: the Dice coefficient of 512 bits that lie in eight columns of 64.

Columns, not lists: DuckDB counts the elements of a list from 1 and Spark from 0, and columns are faster on both. The
count of common bits is cast at once, since DuckDB counts the bits of one word into eight bits and their sum overflows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from clerestory.link.comparisons.levels import FieldComparison, Level
from clerestory.model.links.encodings import WORDS
from clerestory.model.links.people import (
    DATE_OF_BIRTH,
    FAMILY_NAME,
    FIRST_NAMES,
    OTHER_FAMILY_NAME,
    POSTCODE,
    TOWN,
)
from clerestory.model.links.settings import Agreement

# Of unlike values the likeness comes to 0.45 to 0.5 (docs/methods/encodings.md); these are where matches lie above it.
SAME, NEAR, FAINT = 0.97, 0.62, 0.55
HOME = "home"
# First names are salted by the year of birth, family names by the sound of the first name (docs/methods/encodings.md).
# The initial, by which dates and homes are salted, is seldom wrong.
_RESTS_ON: Mapping[str, str] = MappingProxyType({FIRST_NAMES: DATE_OF_BIRTH, FAMILY_NAME: FIRST_NAMES})


def word(field: str, place: int) -> str:
    """Name the column of 64 bits of an encoding."""
    return f"{field}_{place}"


def size(field: str) -> str:
    """Name the column that says how many bits of an encoding are set; null where there is no value."""
    return f"{field}_n"


def alike(field: str, least: float, other: str = "") -> str:
    """Give SQL for a Dice coefficient of at least so much, of a field of one record and one of another.

    Multiplied out, since engines differ in what a division by nothing gives. ``other`` is by default the same field.
    """
    right = other or field
    common = " + ".join(f"cast(bit_count({word(field, i)}_l & {word(right, i)}_r) as int)" for i in range(WORDS))
    return f"2.0 * ({common}) >= {least} * ({size(field)}_l + {size(right)}_r)"


def encoded_comparisons(present: Iterable[str]) -> tuple[FieldComparison, ...]:
    """Give the comparisons of encodings.

    Parameters
    ----------
    present : iterable of str
        The fields of which at least one record has an encoding.

    Returns
    -------
    tuple of FieldComparison
        Family names are compared with former ones too, and the best counts. Postcode and town are one comparison,
        since people who have the same postcode live in the same town.
    """
    there = set(present)
    made = [_plain(field) for field in (FIRST_NAMES, DATE_OF_BIRTH) if field in there]
    made += [_family(there)] if FAMILY_NAME in there else []
    made += [_home()] if {POSTCODE, TOWN} <= there else [_plain(f) for f in (POSTCODE, TOWN) if f in there]
    return tuple(made)


def other_comparison(field: str) -> FieldComparison:
    """Give the comparison of a field that is none of a people file's."""
    return _plain(field)


def _plain(field: str) -> FieldComparison:
    return FieldComparison(field, _missing(field), _levels([(field, field)]), _RESTS_ON.get(field, ""))


def _family(there: set[str]) -> FieldComparison:
    names = [FAMILY_NAME, *([OTHER_FAMILY_NAME] if OTHER_FAMILY_NAME in there else [])]
    levels = _levels([(a, b) for a in names for b in names])
    return FieldComparison(FAMILY_NAME, _missing(FAMILY_NAME), levels, _RESTS_ON[FAMILY_NAME])


def _home() -> FieldComparison:
    missing = f"({_missing(POSTCODE)}) and ({_missing(TOWN)})"
    agree, close = Agreement.AGREE, Agreement.CLOSE
    levels = (
        Level(alike(POSTCODE, SAME), agree),
        Level(alike(POSTCODE, NEAR), close),
        Level(alike(TOWN, SAME), close),
    )
    return FieldComparison(HOME, missing, levels)


def _missing(field: str) -> str:
    return f"{size(field)}_l is null or {size(field)}_r is null"


def _levels(fields: list[tuple[str, str]]) -> tuple[Level, ...]:
    cuts = ((SAME, Agreement.AGREE), (NEAR, Agreement.CLOSE), (FAINT, Agreement.CLOSE))
    return tuple(Level(" or ".join(alike(a, cut, b) for a, b in fields), shown) for cut, shown in cuts)
