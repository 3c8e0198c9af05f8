"""Matches told from others where fields depend on each other: drawn from known mixtures, which share no code."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from clerestory.link.answers import answers
from clerestory.link.calibration import calibrated
from clerestory.link.comparisons.levels import FieldComparison, Level
from clerestory.link.mixture import Dependences, mixture, pairs_for_a_control
from clerestory.link.training import Patterns, train
from clerestory.model.links.settings import Agreement

MATCHES, OTHERS, CONTROLS = 20_000, 60_000, 3_000
LEVELS = 4
# For two persons: a field and the one it rests on agree together more often than each alone says.
OTHER = {
    "salt": (0.8, 0.1, 0.05, 0.05),
    "salted": (0.02, 0.6),
    "third": (0.8, 0.08, 0.06, 0.06),
    "fourth": (0.9, 0.05, 0.03, 0.02),
}
# For one person: where the salt differs, the salted field cannot agree.
MATCH = {
    "salt": (0.05, 0.03, 0.02, 0.9),
    "salted": (0.0, 0.95),
    "third": (0.06, 0.02, 0.03, 0.89),
    "fourth": (0.25, 0.04, 0.05, 0.66),
}


def drawn(rng, n, p):
    salt, third, fourth = (rng.choice(LEVELS, n, p=p[name]) for name in ("salt", "third", "fourth"))
    agrees = rng.random(n) < np.where(salt == LEVELS - 1, p["salted"][1], p["salted"][0])
    salted = np.where(agrees, rng.choice([1, 2, 3], n, p=[0.05, 0.05, 0.9]), 0)
    return np.column_stack([salt, salted, third, fourth]).astype(np.int64)


@pytest.fixture(scope="module")
def pairs():
    rng = np.random.default_rng(1)
    gammas = np.vstack([drawn(rng, MATCHES, MATCH), drawn(rng, OTHERS, OTHER), drawn(rng, CONTROLS, OTHER)])
    control = np.arange(len(gammas)) >= MATCHES + OTHERS
    patterns = Patterns.of(gammas, control)
    true = np.bincount(patterns.of_pair[:MATCHES], minlength=len(patterns.levels))
    return patterns, true


FIRST_M = [np.array([0.1, 0.05, 0.05, 0.8])] * 4
DEPENDENT = Dependences(((0, 1),))


def begun(patterns, agree=0.01):
    u = np.array([0.98 - 2 * agree, 0.01 + agree / 2, 0.01 + agree / 2, agree])
    return train(patterns, [u] * 4, FIRST_M, all_pairs=10**6)


def false_links(patterns, true, probability):
    linked = probability >= 0.5
    found = (patterns.pairs - true)[linked].sum()
    expected = ((1 - probability) * patterns.pairs)[linked].sum()
    return found, expected


def test_as_many_links_are_false_as_are_expected(pairs):
    patterns, true = pairs
    found, expected = false_links(patterns, true, mixture(patterns, DEPENDENT, begun(patterns).posterior(patterns)))
    assert found == pytest.approx(expected, rel=0.4)


def test_the_model_of_independent_fields_expects_too_few(pairs):
    patterns, true = pairs
    found, expected = false_links(patterns, true, begun(patterns).posterior(patterns))
    assert found > 2 * expected


def test_each_pattern_has_the_share_of_matches_that_was_drawn(pairs):
    patterns, true = pairs
    found = mixture(patterns, DEPENDENT, begun(patterns).posterior(patterns))
    many = patterns.pairs >= 200
    assert np.abs(found - true / np.maximum(patterns.pairs, 1))[many].max() < 0.15


def test_where_it_begins_changes_little(pairs):
    patterns, _ = pairs
    one, other = (mixture(patterns, DEPENDENT, begun(patterns, u).posterior(patterns)) for u in (0.005, 0.02))
    assert np.abs(one - other).max() < 0.02


def test_a_control_stands_for_as_many_pairs_as_were_drawn_for_each(pairs):
    patterns, _ = pairs
    found = mixture(patterns, DEPENDENT, begun(patterns).posterior(patterns))
    assert pairs_for_a_control(patterns, found) == pytest.approx(OTHERS / CONTROLS, rel=0.1)


def comparison(name):
    return FieldComparison(name, "", tuple(Level("", shown) for shown in (Agreement.AGREE, *[Agreement.CLOSE] * 2)))


@pytest.mark.parametrize(
    ("alike", "chosen"),
    [(LEVELS, "calibrated"), (1, "model")],
    ids=["strangers agree as they do", "strangers never agree in two fields"],
)
def test_controls_choose_the_answer_that_they_agree_with(alike, chosen):
    """The oracle is scipy's Poisson probability of the controls seen among whatever either answer would link."""
    rng = np.random.default_rng(1)
    unknown, strangers = np.vstack([drawn(rng, MATCHES, MATCH), drawn(rng, OTHERS, OTHER)]), drawn(rng, CONTROLS, OTHER)
    strangers = strangers[(strangers > 0).sum(axis=1) <= alike]
    gammas = np.vstack([unknown, strangers])
    known = Patterns.of(gammas, np.arange(len(gammas)) >= len(unknown))
    model = begun(known)
    both = {"calibrated": calibrated(model, known, FIRST_M), "model": model.posterior(known)}
    linked = np.any([probability >= 0.5 for probability in both.values()], axis=0)
    likely = {
        name: poisson.logpmf(
            known.controls[linked].sum(),
            (known.pairs * (1 - probability))[linked].sum() / pairs_for_a_control(known, probability),
        )
        for name, probability in both.items()
    }
    assert max(likely, key=likely.get) == chosen
    comparisons = [comparison(name) for name in ("a", "b", "c", "d")]
    found = answers(comparisons, model, known, first_m=FIRST_M, threshold=0.5)
    assert np.array_equal(found.taken, both[chosen])
    assert found.controls.linked == known.controls[both[chosen] >= 0.5].sum()
