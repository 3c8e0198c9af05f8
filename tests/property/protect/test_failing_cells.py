"""Failing cells of small tables against brute force: which they are, what breaks each, and what holds it."""

from __future__ import annotations

from functools import cache, partial
from itertools import product

import numpy as np
import pytest

from clerestory.model.rules import Preset, ThresholdRule
from clerestory.model.tables import ProtectedTable
from clerestory.protect import protect_tables
from clerestory.protect.engine import pasts_of
from clerestory.protect.failing import failing_cells, smallest_witness
from clerestory.protect.history.sums import cells_of
from clerestory.protect.proof_file import proof_json, proof_of_json
from small_populations import populations
from small_tables import cohort, grid, table

SIZES, FEW = (3, 2), 3
PRESET = Preset("SMALL", ThresholdRule(minimum=FEW), frozenset())


every_population = cache(partial(populations, 6))


@cache
def made(seed: int):
    """A table of 3 by 2 codes with its cohort, what fails in it, its proof, and what is published of it."""
    values = np.random.default_rng(seed).integers(0, 4, 6)
    values[seed % 6] += FEW  # so that the total is printed
    names, counts = grid(SIZES, values.tolist())
    of = cohort(names, counts)
    one = table(of, "t1", "a", "b")
    done = protect_tables({of.name: of}, [one], PRESET, secret=b"secret")
    pasts = pasts_of({of.name: of}, [one], PRESET)
    found = [failing for _, failing in failing_cells(pasts, {of.name: done.proofs[0]})]
    return of, one, found, done


def in_kinds(cell) -> np.ndarray:
    """Which of the six kinds belong to a set of cases."""
    conditions = dict(cell)
    kinds = product(*[[f"{name}{code}" for code in range(size)] for name, size in zip("ab", SIZES, strict=True)])
    return np.array([all(code in conditions.get(code[0], {code}) for code in kind) for kind in kinds])


def agreeing(of, published: ProtectedTable) -> np.ndarray:
    """All populations in which each printed number is as printed, and no hidden one is 0."""
    every = every_population(int(of.counts.sum()))
    for (row, column), cell in cells_of(of, published.shape).items():
        said, there = published.counts[row][column], every @ in_kinds(cell)
        every = every[there >= 1 if said is None else there == said]
    return every


def with_gaps(of, one, failing) -> ProtectedTable:
    """The table with the failing cells alone taken out."""
    unsafe, cells, (rows, columns) = {one.cell for one in failing}, cells_of(of, one.shape), one.shape.size
    counts = [[None if cells[r, c] in unsafe else int(one.counts[r, c]) for c in range(columns)] for r in range(rows)]
    return ProtectedTable(one.shape, tuple(map(tuple, counts)))


def conditions(name: str, size: int) -> list[frozenset]:
    """Everything, each code, and each code's opposite."""
    codes = frozenset(f"{name}{code}" for code in range(size))
    return [codes, *(frozenset({code}) for code in codes), *(codes - {code} for code in codes)]


@pytest.mark.parametrize("seed", range(12))
def test_what_fails_is_each_set_that_printed_cells_tell_apart_and_that_has_few_cases(seed):
    of, _, found, _ = made(seed)
    expected = set()
    for codes in product(*(conditions(name, size) for name, size in zip("ab", SIZES, strict=True))):
        cell = frozenset((name, some) for name, some, size in zip("ab", codes, SIZES, strict=True) if len(some) < size)
        if 0 < of.count(cell) < FEW:
            expected.add(cell)
    assert {one.cell for one in found} == expected
    assert {reason.codes for one in found for reason in one.reasons} <= {"S1, S2"}
    assert all(one.reasons and one.count == of.count(one.cell) for one in found)


@pytest.mark.parametrize("seed", range(12))
def test_what_breaks_a_cell_is_all_that_is_possible_when_failing_cells_alone_are_hidden(seed):
    of, one, found, _ = made(seed)
    there = agreeing(of, with_gaps(of, one, found))
    for failing in found:
        possible = there @ in_kinds(failing.cell)
        bounds = (round(failing.alone.lower), round(failing.alone.upper))
        assert bounds == (possible.min(), possible.max())
        if failing.left_over:
            assert bounds == (failing.count, failing.count)


@pytest.mark.parametrize("seed", range(12))
def test_a_subtraction_is_of_printed_cells_and_gives_the_count(seed):
    of, one, found, _ = made(seed)
    printed = set(cells_of(of, one.shape).values()) - {failing.cell for failing in found}
    sums = [(failing, left) for failing in found for left in failing.left_over]
    for failing, left in sums:
        assert {left.whole, *left.parts} <= printed
        assert of.count(left.whole) - sum(map(of.count, left.parts)) == failing.count
    assert sums or not found


@pytest.mark.parametrize("seed", range(12))
def test_what_holds_a_cell_is_a_population_that_is_published_in_the_same_way(seed):
    of, one, found, done = made(seed)
    proof, there = done.proofs[0], agreeing(of, done.tables[0])
    cells = cells_of(of, one.shape)
    hidden = {cell for (row, column), cell in cells.items() if done.tables[0].counts[row][column] is None}
    for failing in found:
        moved = smallest_witness(proof.audit, failing.cell, cells.values())
        assert set(moved) - {failing.cell} <= hidden
        alike = np.ones(len(there), dtype=bool)
        for cell in {*cells.values(), failing.cell}:
            alike &= there @ in_kinds(cell) == of.count(cell) + moved.get(cell, 0)
        assert alike.any()
        assert moved[failing.cell] != 0
        possible = there @ in_kinds(failing.cell)
        assert failing.now.lower <= possible.min() + 1e-6
        assert failing.now.upper >= possible.max() - 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_a_proof_is_read_as_it_was_written(seed):
    _, _, _, done = made(seed)
    assert proof_json(proof_of_json(proof_json(done.proofs[0]))) == proof_json(done.proofs[0])
