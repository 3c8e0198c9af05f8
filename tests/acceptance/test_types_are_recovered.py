"""Types that were planted are recovered where the items tell them apart: as well as who knows the truth, nearly."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.analyse.panel.alike import adjusted_rand
from clerestory.analyse.typology.fitting import best_fit, prior_of
from clerestory.analyse.typology.likelihood import posteriors
from clerestory.analyse.typology.patterns import Patterns, collapsed
from planted_types import bayes_index, ceiling, nation_items, planted


def recovered(answers, true, classes):
    widths = answers.max(axis=0) + 1
    distinct, which = collapsed(answers, widths)
    names = tuple(map(str, range(len(widths))))
    codes = tuple(tuple(map(str, range(width))) for width in widths)
    patterns = Patterns(names, codes, distinct, np.bincount(which))
    fit = best_fit(patterns, classes, starts=10, by=np.random.default_rng(1))
    likeliest = posteriors(patterns, prior_of(patterns), fit.parameters)[0][0].argmax(axis=0)
    return adjusted_rand(true, likeliest[which], seed=1).value


@pytest.mark.parametrize(
    ("high", "least"),
    [(0.95, 0.97), (0.9, 0.9), (0.8, 0.5)],  # the last is not told apart by anybody
)
def test_planted_classes_are_recovered_as_well_as_the_items_allow(high, least):
    answers, true = planted(5000, classes=4, items=12, high=high, seed=3)
    best = bayes_index(answers, true, classes=4, items=12, high=high)
    found = recovered(answers, true, 4)
    assert found >= max(least, best - 0.02)
    assert found <= best + 0.02


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "classes", "least"),
    [
        ("groups, by suspects, victims, relation", 2, 0.95),
        ("settings, by suspects, victims, first contact, relation", 3, 0.85),
    ],
)
def test_the_settings_of_a_synthetic_nation_are_recovered(name, classes, least):
    answers, true = nation_items(20_000)[name]
    found = recovered(answers, true, classes)
    assert found >= least
    assert found >= ceiling(answers, true) - 0.05
