"""What became of networks, counted by quarter, by year and over the whole file, with the operations behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clerestory.analyse.networks.contributing import Counted, OperationsOfNetworks
from clerestory.model.findings.networks import History, quarter_label
from clerestory.model.findings.networks.ties import Codes
from clerestory.model.tables import Mask

WHOLE = "whole file"
_STOCKS = ("present", "unchanged", "left")  # counted at one time; their sums over quarters would count networks again


@dataclass(frozen=True, eq=False)
class QuarterSets:
    """The networks of a quarter and of the one before, and how many carry on each.

    Attributes
    ----------
    quarter : int
    before, after : OperationsOfNetworks
    successors, predecessors : int array of shape (n_before,), (n_after,)
    carried : int array
        Later networks that simply carry on one.
    """

    quarter: int
    before: OperationsOfNetworks
    after: OperationsOfNetworks
    successors: Codes
    predecessors: Codes
    carried: Codes

    def counted(self) -> Mapping[str, Counted]:
        """Count each kind by itself; ``unchanged`` is neither born nor merged, ``left`` neither split nor over."""
        carried_on = np.zeros(len(self.predecessors), dtype=bool)
        carried_on[self.carried] = True
        later: dict[str, Mask] = {
            "present": np.ones(len(self.predecessors), dtype=bool),
            "births": self.predecessors == 0,
            "merges": self.predecessors > 1,
            "carried_on": carried_on,
            "unchanged": self.predecessors == 1,
        }
        earlier: dict[str, Mask] = {
            "splits": self.successors > 1,
            "deaths": self.successors == 0,
            "left": self.successors == 1,
        }
        found = {kind: self.after.counted(chosen) for kind, chosen in later.items()}
        return found | {kind: self.before.counted(chosen) for kind, chosen in earlier.items()}


class HistoryOfPeriods:
    """Gathers what became of networks, quarter by quarter."""

    def __init__(self) -> None:
        self._quarters: dict[str, Mapping[str, Counted]] = {}
        self._years: dict[str, Mapping[str, Counted]] = {}
        self._whole: dict[str, Mapping[str, Counted]] = {}

    def add(self, sets: QuarterSets) -> None:
        """Add the networks of the next quarter."""
        found = sets.counted()
        self._quarters[quarter_label(sets.quarter)] = found
        for sums, period in ((self._years, str(sets.quarter // 4)), (self._whole, WHOLE)):
            sums[period] = _added(sums[period], found) if period in sums else found

    def quarters(self) -> tuple[History, ...]:
        """Give a row for each quarter but the first, whose networks came from nobody knows where."""
        return _rows(self._quarters)

    def years(self) -> tuple[History, ...]:
        """Give the sums of the quarters of each year; ``present`` is at its end."""
        return _rows(self._years)

    def whole(self) -> History | None:
        """Give the sums of all quarters; None in a file of one quarter."""
        return next(iter(_rows(self._whole)), None)


def _added(so_far: Mapping[str, Counted], more: Mapping[str, Counted]) -> Mapping[str, Counted]:
    return {kind: more[kind] if kind in _STOCKS else so_far[kind] + more[kind] for kind in more}


def _rows(found: Mapping[str, Mapping[str, Counted]]) -> tuple[History, ...]:
    return tuple(
        History(period, **{kind: counted.tally() for kind, counted in kinds.items()}) for period, kinds in found.items()
    )
