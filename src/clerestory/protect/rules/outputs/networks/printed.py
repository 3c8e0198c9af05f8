"""All that may be printed of networks, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from clerestory.errors import ProtectionError
from clerestory.model.findings.networks import (
    Band,
    Curve,
    CurvePoint,
    Held,
    NetworkFindings,
    NetworkRows,
    Overlap,
    OverlapRow,
    Persisting,
    PrintedNetworks,
    PrintedRange,
    Shaken,
    Spells,
    Spread,
    StayedRow,
    SteadyRow,
    Tally,
)
from clerestory.model.findings.networks.findings import NUMBER, OF_TWO, SEVERAL_FORCES
from clerestory.model.rules import NetworkOutputs, SurvivalRule
from clerestory.protect.rules.outputs.networks.distribution import is_class, network_distribution
from clerestory.protect.rules.outputs.networks.history import YEAR, history_total, printed_history
from clerestory.protect.rules.outputs.networks.roles import COMBINED, combined_roles, persons_by_role, role_bands
from clerestory.protect.rules.outputs.networks.rules import NetworkRules
from clerestory.protect.rules.outputs.survival import survival_curve

STEP = 20  # transitivity and modularity are printed to the nearest twentieth
MOST_PROP = 0.5  # of the connected triples in one network, where they are printed (S6)
PERCENT, NETWORKS, PIECES = "%", "networks", "pieces"  # units
NOT_SAID = "not said"


def printed_networks(found: NetworkFindings, asked: NetworkOutputs | None = None) -> PrintedNetworks:
    """Give what may be printed of networks; nothing at all where they are too few for a distribution.

    Every count is rounded, and withheld under ten networks of ten operations or where one operation stands out; a sum
    is printed only where it gives away nothing that is withheld. A withheld count may be 0.

    Parameters
    ----------
    found : NetworkFindings
        Confidential.
    asked : NetworkOutputs, optional
        The settings of a preset; those of section 7 of the rules if left out.

    Returns
    -------
    PrintedNetworks
    """
    rules = NetworkRules(asked or NetworkOutputs())
    try:
        classes = network_distribution(found.rows.size, rules.sizes, operations=found.rows.operation)
    except ProtectionError as error:
        return PrintedNetworks(why_not=f"The networks {error.what}. {error.remedy}")
    forces = _forces(found.rows, rules)
    by, history = printed_history(found.history, found.years, rules)
    combined = combined_roles(found.rows, rules)
    told = [row for row in found.shaken if _may_be_told(row, rules, [classes[0].label, *(b.label for b in forces[:1])])]
    held = found.held if len(found.rows) >= rules.asked.percent_base else ()
    mixed = _may_be_mixed(found)
    return PrintedNetworks(
        sizes=tuple(Band(one.label, rules.rounded(one.networks)) for one in classes),
        forces=forces,
        history_by=by if history else "",
        history=history,
        history_total=history_total(found.whole, found.years if by == YEAR else found.history, history, rules),
        curves=tuple(_curves(found, rules)),
        stayed=tuple(_stayed(row, rules) for row in found.persisting),
        overlaps=_overlaps(found.overlaps, rules),
        roles=persons_by_role(found.roles, rules),
        combined=combined,
        role_bands=role_bands(found.rows, classes, rules, without=COMBINED if combined else ()),
        held=_ranges(held, lambda row: row.whole_prop),
        largest_piece=_ranges(held, lambda row: row.largest_prop),
        pieces=tuple(_pieces(row) for row in held),
        shaken=tuple(_shaken(row, rules) for row in told),
        steady=tuple(
            SteadyRow(row.what, round(100 * row.missing_prop))
            for row in found.steady
            if row.what in [one.what for one in told]
        ),
        transitivity=_stepped(found.structure.transitivity) if mixed else None,
        modularity=_stepped(found.structure.modularity) if mixed else None,
        rounded_to=rules.asked.rounding_base,
        floor=rules.sizes.min_networks,
    )


def _forces(rows: NetworkRows, rules: NetworkRules) -> tuple[Band, ...]:
    """Count networks by forces, and those where none is said, whose number is what the sizes would leave (S15).

    Where these are too few to be counted they join the lowest band.
    """
    known = rows.forces > 0
    if not known.any() or not rules.is_complete(int(known.sum()), len(rows)):
        return ()
    unsaid = rows.operation[~known]
    apart = known if is_class(unsaid, rules.sizes) else np.ones(len(rows), dtype=bool)
    try:
        classes = network_distribution(
            np.maximum(rows.forces, 1)[apart], rules.forces, operations=rows.operation[apart]
        )
    except ProtectionError:  # too few with a force: the part is left out, and the words say so
        return ()
    bands = [Band(one.label, rules.rounded(one.networks)) for one in classes]
    if not len(unsaid):
        return tuple(bands)
    if apart is known:
        return (*bands, Band(NOT_SAID, rules.rounded(len(unsaid))))
    return (replace(bands[0], label=f"{bands[0].label} or {NOT_SAID}"), *bands[1:])


def _curves(found: NetworkFindings, rules: NetworkRules) -> Iterator[Curve]:
    yield Curve("ties", _points(found.ties, rules.persons))
    yield Curve("members", _points(found.members, rules.persons))
    yield Curve("networks", _points(found.networks, rules.lasting))


def _points(spells: Spells, rule: SurvivalRule) -> tuple[CurvePoint, ...]:
    points = survival_curve(spells.quarters, spells.ended, spells.operation, rule, networks=spells.network)
    return tuple(CurvePoint(point.time, point.survival_pct) for point in points)


def _stayed(row: Persisting, rules: NetworkRules) -> StayedRow:
    enough = _both_sides(row.stayed, row.gone, rules, base=max(row.stayed.count, row.gone.count))
    return StayedRow(row.lag_quarters, round(100 * row.stayed_prop) if enough else None)


def _overlaps(found: Sequence[Overlap], rules: NetworkRules) -> tuple[OverlapRow, ...]:
    """Give the years between the first and the last of which something is told; others are extremes of the file."""
    rows = [_overlap(row, rules) for row in found]
    told = [row for row in rows if row.again_pct is not None]
    if not told:
        return ()
    first, last = min(row.year for row in told), max(row.later for row in told)
    return tuple(row for row in rows if row.year >= first and row.later <= last)


def _overlap(row: Overlap, rules: NetworkRules) -> OverlapRow:
    enough = _both_sides(row.again, row.gone, rules, base=row.again.count + row.gone.count)
    return OverlapRow(row.year, row.later, round(100 * row.again_prop) if enough else None)


def _both_sides(one: Tally, other: Tally, rules: NetworkRules, *, base: int) -> bool:
    return base >= rules.asked.percent_base and rules.are_persons(one) and rules.are_persons(other)


def _ranges(held: Sequence[Held], of: Callable[[Held], Spread]) -> tuple[PrintedRange, ...]:
    return tuple(PrintedRange(_lost(row), PERCENT, *_percents(of(row))) for row in held)


def _percents(spread: Spread) -> tuple[float, float, float]:
    mean, low, high = (float(round(100 * share)) for share in (spread.mean, spread.low, spread.high))
    return mean, low, high


def _pieces(row: Held) -> PrintedRange:
    mean, low, high = (round(value, 1) for value in (row.pieces.mean, row.pieces.low, row.pieces.high))
    return PrintedRange(_lost(row), PIECES, mean, low, high)


def _lost(row: Held) -> str:
    return f"{100 * row.lost_prop:g}% of persons lost"


def _may_be_told(row: Shaken, rules: NetworkRules, first_bands: Sequence[str]) -> bool:
    """Say whether a share has enough on either side; a share of few is a count in other words.

    A share of a band is told only where the band is printed by itself: else the two give the other part of it.
    """
    part, least = round(row.as_it_is * row.base), rules.sizes.min_networks
    of_band = {OF_TWO: "2", SEVERAL_FORCES: "1"}.get(row.what)
    if row.what == NUMBER:
        return True
    enough = row.base >= rules.asked.percent_base and least <= part <= row.base - least
    return enough and (of_band is None or of_band in first_bands)


def _shaken(row: Shaken, rules: NetworkRules) -> PrintedRange:
    values = (row.as_it_is, row.low, row.high)
    if row.what == NUMBER:
        return PrintedRange(row.what, NETWORKS, *(float(rules.rounded(value)) for value in values))
    return PrintedRange(row.what, PERCENT, *(float(round(100 * value)) for value in values))


def _may_be_mixed(found: NetworkFindings) -> bool:
    """Say whether a figure of all networks together is not that of one of them."""
    return found.structure.largest_prop <= MOST_PROP


def _stepped(value: float) -> float:
    return round(round(value * STEP) / STEP, 2)
