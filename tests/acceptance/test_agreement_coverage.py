"""How often intervals of alpha hold the true one, on synthetic codings whose alpha is known."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.analyse.agreement import Codings, measure_agreement
from clerestory.model.findings.agreement import AgreementSettings

TRIALS = 300


def drawn(seed, *, units, coders, alpha):
    """Give SYNTHETIC codings: each coder has the unit's code with the root of alpha, else one drawn alike."""
    rng = np.random.default_rng([31, seed])
    true, by_chance = rng.integers(0, 4, (units, 1)), rng.integers(0, 4, (units, coders))
    return Codings(np.where(rng.random((units, coders)) < alpha**0.5, true, by_chance), np.arange(4.0))


@pytest.mark.slow
@pytest.mark.parametrize(("coders", "alpha"), [(2, 0.8), (3, 0.5)])
def test_intervals_over_a_hundred_units_hold_the_true_alpha_in_nine_of_ten_trials(coders, alpha):
    held = 0
    for seed in range(TRIALS):
        codings = drawn(seed, units=100, coders=coders, alpha=alpha)
        found = measure_agreement(codings, AgreementSettings(replicates=200, seed=seed)).whole.alpha
        held += found.low <= alpha <= found.high
    assert 0.9 * TRIALS <= held <= 0.985 * TRIALS
