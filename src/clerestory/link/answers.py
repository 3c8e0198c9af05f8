"""Which match probabilities are taken: what depends on what by construction decides, and then the controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clerestory.link.calibration import calibrated
from clerestory.link.comparisons import FieldComparison
from clerestory.link.mixture import Dependences, mixture, pairs_for_a_control
from clerestory.link.training import Floats, Mask, Model, Patterns

_FEWEST = 500  # compared pairs, below which no dependence is taken from them


@dataclass(frozen=True)
class Controls:
    """Pairs that are two persons for certain, and how often they would have been linked.

    Attributes
    ----------
    linked : int
        Controls whose match probability reaches the threshold.
    stands_for : float
        Pairs of two persons, of two sources, for each control; 0 where there are no controls.
    """

    linked: int
    stands_for: float


NO_CONTROLS = Controls(0, 0.0)


@dataclass(frozen=True)
class Answers:
    """Match probabilities of patterns.

    Attributes
    ----------
    taken, other : float arrays of shape (n_patterns,)
        Those by which pairs are linked, and a second answer; the same where nothing speaks for a second.
    controls : Controls
    """

    taken: Floats
    other: Floats
    controls: Controls


def answers(
    comparisons: Sequence[FieldComparison],
    model: Model,
    patterns: Patterns,
    *,
    first_m: Sequence[Floats],
    threshold: float,
) -> Answers:
    """Give the match probability of each pattern.

    Where comparisons rest on each other, a mixture that knows of it. Elsewhere calibrated probabilities or those of the
    model of independent fields: the controls decide, and where there are none, both are given.
    """
    posterior = model.posterior(patterns)
    pairs = _dependences(comparisons)
    if pairs.pairs and int(patterns.pairs.sum()) >= _FEWEST:
        found = mixture(patterns, pairs, posterior)
        return Answers(found, found, _counted(patterns, found, found >= threshold))
    first = calibrated(model, patterns, first_m)
    linked = (first >= threshold) | (posterior >= threshold)
    likelier = [_likelihood(patterns, one, linked) for one in (first, posterior)]
    taken = first if likelier[0] >= likelier[1] else posterior
    other = taken if likelier[0] != likelier[1] else posterior
    return Answers(taken, other, _counted(patterns, taken, taken >= threshold))


def _dependences(comparisons: Sequence[FieldComparison]) -> Dependences:
    place = {one.name: i for i, one in enumerate(comparisons)}
    return Dependences(tuple((place[one.rests_on], place[one.name]) for one in comparisons if one.rests_on in place))


def _counted(patterns: Patterns, probability: Floats, linked: Mask) -> Controls:
    return Controls(int(patterns.controls[linked].sum()), pairs_for_a_control(patterns, probability))


def _likelihood(patterns: Patterns, probability: Floats, linked: Mask) -> float:
    """Give the log likelihood of the controls among some patterns (Poisson), but for what no answer changes."""
    controls = _counted(patterns, probability, linked)
    false = float((patterns.pairs * (1 - probability))[linked].sum())
    if not controls.stands_for or false <= 0:
        return 0.0
    return controls.linked * float(np.log(false / controls.stands_for)) - false / controls.stands_for
