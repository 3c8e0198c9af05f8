"""From quarter to quarter: which networks carry on, are born, merge, split or die."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.analyse.networks.components import NO_NETWORK, Networks, TieGraph
from clerestory.analyse.networks.contributing import OperationsOfNetworks
from clerestory.analyse.networks.periods import HistoryOfPeriods, QuarterSets
from clerestory.model.findings.networks import NetworkSettings, Spells
from clerestory.model.findings.networks.ties import Codes
from clerestory.model.tables import Mask


@dataclass(frozen=True, eq=False)
class Step:
    """Which network of one quarter is carried on by which of the next; pairs of numbers."""

    earlier: Codes
    later: Codes
    successors: Codes  # of each earlier network, how many
    predecessors: Codes  # of each later network, how many

    @property
    def one_to_one(self) -> Mask:
        """Say of each pair whether it is a network that simply carries on."""
        alone: Mask = (self.successors[self.earlier] == 1) & (self.predecessors[self.later] == 1)
        return alone


def step_between(before: Networks, after: Networks, settings: NetworkSettings) -> Step:
    """Match the networks of two quarters by the members that they have in common.

    A later network carries on an earlier one if both share at least ``least_shared_persons`` persons, and these are at
    least ``least_overlap_prop`` of the smaller of the two.
    """
    both = (before.of_person != NO_NETWORK) & (after.of_person != NO_NETWORK)
    pair, shared = np.unique(before.of_person[both] * max(len(after), 1) + after.of_person[both], return_counts=True)
    earlier, later = np.divmod(pair, max(len(after), 1))
    smaller = np.minimum(before.sizes[earlier], after.sizes[later])
    kept = (shared >= settings.least_shared_persons) & (shared >= settings.least_overlap_prop * smaller)
    earlier, later = earlier[kept], later[kept]
    return Step(
        earlier,
        later,
        np.bincount(earlier, minlength=len(before)),
        np.bincount(later, minlength=len(after)),
    )


@dataclass(frozen=True, eq=False)
class Quarter:
    """The networks of one quarter, since when each is there, and one operation and the whole network of each."""

    networks: Networks
    operations: OperationsOfNetworks
    began: Codes
    operation: Codes
    within: Codes


class Chronicle:
    """Goes through the quarters in order, and keeps what became of the networks.

    Parameters
    ----------
    graph : TieGraph
    whole : Networks
        Those of the whole period.
    settings : NetworkSettings
    """

    def __init__(self, graph: TieGraph, whole: Networks, settings: NetworkSettings) -> None:
        self._graph, self._whole, self._settings = graph, whole, settings
        self.last = graph.ties.last
        self._now = self._quarter(graph.ties.first, began=NO_NETWORK)  # how long these were there, nobody knows
        self._spells: list[tuple[Codes, Mask, Codes, Codes]] = []
        self.periods = HistoryOfPeriods()

    def advance(self, quarter: int) -> None:
        """Take the networks of the next quarter."""
        before, after = self._now, self._quarter(quarter, began=quarter)
        step = step_between(before.networks, after.networks, self._settings)
        carried = step.one_to_one
        sets = QuarterSets(
            quarter, before.operations, after.operations, step.successors, step.predecessors, step.later[carried]
        )
        self.periods.add(sets)
        after.began[step.later[carried]] = before.began[step.earlier[carried]]
        after.operation[step.later[carried]] = before.operation[step.earlier[carried]]
        over = np.ones(len(before.networks), dtype=bool)
        over[step.earlier[carried]] = False
        self._close(over, quarter - 1, ended=True)
        self._now = after

    def spells(self) -> Spells:
        """Give how long networks carried on that began within the file, those that are still there among them."""
        self._close(np.ones(len(self._now.networks), dtype=bool), self.last, ended=False)
        return sorted_spells(*(np.concatenate(parts) for parts in zip(*self._spells, strict=True)))

    def _quarter(self, quarter: int, *, began: int) -> Quarter:
        ties = self._graph.ties
        holding = ties.active(quarter)
        networks = self._graph.networks(holding)
        operations = OperationsOfNetworks.of(ties, networks, holding)
        within = np.empty(len(networks), dtype=np.int64)
        inside = networks.of_person != NO_NETWORK
        within[networks.of_person[inside]] = self._whole.of_person[inside]
        return Quarter(networks, operations, np.full(len(networks), began), operations.one_of_each(), within)

    def _close(self, over: Mask, last: int, *, ended: bool) -> None:
        now = self._now
        over = over & (now.began != NO_NETWORK)
        lengths = last - now.began[over] + 1
        self._spells.append((lengths, np.full(len(lengths), ended), now.operation[over], now.within[over]))


def sorted_spells(quarters: Codes, ended: Mask, operation: Codes, network: Codes) -> Spells:
    """Give spells in an order of their own values, so that no place stands for anybody."""
    order = np.lexsort((network, operation, ended, quarters))
    return Spells(quarters[order], ended[order], operation[order], network[order])
