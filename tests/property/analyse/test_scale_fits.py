"""Fits, existence and choice against oracles that share no code: brute force, other programmes, other optimisers."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize
from scipy.stats import poisson

from clerestory.analyse.scale import Existence, existence
from clerestory.analyse.scale.fitting import fit_models, log_hidden_variance, support_of
from clerestory.analyse.scale.information import choose_among, choose_downhill, neighbours, score_models
from clerestory.analyse.scale.lattice import hierarchical_models, subset_sums, superset_sums, two_list_models
from clerestory.analyse.scale.stepwise import choose_stepwise

MODELS = {lists: hierarchical_models(lists) for lists in (3, 4)}
sparse_tables = st.sampled_from([3, 4]).flatmap(
    lambda lists: st.lists(
        st.sampled_from([0, 0, 0, 1, 2, 7, 30]), min_size=2**lists - 1, max_size=2**lists - 1
    ).filter(any)
)
full_tables = st.sampled_from([3, 4]).flatmap(
    lambda lists: st.lists(st.integers(1, 90), min_size=2**lists - 1, max_size=2**lists - 1)
)


def table(counts):
    return np.array([0, *counts], dtype=float)


def letters(number):
    return frozenset(bit for bit in range(8) if number >> bit & 1)


def design(counts, terms):
    """The model as the papers write it: sets of letters, histories of terms without overlap taken out."""
    histories = list(range(1, len(counts)))
    used = [t for t in range(len(counts)) if terms[t]]
    seen = {t: sum(counts[h] for h in histories if letters(t) <= letters(h)) for t in used}
    dead = [t for t in used if not seen[t]]
    kept = [h for h in histories if not any(letters(t) <= letters(h) for t in dead)]
    alive = [t for t in used if seen[t]]
    return kept, np.array([[letters(t) <= letters(h) for t in alive] for h in kept], dtype=float)


def test_sums_over_subsets_and_supersets_are_what_brute_force_gives():
    values = np.random.default_rng(1).integers(0, 50, size=(3, 32))
    for row in range(3):
        for number in range(32):
            below = [n for n in range(32) if letters(n) <= letters(number)]
            above = [n for n in range(32) if letters(n) >= letters(number)]
            assert subset_sums(values)[row, number] == values[row, below].sum()
            assert superset_sums(values)[row, number] == values[row, above].sum()


@pytest.mark.parametrize(("lists", "number"), [(3, 8), (4, 113)])
def test_models_are_all_sets_of_terms_that_are_closed_under_fewer_lists(lists, number):
    terms = [n for n in range(2**lists) if 1 < n.bit_count() < lists]
    closed = {
        frozenset(chosen)
        for size in range(len(terms) + 1)
        for chosen in combinations(terms, size)
        if all(s in chosen for t in chosen for s in terms if letters(s) < letters(t))
    }
    found = {frozenset(np.flatnonzero(row).tolist()) - {0, *(1 << b for b in range(lists))} for row in MODELS[lists]}
    assert found == closed
    assert len(MODELS[lists]) == len(closed) == number


def test_five_lists_have_6893_models_each_of_them_once():
    models = hierarchical_models(5)
    assert len({row.tobytes() for row in models}) == len(models) == 6893


@settings(max_examples=30, deadline=None)
@given(full_tables)
def test_fits_of_full_tables_are_those_of_a_general_optimiser(counts):
    counts = table(counts)
    models = MODELS[3] if len(counts) == 8 else MODELS[4][::9]
    fits = fit_models(counts[None], models)
    for row, terms in enumerate(models):
        kept, within = design(counts, terms)
        seen = counts[kept]
        start = np.linalg.lstsq(within, np.log(seen), rcond=None)[0]
        loss = lambda b: (np.exp(within @ b) - seen * (within @ b)).sum()  # noqa: B023, E731 - used at once
        slope = lambda b: within.T @ (np.exp(within @ b) - seen)  # noqa: B023, E731
        curve = lambda b: within.T @ (np.exp(within @ b)[:, None] * within)  # noqa: B023, E731
        best = optimize.minimize(loss, start, jac=slope, hess=curve, method="trust-exact", options={"gtol": 1e-9})
        assert fits.hidden[row] == pytest.approx(np.exp(best.x[0]), rel=1e-5)
        saturated = (seen * np.log(seen) - seen).sum()
        assert fits.deviance[row] == pytest.approx(2 * (saturated + best.fun), rel=1e-6, abs=1e-6)
        information = np.linalg.inv(curve(best.x))
        assert log_hidden_variance(fits)[row] == pytest.approx(information[0, 0], rel=1e-4)
        assert fits.proven[row] == np.isfinite(fits.hidden[row])


@settings(max_examples=60, deadline=None)
@given(sparse_tables)
def test_existence_is_what_directions_of_recession_and_the_rank_say(counts):
    counts = table(counts)
    if not all(
        counts[[h for h in range(len(counts)) if h >> b & 1]].any() for b in range(len(counts).bit_length() - 1)
    ):
        return  # every list has a case, as the reader checks
    for terms in MODELS[3] if len(counts) == 8 else MODELS[4][::13]:
        kept, within = design(counts, terms)
        seen = counts[kept] > 0
        # No estimate exists if some direction leaves seen histories alone and only lowers others (the dual programme).
        falls = optimize.linprog(
            within[~seen].sum(axis=0) if (~seen).any() else np.zeros(within.shape[1]),
            A_eq=within[seen], b_eq=np.zeros(seen.sum()),
            A_ub=within[~seen] if (~seen).any() else None, b_ub=np.zeros((~seen).sum()) if (~seen).any() else None,
            bounds=(-1, 1),
        )  # fmt: skip
        expected = (1 if falls.fun < -1e-6 else 0) + (2 if np.linalg.matrix_rank(within) < within.shape[1] else 0)
        assert existence(counts, terms) is Existence(expected)


@settings(max_examples=30, deadline=None)
@given(sparse_tables)
def test_a_fit_that_says_it_proves_existence_is_right(counts):
    counts = table(counts)
    models = MODELS[3] if len(counts) == 8 else MODELS[4]
    fits = fit_models(counts[None], models)
    for row in np.flatnonzero(fits.proven)[::7]:
        assert existence(counts, models[row]) is Existence.ESTIMABLE


@settings(max_examples=20, deadline=None)
@given(sparse_tables)
def test_histories_that_are_left_out_hold_a_term_that_nobody_has(counts):
    counts = table(counts)
    for terms in MODELS[3] if len(counts) == 8 else MODELS[4][::17]:
        support = support_of(counts[None], terms[None])
        kept, within = design(counts, terms)
        assert np.flatnonzero(support.kept[0]).tolist() == kept
        assert support.alive[0].sum() == within.shape[1]


def test_the_choice_for_many_tables_is_the_choice_for_each():
    tables = np.random.default_rng(2).multinomial(400, np.random.default_rng(3).dirichlet(np.full(15, 0.6)), size=25)
    tables = np.column_stack([np.zeros(25), tables])
    for chooser in (choose_stepwise, choose_downhill, lambda counts: choose_among(counts, two_list_models(4))):
        together = chooser(tables)
        alone = [chooser(one[None]) for one in tables]
        assert np.array_equal(together.terms, np.concatenate([one.terms for one in alone]))
        assert np.allclose(together.hidden, np.concatenate([one.hidden for one in alone]), equal_nan=True, rtol=1e-6)


def test_the_best_of_candidates_is_the_first_of_all_scores():
    counts = table(np.random.default_rng(5).integers(1, 60, size=15))
    scores = score_models(counts, MODELS[4])
    chosen = choose_among(counts[None], MODELS[4])
    assert np.array_equal(chosen.terms[0], scores.terms[0])
    assert (np.diff(scores.bic[np.isfinite(scores.bic)]) >= 0).all()


def test_neighbours_are_all_models_that_differ_by_one_term():
    models = {row.tobytes() for row in MODELS[4]}
    for row in MODELS[4][::11]:
        owners, found = neighbours(row[None])
        flips = {(row ^ np.eye(16, dtype=bool)[term]).tobytes() for term in range(16) if term.bit_count() > 1}
        assert {one.tobytes() for one in found} == flips & models
        assert set(owners.tolist()) == {0}


def test_downhill_ends_where_no_neighbour_is_better():
    rng = np.random.default_rng(8)
    for _ in range(5):
        counts = table(rng.integers(0, 40, size=15))
        end = choose_downhill(counts[None]).terms[0]
        around = np.concatenate([end[None], neighbours(end[None])[1]])
        assert np.array_equal(score_models(counts, around).terms[0], end)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(20, 60), min_size=15, max_size=15))
def test_stepwise_adds_the_pair_with_the_smallest_probability_first(counts):
    counts = table(counts)
    kept, within = design(counts, MODELS[4][0])
    seen = counts[kept]
    loss = lambda b: (np.exp(within @ b) - seen * (within @ b)).sum()  # noqa: E731 - used at once
    slope = lambda b: within.T @ (np.exp(within @ b) - seen)  # noqa: E731
    start = np.linalg.lstsq(within, np.log(seen), rcond=None)[0]
    means = np.exp(within @ optimize.minimize(loss, start, jac=slope, method="BFGS", options={"gtol": 1e-7}).x)
    chances = {}
    for pair in (n for n in range(len(counts)) if n.bit_count() == 2):
        both = [letters(pair) <= letters(h) for h in kept]
        number, mean = seen[both].sum(), means[both].sum()
        chances[pair] = min(poisson.cdf(number, mean), poisson.sf(number - 1, mean))
    first = min(chances, key=chances.get)
    assert not choose_stepwise(counts[None], chances[first] * 0.99).terms[0][list(chances)].any()
    likely = [pair for pair, chance in chances.items() if chance <= chances[first] * 1.01]
    assert choose_stepwise(counts[None], chances[first] * 1.01).terms[0][likely].any()


def test_independent_lists_give_back_the_number_that_made_them():
    shares, persons = np.array([0.5, 0.4, 0.25, 0.5]), 100_000
    counts = np.array([
        persons * np.prod([share if history >> bit & 1 else 1 - share for bit, share in enumerate(shares)])
        for history in range(16)
    ])  # fmt: skip
    hidden, counts[0] = counts[0], 0
    for terms, (fit, proven) in zip(MODELS[4], zip(*_fitted(counts), strict=True), strict=True):
        assert proven, np.flatnonzero(terms)
        assert fit == pytest.approx(hidden, rel=1e-6)


def _fitted(counts):
    fits = fit_models(counts[None], MODELS[4])
    return fits.hidden, fits.proven


def test_lists_that_are_independent_on_and_off_a_third_are_judged_as_by_hand():
    """With terms AB and AC the cases on A and those not on A are two tables of independent B and C.

    Of those not on A three counts are seen, which the fit repeats, so none may be 0. Those on A are a whole table of
    two by two, so no sum of a row or column may be 0.
    """
    terms = np.array([True, True, True, True, True, True, False, False])
    judged = 0
    for counts in product([0, 1], repeat=7):
        a, b, ab, c, ac, bc, abc = counts
        if (ab or abc) and (ac or abc):  # else a term runs to minus infinity
            exists = b and c and bc and (a or ac) and (a or ab)
            finite = existence(table(counts), terms) in (Existence.ESTIMABLE, Existence.NOT_IDENTIFIABLE)
            assert finite is bool(exists), counts
            judged += 1
    assert judged == 80
