"""What a report on a linkage says, whichever way it is shown: counts and weights, no value and no pair."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import polars as pl

from clerestory.link.expected import LinkageError
from clerestory.link.linkage import LINKED, MATCH_PROBABILITY, MATCH_WEIGHT, Linkage
from clerestory.link.report.truth import Measured
from clerestory.link.training import Ints
from clerestory.model.links.settings import Agreement

_MOST_BINS = 24


@dataclass(frozen=True)
class LevelWeight:
    """One way to agree in a field: how often matches and other pairs do."""

    field: str
    level: int
    shown: Agreement
    m: float
    u: float

    @property
    def match_weight(self) -> float:
        """The log2 Bayes factor: what the level says for a match, or against one where it is below 0."""
        return math.log2(self.m / self.u)


@dataclass(frozen=True)
class WeightBin:
    """How many listed pairs have a match weight from ``low`` up to, and without, ``high``."""

    low: float
    high: float
    linked: int
    other: int


@dataclass(frozen=True)
class About:
    """What a linkage was of.

    Attributes
    ----------
    what : str
        Records, suspects or victims.
    sources : mapping of str to int
        How many records each file or giver gave.
    to_review, decided : int
        Pairs that wait for a person, and that one decided about.
    merged, split : int
        Persons of the delivery before who are one now, or several.
    """

    what: str
    sources: Mapping[str, int]
    threshold: float
    to_review: int = 0
    decided: int = 0
    merged: int = 0
    split: int = 0


@dataclass(frozen=True)
class LinkReport:
    """What is told of the linkage of one kind of records.

    Attributes
    ----------
    levels : tuple of LevelWeight
        Field by field, the best level first.
    threshold_weight : float or None
        The lowest match weight of a pair whose match probability reaches the threshold.
    sizes : tuple of (int, int)
        How many persons have how many records: (records, persons).
    measured : tuple of Measured
        Against a truth, all pairs first; empty where nobody holds one.
    """

    about: About
    records: int
    persons: int
    match_prop: float
    levels: tuple[LevelWeight, ...]
    bins: tuple[WeightBin, ...]
    threshold_weight: float | None
    error: LinkageError
    sizes: tuple[tuple[int, int], ...]
    measured: tuple[Measured, ...] = ()

    @property
    def fields(self) -> list[tuple[str, list[LevelWeight]]]:
        """The levels of each field."""
        return [(name, list(levels)) for name, levels in groupby(self.levels, key=lambda level: level.field)]


def link_report(linkage: Linkage, about: About, measured: tuple[Measured, ...] = ()) -> LinkReport:
    """Give the report on a linkage.

    Parameters
    ----------
    measured : tuple of Measured
        How it compares with a truth, if somebody holds one.
    """
    reaching = linkage.pairs.filter(pl.col(MATCH_PROBABILITY) >= about.threshold)[MATCH_WEIGHT]
    return LinkReport(
        about=about,
        records=len(linkage.person),
        persons=int(linkage.person.max(initial=-1)) + 1,
        match_prop=linkage.model.match_prop,
        levels=_levels(linkage),
        bins=_bins(linkage.pairs),
        threshold_weight=None if reaching.is_empty() else float(reaching.to_numpy().min()),
        error=linkage.error,
        sizes=_sizes(linkage.person),
        measured=measured,
    )


def _levels(linkage: Linkage) -> tuple[LevelWeight, ...]:
    return tuple(
        LevelWeight(one.name, place, one.shown(place), float(m[place]), float(u[place]))
        for one, m, u in zip(linkage.comparisons, linkage.model.m, linkage.model.u, strict=True)
        for place in reversed(range(one.size))
    )


def _bins(pairs: pl.DataFrame) -> tuple[WeightBin, ...]:
    """Count listed pairs by whole match weights, at most two dozen bins."""
    if pairs.is_empty():
        return ()
    weight, linked = pairs[MATCH_WEIGHT].to_numpy(), pairs[LINKED].to_numpy()
    low, high = math.floor(weight.min()), math.floor(weight.max()) + 1
    width = math.ceil((high - low) / _MOST_BINS)
    place = ((weight - low) // width).astype(np.int64)
    n = int(place.max()) + 1
    counts = [np.bincount(place[chosen], minlength=n).tolist() for chosen in (linked, ~linked)]
    return tuple(
        WeightBin(low + i * width, low + (i + 1) * width, one, other)
        for i, (one, other) in enumerate(zip(*counts, strict=True))
    )


def _sizes(person: Ints) -> tuple[tuple[int, int], ...]:
    sizes = np.bincount(np.bincount(person)) if len(person) else np.zeros(0, dtype=np.int64)
    return tuple((size, number) for size, number in enumerate(sizes.tolist()) if size and number)
