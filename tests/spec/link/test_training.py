"""Fellegi-Sunter weights and match probabilities, learnt from pairs whose truth is known to the test alone."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.link.calibration import calibrated
from clerestory.link.training import Patterns, train

M = [np.array([0.1, 0.2, 0.7]), np.array([0.05, 0.05, 0.9]), np.array([0.3, 0.7])]
U = [np.array([0.98, 0.015, 0.005]), np.array([0.97, 0.02, 0.01]), np.array([0.9, 0.1])]
FIRST = [np.array([0.1, 0.1, 0.8]), np.array([0.1, 0.1, 0.8]), np.array([0.2, 0.8])]
MATCHES, OTHERS = 4_000, 200_000


def drawn(rng: np.random.Generator, share: list[np.ndarray], n: int) -> np.ndarray:
    return np.column_stack([rng.choice(len(p), n, p=p) for p in share])


@pytest.fixture(scope="module")
def population() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    levels = np.concatenate([drawn(rng, M, MATCHES), drawn(rng, U, OTHERS)])
    return levels, np.arange(len(levels)) < MATCHES


def test_training_finds_the_parameters_that_made_the_pairs(population):
    levels, _ = population
    model = train(Patterns.of(levels), U, FIRST, all_pairs=len(levels))
    assert all(np.abs(found - true).max() < 0.03 for found, true in zip(model.m, M, strict=True))
    assert model.match_prop * len(levels) == pytest.approx(MATCHES, rel=0.05)


def test_match_weights_are_log2_bayes_factors(population):
    patterns = Patterns.of(population[0])
    model = train(patterns, U, FIRST, all_pairs=len(population[0]))
    best = patterns.levels.tolist().index([2, 2, 1])
    by_hand = sum(np.log2(m[-1] / u[-1]) for m, u in zip(model.m, model.u, strict=True))
    assert model.match_weights(patterns)[best] == pytest.approx(by_hand)


def test_a_missing_value_speaks_neither_for_nor_against(population):
    model = train(Patterns.of(population[0]), U, FIRST, all_pairs=len(population[0]))
    assert model.match_weights(Patterns.of(np.array([[-1, -1, -1]])))[0] == 0


def test_probabilities_hold_where_others_are_alike_by_more_than_chance(population):
    # Namesakes: 300 pairs that agree in the first field and the third, and in the second no more than others do.
    levels, same = population
    rng = np.random.default_rng(2)
    alike = np.column_stack([np.full(300, 2), rng.choice(3, 300, p=U[1]), np.full(300, 1)])
    levels, same = np.concatenate([levels, alike]), np.concatenate([same, np.zeros(300, dtype=bool)])
    patterns = Patterns.of(levels)
    model = train(patterns, U, FIRST, all_pairs=len(levels))
    probability = calibrated(model, patterns, FIRST)[patterns.of_pair]
    chosen = probability >= 0.5
    false = int((chosen & ~same).sum())
    calibrated_says, model_says = (
        (1 - p[chosen]).sum() for p in (probability, model.posterior(patterns)[patterns.of_pair])
    )
    assert abs(calibrated_says - false) < 0.05 * chosen.sum()
    assert abs(calibrated_says - false) < abs(model_says - false) / 2


def test_a_higher_weight_never_has_a_lower_probability(population):
    patterns = Patterns.of(population[0])
    model = train(patterns, U, FIRST, all_pairs=len(population[0]))
    probability = calibrated(model, patterns, FIRST)
    order = np.argsort(model.match_weights(patterns), kind="stable")
    assert (np.diff(probability[order]) >= -1e-9).all()


def test_few_pairs_keep_the_models_own_probabilities():
    patterns = Patterns.of(np.array([[2, 2, 1], [0, 0, 0]]))
    model = train(patterns, U, FIRST, all_pairs=10)
    assert (calibrated(model, patterns, FIRST) == model.posterior(patterns)).all()
