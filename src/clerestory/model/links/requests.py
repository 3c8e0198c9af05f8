"""Whether what study.toml asks of linked persons can be asked: where nobody is linked, nothing counts by persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from clerestory.model.links.linked import CountBy
from clerestory.model.links.people import PersonKind
from clerestory.model.links.settings import LinkSettings

_KINDS = tuple(kind.value for kind in PersonKind)
_NOBODY = "nobody is linked: add [link]"

Counted = tuple[str, str, CountBy]  # a table's id, the entity that it counts, and by what
Lists = str | Mapping[str, Sequence[str]] | None
Listed = tuple[str, str | None, PersonKind | None, Lists]  # a scale's id, and its table, persons and lists


def check_counted(tables: Sequence[Counted], link: LinkSettings | None) -> None:
    """Check that tables count persons only where these are linked, and each entity in one way.

    Raises
    ------
    ValueError
        In the words of study.toml; whoever reads the file adds the place.
    """
    check_persons([(f"table {name}", counted, by) for name, counted, by in tables], link)
    check_one_way(tables)


def check_persons(asked: Sequence[Counted], link: LinkSettings | None) -> None:
    """Check that what counts persons does so only where these are linked.

    Parameters
    ----------
    asked : sequence of Counted
        Each with its kind and id in place of the id alone.

    Raises
    ------
    ValueError
        In the words of study.toml.
    """
    by_person = [(name, counted) for name, counted, by in asked if by is CountBy.PERSON]
    strange = [name for name, counted in by_person if counted not in _KINDS]
    if strange:
        raise ValueError(f"{strange[0]} counts by person, and only {' and '.join(_KINDS)} are linked")
    if by_person and link is None:
        raise ValueError(f"{by_person[0][0]} counts by person, and {_NOBODY}, or count by pseudonym")


def check_one_way(tables: Sequence[Counted]) -> None:
    """Check that no entity is counted by pseudonym in one table and by person in another.

    Raises
    ------
    ValueError
        If one is. Where few persons have two pseudonyms, a cell of the one table says almost what the same cell of the
        other hides, and no attacker here is told how they are bound to each other.
    """
    two = [
        entity
        for entity in dict.fromkeys(c for _, c, _ in tables)
        if len({by for _, c, by in tables if c == entity}) > 1
    ]
    if two:
        raise ValueError(f"{two[0]} is counted by pseudonym in one table and by person in another; count in one way")


def check_listed(scales: Sequence[Listed], link: LinkSettings | None) -> None:
    """Check that each estimate of scale has a table, or linked persons with their lists.

    Raises
    ------
    ValueError
        In the words of study.toml.
    """
    for name, table, persons, lists in scales:
        if (table is None) == (persons is None):
            raise ValueError(f"scale {name} needs either a table or persons")
        if (persons is None) != (lists is None):
            raise ValueError(f"scale {name}: lists belong to persons, and persons need them")
        if persons and link is None:
            raise ValueError(f"scale {name} counts linked persons, and {_NOBODY}")
        _check_apart(name, lists)


def _check_apart(name: str, lists: Lists) -> None:
    for one, other in combinations(lists.values(), 2) if isinstance(lists, Mapping) else ():
        if set(one) & set(other):
            raise ValueError(f"scale {name}: a giver stands in two lists")
