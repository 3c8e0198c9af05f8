"""How far figures hang on ties that may be missing, and how many may be before one moves by more than is tolerated."""

from __future__ import annotations

import numpy as np

from clerestory.analyse.networks.components import NO_NETWORK, Networks, TieGraph
from clerestory.analyse.networks.loss import HIGH, LOW, Floats
from clerestory.model.findings.networks import NetworkSettings, Shaken, Steady
from clerestory.model.findings.networks.findings import IN_ONE, NUMBER, OF_TWO, SEVERAL_FORCES
from clerestory.model.findings.networks.settings import LEAST_REPLICATES
from clerestory.model.findings.networks.ties import NOT_SAID
from clerestory.model.tables import Mask
from clerestory.progress import Progress

TRIED_PROPS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5)  # shares of missing ties at which steadiness is tried
TOLERATED_PROP = 0.1  # a number of networks may move by a tenth of itself
TOLERATED_POINTS = 0.05  # a share by five points of a hundred


class MissingTies:
    """Leaves ties out at random and keeps how the figures of the whole move.

    Parameters
    ----------
    graph : TieGraph
    whole : Networks
    settings : NetworkSettings
    """

    def __init__(self, graph: TieGraph, whole: Networks, settings: NetworkSettings) -> None:
        self._graph, self._settings = graph, settings
        self._have_forces = bool((graph.ties.force != NOT_SAID).any())
        self._bases = (len(whole), graph.persons, len(whole), len(whole))
        self._as_it_is = self._figures(whole, np.ones(len(graph.ties.person), dtype=bool))

    def shaken(self, progress: Progress) -> tuple[Shaken, ...]:
        """Give how far the figures move without the share of ties that was asked about."""
        settings = self._settings
        progress.begin("missing ties", settings.replicates)
        rng = np.random.default_rng([settings.seed, 2])
        tried = self._tried(rng, settings.missing_prop, settings.replicates, progress)
        low, high = np.percentile(tried, [LOW, HIGH], axis=0)
        columns = zip(*(values.tolist() for values in (self._as_it_is, tried.mean(axis=0), low, high)), strict=True)
        figures = zip(self._names(), self._bases, columns, strict=False)
        return tuple(Shaken(what, base, *values) for what, base, values in figures)

    def steady(self, progress: Progress) -> tuple[Steady, ...]:
        """Give the share of ties that may be missing before each figure moves by more than is tolerated."""
        progress.begin("more missing ties", LEAST_REPLICATES * len(TRIED_PROPS))
        rng = np.random.default_rng([self._settings.seed, 3])
        tolerated = np.array([TOLERATED_PROP * self._as_it_is[0], *[TOLERATED_POINTS] * 3])
        holds = np.empty((len(TRIED_PROPS), 4), dtype=bool)
        for at, share in enumerate(TRIED_PROPS):
            moved = np.abs(self._tried(rng, share, LEAST_REPLICATES, progress) - self._as_it_is)
            holds[at] = (moved <= tolerated).mean(axis=0) >= 0.9
        # The first share at which it does not hold ends the run.
        steps = np.logical_and.accumulate(holds, axis=0).sum(axis=0)
        figures = zip(self._names(), self._bases, self._as_it_is.tolist(), steps.tolist(), strict=False)
        return tuple(Steady(what, base, value, (0.0, *TRIED_PROPS)[step]) for what, base, value, step in figures)

    def _names(self) -> tuple[str, ...]:
        return (NUMBER, IN_ONE, OF_TWO, *([SEVERAL_FORCES] if self._have_forces else []))

    def _tried(self, rng: np.random.Generator, missing: float, replicates: int, progress: Progress) -> Floats:
        tried = np.empty((replicates, 4))
        for at in range(replicates):
            holding = rng.random(len(self._graph.ties.person), dtype=np.float32) >= missing
            tried[at] = self._figures(self._graph.networks(holding), holding)
            progress.advance()
        return tried

    def _figures(self, networks: Networks, holding: Mask) -> Floats:
        many = max(len(networks), 1)
        members = networks.sizes.sum() / self._graph.persons
        several = self._over_several_forces(networks, holding) / many
        return np.array([len(networks), members, (networks.sizes == 2).sum() / many, several])

    def _over_several_forces(self, networks: Networks, holding: Mask) -> int:
        """Count the networks that have ties of two forces: some tie has another than that which was kept for it."""
        if not self._have_forces:
            return 0
        ties = self._graph.ties
        network, force = networks.of_person[ties.person[holding]], ties.force[holding]
        there = (network != NO_NETWORK) & (force != NOT_SAID)
        network, force = network[there], force[there]
        kept = np.empty(len(networks), dtype=np.int64)
        kept[network] = force
        several = np.zeros(len(networks), dtype=bool)
        several[network[force != kept[network]]] = True
        return int(several.sum())
