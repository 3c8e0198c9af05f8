"""How many links are expected to be false, and how many to be missed, where nobody knows the truth."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import polars as pl
from scipy.special import gammaincinv

from clerestory.link.answers import NO_CONTROLS, Controls
from clerestory.link.pairs import LEFT, RIGHT
from clerestory.link.preparing.comparable import Comparable
from clerestory.link.training import Floats, Mask

# How far an estimate may be off, as the shape of a gamma distribution about it: of false links by a half (one standard
# deviation), of missed ones by a quarter. docs/methods/linkage.md has by how much it was.
_SHAPE_OF_FALSE, _SHAPE_OF_MISSED = 4.0, 16.0
_ENDS = (0.025, 0.975)


@dataclass(frozen=True)
class Range:
    """Between which ends a number is expected; the truth may lie beyond both."""

    low: float
    high: float

    @classmethod
    def about(cls, answers: tuple[float, float], shape: float, controls: Controls = NO_CONTROLS) -> Range:
        """Give the ends of a gamma distribution about two answers, after controls were counted.

        It begins in the middle of the answers (their geometric mean), with ``shape`` for how much they are worth. A
        number of controls that would have been linked is Poisson, so it adds to the shape, and the rate gains what one
        of them stands for.
        """
        middle = _middle(answers)
        if middle <= 0:
            return cls(0.0, 0.0)
        rate = shape / middle + (1 / controls.stands_for if controls.stands_for else 0.0)
        counted = controls.linked if controls.stands_for else 0
        low, high = (float(gammaincinv(shape + counted, end)) / rate for end in _ENDS)
        return cls(round(low, 1), round(high, 1))

    def times(self, factor: float) -> Range:
        """Give the range of so many times the number."""
        return Range(round(self.low * factor, 1), round(self.high * factor, 1))


@dataclass(frozen=True)
class Linked:
    """Which of the compared pairs are one person, and which of these by a match probability of their own."""

    all: Mask
    direct: Mask


@dataclass(frozen=True)
class LinkageError:
    """What is wrong with a linkage, as far as the linkage itself can tell.

    Attributes
    ----------
    links : int
        Pairs that are linked.
    false_links : Range
        Of these, expected to be two persons.
    missed_compared : Range
        Pairs that were compared and not linked, expected to be one person.
    missed_unseen : float
        Pairs that no block brought together, expected to be one person; at least so many.
    """

    links: int
    false_links: Range
    missed_compared: Range
    missed_unseen: float

    def as_json(self) -> dict[str, object]:
        """Give the figures for machines."""
        return asdict(self)

    @property
    def precision(self) -> Range:
        """The share of links that is right."""
        of = max(self.links, 1)
        return Range(max(0.0, 1 - self.false_links.high / of), max(0.0, 1 - self.false_links.low / of))


def linkage_error(
    records: Comparable,
    pairs: pl.DataFrame,
    probabilities: tuple[Floats, Floats],
    linked: Linked,
    *,
    controls: Controls = NO_CONTROLS,
) -> LinkageError:
    """Add up match probabilities, and count controls.

    Parameters
    ----------
    pairs : DataFrame
        ``left`` and ``right`` record of the compared pairs.
    probabilities : pair of float arrays
        Of a match of each pair: two answers, which may be the same.
    controls : Controls
        What is known of the links of which each is likely by itself. Those that follow from others are taken to be
        false as often: for them all pairs of a person were weighed together.
    """
    first, other = probabilities
    false = _false(probabilities, linked.direct)
    by_others = int(linked.all.sum()) / max(1, int(linked.direct.sum()))
    unlinked = ~linked.all
    return LinkageError(
        links=int(linked.all.sum()),
        false_links=Range.about(false, _SHAPE_OF_FALSE, controls).times(by_others),
        missed_compared=Range.about((float(first[unlinked].sum()), float(other[unlinked].sum())), _SHAPE_OF_MISSED),
        missed_unseen=round(_unseen(records, pairs, np.where(linked.all, first, 0.0)), 1),
    )


def _false(probabilities: tuple[Floats, Floats], linked: Mask) -> tuple[float, float]:
    first, other = ((1 - one)[linked].sum() for one in probabilities)
    return float(first), float(other)


def _middle(answers: tuple[float, float]) -> float:
    return float(np.sqrt(answers[0] * answers[1]))


def _unseen(records: Comparable, pairs: pl.DataFrame, matches: Floats) -> float:
    """Give a lower bound of the matches that no rule brings together.

    Each way to find pairs is a list that a match is on or not, so Chao's bound (1987) for the number on no list holds:
    those on one list squared, by twice those on two. Ways that find the same matches make it too low.
    """
    ways: dict[str, Floats] = {}
    for rule in records.rules:
        met = _meets(records, pairs, rule.left, rule.right)
        ways[rule.way] = np.maximum(ways.get(rule.way, np.zeros(len(met))), met)
    on = np.sum(list(ways.values()), axis=0) if ways else np.zeros(pairs.height)
    one, two = float(matches[on == 1].sum()), float(matches[on == 2].sum())
    return one * one / (2 * two) if two else one * max(one - 1, 0) / 2


def _meets(records: Comparable, pairs: pl.DataFrame, left: str, right: str) -> Floats:
    a, b = pairs[LEFT], pairs[RIGHT]
    one = records.frame[left].gather(a) == records.frame[right].gather(b)
    other = records.frame[right].gather(a) == records.frame[left].gather(b)
    return (one.fill_null(value=False) | other.fill_null(value=False)).to_numpy().astype(np.float64)
