"""Poisson log-linear models fitted many at a time, each to a table of its own.

log of the expected count of history c = sum of the coefficients of the model's terms within c. The hidden history has
the intercept alone, so the number that no list holds is estimated by its exponential (Fienberg 1972; Cormack 1989).

Sparse tables: a term of the model whose lists have no case in common has the coefficient minus infinity. The histories
that hold such a term have expectation 0 and are left out; the term is left out of the fit and counted as a parameter
(Chan, Silverman and Vincent 2021).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.analyse.scale.lattice import Floats, Ints, Terms, sizes, subset_sums, superset_sums

_MOST_STEPS = 60
_MOST_HALVINGS = 20
_ENOUGH = 1e-10  # Newton decrement, in units of log-likelihood, at which a fit has arrived
_LEAST_WEIGHT = 1e-10  # weights of expected counts that run to 0, so that the system stays solvable
_AT_ONCE = 4_000_000  # numbers in the Hessians that are held at a time: 32 MB
_LARGEST_LOG = 700.0  # of a number that a float holds


@dataclass(frozen=True)
class Support:
    """What a table lets a model estimate; each array has shape (pairs of table and model, 2 ** k).

    Attributes
    ----------
    alive : bool array
        Terms with a finite coefficient, if any is: those whose lists have a case in common.
    kept : bool array
        Histories that take part in the fit.
    """

    alive: Terms
    kept: Terms


@dataclass(frozen=True)
class Fits:
    """Fitted models; arrays over the pairs of a table and a model.

    Attributes
    ----------
    hidden : float array of shape (n,)
        Estimated number of cases that no list holds; not a number where the model is not identifiable.
    deviance : float array of shape (n,)
    parameters : int array of shape (n,)
        Terms of each model, those at minus infinity among them.
    expected : float array of shape (n, 2 ** k)
        Expected counts, of the hidden history too.
    proven : bool array of shape (n,)
        Where the fit itself is a proof that the estimate exists.
    support : Support
    """

    hidden: Floats
    deviance: Floats
    parameters: Ints
    expected: Floats
    proven: Terms
    support: Support


def support_of(counts: Floats, terms: Terms) -> Support:
    """Find the terms at minus infinity, and the histories that they leave out.

    Parameters
    ----------
    counts : float array of shape (n, 2 ** k)
    terms : bool array of shape (n, 2 ** k)
    """
    alive = terms & (superset_sums(counts) > 0)
    kept = subset_sums((terms & ~alive).astype(np.int64)) == 0
    kept[:, 0] = False
    return Support(alive, kept)


def identifiable(support: Support) -> Terms:
    """Say of each pair whether the histories that are kept determine every coefficient.

    Histories that are kept, and terms that are alive, are closed under taking fewer lists. So the columns of all terms
    but the intercept are independent (their rows of the terms' own histories are triangular), and the columns depend on
    each other only if the intercept's is the alternating sum of the others: if in every history that is kept the terms
    within, odd ones less even ones, sum to 1. That is a sum of integers, and no rank of a matrix of floats.

    Returns
    -------
    bool array of shape (n,)
    """
    signs = np.where(sizes(int(support.alive.shape[1]).bit_length() - 1) % 2 == 1, 1, -1)
    signs[0] = 0
    euler = subset_sums(np.where(support.alive, signs, 0))
    found: Terms = (support.kept & (euler != 1)).any(axis=1)
    return found


def fit_models(counts: Floats, terms: Terms) -> Fits:
    """Fit Poisson log-linear models by Newton's method, each to the table beside it.

    Parameters
    ----------
    counts : float array of shape (n, 2 ** k) or (1, 2 ** k)
        Cases by capture history; the hidden history is not looked at.
    terms : bool array of shape (n, 2 ** k) or (1, 2 ** k)
        Terms of each model; the intercept and every main effect are among them.

    Returns
    -------
    Fits
        Where no finite estimate exists, the fit has run towards the border; ``proven`` is false there.

    References
    ----------
    Cormack (1989), Log-linear models for capture-recapture, Biometrics 45, 395-413.
    """
    counts, terms = np.broadcast_arrays(counts, terms)
    support = support_of(counts, terms)
    expected = np.full(counts.shape, np.nan)
    proven = np.zeros(len(counts), dtype=np.bool_)
    usable = identifiable(support)
    free = support.alive.sum(axis=1)
    for number in np.unique(free[usable]):
        rows = np.flatnonzero(usable & (free == number))
        step = max(1, int(_AT_ONCE // max(number * number, counts.shape[1])))
        for start in range(0, len(rows), step):
            part = rows[start : start + step]
            expected[part], proven[part] = _Newton(counts[part], support.alive[part], support.kept[part]).run()
    return Fits(
        hidden=expected[:, 0].copy(),
        deviance=_deviance(counts, expected, support),
        parameters=terms.sum(axis=1).astype(np.int64),
        expected=expected,
        proven=proven,
        support=support,
    )


def log_hidden_variance(fits: Fits) -> Floats:
    """Give the variance of the log of each hidden number: the intercept's entry of the inverse information.

    Returns
    -------
    float array of shape (n,)
        Not a number where the model is not identifiable.
    """
    found = np.full(len(fits.hidden), np.nan)
    for row in np.flatnonzero(np.isfinite(fits.hidden)):
        terms = np.flatnonzero(fits.support.alive[row])
        weights = np.where(fits.support.kept[row], np.maximum(fits.expected[row], _LEAST_WEIGHT), 0.0)
        information = superset_sums(weights)[terms[:, None] | terms]
        found[row] = np.linalg.inv(information)[0, 0]
    return found


class _Newton:
    """Fits of models with equally many free coefficients; rows leave when they have arrived."""

    def __init__(self, counts: Floats, alive: Terms, kept: Terms) -> None:
        self.counts = np.where(kept, counts, 0).astype(np.float64)
        self.kept = kept
        self.terms = np.nonzero(alive)[1].reshape(len(alive), -1)
        self.unions = self.terms[:, :, None] | self.terms[:, None, :]
        self.rows = np.arange(len(alive))
        # The first step is the weighted least squares of log counts, from which Newton's steps seldom overshoot.
        start = np.log(self.counts + 0.5)
        self.predictor = start
        self.coefficients = np.zeros(self.terms.shape)
        weights = np.where(kept, self.counts + 0.5, 0.0)
        self.coefficients = self._solved(weights, superset_sums(weights * start))
        self.predictor = self._predicted(self.coefficients)

    def run(self) -> tuple[Floats, Terms]:
        """Give expected counts by history, the hidden one too, and where they prove that the estimate exists."""
        means, proven = np.zeros(self.counts.shape), np.zeros(len(self.counts), dtype=np.bool_)
        for _ in range(_MOST_STEPS):
            now = self._means(self.predictor)
            weights = np.where(self.kept, np.maximum(now, _LEAST_WEIGHT), 0.0)
            slope = superset_sums(self.counts - now)
            step = self._solved(weights, slope)
            arrived = (self._at_terms(slope) * step).sum(axis=1) < _ENOUGH
            if arrived.any():
                proven[self.rows[arrived]] = self._proves(now, weights, step)[arrived]
            self._move(step, now)
            means[self.rows] = np.where(self.kept, self._means(self.predictor), 0.0)
            means[self.rows, 0] = np.exp(np.minimum(self.predictor[:, 0], _LARGEST_LOG))
            self._keep(~arrived)
            if not len(self.rows):
                break
        return means, proven

    def _proves(self, means: Floats, weights: Floats, step: Floats) -> Terms:
        """Say where the expected counts, moved by the last step in their own weights, are positive.

        Moved so, they have exactly the sums that the model fits, by the equation that the step solves. A positive table
        with these sums is what existence means (Fienberg and Rinaldo 2012); where there is none, the step takes the
        whole of some expected count, however small it is by then.
        """
        moved = np.abs(weights * self._predicted(step))
        return np.asarray((~self.kept | (moved < 0.5 * means)).all(axis=1))

    def _means(self, predictor: Floats) -> Floats:
        return np.where(self.kept, np.exp(np.minimum(predictor, _LARGEST_LOG)), 0.0)

    def _move(self, step: Floats, means: Floats) -> None:
        """Take the step, halved where it would lower the likelihood."""
        before = self._likelihood(self.predictor, means)
        share, coefficients, predictor = np.ones(len(step)), self.coefficients, self.predictor
        for _ in range(_MOST_HALVINGS):
            coefficients = self.coefficients + share[:, None] * step
            predictor = self._predicted(coefficients)
            after = self._likelihood(predictor, self._means(predictor))
            worse = ~(after >= before - 1e-9 * np.abs(before))
            if not worse.any():
                break
            share[worse] /= 2
        self.coefficients, self.predictor = coefficients, predictor

    def _likelihood(self, predictor: Floats, means: Floats) -> Floats:
        summed: Floats = (np.where(self.kept, self.counts * predictor, 0.0) - means).sum(axis=1)
        return summed

    def _predicted(self, coefficients: Floats) -> Floats:
        full = np.zeros(self.counts.shape)
        np.put_along_axis(full, self.terms, coefficients, axis=1)
        return subset_sums(full)

    def _at_terms(self, values: Floats) -> Floats:
        return np.take_along_axis(values, self.terms, axis=1)

    def _solved(self, weights: Floats, right: Floats) -> Floats:
        sums = superset_sums(weights)
        number, free = self.terms.shape
        information = np.take_along_axis(sums, self.unions.reshape(number, -1), axis=1).reshape(number, free, free)
        return np.asarray(np.linalg.solve(information, self._at_terms(right)[:, :, None])[:, :, 0], dtype=np.float64)

    def _keep(self, which: Terms) -> None:
        self.counts, self.kept, self.rows = self.counts[which], self.kept[which], self.rows[which]
        self.terms, self.unions = self.terms[which], self.unions[which]
        self.predictor, self.coefficients = self.predictor[which], self.coefficients[which]


def _deviance(counts: Floats, expected: Floats, support: Support) -> Floats:
    means = np.where(support.kept, expected, 0.0)
    seen = counts > 0
    ratios = np.where(seen, counts / np.where(seen & (means > 0), means, 1.0), 1.0)
    summed: Floats = 2 * (np.where(seen, counts * np.log(ratios), 0.0) - np.where(support.kept, counts, 0) + means).sum(
        axis=1
    )
    summed[np.isnan(expected[:, 0])] = np.nan
    return summed
