"""Stepwise choice of two-list terms by Poisson p-values, the method behind the Home Office's figure of 2014."""

from __future__ import annotations

import numpy as np
from scipy.special import pdtr, pdtrc

from clerestory.analyse.scale.choice import Choice
from clerestory.analyse.scale.existence import admissible
from clerestory.analyse.scale.fitting import Fits, fit_models
from clerestory.analyse.scale.lattice import Floats, Ints, Terms, lists_in, main_effects, pairs, superset_sums
from clerestory.model.findings.scale import STEPWISE_P


def choose_stepwise(counts: Floats, threshold: float = STEPWISE_P) -> Choice:
    """Choose a model of two-list terms for each table, by steps upward.

    From independent lists, the pair of lists with the smallest p-value is added while that is below the threshold and
    the estimate exists; a pair that fails the check is passed over at that step. The p-value of a pair is the one-sided
    probability, under the model so far, of a count on both lists as far from its expectation as the one seen.

    Parameters
    ----------
    counts : float array of shape (n, 2 ** k)
        Tables, each with its own choice.
    threshold : float
        A p-value, 0 to 1; 0 gives the model of independent lists.

    Returns
    -------
    Choice
        Not a number where independent lists have no finite estimate.

    References
    ----------
    Chan, Silverman and Vincent (2021), Multiple systems estimation for sparse capture data, JASA 116, 1297-1306,
    section 3.2.
    """
    state = _Steps(counts)
    while state.active.any():
        state.step(threshold)
    return Choice(state.terms, state.hidden)


class _Steps:
    """The models so far of all tables; those that have ended are no longer active."""

    def __init__(self, counts: Floats) -> None:
        self.counts = counts
        self.pairs = np.array(pairs(lists_in(counts.shape[1])))
        self.terms = np.tile(main_effects(lists_in(counts.shape[1])), (len(counts), 1))
        fits = fit_models(counts, self.terms)
        self.active = admissible(counts, fits, np.arange(len(counts)))
        self.hidden = np.where(self.active, fits.hidden, np.nan)
        self.p_values = _p_values(counts, fits, self.pairs)

    def step(self, threshold: float) -> None:
        """Try the best pair of each active table."""
        best = np.argmin(self.p_values, axis=1)
        self.active &= self.p_values[np.arange(len(best)), best] < threshold
        rows = np.flatnonzero(self.active)
        tried = self.terms[rows]
        tried[np.arange(len(rows)), self.pairs[best[rows]]] = True
        fits = fit_models(self.counts[rows], tried)
        passed = admissible(self.counts[rows], fits, np.arange(len(rows)))
        self.p_values[rows[~passed], best[rows[~passed]]] = np.inf
        self._adopt(rows[passed], tried[passed], fits, passed)

    def _adopt(self, rows: Ints, terms: Terms, fits: Fits, passed: Terms) -> None:
        self.terms[rows] = terms
        self.hidden[rows] = fits.hidden[passed]
        found = _p_values(self.counts[rows], fits, self.pairs, passed)
        found[terms[:, self.pairs]] = np.inf
        self.p_values[rows] = found


def _p_values(counts: Floats, fits: Fits, at: Ints, rows: Terms | slice = slice(None)) -> Floats:
    """Give the smaller of both one-sided Poisson probabilities of the cases on each pair of lists."""
    expected = np.where(fits.support.kept[rows], fits.expected[rows], 0.0)
    means = superset_sums(expected)[:, at]
    seen = np.rint(superset_sums(counts)[:, at])  # scenarios have parts of cases
    found: Floats = np.minimum(pdtr(seen, means), np.where(seen > 0, pdtrc(seen - 1, means), 1.0))
    return found
