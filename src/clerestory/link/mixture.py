"""Matches and others as a mixture of two log-linear models over patterns of agreement.

For fields that depend on each other by construction: salts tie encodings of names to a date and to a sound, so that
one wrong date makes the first name look unlike too. Others may have every dependence between two fields; matches have
those that the comparisons declare, and no more, which is what tells the two apart. Pairs of one source are known to be
others, and stand beside those that are not known. docs/methods/linkage.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from clerestory.link.training import Floats, Ints, Patterns

_ROUNDS = 1500
_CONVERGED = 1e-5
_CLEARLY_OTHER = 0.05  # match probability below which the pairs of a pattern count as others
_BEFORE = 20.0  # matches that independence is worth, where a dependence rests on few
_LEAST = 1e-9


@dataclass(frozen=True)
class _LogLinear:
    """A log-linear model by its margins: for each the cell of every pattern."""

    margins: tuple[Ints, ...]

    @classmethod
    def of(cls, levels: Ints, margins: Sequence[Sequence[int]]) -> _LogLinear:
        places = (np.unique(levels[:, list(one)], axis=0, return_inverse=True)[1] for one in margins)
        return cls(tuple(place.ravel().astype(np.int64) for place in places))

    def raked(self, fitted: Floats, counts: Floats) -> Floats:
        """Fit once to each margin of the counts (Deming and Stephan 1940); rounds of the mixture do the rest."""
        fitted = np.maximum(fitted, _LEAST)
        for place in self.margins:
            wanted, there = np.bincount(place, weights=counts), np.bincount(place, weights=fitted)
            fitted = fitted * (wanted / there)[place]
        return fitted


@dataclass(frozen=True)
class Dependences:
    """Which comparisons of matches depend on each other, by their places."""

    pairs: tuple[tuple[int, int], ...]


def mixture(patterns: Patterns, dependences: Dependences, posterior: Floats) -> Floats:
    """Give the match probability of each pattern.

    Parameters
    ----------
    patterns : Patterns
        Of the compared pairs, controls among them.
    posterior : float array of shape (n_patterns,)
        With which to begin; where there are enough pairs another beginning gives the same.

    Returns
    -------
    float array of shape (n_patterns,)

    References
    ----------
    Thibaudeau (1993), The discrimination power of dependency structures in record linkage, Survey Methodology 19.
    """
    pairs, controls = patterns.pairs.astype(np.float64), patterns.controls.astype(np.float64)
    fields = range(patterns.levels.shape[1])
    of_others = _LogLinear.of(patterns.levels, list(combinations(fields, 2)))
    alone, of_matches = _models_of_matches(patterns.levels, dependences)
    others = free = matches = np.ones(len(pairs))
    for _ in range(_ROUNDS):
        expected, unlike = pairs * posterior, pairs * (1 - posterior)
        others = of_others.raked(others, unlike + controls + _LEAST)
        free = alone.raked(free, expected + _LEAST)
        matches = of_matches.raked(matches, expected + _BEFORE * free / free.sum() + _LEAST)
        shown = 1 - _share_of_controls(unlike, controls, posterior)
        weighed = matches * expected.sum() / matches.sum()
        found = weighed / (weighed + others * shown)
        moved = float(np.abs(found - posterior).max())
        posterior = found
        if moved < _CONVERGED:
            break
    return posterior


def pairs_for_a_control(patterns: Patterns, posterior: Floats) -> float:
    """Give how many pairs of two persons, of two sources, there are for each control; nothing where there are none."""
    share = _share_of_controls(patterns.pairs * (1 - posterior), patterns.controls, posterior)
    return (1 - share) / share if share else 0.0


def _share_of_controls(unlike: Floats, controls: Floats | Ints, posterior: Floats) -> float:
    """Give the share of controls among all pairs of two persons, from patterns that hardly a match has."""
    clear = posterior < _CLEARLY_OTHER
    known = float(controls[clear].sum())
    return known / (known + float(unlike[clear].sum())) if known else 0.0


def _models_of_matches(levels: Ints, dependences: Dependences) -> tuple[_LogLinear, _LogLinear]:
    """Give the model of independent fields, and the one with the dependences; which fields are missing is free."""
    fields = levels.shape[1]
    missing = np.unique(levels < 0, axis=0, return_inverse=True)[1].reshape(-1, 1)
    known = np.hstack([levels, missing])
    single = [(fields,), *((field,) for field in range(fields))]
    return _LogLinear.of(known, single), _LogLinear.of(known, [*single, *dependences.pairs])
