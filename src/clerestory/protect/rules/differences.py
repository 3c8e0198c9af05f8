"""What printed cells leave over when one is taken from another (rule S15): cells that no table prints.

"All persons of an area" beside "women of that area" says how many are men; "on list A" beside "on lists A and B" says
how many are on A alone. Such a set of cases can be as small as any printed one, so it is held to the same rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, product

from clerestory.model.tables import ConfidentialCohort, Predicate


def differences(cohort: ConfidentialCohort, printed: Sequence[Predicate]) -> tuple[Predicate, ...]:
    """Give the sets of cases that printed cells tell apart and no table prints.

    Parameters
    ----------
    printed : sequence of Predicate
        The cells of the tables, without conditions that every case meets.

    Returns
    -------
    tuple of Predicate
        For each printed cell, one or two of its conditions turned into what a wider printed condition leaves over:
        of everything, of what is known, of a group of codes.
    """
    wider = {c.name: {frozenset(c.codes)} for c in cohort.classifications}
    for name, codes in (condition for cell in printed for condition in cell):
        wider[name].add(codes)
    there = set(printed)
    made = dict.fromkeys(turned for cell in printed for turned in _turned(cell, wider))
    return tuple(sorted((cell for cell in made if cell not in there), key=_in_order))


def printed_differences(cohort: ConfidentialCohort, printed: Collection[Predicate]) -> tuple[Predicate, ...]:
    """Give those sets of cases whose number follows from printed cells by one or two subtractions.

    Of one cell and a wider one it takes two printed cells; of two conditions at once, four.

    Parameters
    ----------
    printed : collection of Predicate
        The cells of all tables, without conditions that every case meets.
    """
    there = set(printed)
    everything = {c.name: frozenset(c.codes) for c in cohort.classifications}
    wider = {name: {codes} for name, codes in everything.items()}
    for name, codes in (condition for cell in there for condition in cell):
        wider[name].add(codes)
    found = set[Predicate]()
    for cell in there:
        for many in (1, 2):
            for turned in combinations(sorted(cell, key=lambda condition: condition[0]), many):
                rest = cell - frozenset(turned)
                choices = [[whole for whole in wider[name] if codes < whole] for name, codes in turned]
                for wholes in product(*choices):
                    pairs = [(name, codes, whole) for (name, codes), whole in zip(turned, wholes, strict=True)]
                    if all(parts in there for parts in _corners(rest, pairs, everything)):
                        found.add(rest | frozenset((name, whole - codes) for name, codes, whole in pairs))
    return tuple(sorted(found - there, key=_in_order))


def _corners(
    rest: Predicate,
    pairs: Sequence[tuple[str, frozenset[str], frozenset[str]]],
    everything: Mapping[str, frozenset[str]],
) -> Iterator[Predicate]:
    """Yield the cells of which one subtraction, or inclusion and exclusion, makes a difference."""
    for chosen in product(*((codes, whole) for _, codes, whole in pairs)):
        conditions = zip((name for name, _, _ in pairs), chosen, strict=True)
        yield rest | frozenset((name, codes) for name, codes in conditions if codes != everything[name])


def _turned(cell: Predicate, wider: Mapping[str, set[frozenset[str]]]) -> Iterator[Predicate]:
    for many in (1, 2):
        for turned in combinations(cell, many):
            left = [[(name, whole - codes) for whole in wider[name] if codes < whole] for name, codes in turned]
            for opposites in product(*left):
                yield (cell - frozenset(turned)) | frozenset(opposites)


def _in_order(cell: Predicate) -> list[tuple[str, list[str]]]:
    """Give a key by which the order of cells does not depend on the order of sets."""
    return sorted((name, sorted(codes)) for name, codes in cell)
