"""Probabilities of labels, against adding up over every way of labelling a short text."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from clerestory.protect.text.tagger.field import label_probabilities, label_scores


def by_enumeration(scores, transitions):
    """Every sequence of labels with the exponential of its sum of weights, as the definition says."""
    n, k = scores.shape
    found = np.zeros((n, k))
    for labels in product(range(k), repeat=n):
        total = sum(scores[t, label] for t, label in enumerate(labels))
        total += sum(transitions[a, b] for a, b in pairwise(labels))
        for t, label in enumerate(labels):
            found[t, label] += np.exp(total)
    return found / found.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("seed", range(5))
def test_probabilities_are_those_of_all_labellings_of_each_paragraph(seed):
    rng = np.random.default_rng(seed)
    lengths = rng.permutation([1, 2, 5, 6])
    scores, transitions = rng.normal(size=(lengths.sum(), 3)) * 3, rng.normal(size=(3, 3)) * 3
    groups = np.repeat(np.arange(len(lengths)), lengths)
    expected = np.concatenate([by_enumeration(scores[groups == g], transitions) for g in range(len(lengths))])
    np.testing.assert_allclose(label_probabilities(scores, transitions, groups), expected, atol=1e-12)


def test_weights_beyond_what_exponentials_hold_still_give_probabilities():
    scores = np.array([[900.0, -900.0], [-900.0, 900.0], [0.0, 1.0]])
    found = label_probabilities(scores, np.zeros((2, 2)), np.zeros(3, dtype=np.int64))
    np.testing.assert_allclose(found, [[1, 0], [0, 1], [1 / (1 + np.e), np.e / (1 + np.e)]], atol=1e-9)


def test_one_long_paragraph_among_many_short_ones_takes_no_memory_for_all():
    lengths = np.array([1] * 300 + [150_000])
    scores = np.zeros((lengths.sum(), 2))
    found = label_probabilities(scores, np.zeros((2, 2)), np.repeat(np.arange(301), lengths))
    np.testing.assert_allclose(found, 0.5)


def test_scores_are_sums_of_weights():
    weights = np.array([[0, 0], [1, 2], [10, 20]], dtype=np.float32)
    rows = np.array([[0, 1], [2, 2]], dtype=np.int32)  # two features of two tokens
    assert label_scores(rows, weights).tolist() == [[10, 20], [11, 22]]
