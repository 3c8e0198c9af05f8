"""Controlled rounding against every rounding of the inner cells of small tables."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from clerestory.protect.hierarchies import Grid
from clerestory.protect.perturb import RoundingBase, control_round


def margins(inner):
    rows = np.hstack([inner.sum(axis=1, keepdims=True), inner])
    return np.vstack([rows.sum(axis=0), rows])


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("base", [3, 5, 10])
def test_no_additive_rounding_to_the_nearest_multiples_deviates_less(base, seed):
    inner = np.random.default_rng(seed).integers(0, 13, (2, 3))
    true = margins(inner)
    choices = [{n // base * base, -(-n // base) * base} for n in inner.ravel().tolist()]
    tables = [margins(np.array(c).reshape(2, 3)) for c in product(*choices)]
    best = min(int(abs(t - true).sum()) for t in tables if (abs(t - true) < base).all())
    grid = Grid.of({"r": list("aaabbb"), "c": list("xyzxyz")}, [["r"], ["c"]], inner.ravel())
    made = control_round(grid, RoundingBase(base))
    assert np.array_equal(made, margins(made[1:, 1:]))
    assert (abs(made - true) < base).all()
    assert not (made % base).any()
    assert int(abs(made - true).sum()) == best
    near = control_round(grid, RoundingBase(base), gap=0.2)
    assert np.array_equal(near, margins(near[1:, 1:]))
    assert (abs(near - true) < base).all()
    assert int(abs(near - true).sum()) * 0.8 <= best
