"""What the tables of a study say of everybody in a small group, or of nobody in it (rule S4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from clerestory.model.rules import GroupDisclosureRule
from clerestory.model.tables import ConfidentialCohort, Predicate

Codes = frozenset[str]


@dataclass(frozen=True, repr=False)
class SaidOfGroups:
    """What must stay unknown so that nothing is said of a small group; confidential.

    Attributes
    ----------
    cells : frozenset of Predicate
        Printed cells: full ones, and zeros of sensitive categories.
    rests : frozenset of Predicate
        For each full cell the cases of its group in another known category. There is none; that there is none is what
        "all" says.
    """

    cells: frozenset[Predicate] = frozenset()
    rests: frozenset[Predicate] = frozenset()

    def __repr__(self) -> str:
        return f"SaidOfGroups({len(self.cells)} cells)"

    def __contains__(self, cell: Predicate) -> bool:
        return cell in self.cells or cell in self.rests


def said_of_groups(
    cohort: ConfidentialCohort, printed: Sequence[Predicate], rules: Sequence[GroupDisclosureRule]
) -> SaidOfGroups:
    """Find what some cells say of small groups: that all, or none, are in a category.

    Two printed cells that differ in one classification are a group and a category of it, whatever table prints them.
    Of both the cases count of which that classification is known: that it is not recorded of some says nothing of
    them, and that it is known says no more.

    Parameters
    ----------
    printed : sequence of Predicate
        Without conditions that every case meets.
    rules : sequence of GroupDisclosureRule
        A group is small, and a code sensitive, if one of them says so.

    Returns
    -------
    SaidOfGroups
        Without what everybody knows, since no other case is possible.

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, section 5.2
    (group attribute disclosure).
    """
    everything = {c.name: frozenset(c.codes) for c in cohort.classifications}
    count = cache(cohort.count)
    cells, rests = set[Predicate](), set[Predicate]()
    for name, others, sets in _families(everything, printed):
        known = frozenset(
            leaf.code for c in cohort.classifications if c.name == name for leaf in c.leaves if leaf.known
        )

        def cell(codes: Codes, name: str = name, others: Predicate = others) -> Predicate:
            return others if codes == everything[name] else others | {(name, codes)}

        for whole, part in product(sets, sets):
            group, category = whole & known, part & known
            asked = [rule for rule in rules if rule.is_about(name) and 0 < count(cell(group)) < rule.group]
            if not asked or not category or not category < group:
                continue
            if count(cell(category)) == count(cell(group)) and not _is_impossible(cohort, cell(group - category)):
                cells.add(cell(part))
                rests.add(cell(group - category))
            elif not count(cell(part)) and any(rule.is_sensitive(name, code) for rule in asked for code in category):
                cells.update(() if _is_impossible(cohort, cell(part)) else (cell(part),))
    return SaidOfGroups(frozenset(cells), frozenset(rests))


def _families(
    everything: dict[str, Codes], printed: Sequence[Predicate]
) -> Iterator[tuple[str, Predicate, list[Codes]]]:
    """Yield the printed cells that differ in one classification: its name, what they share, and its codes in each."""
    found: dict[tuple[str, Predicate], list[Codes]] = {}
    for cell in printed:
        conditions = dict(cell)
        for name, every in everything.items():
            others = frozenset(condition for condition in cell if condition[0] != name)
            found.setdefault((name, others), []).append(conditions.get(name, every))
    for (name, others), sets in found.items():
        if len(sets) > 1:
            yield name, others, sets


def _is_impossible(cohort: ConfidentialCohort, cell: Predicate) -> bool:
    """Say whether everybody knows that no case can be in a cell."""
    conditions = dict(cell)
    if cohort.impossible is None:
        return False
    return all(name in conditions and conditions[name] <= codes for name, codes in cohort.impossible)
