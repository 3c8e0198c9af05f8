"""Comparisons of plain values: equal, a slip of the pen apart, or alike in part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clerestory.link.comparisons.levels import FieldComparison, Level
from clerestory.model.links.settings import Agreement, FieldKind

_AGREE, _CLOSE = Agreement.AGREE, Agreement.CLOSE
_PREFIX = 3  # letters that a short form shares with its name
SWAPPED, OUTWARD = "_swapped", "_outward"  # columns beside a date and a postcode
HOME = "home"


def plain_comparisons(columns: Mapping[FieldKind, Sequence[str]]) -> tuple[FieldComparison, ...]:
    """Give the comparisons of plain records.

    Parameters
    ----------
    columns : mapping of FieldKind to sequence of str
        The columns that hold each kind, in normal form; of names, dates, postcodes and towns one each.

    Returns
    -------
    tuple of FieldComparison
        In the order of the kinds; postcode and town are one where both are there.
    """
    first = {kind: names[0] for kind, names in columns.items() if names}
    made: list[FieldComparison] = []
    if given := first.get(FieldKind.GIVEN_NAMES):
        made.append(_given(given, first.get(FieldKind.FAMILY_NAME)))
    if family := first.get(FieldKind.FAMILY_NAME):
        made.append(_family(family, first.get(FieldKind.OTHER_FAMILY_NAME), first.get(FieldKind.GIVEN_NAMES)))
    if born := first.get(FieldKind.DATE_OF_BIRTH):
        made.append(_date(born))
    made += _homes(first.get(FieldKind.POSTCODE), first.get(FieldKind.TOWN))
    made += [_text(name) for name in columns.get(FieldKind.TEXT, ())]
    made += [_number(name) for name in columns.get(FieldKind.NUMBER, ())]
    made += [FieldComparison(name, _missing(name), (_same(name),)) for name in columns.get(FieldKind.CODE, ())]
    return tuple(made)


def _given(name: str, family: str | None) -> FieldComparison:
    levels = [_same(name), _within(name, 1), *_exchanged(name, family), Level(_short_form(name), _CLOSE)]
    return FieldComparison(name, _missing(name), tuple(levels))


def _family(name: str, other: str | None, given: str | None) -> FieldComparison:
    names = [name, *([other] if other else [])]
    same = " or ".join(f"{a}_l = {b}_r" for a in names for b in names)
    near = " or ".join(f"levenshtein({a}_l, {b}_r) <= 1" for a in names for b in names)
    levels = (Level(same, _AGREE), Level(near, _CLOSE), _within(name, 2))
    # Names in each other's place are one slip, which the given name counts already.
    missing = " or ".join([_missing(name), *(f"({one.condition})" for one in _exchanged(name, given))])
    return FieldComparison(name, missing, levels)


def _exchanged(name: str, other: str | None) -> list[Level]:
    """Give the level of first and family name written in each other's place."""
    return [Level(f"{name}_l = {other}_r and {other}_l = {name}_r", _CLOSE)] if other else []


def _date(name: str) -> FieldComparison:
    turned = f"{name}_l = {name}{SWAPPED}_r"
    levels = (_same(name), Level(f"{turned} or levenshtein({name}_l, {name}_r) <= 1", _CLOSE), _within(name, 2))
    return FieldComparison(name, _missing(name), levels)


def _homes(postcode: str | None, town: str | None) -> list[FieldComparison]:
    if postcode and town:
        missing = f"({_missing(postcode)}) and ({_missing(town)})"
        return [FieldComparison(HOME, missing, (*_postcode(postcode), Level(f"{town}_l = {town}_r", _CLOSE)))]
    if postcode:
        return [FieldComparison(postcode, _missing(postcode), _postcode(postcode))]
    return [_text(town)] if town else []


def _postcode(name: str) -> tuple[Level, ...]:
    outward = f"{name}{OUTWARD}_l = {name}{OUTWARD}_r"
    return (_same(name), Level(f"levenshtein({name}_l, {name}_r) <= 1", _CLOSE), Level(outward, _CLOSE))


def _text(name: str) -> FieldComparison:
    return FieldComparison(name, _missing(name), (_same(name), _within(name, 2), Level(_short_form(name), _CLOSE)))


def _number(name: str) -> FieldComparison:
    return FieldComparison(name, _missing(name), (_same(name), _within(name, 1), _within(name, 2)))


def _same(name: str) -> Level:
    return Level(f"{name}_l = {name}_r", _AGREE)


def _within(name: str, steps: int) -> Level:
    return Level(f"levenshtein({name}_l, {name}_r) <= {steps}", _CLOSE)


def _short_form(name: str) -> str:
    return f"substr({name}_l, 1, {_PREFIX}) = substr({name}_r, 1, {_PREFIX})"


def _missing(name: str) -> str:
    return f"{name}_l is null or {name}_r is null"
