"""A change in whole numbers earns what brute force over all small changes earns, or nearly so."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy import sparse

from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.knowers import Knowers
from clerestory.protect.suppress.grids.programme import Offer, WholeProgramme
from clerestory.protect.suppress.grids.task import Task
from clerestory.protect.suppress.grids.whole_change import whole_change

CUBE = list(product("ab", "cd", "ef"))
EVERY = np.array(list(product(range(-1, 2), repeat=8))).reshape(-1, 2, 2, 2)  # changes of inner cells, one at most each
NEARLY = 0.95  # the search may end 5 % short of the best


def with_margins(inner):
    """Give the changes of all cells: on each axis the total first, as the nodes of a grid stand."""
    for axis in (1, 2, 3):
        inner = np.concatenate([inner.sum(axis=axis, keepdims=True), inner], axis=axis)
    return inner.reshape(len(inner), 27)


def earned(changes, offer):
    """Give what changes earn: rewards of the first units of unsafe cells less what all units cost."""
    up, down = np.maximum(changes, 0), np.maximum(-changes, 0)
    rewards = offer.up * np.minimum(up, offer.asked) + offer.down * np.minimum(down, offer.asked)
    against = offer.down * up + offer.up * down  # the direction that is not rewarded
    return (rewards - against - offer.price * (up + down)).sum(axis=1)


@pytest.mark.parametrize("seed", range(6))
def test_whole_changes_add_up_and_earn_nearly_the_most(seed):
    rng = np.random.default_rng(seed)
    columns = {name: [codes[axis] for codes in CUBE] for axis, name in enumerate("xyz")}
    grid = Grid.of(columns, [["x"], ["y"], ["z"]], rng.integers(1, 4, 8))
    cells = grid.cells()
    size = len(cells.counts)
    nobody = Knowers.of(cells.counts, None, [])
    unsafe = rng.random(size) < 0.4
    ones = np.ones(size, dtype=np.int64)
    task = Task(cells, unsafe, ones, ones, np.ones(size, dtype=bool), nobody)
    rises = rng.random(size) < 0.5
    reward = np.where(unsafe, rng.uniform(1, 9, size), 0)
    offer = Offer(
        rng.uniform(0.1, 2, size),
        up=np.where(rises, reward, 0),
        down=np.where(rises, 0, reward),
        fall=(cells.counts - 1).astype(float),
        asked=np.ones(size),
    )

    change = WholeProgramme(task, np.arange(size)).best_change(offer)

    assert (change == np.rint(change)).all()
    assert (change >= -offer.fall).all()
    assert not (cells.relations @ change).any()
    possible = with_margins(EVERY)
    best = earned(possible[(possible >= -offer.fall).all(axis=1)], offer).max()
    assert best > 0
    assert earned(change[None], offer)[0] >= NEARLY * best


MOST = 3  # units of change of a cell that brute force goes through
SMALL = np.array(list(product(range(-MOST, MOST + 1), repeat=6)))  # of six cells


@pytest.mark.parametrize("seed", range(60))
def test_a_whole_change_of_a_cell_is_found_where_brute_force_finds_one_and_costs_little_more(seed):
    """Additions with weights up to 3, so that the cheapest change is often of halves or thirds."""
    rng = np.random.default_rng(seed)
    relations = rng.integers(-3, 4, (2, 6)) * (rng.random((2, 6)) < 0.7)
    fall = rng.integers(-1, MOST + 1, 6)  # below 0: may not change at all
    fall[0] = rng.integers(0, MOST + 1)
    price, enough = rng.uniform(0.1, 5, 6), (int(rng.integers(1, 3)), int(rng.integers(1, 3)))
    possible = SMALL[(SMALL @ relations.T == 0).all(axis=1) & (np.maximum(fall, 0) >= -SMALL).all(axis=1)]
    possible = possible[(possible[:, fall < 0] == 0).all(axis=1)]
    far = possible[(possible[:, 0] >= enough[0]) | (-possible[:, 0] >= enough[1])]

    move = whole_change(sparse.csr_array(relations), 0, price, fall.astype(float), enough)

    if move is None:
        assert not len(far)
        return
    change = np.zeros(6, dtype=np.int64)
    change[move.cells] = move.change
    assert not (relations @ change).any()
    assert (np.maximum(fall, 0) >= -change).all()
    assert not change[fall < 0].any()
    assert change[0] >= enough[0] or -change[0] >= enough[1]
    if len(far):  # at most six times the cheapest, of which it may be the multiple
        assert price @ np.abs(change) <= 6 * (np.abs(far) @ price).min() + 0.1
