"""Which match probabilities are taken: what depends on what by construction decides, and then the controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clerestory.link.calibration import calibrated
from clerestory.link.comparisons import FieldComparison
from clerestory.link.mixture import Dependences, mixture, pairs_for_a_control
from clerestory.link.training import Floats, Mask, Model, Patterns

_LEAST = 1e-9
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

    Where comparisons rest on each other, a mixture that knows of it, or calibrated probabilities; elsewhere calibrated
    ones, or those of the model of independent fields. The controls decide, and where there are none, both are given.
    """
    first, second = _candidates(comparisons, model, patterns, first_m)
    linked = (first >= threshold) | (second >= threshold)
    one, two = (_likelihood(patterns, probability, linked) for probability in (first, second))
    taken = first if one >= two else second
    known = Controls(int(patterns.controls[taken >= threshold].sum()), pairs_for_a_control(patterns, taken))
    return Answers(taken, taken if one != two else second, known)


def _candidates(
    comparisons: Sequence[FieldComparison], model: Model, patterns: Patterns, first_m: Sequence[Floats]
) -> tuple[Floats, Floats]:
    posterior, dependences = model.posterior(patterns), _dependences(comparisons)
    first = calibrated(model, patterns, first_m)
    if not dependences.pairs or int(patterns.pairs.sum()) < _FEWEST:
        return first, posterior
    return mixture(patterns, dependences, posterior), first


def _dependences(comparisons: Sequence[FieldComparison]) -> Dependences:
    place = {one.name: i for i, one in enumerate(comparisons)}
    return Dependences(tuple((place[one.rests_on], place[one.name]) for one in comparisons if one.rests_on in place))


def _likelihood(patterns: Patterns, probability: Floats, linked: Mask) -> float:
    """Give the log likelihood of the controls among some patterns (Poisson), but for what no answer changes."""
    each = pairs_for_a_control(patterns, probability)
    if not each:
        return 0.0
    expected = max(float((patterns.pairs * (1 - probability))[linked].sum()) / each, _LEAST)
    return float(patterns.controls[linked].sum()) * float(np.log(expected)) - expected
