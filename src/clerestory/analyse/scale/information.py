"""Choice of models by the Bayesian information criterion, over many models or by a search among neighbours.

BIC = deviance + log(cases seen) x parameters; terms at minus infinity count as parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.analyse.scale.choice import Choice
from clerestory.analyse.scale.existence import admissible
from clerestory.analyse.scale.fitting import Fits, fit_models
from clerestory.analyse.scale.lattice import (
    Floats,
    Ints,
    Terms,
    lists_in,
    main_effects,
    sizes,
    superset_sums,
    without_one,
)

_PAIRS_AT_ONCE = 200_000


@dataclass(frozen=True)
class Scores:
    """BIC and estimate of many models on one table; models without a finite estimate have infinite BIC.

    Attributes
    ----------
    terms : bool array of shape (models, 2 ** k)
        Models, best first.
    bic, hidden, log_variance : float array of shape (models,)
        The criterion, the estimated hidden number, in cases.
    refused : int
        How many of the models have no finite estimate, or are not identifiable.
    """

    terms: Terms
    bic: Floats
    hidden: Floats
    refused: int

    def best(self, number: int) -> Terms:
        """Give the best models that are estimable, at most ``number``."""
        return self.terms[: min(number, int(np.isfinite(self.bic).sum()))]


def score_models(counts: Floats, terms: Terms) -> Scores:
    """Fit every model to one table and order them by BIC; the existence of each estimate is checked.

    Parameters
    ----------
    counts : float array of shape (2 ** k,)
    terms : bool array of shape (models, 2 ** k)

    Returns
    -------
    Scores

    References
    ----------
    Silverman, Chan and Vincent (2024), Bootstrapping multiple systems estimates to account for model selection,
    Statistics and Computing 34, 44.
    """
    fits = fit_models(counts[None], terms)
    every = np.arange(len(terms))
    estimable = admissible(np.broadcast_to(counts, terms.shape), fits, every)
    bic = np.where(estimable, _bic(counts[None], fits), np.inf)
    order = np.argsort(bic, kind="stable")
    return Scores(terms[order], bic[order], fits.hidden[order], int((~estimable).sum()))


def choose_among(counts: Floats, candidates: Terms) -> Choice:
    """Choose for each table the candidate with the smallest BIC that is estimable on it.

    Parameters
    ----------
    counts : float array of shape (n, 2 ** k)
    candidates : bool array of shape (models, 2 ** k)
    """
    step = max(1, _PAIRS_AT_ONCE // len(candidates))
    parts = [_chosen(counts[start : start + step], candidates) for start in range(0, len(counts), step)]
    return Choice(np.concatenate([part.terms for part in parts]), np.concatenate([part.hidden for part in parts]))


def choose_downhill(counts: Floats) -> Choice:
    """Choose for each table by steps to the neighbouring model with the smallest BIC, until none is smaller.

    Neighbours have one term more or one term less. The search begins with independent lists and may end in a model that
    is best among its neighbours only.

    Parameters
    ----------
    counts : float array of shape (n, 2 ** k)
    """
    number = len(counts)
    terms = np.tile(main_effects(lists_in(counts.shape[1])), (number, 1))
    fits = fit_models(counts, terms)
    active = admissible(counts, fits, np.arange(number))
    hidden = np.where(active, fits.hidden, np.nan)
    bic = _bic(counts, fits)
    while active.any():
        rows = np.flatnonzero(active)
        owners, tried = neighbours(terms[rows])
        fits = fit_models(counts[rows[owners]], tried)
        best = _best_of_each(counts[rows[owners]], fits, owners, bic[rows])
        active[rows[best < 0]] = False
        moved, to = rows[best >= 0], best[best >= 0]
        terms[moved], hidden[moved], bic[moved] = tried[to], fits.hidden[to], _bic(counts[moved], fits, to)
    return Choice(terms, hidden)


def neighbours(terms: Terms) -> tuple[Ints, Terms]:
    """Give the hierarchical models with one term more or less, without the term of all lists.

    Parameters
    ----------
    terms : bool array of shape (n, 2 ** k)

    Returns
    -------
    owners : int array of shape (m,)
        Which of the ``n`` models each is a neighbour of, rising.
    found : bool array of shape (m, 2 ** k)
    """
    size = sizes(lists_in(terms.shape[1]))
    below = np.zeros(terms.shape, dtype=np.int64)
    for number in np.flatnonzero(size > 1):
        below[:, number] = terms[:, without_one(int(number))].sum(axis=1)
    addable = ~terms & (below == size) & (size > 1) & (size < size[-1])
    removable = terms & (size > 1) & (superset_sums(terms.astype(np.int64)) == 1)
    owners, places = np.nonzero(addable | removable)
    found = terms[owners]
    found[np.arange(len(owners)), places] ^= True
    return owners, found


def _bic(counts: Floats, fits: Fits, rows: Ints | slice = slice(None)) -> Floats:
    seen: Floats = fits.deviance[rows] + np.log(counts.sum(axis=1)) * fits.parameters[rows]
    return seen


def _chosen(counts: Floats, candidates: Terms) -> Choice:
    number, models = len(counts), len(candidates)
    tables = np.repeat(counts, models, axis=0)
    fits = fit_models(tables, np.tile(candidates, (number, 1)))
    best = _best_of_each(tables, fits, np.repeat(np.arange(number), models), np.full(number, np.inf))
    found = best >= 0
    hidden = np.where(found, fits.hidden[best], np.nan)
    return Choice(candidates[np.where(found, best % models, 0)], hidden)


def _best_of_each(counts: Floats, fits: Fits, owners: Ints, below: Floats) -> Ints:
    """Give for each owner the row of its best estimable model with BIC under ``below``, or -1.

    The check of existence is asked for the best alone, and for the next where that fails.
    """
    bic = _bic(counts, fits)
    bic[np.isnan(bic)] = np.inf
    found = np.full(len(below), -1)
    waiting = np.full(len(below), fill_value=True)
    while waiting.any():
        order = np.lexsort((bic, owners))
        first = order[np.searchsorted(owners[order], np.flatnonzero(waiting))]
        better = bic[first] < below[owners[first]]
        waiting[owners[first[~better]]] = False
        first = first[better]
        passed = admissible(counts, fits, first)
        found[owners[first[passed]]] = first[passed]
        waiting[owners[first[passed]]] = False
        bic[first[~passed]] = np.inf
    return found
