"""Persons of an operation and a giver, and all populations that agree with what is printed of them: for brute force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from hypothesis import strategies as st

from clerestory.model.contributors import ContributorParts
from small_tables import cohort


@dataclass(frozen=True)
class Case:
    """One person: the kind, the operation and the giver."""

    kind: tuple[str, ...]
    operation: str
    giver: str


def people(sizes, most):
    kinds = [tuple(f"{chr(97 + axis)}{code}" for axis, code in enumerate(at)) for at in product(*map(range, sizes))]
    one = st.builds(Case, st.sampled_from(kinds), st.sampled_from("xyz"), st.sampled_from("FG"))
    return kinds, st.lists(one, min_size=1, max_size=most)


def cohort_of(kinds, cases):
    codes = {chr(97 + axis): sorted({kind[axis] for kind in kinds}) for axis in range(len(kinds[0]))}
    of = cohort(codes, {kind: sum(case.kind == kind for case in cases) for kind in kinds})
    there = [kind for kind in kinds if any(case.kind == kind for case in cases)]

    def parts(name):
        names = sorted({getattr(case, name) for case in cases})
        found = [
            (
                there.index(kind),
                names.index(who),
                sum(case.kind == kind and getattr(case, name) == who for case in cases),
            )
            for kind, who in product(there, names)
        ]
        return ContributorParts(tuple(names), *np.array([row for row in found if row[2]], dtype=np.int64).T)

    return replace(of, operations=parts("operation"), givers=parts("giver"))


def populations(kinds: int, total: int) -> np.ndarray:
    """All ways in which up to ``total`` cases fall into ``kinds`` kinds, as rows."""
    rows = np.zeros((1, 0), dtype=np.int64)
    for _ in range(kinds):
        left = total - rows.sum(axis=1)
        at = np.repeat(np.arange(len(rows)), left + 1)
        last = np.arange(len(at)) - np.repeat(np.cumsum(left + 1) - (left + 1), left + 1)
        rows = np.column_stack([rows[at], last])
    return rows


def printed_cells(kinds, tables) -> Iterator[tuple[list[int], int | None, bool]]:
    """The kinds in each printed cell, its number or None, and whether the table is withheld as a whole."""
    for one in tables:
        for row, counts in enumerate(one.counts):
            for column, count in enumerate(counts):
                where = dict(one.shape.predicate(row, column))
                inside = [
                    n
                    for n, kind in enumerate(kinds)
                    if all(kind["abc".index(name)] in codes for name, codes in where.items())
                ]
                yield inside, count, one.whole


def own_cases(kinds, cases, cells) -> Iterator[np.ndarray]:
    """What everybody's own cases are, by kind: nobody's, one person's who is alone in a cell, a group's."""
    truth = np.array([sum(case.kind == kind for case in cases) for kind in kinds])
    yield np.zeros(len(kinds), dtype=np.int64)
    for inside, _, _ in cells:
        if truth[inside].sum() == 1:
            yield np.array([n in inside and truth[n] > 0 for n in range(len(kinds))], dtype=np.int64)
    for name in ("operation", "giver"):
        for who in {getattr(case, name) for case in cases}:
            yield np.array([sum(c.kind == kind and getattr(c, name) == who for c in cases) for kind in kinds])
