"""Hypercubes against all of them: each keeps the additions, changes what it should, and none is cheaper."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.hierarchies.hypercubes import Hypercubes

PLACES = [("N", "n1"), ("N", "n2"), ("S", "s1"), ("S", "s2"), ("S", "s3")]
SEXES = ["f", "m", "x"]
DIMS = [["area", "place"], ["sex"]]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_the_cheapest_of_all_hypercubes_is_found(data):
    inner = np.array(data.draw(st.lists(st.integers(0, 3), min_size=15, max_size=15))).reshape(5, 3)
    inner[0, 0] = max(1, inner[0, 0])
    grid = grid_of(inner)
    drawn = st.lists(st.integers(1, 9), min_size=grid.counts.size, max_size=grid.counts.size)
    price = np.array(data.draw(drawn), dtype=float).reshape(grid.counts.shape)
    known = np.array(data.draw(drawn)).reshape(grid.counts.shape) == 1
    size = added_up(np.ones((5, 3), dtype=int))
    least = data.draw(st.sampled_from([0, 1]))
    # Of larger cells it begins from some inner cells.
    cells = np.flatnonzero((grid.counts >= least) & ~known & (size <= 8))
    assume(len(cells))
    cell = data.draw(st.sampled_from(cells.tolist()))
    enough = data.draw(st.sampled_from([(1, 1), (1, 1), (2, 1), (1, 3)]))
    fall = np.where(known, -1, grid.counts - least).astype(float)

    move = Hypercubes(grid).cheapest(cell, price, fall, enough)

    possible = [
        change
        for one in every_hypercube(grid, cell)
        for change in [one * enough[0 if one.ravel()[cell] > 0 else 1]]
        if not known[change != 0].any()
        and (grid.counts + change >= least)[change != 0].all()
        and (grid.counts >= least)[change != 0].all()
    ]
    if move is None:
        assert possible == []
        return
    change = np.zeros(grid.counts.size, dtype=int)
    change[move.cells] = move.change
    change = change.reshape(grid.counts.shape)
    assert change.ravel()[cell] != 0
    assert any((change == one).all() for one in possible)
    assert price[change != 0].sum() == min(price[one != 0].sum() for one in possible)


def test_one_more_person_is_the_last_hypercube():
    """In a table of one place and one sex nothing can be exchanged: every cell is one more."""
    grid = Grid.of({"place": ["n1"], "sex": ["f"]}, [["place"], ["sex"]], np.array([2]))
    move = Hypercubes(grid).cheapest(3, np.ones((2, 2)), np.ones((2, 2)), (4, 4))
    assert move is not None
    assert sorted(move.cells.tolist()) == [0, 1, 2, 3]
    assert move.change.tolist() == [4, 4, 4, 4]


def test_a_hypercube_that_somebody_knows_is_none():
    grid = Grid.of({"place": ["n1"], "sex": ["f"]}, [["place"], ["sex"]], np.array([2]))
    fall = np.ones((2, 2))
    fall[0, 0] = -1
    assert Hypercubes(grid).cheapest(3, np.ones((2, 2)), fall, (1, 1)) is None


def grid_of(inner: np.ndarray) -> Grid:
    rows = [(area, place, sex) for area, place in PLACES for sex in SEXES]
    columns = dict(zip(["area", "place", "sex"], map(list, zip(*rows, strict=True)), strict=True))
    return Grid.of(columns, DIMS, inner.ravel())


def every_hypercube(grid: Grid, cell: int) -> list[np.ndarray]:
    """Changes of the whole table by exchanges of a place, of a sex or of both, written down with counts alone."""
    found = []
    choices = [range(5), range(3)]
    for u in product(*choices):
        for v in product(*([*choice, None] for choice in choices)):
            if any(a == b for a, b in zip(u, v, strict=True)):
                continue
            inner = np.zeros((5, 3), dtype=int)
            for corner in product((0, 1), repeat=2):
                if all(v[d] is not None or not side for d, side in enumerate(corner)):
                    inner[tuple(v[d] if side else u[d] for d, side in enumerate(corner))] += (-1) ** sum(corner)
            change = added_up(inner)
            if change.ravel()[cell]:
                found += [change, -change]
    return found


def added_up(inner: np.ndarray) -> np.ndarray:
    """Margins in the order of the nodes: total, N, S, n1, n2, s1, s2, s3 by total, f, m, x."""
    places = np.vstack([inner.sum(0), inner[:2].sum(0), inner[2:].sum(0), inner])
    return np.hstack([places.sum(1, keepdims=True), places])
