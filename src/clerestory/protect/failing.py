"""Why each cell of a draft fails, and what would break it if nothing else were hidden; confidential.

The engine says which cells are unsafe, and its proof that they are safe now. A checker asks further: by which rule, and
what somebody could work out who saw the tables with these cells alone taken out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from clerestory.model.desk.evidence import BrokenRule
from clerestory.model.rules import TableRules
from clerestory.model.tables import ConfidentialTable, Predicate, ProtectedTable
from clerestory.protect.audit.attack import Audit, Interval, Witness, outsider_bounds
from clerestory.protect.engine import Proof, in_which_an_operation_is_seen
from clerestory.protect.history import Past
from clerestory.protect.history.sums import cells_of, rests
from clerestory.protect.rules.primary import PrimaryRules


@dataclass(frozen=True)
class LeftOver:
    """A printed set of cases, and printed parts of it that are taken away."""

    whole: Predicate
    parts: tuple[Predicate, ...]


@dataclass(frozen=True, repr=False)
class Failing:
    """A set of cases that fails; confidential.

    Attributes
    ----------
    cell : Predicate
    count : int
    reasons : tuple of BrokenRule
        One at least.
    left_over : tuple of LeftOver
        Subtractions that each give its count, where failing cells alone are hidden.
    alone : Interval or None
        What all sums together leave possible then.
    now : Interval or None
        What they leave possible of the draft as it is, by the proof.
    """

    cell: Predicate
    count: int
    reasons: tuple[BrokenRule, ...]
    left_over: tuple[LeftOver, ...]
    alone: Interval | None
    now: Interval | None


_ELSEWHERE = BrokenRule("S7, S20", "An operation is seen in these cases where others of them are counted.")
_GIVER = BrokenRule("V14", "It shows a giver alone who has too few investigations.")
_HISTORY = BrokenRule("S8, S16", "Beside what readers have already it tells a small change or a small rest.")


def failing_cells(pasts: Sequence[Past], proofs: Mapping[str, Proof]) -> Iterator[tuple[str, Failing]]:
    """Yield every cell that fails with its cohort, in the order of the proofs.

    Parameters
    ----------
    pasts : sequence of Past
        All cohorts of the draft, as ``pasts_of`` gives them.
    proofs : mapping of str to Proof
        By cohort.
    """
    seen = frozenset(cell for past in pasts for cell in in_which_an_operation_is_seen(past))
    for past in pasts:
        proof = proofs[past.cohort.name]
        unsafe = [cell for cell, _ in proof.unsafe]
        reasons = _Reasons(past, seen).of(unsafe)
        alone = _narrowest(outsider_bounds(past.cohort, _with_gaps(past, unsafe), unsafe, rule=past.rule))
        left_over, now = _left_over(past, frozenset(unsafe)), _narrowest(proof.audit.intervals)
        for (cell, count), why in zip(proof.unsafe, reasons, strict=True):
            more = tuple(dict.fromkeys(left_over.get(cell, ())))
            yield past.cohort.name, Failing(cell, count, why, more, alone.get(cell), now.get(cell))


def changes_of(witness: Witness, cells: Collection[Predicate]) -> dict[Predicate, int]:
    """Give the cells that a witness changes, and by how many cases; those on other classifications are left out."""
    within = [cell for cell in cells if {name for name, _ in cell} <= set(witness.names)]
    found = {cell: sum(change for kind, change in witness.moves if _is_in(witness, kind, cell)) for cell in within}
    return {cell: change for cell, change in found.items() if change}


def smallest_witness(found: Audit, cell: Predicate, cells: Collection[Predicate]) -> dict[Predicate, int]:
    """Give what changes in the witness for a cell that changes the fewest of some cells; nothing without one."""
    changes = [changes_of(witness, {*cells, cell}) for witness in found.witnesses if cell in witness.cells]
    return min(changes, key=len, default={})


def _is_in(witness: Witness, kind: tuple[tuple[str, ...], ...], cell: Predicate) -> bool:
    return all(codes.issuperset(kind[witness.names.index(name)]) for name, codes in cell)


class _Reasons:
    """The rules of a cohort's tables, asked one by one."""

    def __init__(self, past: Past, seen: frozenset[Predicate]) -> None:
        self._past, self._seen = past, seen
        self._tables = [frozenset(cells_of(past.cohort, table.shape).values()) for table in past.tables]

    def of(self, cells: Sequence[Predicate]) -> list[tuple[BrokenRule, ...]]:
        """Give the rules that each cell fails."""
        found: list[dict[str, BrokenRule]] = [{} for _ in cells]
        for table, rules in enumerate(self._past.rules):
            # What no table prints is held to the rules of all.
            mine = [n for n, cell in enumerate(cells) if cell in self._tables[table] or not self._is_printed(cell)]
            for reason, own in _each(rules):
                judged = PrimaryRules(self._past.cohort, [own]).judged(0, [cells[n] for n in mine])
                fails = judged.unsafe if own.threshold == rules.threshold else judged.seen
                for n in np.flatnonzero(fails).tolist():
                    found[mine[n]].setdefault(reason.codes, reason)
        return [tuple(why.values()) or self._else(cell) for cell, why in zip(cells, found, strict=True)]

    def _is_printed(self, cell: Predicate) -> bool:
        return any(cell in table for table in self._tables)

    def _else(self, cell: Predicate) -> tuple[BrokenRule, ...]:
        if cell in self._past.alone:
            return (_GIVER,)
        if cell in self._past.said:
            most = max(rules.groups.group for rules in self._past.rules if rules.groups)
            return (BrokenRule("S4", f"It would say of a group of fewer than {most} that all are in a category."),)
        return (_ELSEWHERE,) if cell in self._seen else (_HISTORY,)


def _each(rules: TableRules) -> Iterator[tuple[BrokenRule, TableRules]]:
    """Yield each rule for counts as rules of its own; of those on operations only that one is seen is asked."""
    threshold = rules.threshold
    alone = replace(rules, operations=None, live=None, dominance=None, p_percent=None)
    yield BrokenRule("S1, S2", f"It has fewer than {threshold.minimum} cases."), alone
    never = replace(threshold, minimum=1, contributors=0)
    if rules.operations is not None:
        least = rules.operations.min_operations
        words = f"Fewer than {least} operations are behind it, or one has over {rules.operations.max_share} of it."
        yield BrokenRule("S6", words), replace(alone, threshold=never, operations=rules.operations)
    if rules.live is not None:
        yield BrokenRule("L6", "A live operation can be seen in it."), replace(alone, threshold=never, live=rules.live)


def _with_gaps(past: Past, unsafe: Collection[Predicate]) -> list[ProtectedTable]:
    """Give the tables with the failing cells alone taken out, and what readers have beside them."""
    return [*(_gaps(past, table, frozenset(unsafe)) for table in past.tables), *past.attacker_has(unsafe)]


def _gaps(past: Past, table: ConfidentialTable, unsafe: frozenset[Predicate]) -> ProtectedTable:
    cells, (rows, columns) = cells_of(past.cohort, table.shape), table.shape.size
    counts = tuple(
        tuple(None if cells[r, c] in unsafe else int(table.counts[r, c]) for c in range(columns)) for r in range(rows)
    )
    return ProtectedTable(table.shape, counts, hides_zeros=past.hides_zeros)


def _left_over(past: Past, unsafe: frozenset[Predicate]) -> dict[Predicate, list[LeftOver]]:
    """Give the failing cells that one line of a table, or one cell less another, leaves over."""
    found: dict[Predicate, list[LeftOver]] = {}
    printed: set[Predicate] = set()
    for table in past.tables:
        cells = cells_of(past.cohort, table.shape)
        known = [at for at, cell in cells.items() if cell not in unsafe]
        printed.update(cells[at] for at in known)
        for rest in rests(past.cohort, table.shape, known):
            if rest.predicate in unsafe and rest.known:
                made = LeftOver(cells[rest.whole], tuple(cells[at] for at in rest.known))
                found.setdefault(rest.predicate, []).append(made)
    for cell, made in _less_one(past, unsafe, printed):
        found.setdefault(cell, []).append(made)
    return found


def _less_one(
    past: Past, unsafe: Collection[Predicate], printed: Collection[Predicate]
) -> Iterator[tuple[Predicate, LeftOver]]:
    """Yield the failing cells that one printed cell less another leaves over."""
    every = {c.name: frozenset(c.codes) for c in past.cohort.classifications}
    alike: dict[tuple[str, Predicate], list[frozenset[str]]] = {}
    for one in printed:
        for name, codes in every.items():
            others = frozenset(condition for condition in one if condition[0] != name)
            alike.setdefault((name, others), []).append(dict(one).get(name, codes))
    for cell in unsafe:
        for name, codes in sorted(cell, key=lambda condition: condition[0]):
            others = cell - {(name, codes)}
            there = sorted(alike.get((name, others), []), key=lambda codes: (len(codes), sorted(codes)))
            for whole in (one for one in there if codes < one and one - codes in there):
                wide = others if whole == every[name] else others | {(name, whole)}
                yield cell, LeftOver(wide, (others | {(name, whole - codes)},))


def _narrowest(intervals: Iterator[Interval] | Sequence[Interval]) -> dict[Predicate, Interval]:
    found: dict[Predicate, Interval] = {}
    for one in intervals:
        before = found.get(one.cell, one)
        found[one.cell] = min(before, one, key=lambda interval: interval.upper - interval.lower)
    return found
