"""How many links are expected to be false, and how many to be missed, where nobody knows the truth."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import polars as pl

from clerestory.link.pairs import LEFT, RIGHT
from clerestory.link.preparing.comparable import Comparable
from clerestory.link.training import Floats, Mask


@dataclass(frozen=True)
class Range:
    """Two answers to one question, of which neither is known to be right; the truth may lie beyond both."""

    low: float
    high: float

    @classmethod
    def of(cls, one: float, other: float) -> Range:
        """Give two answers in order, to a tenth of a pair."""
        low, high = sorted((round(one, 1), round(other, 1)))
        return cls(low, high)


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
        return Range(1 - self.false_links.high / of, 1 - self.false_links.low / of)


def linkage_error(
    records: Comparable, pairs: pl.DataFrame, probabilities: tuple[Floats, Floats], linked: Mask
) -> LinkageError:
    """Add up match probabilities.

    Parameters
    ----------
    pairs : DataFrame
        ``left`` and ``right`` record of the compared pairs.
    probabilities : pair of float arrays
        Of a match of each pair: calibrated, and as the model of independent fields has it.
    linked : bool array
        Which pairs are linked.
    """
    first, other = probabilities
    return LinkageError(
        links=int(linked.sum()),
        false_links=Range.of(float((1 - first)[linked].sum()), float((1 - other)[linked].sum())),
        missed_compared=Range.of(float(first[~linked].sum()), float(other[~linked].sum())),
        missed_unseen=round(_unseen(records, pairs, np.where(linked, first, 0.0)), 1),
    )


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
