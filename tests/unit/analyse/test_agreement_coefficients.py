"""Alpha and kappa beside the figures of textbooks, and beside a count of pairs one by one that shares no code."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest

from clerestory.analyse.agreement import cohens_kappa, disagreements, krippendorff_alpha
from clerestory.errors import TableError
from clerestory.model.findings.agreement import KappaWeights, Level
from published_codings import (
    COHEN_1968,
    COHEN_1968_ASYMMETRIC,
    COHEN_1968_WEIGHTS,
    FOUR_OBSERVERS,
    THREE_CODERS,
    TWO_BINARY,
    TWO_NOMINAL,
)


@pytest.mark.parametrize(
    ("values", "level", "printed"),
    [
        (THREE_CODERS, Level.NOMINAL, 0.691),  # three coders, missing values
        (THREE_CODERS, Level.INTERVAL, 0.811),
        (TWO_BINARY, Level.NOMINAL, 0.095),  # two observers, two codes
        (TWO_NOMINAL, Level.NOMINAL, 0.692),  # two observers, five codes
        (FOUR_OBSERVERS, Level.NOMINAL, 0.743),  # four observers, missing values
        (FOUR_OBSERVERS, Level.ORDINAL, 0.815),
        (FOUR_OBSERVERS, Level.INTERVAL, 0.849),
    ],
)
def test_alpha_is_the_figure_that_textbooks_print(values, level, printed):
    assert round(krippendorff_alpha(values, level), 3) == printed


@pytest.mark.parametrize(
    ("disagreement", "printed"),
    [
        (None, 0.492),  # each alike
        (COHEN_1968_WEIGHTS, 0.348),
        (COHEN_1968_ASYMMETRIC, 0.353),
    ],
)
def test_kappa_is_the_figure_that_cohen_prints(disagreement, printed):
    assert round(cohens_kappa(COHEN_1968, disagreement), 3) == printed


def _distance(level, values):
    """Give the squared distance as the definition has it, from the counts of all values."""
    count = {value: values.count(value) for value in set(values)}

    def ordinal(c, k):
        low, high = sorted((c, k))
        return (sum(n for value, n in count.items() if low <= value <= high) - Fraction(count[c] + count[k], 2)) ** 2

    return {
        Level.NOMINAL: lambda c, k: Fraction(c != k),
        Level.ORDINAL: ordinal,
        Level.INTERVAL: lambda c, k: Fraction(c - k) ** 2,
    }[level]


def by_pairs(table, level):
    """Compute alpha pair by pair, in fractions."""
    units = [[int(value) for value in row if not np.isnan(value)] for row in table]
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    distance, n = _distance(level, values), len(values)
    observed = sum(sum(distance(c, k) for c, k in permutations(unit, 2)) / (len(unit) - 1) for unit in units)
    return 1 - observed * (n - 1) / sum(distance(c, k) for c, k in permutations(values, 2))


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("seed", range(8))
def test_alpha_is_that_of_all_pairs_one_by_one(level, seed):
    rng = np.random.default_rng(seed)
    made = rng.integers(-3, 9, size=(20, 4)).astype(float)
    made[:, 1:] = np.where(rng.random((20, 3)) < 0.7, made[:, :1], made[:, 1:])
    made[rng.random(made.shape) < 0.25] = np.nan
    assert krippendorff_alpha(made, level) == pytest.approx(float(by_pairs(made, level)), abs=1e-12)


def test_interval_alpha_keeps_its_digits_far_from_zero():
    assert krippendorff_alpha(THREE_CODERS + 1e7, Level.INTERVAL) == pytest.approx(0.8108, abs=1e-4)


@pytest.mark.parametrize("weights", KappaWeights)
def test_kappa_is_that_of_all_pairs_of_units_one_by_one(weights):
    rng = np.random.default_rng(5)
    first, second = rng.integers(0, 4, (2, 50))
    second = np.where(rng.random(50) < 0.5, first, second)
    pairs = list(zip(first.tolist(), second.tolist(), strict=True))
    power = {KappaWeights.NONE: 0, KappaWeights.LINEAR: 1, KappaWeights.QUADRATIC: 2}[weights]

    def cost(a, b):
        return Fraction(abs(a - b) ** power if a != b else 0)

    # Chance: the first coder's code of a unit beside the second coder's of any unit.
    observed = sum(cost(a, b) for a, b in pairs) / 50
    expected = sum(cost(a, b) for a, _ in pairs for _, b in pairs) / 2500
    table = np.zeros((4, 4))
    np.add.at(table, tuple(np.array(pairs).T), 1)
    assert cohens_kappa(table, disagreements(weights, range(4))) == pytest.approx(float(1 - observed / expected))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([[1, 1], [1, 1]], "all values are the same"),
        ([[1, np.nan], [np.nan, 2]], "no unit with two values"),
        (np.zeros((0, 2)), "no unit with two values"),
        ([[1, np.inf], [1, 2]], "no table of finite numbers"),
        ([1, 2, 3], "no table of finite numbers"),
    ],
)
def test_values_without_an_alpha_are_refused(values, said):
    with pytest.raises(TableError, match=said):
        krippendorff_alpha(values, Level.NOMINAL)


@pytest.mark.parametrize(
    ("table", "disagreement", "said"),
    [
        ([[5, 0], [0, 0]], None, "has no kappa"),
        ([[0, 0], [0, 0]], None, "no square table"),
        ([[1, -1], [0, 2]], None, "no square table"),
        ([[1, 2, 3], [1, 2, 3]], None, "no square table"),
        ([[1, 2], [3, 4]], [[1, 1], [1, 0]], "not 0 on the diagonal"),
        ([[1, 2], [3, 4]], [[0, np.nan], [1, 0]], "0 or more elsewhere"),
    ],
)
def test_tables_without_a_kappa_are_refused(table, disagreement, said):
    with pytest.raises(TableError, match=said):
        cohens_kappa(table, disagreement)
