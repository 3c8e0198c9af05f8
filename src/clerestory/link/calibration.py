"""Match probabilities that hold: matches are counted by what the model says of matches, not by what it says of others.

A model of independent fields knows matches well and others badly: people who share a block are alike by more than
chance in the other fields too (one year of birth salts the first names, namesakes, brothers and sisters), so it is too
sure of pairs that agree in half of the fields. Here only the half that holds is used. Of each pattern the matches are
expected from their number and the m probabilities; the pairs there are, are counted; what is beyond the matches are
others. docs/methods/linkage.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clerestory.link.training import Floats, Ints, Model, Patterns

_SURE = 0.999  # weights of which the model is so sure say how many matches there are
_ROUNDS = 10
_PAIRS_OF_A_STEP = 50  # fewest pairs that a probability is taken from
_FEWEST = 500  # compared pairs, below which the model's own probabilities stand
_PARTS = 100  # of a bit, to which weights are rounded here


@dataclass(frozen=True)
class _Scale:
    """Whole weights of levels and patterns, in hundredths of a bit, the lowest that can be at 0.

    Attributes
    ----------
    levels : tuple of int arrays
        For each comparison the weight of each level above its lowest, a missing value counted among them.
    missing : tuple of int
        The weight of a missing value.
    """

    levels: tuple[Ints, ...]
    missing: tuple[int, ...]

    @classmethod
    def of(cls, model: Model) -> _Scale:
        weights = [np.round(_PARTS * np.log2(m / u)).astype(np.int64) for m, u in zip(model.m, model.u, strict=True)]
        lowest = [min(0, int(one.min())) for one in weights]
        return cls(tuple(w - low for w, low in zip(weights, lowest, strict=True)), tuple(-low for low in lowest))

    @property
    def size(self) -> int:
        """How many whole weights there are."""
        tops = (max(int(one.max()), gone) for one, gone in zip(self.levels, self.missing, strict=True))
        return sum(tops) + 1

    def of_patterns(self, patterns: Patterns) -> Ints:
        """Give the whole weight of each pattern."""
        total = np.zeros(len(patterns.levels), dtype=np.int64)
        for column, weights, gone in zip(patterns.levels.T, self.levels, self.missing, strict=True):
            total += np.where(column < 0, gone, weights[column])
        return total

    def of_matches(self, m: Sequence[Floats], missing: Sequence[bool]) -> Floats:
        """Give the share of matches at each whole weight, where some fields are missing."""
        share = np.zeros(self.size)
        share[0] = 1.0
        for weights, gone, p, absent in zip(self.levels, self.missing, m, missing, strict=True):
            steps = [(gone, 1.0)] if absent else list(zip(weights.tolist(), p.tolist(), strict=True))
            share = np.sum([part * np.roll(share, step) for step, part in steps], axis=0)
        return share


def calibrated(model: Model, patterns: Patterns, first_m: Sequence[Floats]) -> Floats:
    """Give the match probability of each pattern.

    Parameters
    ----------
    model : Model
        As trained; its weights keep their order.
    patterns : Patterns
        Of the compared pairs.
    first_m : sequence of float arrays
        What training began with, beside which shares are taken.

    Returns
    -------
    float array of shape (n_patterns,)
        Never falling as the match weight rises.
    """
    posterior = model.posterior(patterns)
    sure = posterior >= _SURE
    if int(patterns.pairs.sum()) < _FEWEST or not sure.any():
        return posterior
    scale = _Scale.of(model)
    weight = scale.of_patterns(patterns)
    least_sure = int(weight[sure].min())
    pairs = np.bincount(weight, weights=patterns.pairs, minlength=scale.size).astype(np.float64)
    probability = posterior
    for _ in range(_ROUNDS):
        m = patterns.shares(probability * patterns.pairs, first_m)
        expected = _expected(patterns, scale, m, weight=weight, matches=probability * patterns.pairs, above=least_sure)
        probability = _rising(expected, pairs)[weight]
    return probability


def _expected(
    patterns: Patterns, scale: _Scale, m: Sequence[Floats], *, weight: Ints, matches: Floats, above: int
) -> Floats:
    """Give how many matches have each whole weight.

    Among pairs with the same fields missing, those whose weight is sure are matches, and the m probabilities say which
    part of all matches these are.
    """
    total = np.zeros(scale.size)
    kinds, kind = np.unique(patterns.levels < 0, axis=0, return_inverse=True)
    for number, missing in enumerate(kinds.tolist()):
        mine = kind.ravel() == number
        share = scale.of_matches(m, missing)
        found, part = float(patterns.pairs[mine & (weight >= above)].sum()), float(share[above:].sum())
        enough = found >= _PAIRS_OF_A_STEP and part > 0
        total += share * (found / part if enough else float(matches[mine].sum()))
    return total


def _rising(expected: Floats, pairs: Floats) -> Floats:
    """Give expected matches to pairs at each weight, pooled so that they never fall as it rises, and at most 1.

    Pool adjacent violators (Barlow and others 1972), begun from steps of enough pairs.
    """
    pools: list[list[float]] = []  # matches, pairs, weights
    for k in range(len(pairs) - 1, -1, -1):
        pools.append([float(expected[k]), float(pairs[k]), 1.0])
        while len(pools) > 1 and (pools[-2][1] < _PAIRS_OF_A_STEP or _ratio(pools[-2]) < _ratio(pools[-1])):
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    sizes = [int(pool[2]) for pool in pools]
    falling = np.repeat([min(1.0, _ratio(pool)) for pool in pools], sizes)
    return falling[::-1]


def _ratio(pool: Sequence[float]) -> float:
    return pool[0] / pool[1] if pool[1] else 0.0
