"""How far networks hold when persons are lost at random, and how far figures hang on ties that may be missing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clerestory.analyse.networks.components import NO_NETWORK, Networks, networks_of
from clerestory.model.networks import Held, NetworkSettings, Shaken
from clerestory.model.networks.ties import NOT_SAID, Codes, TieTable
from clerestory.model.tables import Counts
from clerestory.progress import Progress

Floats = npt.NDArray[np.float64]
NUMBER, IN_ONE, OF_TWO, FORCES = "networks", "persons in a network", "networks of two", "networks over several forces"
_LOW, _HIGH = 5, 95  # percentiles of the replicates


def held_together(ties: TieTable, whole: Networks, settings: NetworkSettings, progress: Progress) -> tuple[Held, ...]:
    """Take persons out at random, and give the share of networks with two or more left that are still in one piece."""
    rng = np.random.default_rng([settings.seed, 1])
    progress.begin("random loss", len(settings.losses_prop) * settings.replicates)
    found = []
    for lost in settings.losses_prop:
        shares = np.empty(settings.replicates)
        for at in range(settings.replicates):
            shares[at] = _in_one_piece(ties, whole, rng.random(ties.persons) >= lost)
            progress.advance()
        low, high = np.nanpercentile(shares, [_LOW, _HIGH]) if not np.isnan(shares).all() else (0.0, 0.0)
        mean = float(np.nanmean(shares)) if not np.isnan(shares).all() else 0.0
        found.append(Held(lost, len(whole), mean, float(low), float(high)))
    return tuple(found)


def _in_one_piece(ties: TieTable, whole: Networks, alive: npt.NDArray[np.bool_]) -> float:
    """Give the share of the networks with two or more left whose members are all in one network; NaN if there is none.

    A network is in one piece if the largest of its parts has all of its members that are left.
    """
    rest = networks_of(ties, alive[ties.person])
    member = alive & (whole.of_person != NO_NETWORK)
    left = np.bincount(whole.of_person[member], minlength=len(whole))
    parts = np.zeros(len(whole), dtype=np.int64)
    inside = np.flatnonzero(rest.of_person != NO_NETWORK)
    np.maximum.at(parts, whole.of_person[inside], rest.sizes[rest.of_person[inside]])
    asked = left >= 2
    return float((parts == left)[asked].mean()) if asked.any() else float("nan")


def without_some_ties(
    ties: TieTable, whole: Networks, settings: NetworkSettings, progress: Progress
) -> tuple[Shaken, ...]:
    """Leave ties out at random, and give how far the figures of the whole move."""
    rng = np.random.default_rng([settings.seed, 2])
    progress.begin("missing ties", settings.replicates)
    tried = np.empty((settings.replicates, 4))
    for at in range(settings.replicates):
        tried[at] = _figures(ties, networks_of(ties, rng.random(len(ties.person)) >= settings.missing_prop))
        progress.advance()
    low, high = np.percentile(tried, [_LOW, _HIGH], axis=0)
    bases = (len(whole), ties.persons, len(whole), len(whole))
    figures = zip(
        (NUMBER, IN_ONE, OF_TWO, FORCES), bases, _figures(ties, whole), tried.mean(axis=0), low, high, strict=True
    )
    found = [Shaken(what, base, *(float(value) for value in values)) for what, base, *values in figures]
    return tuple(one for one in found if one.what != FORCES or (ties.force != NOT_SAID).any())


def _figures(ties: TieTable, networks: Networks) -> Floats:
    many = max(len(networks), 1)
    members = networks.sizes.sum() / ties.persons
    several = (forces_of(ties, networks) > 1).sum() / many
    return np.array([len(networks), members, (networks.sizes == 2).sum() / many, several])


def forces_of(ties: TieTable, networks: Networks) -> Counts:
    """Count the different forces of each network."""
    there = (networks.of_tie != NO_NETWORK) & (ties.force != NOT_SAID)
    forces = int(ties.force.max(initial=0)) + 1
    pairs: Codes = np.unique(networks.of_tie[there] * forces + ties.force[there])
    return np.bincount(pairs // forces, minlength=len(networks))
