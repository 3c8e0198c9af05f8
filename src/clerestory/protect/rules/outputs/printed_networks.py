"""Networks as they may be printed: bands, fixed points, rounded counts, and nothing of one network (S10, S17)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from clerestory.errors import ProtectionError
from clerestory.model.networks import (
    Band,
    Curve,
    CurvePoint,
    Held,
    History,
    HistoryRow,
    NetworkFindings,
    Persisting,
    PrintedNetworks,
    PrintedRange,
    RoleCount,
    RoleRow,
    Shaken,
    Spells,
    StayedRow,
    Tally,
)
from clerestory.model.rules import AreaLevel, NetworkRule, PercentBase, RoundingRule, SurvivalRule
from clerestory.model.tables import Counts
from clerestory.protect.rules.outputs.networks import network_distribution
from clerestory.protect.rules.outputs.survival import survival_curve

POINTS = (1, 2, 3, 4, 6, 8, 12, 16, 20)  # quarters, fixed before anything was seen
STEP = 20  # transitivity and modularity are printed to the nearest twentieth
PERCENT, NETWORKS = "%", "networks"


@dataclass(frozen=True)
class NetworkRules:
    """The rules of networks together."""

    sizes: NetworkRule = field(default_factory=NetworkRule)
    forces: NetworkRule = field(default_factory=lambda: NetworkRule(bands=(1, 2, 3, 5)))
    survival: SurvivalRule = field(default_factory=lambda: SurvivalRule(points=POINTS))
    percents: PercentBase = field(default_factory=PercentBase)
    rounding: RoundingRule = field(default_factory=RoundingRule)

    @property
    def base(self) -> int:
        """The base of rounding; networks are told for the whole of a file alone."""
        return self.rounding.base(AreaLevel.NATIONAL)

    def rounded(self, count: float) -> int:
        """Give a count to the nearest multiple of the base, halves up."""
        return int((2 * count + self.base) // (2 * self.base) * self.base)


def printed_networks(found: NetworkFindings, rules: NetworkRules | None = None) -> PrintedNetworks:
    """Give what may be printed of networks; nothing at all where they are too few for a distribution.

    Every count is rounded to ten, and withheld under ten networks of ten operations; no total of a column is printed.
    A withheld count may be 0.

    Parameters
    ----------
    found : NetworkFindings
        Confidential.
    rules : NetworkRules, optional

    Returns
    -------
    PrintedNetworks
    """
    by = rules or NetworkRules()
    try:
        sizes = _bands(found.sizes, found.sized_operations, by.sizes, by)
    except ProtectionError as error:
        return PrintedNetworks(why_not=f"The networks {error.what}. {error.remedy}")
    return PrintedNetworks(
        sizes=sizes,
        forces=_forces(found, by),
        history=tuple(_row(row, by) for row in found.history),
        curves=tuple(_curves(found, by)),
        stayed=tuple(_stayed(row, by) for row in found.persisting),
        roles=tuple(_role(row, by) for row in found.roles),
        held=tuple(_held(row) for row in found.held if row.networks >= by.percents.minimum),
        shaken=tuple(_shaken(row, by) for row in found.shaken if _may_be_told(row, by)),
        transitivity=_stepped(found.structure.transitivity),
        modularity=_stepped(found.structure.modularity),
    )


def _bands(sizes: Counts, operations: int, rule: NetworkRule, rules: NetworkRules) -> tuple[Band, ...]:
    return tuple(
        Band(c.label, rules.rounded(c.networks)) for c in network_distribution(sizes, rule, operations=operations)
    )


def _forces(found: NetworkFindings, rules: NetworkRules) -> tuple[Band, ...]:
    if not len(found.forces):
        return ()
    try:
        return _bands(found.forces, found.forced_operations, rules.forces, rules)
    except ProtectionError:  # too few with a force: the part is left out, and the words say so
        return ()


def _row(row: History, rules: NetworkRules) -> HistoryRow:
    label = f"{row.quarter // 4}-Q{row.quarter % 4 + 1}"
    tallies = (row.present, row.births, row.merges, row.splits, row.deaths)
    return HistoryRow(label, *(_count(tally, rules) for tally in tallies))


def _count(tally: Tally, rules: NetworkRules) -> int | None:
    enough = tally.networks >= rules.sizes.min_networks and tally.operations >= rules.sizes.min_operations
    return rules.rounded(tally.networks) if enough else None


def _curves(found: NetworkFindings, rules: NetworkRules) -> Iterator[Curve]:
    for of, spells in (("ties", found.ties), ("members", found.members), ("networks", found.networks)):
        yield Curve(of, _points(spells, rules.survival))


def _points(spells: Spells, rule: SurvivalRule) -> tuple[CurvePoint, ...]:
    points = survival_curve(spells.quarters, spells.ended, spells.operation, rule)
    return tuple(CurvePoint(point.time, point.survival_pct) for point in points)


def _stayed(row: Persisting, rules: NetworkRules) -> StayedRow:
    persons, operations = rules.survival.min_persons, rules.survival.min_operations
    enough = (
        min(row.stayed_persons, row.gone_persons) >= persons
        and min(row.stayed_operations, row.gone_operations) >= operations
        and max(row.stayed_persons, row.gone_persons) >= rules.percents.minimum
    )
    return StayedRow(row.lag_quarters, round(100 * row.stayed_prop) if enough else None)


def _role(row: RoleCount, rules: NetworkRules) -> RoleRow:
    enough = row.persons >= rules.survival.min_persons and row.operations >= rules.survival.min_operations
    return RoleRow(row.role, rules.rounded(row.persons) if enough else None)


def _held(row: Held) -> PrintedRange:
    shares = (row.mean_prop, row.low_prop, row.high_prop)
    mean, low, high = (float(round(100 * share)) for share in shares)
    return PrintedRange(f"{100 * row.lost_prop:g} % of persons lost", PERCENT, mean, low, high)


def _may_be_told(row: Shaken, rules: NetworkRules) -> bool:
    """Say whether a share has enough on either side; a share of few is a count in other words."""
    part, least = round(row.as_it_is * row.base), rules.sizes.min_networks
    return row.what == NETWORKS or (row.base >= rules.percents.minimum and least <= part <= row.base - least)


def _shaken(row: Shaken, rules: NetworkRules) -> PrintedRange:
    values = (row.as_it_is, row.low, row.high)
    if row.what == NETWORKS:
        return PrintedRange(row.what, NETWORKS, *(float(rules.rounded(value)) for value in values))
    return PrintedRange(row.what, PERCENT, *(float(round(100 * value)) for value in values))


def _stepped(value: float) -> float:
    return round(round(value * STEP) / STEP, 2)
