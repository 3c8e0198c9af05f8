"""Controlled rounding against every rounding of the inner cells of small tables."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from clerestory.errors import ProtectionError
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


@pytest.mark.parametrize("base", [3, 5, 10])
def test_a_table_with_levels_is_rounded_part_by_part_and_adds_up_by_its_codes(base):
    """Every sum is made anew from the inner cells; of the parts the whole is near the least, which gap 0 proves."""
    rng = np.random.default_rng(base)
    places, sexes, ages = ["N/n1", "N/n2", "N/n3", "S/s1", "S/s2", "W/w1"], ["f", "m"], ["0", "1", "2"]
    keys = list(product(places, sexes, ages))
    columns = {
        "area": [place[0] for place, _, _ in keys],
        "place": [place for place, _, _ in keys],
        "sex": [sex for _, sex, _ in keys],
        "age": [age for _, _, age in keys],
    }
    counts = rng.integers(0, 30, len(keys))
    grid = Grid.of(columns, [["area", "place"], ["sex"], ["age"]], counts)
    least = int(abs(control_round(grid, RoundingBase(base)) - grid.counts).sum())
    near = control_round(grid, RoundingBase(base), gap=0.05)
    assert (abs(near - grid.counts) < base).all()
    assert not (near % base).any()
    shown = dict(zip(zip(*(codes.tolist() for codes in grid.codes().values()), strict=True), near.ravel(), strict=True))
    inner = {key: n for key, n in shown.items() if "Total" not in key}
    assert len(inner) == len(keys)
    for key, n in shown.items():
        assert n == sum(
            m for each, m in inner.items() if all(k in ("Total", code) for k, code in zip(key, each, strict=True))
        )
    assert least <= int(abs(near - grid.counts).sum()) <= 1.25 * least


def many_zeros(seed: int) -> Grid:
    """Counts of 0 to 3 in three dimensions: in base 3 little can move, and some tables have no rounding at all."""
    keys = list(product(["N/n1", "N/n2", "N/n3", "S/s1", "S/s2", "S/s3", "T/t1", "T/t2"], "fmx", "012"))
    columns = {"area": [k[0][0] for k in keys], "place": [k[0] for k in keys]}
    columns |= {"sex": [k[1] for k in keys], "age": [k[2] for k in keys]}
    counts = np.random.default_rng(seed).choice([0, 3, 1, 2], p=[0.35, 0.15, 0.25, 0.25], size=len(keys))
    return Grid.of(columns, [["area", "place"], ["sex"], ["age"]], counts)


@pytest.mark.parametrize(
    "seed",
    [
        0,  # every part has a rounding beside what was rounded before it
        1,  # two parts have none, and come first then
        37,  # some part never has one: the whole is asked
    ],
)
def test_where_a_rounding_exists_one_is_found_whatever_the_parts_do(seed):
    grid = many_zeros(seed)
    near = control_round(grid, RoundingBase(3), gap=0.05)
    assert not (grid.cells().relations @ near.ravel()).any()
    assert (abs(near - grid.counts) < 3).all()
    assert abs(near - grid.counts).sum() >= abs(control_round(grid, RoundingBase(3)) - grid.counts).sum()


@pytest.mark.parametrize("seed", [19, 78])
def test_where_none_exists_none_is_made_up(seed):
    for gap in (0, 0.05):
        with pytest.raises(ProtectionError, match="no rounding"):
            control_round(many_zeros(seed), RoundingBase(3), gap=gap)
