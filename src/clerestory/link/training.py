"""Fellegi-Sunter weights by expectation and maximisation over patterns of agreement.

Pairs fall into few patterns, so that a million pairs are trained as fast as a thousand. Pairs that no block brings
together count as non-matches: then the share of matches is that of all pairs, and ``u`` is that of random ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_ROUNDS = 1000
_CONVERGED = 1e-9
_BEFORE = 20.0  # pairs that what training begins with is worth
_FIRST_SHARE = 0.1  # of the compared pairs, with which training begins
_LEAST = 1e-12


@dataclass(frozen=True)
class Patterns:
    """Each pattern of levels that occurs, with how many pairs have it.

    Attributes
    ----------
    levels : int array of shape (n_patterns, n_comparisons)
        -1 missing, 0 differs, the best the highest.
    pairs : int array of shape (n_patterns,)
        Controls not counted.
    of_pair : int array of shape (n_pairs,)
        The pattern of each pair, controls left out.
    controls : int array of shape (n_patterns,)
        Pairs that are two persons for certain, since one source lists both.
    """

    levels: Ints
    pairs: Ints
    of_pair: Ints
    controls: Ints

    @classmethod
    def of(cls, gammas: Ints, control: Mask | None = None) -> Patterns:
        """Collapse the levels of pairs, an array of shape (n_pairs, n_comparisons); some may be marked as controls."""
        if not len(gammas):
            none = np.zeros(0, dtype=np.int64)
            return cls(gammas, none, none, none)
        known = np.zeros(len(gammas), dtype=bool) if control is None else control
        place, first = _codes(gammas)
        pairs, controls = (np.bincount(place[marked], minlength=len(first)) for marked in (~known, known))
        return cls(gammas[first], pairs.astype(np.int64), place[~known], controls.astype(np.int64))

    def likelihood(self, share: Sequence[Floats]) -> Floats:
        """Give the log likelihood of each pattern from the share of pairs at each level of each comparison."""
        total = np.zeros(len(self.levels))
        for column, p in zip(self.levels.T, share, strict=True):
            total += np.where(column < 0, 0.0, np.log(np.maximum(p, _LEAST))[column])
        return total

    def shares(self, weight: Floats, before: Sequence[Floats]) -> tuple[Floats, ...]:
        """Give the share of pairs at each level, each pattern weighted, beside what was assumed before."""
        found = []
        for column, first in zip(self.levels.T, before, strict=True):
            known = column >= 0
            counts = np.bincount(column[known], weights=weight[known], minlength=len(first)) + _BEFORE * first
            found.append(counts / counts.sum())
        return tuple(found)


def _codes(gammas: Ints) -> tuple[Ints, Ints]:
    """Give each row a number, in the order of rows, and a row of each number; whole numbers sort faster than rows."""
    code = np.zeros(len(gammas), dtype=np.int64)
    for column in gammas.T:
        code = code * (int(column.max()) + 2) + column + 1
    _, first, place = np.unique(code, return_index=True, return_inverse=True)
    return place.ravel().astype(np.int64), first.astype(np.int64)


@dataclass(frozen=True)
class Model:
    """What training found.

    Attributes
    ----------
    m, u : tuple of float arrays
        For each comparison the share of matches, and of other pairs, at each level, the last one first.
    match_prop : float
        The share of matches among all pairs, compared or not.
    """

    m: tuple[Floats, ...]
    u: tuple[Floats, ...]
    match_prop: float

    def match_weights(self, patterns: Patterns) -> Floats:
        """Give the match weight of each pattern: the log2 Bayes factor, the prior left out."""
        weights: Floats = (patterns.likelihood(self.m) - patterns.likelihood(self.u)) / np.log(2)
        return weights

    def posterior(self, patterns: Patterns) -> Floats:
        """Give the probability of a match of each pattern, as the model has it."""
        odds = np.log(max(self.match_prop, _LEAST)) - np.log1p(-self.match_prop)
        logit = odds + patterns.likelihood(self.m) - patterns.likelihood(self.u)
        probabilities: Floats = 1 / (1 + np.exp(-np.clip(logit, -700, 700)))
        return probabilities


def train(patterns: Patterns, u: Sequence[Floats], first_m: Sequence[Floats], *, all_pairs: int) -> Model:
    """Train the m probabilities and the share of matches.

    Parameters
    ----------
    patterns : Patterns
        Of the compared pairs.
    u : sequence of float arrays
        Of random pairs; they stay as they are.
    first_m : sequence of float arrays
        What training begins with; counts as twenty matches, so that few pairs cannot turn the model round.
    all_pairs : int
        How many pairs there are, compared or not.

    References
    ----------
    Fellegi and Sunter (1969), A theory for record linkage, JASA 64. Winkler (1988), Using the EM algorithm for weight
    computation in the Fellegi-Sunter model of record linkage.
    """
    u, m = tuple(u), tuple(first_m)
    model = Model(m, u, _FIRST_SHARE * int(patterns.pairs.sum()) / max(all_pairs, 1))
    for _ in range(_ROUNDS):
        matches = model.posterior(patterns) * patterns.pairs
        found = Model(patterns.shares(matches, first_m), u, float(matches.sum()) / max(all_pairs, 1))
        moved = max((float(np.abs(a - b).max()) for a, b in zip(found.m, model.m, strict=True)), default=0.0)
        model = found
        if moved < _CONVERGED:
            break
    return model
