"""The likelihood of latent classes against a sum by hand, its forms against each other, and EM that never goes down."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.analyse.typology.em import fit_batch
from clerestory.analyse.typology.fitting import random_starts
from clerestory.analyse.typology.likelihood import ByPattern, OnGrid, _Halves, likelihood_of
from clerestory.analyse.typology.patterns import Covariates, Patterns, collapsed
from clerestory.analyse.typology.prior import Prevalence

WIDTHS = (2, 3, 2)


def patterns(draws):
    distinct, which = collapsed(np.array(draws, dtype=np.int64), np.array(WIDTHS))
    codes = tuple(tuple("abc"[:width]) for width in WIDTHS)
    return Patterns(("x", "y", "z"), codes, distinct, np.bincount(which))


rows = st.lists(st.tuples(*(st.integers(-1, width - 1) for width in WIDTHS)), min_size=1, max_size=30)


def by_hand(of, at, fit):
    """Sum over classes of prevalence times the product over the items that are there, person by person."""
    total, ends = 0.0, np.cumsum((0, *WIDTHS))
    for answers, persons in zip(of.answers, of.persons, strict=True):
        chance = 0.0
        for class_ in range(at.items.shape[1]):
            of_class = at.prior[fit, class_, 0]
            for item, answer in enumerate(answers):
                of_class *= at.items[fit, class_, ends[item] + answer] if answer >= 0 else 1.0
            chance += of_class
        total += persons * np.log(chance)
    return total


@settings(max_examples=25, deadline=None)
@given(rows, st.integers(1, 3), st.integers(0, 99))
def test_both_forms_give_the_likelihood_by_hand_and_the_same_step(draws, classes, seed):
    of = patterns(draws)
    at = random_starts(of, classes, number=2, by=np.random.default_rng(seed))
    weights = np.repeat(of.persons.astype(float)[None], 2, axis=0)
    halves = _Halves(of)
    plain, known = ByPattern(of, weights, Prevalence()).step(at)
    grid, same = OnGrid(halves, halves.grid(weights)).step(at)
    assert known == pytest.approx([by_hand(of, at, 0), by_hand(of, at, 1)])
    assert same == pytest.approx(known)
    assert grid.items == pytest.approx(plain.items, abs=1e-9)
    assert grid.prior == pytest.approx(plain.prior, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(rows, st.integers(0, 99))
def test_a_step_never_goes_down_and_a_fit_ends_above_its_start(draws, seed):
    of = patterns(draws)
    at = random_starts(of, 2, number=3, by=np.random.default_rng(seed))
    weights = np.repeat(of.persons.astype(float)[None], 3, axis=0)
    likelihood = likelihood_of(of, weights)
    after, before = likelihood.step(at)
    assert (likelihood.step(after)[1] >= before - 1e-9).all()
    assert (fit_batch(of, weights, at).log_likelihood >= before - 1e-9).all()


def test_one_class_gives_the_shares_of_each_item():
    of = patterns([(0, 1, 1), (1, 1, -1), (1, 2, 0), (1, 0, 0)])
    at = random_starts(of, 1, number=1, by=np.random.default_rng(1))
    found = fit_batch(of, of.persons.astype(float)[None], at).parameters.items[0, 0]
    assert found == pytest.approx([1 / 4, 3 / 4, 1 / 4, 2 / 4, 1 / 4, 2 / 3, 1 / 3])


def test_a_step_with_a_covariate_never_goes_down():
    by = np.random.default_rng(2)
    answers = np.array(list(product(range(2), range(3), range(2)))).repeat(4, axis=0)
    persons = by.integers(1, 9, size=len(answers))
    of = Patterns(
        ("x", "y", "z"),
        (("a", "b"), ("a", "b", "c"), ("a", "b")),
        answers,
        persons,
        Covariates(("w",), np.column_stack([np.ones(len(answers)), by.normal(size=len(answers))]), np.ones(1)),
    )
    at = random_starts(of, 3, number=4, by=by)
    likelihood = likelihood_of(of, np.repeat(persons.astype(float)[None], 4, axis=0))
    seen = []
    for _ in range(30):
        at, now = likelihood.step(at)
        seen.append(now)
    assert (np.diff(seen, axis=0) >= -1e-9).all()
