"""The likelihood of latent classes on distinct patterns, for a batch of fits at once; in two forms that agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from clerestory.analyse.typology.patterns import Bools, Floats, Ints, Patterns, collapsed
from clerestory.analyse.typology.prior import TINY, Prevalence, Prior, Regression

_SPARSE = 4  # cells of the grid for each pattern, above which the patterns are looked at one by one


@dataclass(frozen=True, eq=False)
class Parameters:
    """Parameters of a batch of B models of C classes.

    Attributes
    ----------
    prior : float array of shape (B, C, Q)
    items : float array of shape (B, C, M)
        Item response probabilities, the codes of all items side by side.
    """

    prior: Floats
    items: Floats

    def only(self, fits: Bools | Ints) -> Parameters:
        """Give some models of the batch."""
        return Parameters(self.prior[fits], self.items[fits])


class Likelihood(Protocol):
    """What a step of a batch of fits needs; the patterns are the same for all, the weights are a fit's own."""

    prior: Prior

    def step(self, at: Parameters) -> tuple[Parameters, Floats]:
        """Give the parameters after one step of EM, and the log-likelihood before it, shape (B,)."""

    def shares(self, counts: Floats, before: Floats) -> Floats:
        """Give counts of codes as shares within their item; as before where a class has none."""

    def only(self, fits: Bools) -> Likelihood:
        """Give the likelihood of some fits of the batch."""


def likelihood_of(patterns: Patterns, weights: Floats) -> Likelihood:
    """Give the form of the likelihood that is quicker for these patterns.

    Parameters
    ----------
    patterns : Patterns
    weights : float array of shape (B, P)
        Persons of each pattern in each fit.
    """
    if patterns.covariates:
        return ByPattern(patterns, weights, Regression(patterns.covariates, weights))
    halves = _Halves(patterns)
    dense = halves.cells <= _SPARSE * len(patterns.answers)
    return OnGrid(halves, halves.grid(weights)) if dense else ByPattern(patterns, weights, Prevalence())


def posteriors(patterns: Patterns, prior: Prior, at: Parameters) -> tuple[Floats, Floats]:
    """Give the posteriors of classes, shape (B, C, P), and the log-likelihood of each pattern, shape (B, P).

    A missing item adds nothing to the likelihood of its pattern (Little and Rubin 2020, chapter 8).
    """
    fits, classes, codes = at.items.shape
    logs = np.log(np.maximum(at.items, TINY)).reshape(fits * classes, codes) @ patterns.indicators.T
    logs = logs.reshape(fits, classes, -1)
    logs += prior.log_probability(at.prior)
    top = logs.max(axis=1, keepdims=True)
    logs -= top
    np.exp(logs, out=logs)
    sums = logs.sum(axis=1, keepdims=True)
    logs /= sums
    return logs, (top + np.log(sums))[:, 0]


class ByPattern:
    """The likelihood pattern by pattern, in logarithms; also with covariates."""

    def __init__(self, patterns: Patterns, weights: Floats, prior: Prior) -> None:
        self.patterns, self.weights, self.prior = patterns, weights, prior

    def only(self, fits: Bools) -> ByPattern:
        """Give the likelihood of some fits of the batch."""
        return ByPattern(self.patterns, self.weights[fits], self.prior.only(fits))

    def step(self, at: Parameters) -> tuple[Parameters, Floats]:
        """Give the parameters after one step, and the log-likelihood before it."""
        expected, of_pattern = posteriors(self.patterns, self.prior, at)
        expected *= self.weights[:, None, :]
        counts = expected @ self.patterns.indicators
        moved = Parameters(self.prior.improved(at.prior, expected), self.shares(counts, at.items))
        return moved, np.einsum("bp,bp->b", self.weights, of_pattern)

    def shares(self, counts: Floats, before: Floats) -> Floats:
        """Give counts of codes as shares within their item."""
        return shares_within(self.patterns, counts, before)


class _Halves:
    """Patterns as pairs of a pattern of the first items and one of the others."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        half = len(patterns.items) // 2
        parts = [slice(0, half), slice(half, None)]
        found = [collapsed(patterns.answers[:, part], patterns.widths[part]) for part in parts]
        self.codes = int(patterns.widths[:half].sum())
        self.places = (found[0][1], found[1][1])
        self.shape = (len(found[0][0]), len(found[1][0]))
        self.left = np.zeros((self.shape[0], self.codes))
        self.left[self.places[0]] = patterns.indicators[:, : self.codes]
        self.right = np.zeros((self.shape[1], patterns.indicators.shape[1] - self.codes))
        self.right[self.places[1]] = patterns.indicators[:, self.codes :]

    @property
    def cells(self) -> int:
        return self.shape[0] * self.shape[1]

    def grid(self, weights: Floats) -> Floats:
        made = np.zeros((len(weights), *self.shape))
        made[:, self.places[0], self.places[1]] = weights
        return made


class OnGrid:
    """The likelihood as a product of two halves: given the class they are independent, so posteriors are never made.

    The probability of a pair is a product of matrices over the classes, and so are the expected members of each class;
    exponentials are taken of the halves alone, of which there are few.
    """

    def __init__(self, halves: _Halves, weights: Floats) -> None:
        self.halves, self.weights = halves, weights
        self.prior: Prior = Prevalence()

    def only(self, fits: Bools) -> OnGrid:
        """Give the likelihood of some fits of the batch."""
        return OnGrid(self.halves, self.weights[fits])

    def step(self, at: Parameters) -> tuple[Parameters, Floats]:
        """Give the parameters after one step, and the log-likelihood before it."""
        logs, codes = np.log(np.maximum(at.items, TINY)), self.halves.codes
        left = np.exp(logs[:, :, :codes] @ self.halves.left.T) * at.prior
        right = np.exp(logs[:, :, codes:] @ self.halves.right.T)
        seen = np.maximum(left.transpose(0, 2, 1) @ right, TINY)
        ratios = self.weights / seen
        of_left = left * (right @ ratios.transpose(0, 2, 1))
        of_right = right * (left @ ratios)
        counts = np.concatenate([of_left @ self.halves.left, of_right @ self.halves.right], axis=2)
        moved = Parameters(self.prior.improved(at.prior, of_left), self.shares(counts, at.items))
        return moved, np.einsum("blr,blr->b", self.weights, np.log(seen))

    def shares(self, counts: Floats, before: Floats) -> Floats:
        """Give counts of codes as shares within their item."""
        return shares_within(self.halves.patterns, counts, before)


def shares_within(patterns: Patterns, counts: Floats, before: Floats) -> Floats:
    """Give counts of codes, shape (B, C, M), as shares within their item; as before where a class has none."""
    sums = np.repeat(np.add.reduceat(counts, patterns.starts, axis=2), patterns.widths, axis=2)
    made: Floats = np.divide(counts, sums, out=before.copy(), where=sums > 0)
    return made
