"""What all tables of one earlier time fix together, by addition, subtraction and because no count is below zero.

The linear programmes here are the attacker's own: the search asks for the same by least squares over its inner cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy.linalg import null_space
from scipy.optimize import linprog

from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import ConfidentialCohort, Predicate

_CLOSE = 1e-6

Rows = npt.NDArray[np.float64]


def tells_small_change(
    cohort: ConfidentialCohort,
    before: Sequence[Mapping[Predicate, int]],
    now: Mapping[Predicate, int],
    rule: ThresholdRule,
) -> bool:
    """Say whether a number of now differs little from the one that tables of before fixed for the same cases.

    Parameters
    ----------
    cohort : ConfidentialCohort
        Gives the classifications; its counts are not looked at.
    before : sequence of mapping of Predicate to int
        What each table of one time printed, in cases.
    now : mapping of Predicate to int
        What a table would print.
    """
    classes = {name for cell in now for name, _ in cell}
    beside = [table for table in before if table and {name for cell in table for name, _ in cell} <= classes]
    known = {cell: count for table in beside for cell, count in table.items()}
    wanted = [cell for cell in now if cell not in known]
    if len(beside) < 2 or not wanted:
        return False  # what one table says by itself is looked at elsewhere
    kinds = _Kinds(cohort, [*known, *wanted])
    A, b = np.array([kinds.inside(cell) for cell in known]), np.array([*known.values()], dtype=np.float64)
    possible = ~A[b == 0].any(axis=0)
    return any(
        rule.is_unsafe(abs(now[cell] - then))
        for cell in wanted
        for then in _fixed(A[:, possible], b, kinds.inside(cell)[possible])
    )


def tells_a_few_then(
    cohort: ConfidentialCohort,
    before: Mapping[Predicate, int],
    choices: Sequence[Mapping[Predicate, int]],
    rule: ThresholdRule,
    *,
    gaps: Sequence[Predicate],
) -> bool:
    """Say whether an earlier table fixes a small hidden number once numbers of now stand in some of its gaps.

    Of what no count below zero says, only that a 0, printed or put in, empties its kinds: sums that come to 0 once
    numbers are put in are not followed further.

    Parameters
    ----------
    before : mapping of Predicate to int
        What the earlier table printed, in cases.
    choices : sequence of mapping of Predicate to int
        Numbers of now that are put in together; if the sums of before contradict them, they tell nothing of then.
    gaps : sequence of Predicate
        All cells that the earlier table hid.
    """
    if not gaps or not before:
        return False
    kinds = _Kinds(cohort, [*before, *gaps])
    A, b = np.array([kinds.inside(cell) for cell in before]), np.array([*before.values()], dtype=np.float64)
    possible = ~A[b == 0].any(axis=0)
    inside = {cell: kinds.inside(cell)[possible] for cell in gaps}
    C, x, free = np.array([*inside.values()]), np.linalg.pinv(A[:, possible]) @ b, null_space(A[:, possible])
    already = _agreed(C, free)
    for put_in in choices:
        P, told = _conditions(inside, put_in)
        z = np.linalg.pinv(P @ free) @ (told - P @ x)
        if np.abs(P @ (x + free @ z) - told).max(initial=0.0) > _CLOSE:
            continue  # no cases of then had these numbers
        new = _agreed(C, free @ null_space(P @ free)) & ~already & np.array([cell not in put_in for cell in gaps])
        if any(rule.is_unsafe(round(value)) for value in (C @ (x + free @ z))[new]):
            return True
    return False


def _conditions(inside: Mapping[Predicate, Rows], put_in: Mapping[Predicate, int]) -> tuple[Rows, Rows]:
    """Give what numbers put in say of the kinds: each its sum, and a 0 that each of its kinds is empty."""
    rows: list[Rows] = [np.zeros((0, len(next(iter(inside.values())))))]
    for cell, value in put_in.items():
        rows += [inside[cell]] if value else [*np.diag(inside[cell])[inside[cell] > 0]]
    told = [float(value) for cell, value in put_in.items() for _ in range(1 if value else int(inside[cell].sum()))]
    return np.vstack(rows), np.array(told)


def _agreed(C: Rows, free: Rows) -> npt.NDArray[np.bool_]:
    """Mark the sums that do not change whichever way is left to move."""
    still: npt.NDArray[np.bool_] = np.abs(C @ free).max(axis=1, initial=0.0) < _CLOSE
    return still


def _fixed(A: Rows, b: Rows, inside: Rows) -> Iterator[int]:
    """Yield the number of some cases, if all populations agree on it."""
    ends = [linprog(sign * inside, A_eq=A, b_eq=b) for sign in (1, -1)]
    found = [float(inside @ end.x) for end in ends if end.status == 0 and end.x is not None]
    if len(found) == len(ends) and found[1] - found[0] < _CLOSE:
        yield round(found[0])


class _Kinds:
    """The kinds of cases that some predicates tell apart."""

    def __init__(self, cohort: ConfidentialCohort, cells: Sequence[Predicate]) -> None:
        self._atoms: dict[str, list[frozenset[str]]] = {}
        for c in cohort.classifications:
            sets = list(dict.fromkeys(codes for cell in cells for name, codes in cell if name == c.name))
            if sets:
                signatures: dict[tuple[bool, ...], set[str]] = {}
                for code in c.codes:
                    signatures.setdefault(tuple(code in codes for codes in sets), set()).add(code)
                self._atoms[c.name] = [frozenset(codes) for codes in signatures.values()]

    def inside(self, cell: Predicate) -> Rows:
        """Give 1 for each kind in a cell, 0 for each outside."""
        conditions = dict(cell)
        own = [
            [atom <= conditions[name] if name in conditions else True for atom in atoms]
            for name, atoms in self._atoms.items()
        ]
        return np.array([all(parts) for parts in product(*own)], dtype=np.float64)
