"""What the tables of a study say of everybody in a small group, or of nobody (rule S4): read line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from clerestory.model.rules import GroupDisclosureRule
from clerestory.model.tables import ConfidentialCohort, Mask, Predicate, TableShape

Conditions = dict[str, frozenset[str]]


def statements(
    cohort: ConfidentialCohort, shapes: Sequence[TableShape], rules: Sequence[GroupDisclosureRule | None]
) -> tuple[Predicate, ...]:
    """Give the sets of cases whose number must stay open so that nothing is said of a small group.

    A row or column has groups and categories: two of its cells of which the one asks for more of one classification
    than the other. Cases of which that classification is not known are in no category, and in no group.

    Parameters
    ----------
    shapes : sequence of TableShape
    rules : sequence of GroupDisclosureRule or None
        Of each table.

    Returns
    -------
    tuple of Predicate
        The cell of a category that has everybody, or of a sensitive one that has nobody; and the set of those who would
        be in another category.
    """
    found: dict[Predicate, None] = {}
    for shape, rule in zip(shapes, rules, strict=True):
        if rule is None:
            continue
        for line in _lines(shape):
            for group, category in permutations(line, 2):
                found.update(dict.fromkeys(_said(cohort, group, category, rule)))
    return tuple(found)


def _lines(shape: TableShape) -> Iterator[list[Conditions]]:
    rows, columns = range(shape.size[0]), range(shape.size[1])
    yield from ([dict(shape.predicate(row, column)) for column in columns] for row in rows)
    yield from ([dict(shape.predicate(row, column)) for row in rows] for column in columns)


def _said(
    cohort: ConfidentialCohort, group: Conditions, category: Conditions, rule: GroupDisclosureRule
) -> Iterator[Predicate]:
    by_name = {c.name: c for c in cohort.classifications}
    apart = [
        name
        for name, classification in by_name.items()
        if group.get(name, frozenset(classification.codes)) != category.get(name, frozenset(classification.codes))
    ]
    if len(apart) != 1 or not rule.is_about(apart[0]):
        return
    name = apart[0]
    known = {leaf.code for leaf in by_name[name].leaves if leaf.known}
    all_of, these = known & group.get(name, known), known & category.get(name, known)
    others = all_of - these
    if not these or not others or these - all_of:
        return
    inside, there = cohort.members(frozenset({**group, name: frozenset(all_of)}.items())), cohort.counts
    persons = int(there[inside].sum())
    if not 0 < persons < rule.group:
        return
    rest = frozenset({**group, name: frozenset(others)}.items())
    if not there[cohort.members(rest)].any():
        if not _cannot_be(cohort, rest):
            yield _plain(cohort, category)
            yield _plain(cohort, dict(rest))
    elif any(rule.is_sensitive(name, code) for code in these):
        nobody: Mask = cohort.members(frozenset(category.items()))
        if not there[nobody].any() and not _cannot_be(cohort, frozenset(category.items())):
            yield _plain(cohort, category)


def _plain(cohort: ConfidentialCohort, conditions: Conditions) -> Predicate:
    """Leave out the conditions that every case meets."""
    return frozenset(
        (c.name, frozenset(conditions[c.name]))
        for c in cohort.classifications
        if c.name in conditions and set(c.codes) - conditions[c.name]
    )


def _cannot_be(cohort: ConfidentialCohort, cell: Predicate) -> bool:
    """Say whether a cell lies within what everybody knows to be empty."""
    asked = dict(cell)
    return cohort.impossible is not None and all(
        name in asked and not asked[name] - codes for name, codes in cohort.impossible
    )
