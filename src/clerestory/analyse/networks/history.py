"""From quarter to quarter: which networks carry on, are born, merge, split or die."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.analyse.networks.components import (
    NO_NETWORK,
    Networks,
    networks_of,
    operation_of_each,
    operations_in,
)
from clerestory.model.networks import History, NetworkSettings, Spells, Tally
from clerestory.model.networks.ties import Codes, TieTable
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


class Chronicle:
    """Goes through the quarters in order, and keeps what became of the networks."""

    def __init__(self, ties: TieTable, settings: NetworkSettings) -> None:
        self._ties, self._settings = ties, settings
        self._now = networks_of(ties, ties.active(ties.first))
        self._began = np.full(len(self._now), NO_NETWORK)  # how long these were there before, nobody knows
        self._operation = operation_of_each(ties, self._now)
        self._spells: list[tuple[Codes, Mask, Codes]] = []
        self.history: list[History] = []

    def advance(self, quarter: int) -> None:
        """Take the networks of the next quarter."""
        after = networks_of(self._ties, self._ties.active(quarter))
        step = step_between(self._now, after, self._settings)
        self.history.append(self._row(quarter, after, step))
        carried = step.one_to_one
        began, operation = np.full(len(after), quarter), operation_of_each(self._ties, after)
        began[step.later[carried]] = self._began[step.earlier[carried]]
        operation[step.later[carried]] = self._operation[step.earlier[carried]]
        over = np.ones(len(self._now), dtype=bool)
        over[step.earlier[carried]] = False
        self._close(over, quarter - 1, ended=True)
        self._now, self._began, self._operation = after, began, operation

    def spells(self) -> Spells:
        """Give how long networks carried on that began within the file, those that are still there among them."""
        self._close(np.ones(len(self._now), dtype=bool), self._ties.last, ended=False)
        quarters, ended, operation = (np.concatenate(parts) for parts in zip(*self._spells, strict=True))
        return sorted_spells(quarters, ended, operation)

    def _close(self, over: Mask, last: int, *, ended: bool) -> None:
        over = over & (self._began != NO_NETWORK)
        lengths = last - self._began[over] + 1
        self._spells.append((lengths, np.full(len(lengths), ended), self._operation[over]))

    def _row(self, quarter: int, after: Networks, step: Step) -> History:
        carried = np.zeros(len(after), dtype=bool)
        carried[step.later[step.one_to_one]] = True
        return History(
            quarter,
            present=self._tally(after, np.ones(len(after), dtype=bool)),
            births=self._tally(after, step.predecessors == 0),
            merges=self._tally(after, step.predecessors > 1),
            splits=self._tally(self._now, step.successors > 1),
            deaths=self._tally(self._now, step.successors == 0),
            carried_on=self._tally(after, carried),
        )

    def _tally(self, networks: Networks, chosen: Mask) -> Tally:
        return Tally(int(chosen.sum()), operations_in(self._ties, networks, chosen))


def sorted_spells(quarters: Codes, ended: Mask, operation: Codes) -> Spells:
    """Give spells in an order of their own values, so that no place stands for anybody."""
    order = np.lexsort((operation, ended, quarters))
    return Spells(quarters[order], ended[order], operation[order])
