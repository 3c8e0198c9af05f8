"""A change in whole numbers earns what brute force over all small changes earns, or nearly so."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.knowers import Knowers
from clerestory.protect.suppress.grids.programme import Offer, WholeProgramme
from clerestory.protect.suppress.grids.task import Task

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
