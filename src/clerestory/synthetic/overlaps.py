"""How much the lists of two kinds of givers have in common beyond chance: chosen by whoever makes a nation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.synthetic.drawing import Floats, Mask
from clerestory.synthetic.fiction import GiverKind

_ROUNDS = 200


@dataclass(frozen=True)
class Dependence:
    """Two kinds of givers that know the same cases more often, or less, than chance would have it.

    Attributes
    ----------
    odds_ratio : float
        How many times the odds that the second knows a case are larger where the first does, whatever the others know;
        1 is chance.
    """

    first: GiverKind
    second: GiverKind
    odds_ratio: float


@dataclass(frozen=True)
class Overlaps:
    """Which kinds of givers know a case, outside groups.

    Attributes
    ----------
    kinds : tuple of GiverKind
    props : tuple of float
        The share of cases that each kind knows; dependences leave it as it is.
    dependences : tuple of Dependence
    """

    kinds: tuple[GiverKind, ...]
    props: tuple[float, ...]
    dependences: tuple[Dependence, ...] = ()

    @property
    def patterns(self) -> Mask:
        """Every set of kinds, nobody first: an array of shape (2 ** n_kinds, n_kinds)."""
        n = len(self.props)
        return np.array([[bool(code & (1 << bit)) for bit in range(n)] for code in range(2**n)])

    def weights(self) -> Floats:
        """Give the share of cases that each set of kinds knows.

        A log-linear model: the odds ratios are its interactions, and it is raked to the shares of the kinds (Deming and
        Stephan 1940).
        """
        patterns, props = self.patterns, np.array(self.props)
        weights: Floats = np.prod(np.where(patterns, props, 1 - props), axis=1)
        if not self.dependences:
            return weights
        for one in self.dependences:
            a, b = self.kinds.index(one.first), self.kinds.index(one.second)
            weights = np.where(patterns[:, a] & patterns[:, b], weights * one.odds_ratio, weights)
        weights = weights / weights.sum()
        for _ in range(_ROUNDS):
            for column, prop in zip(patterns.T, self.props, strict=True):
                on = weights[column].sum()
                weights = np.where(column, weights * prop / on, weights * (1 - prop) / (1 - on))
        return weights

    @property
    def unseen_prop(self) -> float:
        """The share of cases that nobody knows."""
        return float(self.weights()[0])

    @property
    def only_care_prop(self) -> float:
        """Of the cases that somebody knows, the share that neither of the first two kinds, the police, knows."""
        outside_police = float(self.weights()[~self.patterns[:, :2].any(axis=1)].sum())
        return (outside_police - self.unseen_prop) / (1 - self.unseen_prop)
