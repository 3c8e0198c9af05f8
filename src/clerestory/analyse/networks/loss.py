"""How far networks hold together when persons are lost at random.

Nobody is chosen: a loss by rank, of those with most ties or the like, would rank persons, and is not offered.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clerestory.analyse.networks.components import NO_NETWORK, Networks, TieGraph
from clerestory.model.findings.networks import Held, NetworkSettings, Spread
from clerestory.model.tables import Mask
from clerestory.progress import Progress

Floats = npt.NDArray[np.float64]
LOW, HIGH = 5, 95  # percentiles of the replicates


def held_together(graph: TieGraph, whole: Networks, settings: NetworkSettings, progress: Progress) -> tuple[Held, ...]:
    """Take persons out at random, and give what is left of the networks that still have two or more.

    A mean over networks, each with the same weight, and never the largest network of all: that is an extreme.
    """
    rng = np.random.default_rng([settings.seed, 1])
    progress.begin("random loss", len(settings.losses_prop) * settings.replicates)
    found = []
    for lost in settings.losses_prop:
        tried = np.full((settings.replicates, 3), np.nan)
        for at in range(settings.replicates):
            tried[at] = _left(graph, whole, rng.random(graph.persons, dtype=np.float32) >= lost)
            progress.advance()
        found.append(Held(lost, len(whole), *map(_spread, tried.T)))
    return tuple(found)


def _left(graph: TieGraph, whole: Networks, alive: Mask) -> Floats:
    """Give the share of networks in one piece, the mean share in the largest piece, and the mean number of pieces.

    NaN if no network has two persons left.
    """
    members = np.flatnonzero(alive & (whole.of_person != NO_NETWORK))
    # No piece reaches over two networks of the whole, so each has one owner.
    piece = graph.pieces(alive[graph.ties.person])[members]
    owner = np.full(graph.persons + graph.events, NO_NETWORK)
    owner[piece] = whole.of_person[members]
    sizes = np.bincount(piece, minlength=len(owner))
    there = sizes > 0
    owner, sizes = owner[there], sizes[there]
    pieces, left = np.bincount(owner, minlength=len(whole)), np.bincount(owner, sizes, minlength=len(whole))
    largest = np.zeros(len(whole), dtype=np.int64)
    np.maximum.at(largest, owner, sizes)
    asked = left >= 2
    if not asked.any():
        return np.full(3, np.nan)
    return np.array([(pieces[asked] == 1).mean(), (largest[asked] / left[asked]).mean(), pieces[asked].mean()])


def _spread(values: Floats) -> Spread:
    known = values[~np.isnan(values)]
    if not len(known):
        return Spread(0.0, 0.0, 0.0)
    low, high = np.percentile(known, [LOW, HIGH])
    return Spread(float(known.mean()), float(low), float(high))
