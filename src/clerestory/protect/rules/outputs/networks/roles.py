"""Roles within networks: which of three are there together, and whether a role is there by bands of sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from clerestory.model.findings.networks import (
    PARTS,
    STANDINGS,
    CombinedRow,
    NetworkRows,
    Role,
    RoleBand,
    RoleCount,
    RoleRow,
)
from clerestory.model.tables import Counts, Mask
from clerestory.protect.rules.outputs.networks.distribution import NetworkClass, is_class
from clerestory.protect.rules.outputs.networks.rules import NetworkRules

COMBINED = (Role.INTRO, Role.MOVE, Role.PREM)  # fixed before anything was seen; every other choice is a further table
_UNKNOWN = -1


def combined_roles(rows: NetworkRows, rules: NetworkRules) -> tuple[CombinedRow, ...]:
    """Count networks by which of three roles are there; each network in one row, and small rows joined in one.

    A combination that no network has joins the rest as well, so that "none" is not said; so do the networks of which no
    part is known. Nothing is given where these are too many.

    Parameters
    ----------
    rows : NetworkRows
        Confidential.
    rules : NetworkRules

    Returns
    -------
    tuple of CombinedRow
    """
    known = _has_any(rows, PARTS)
    if not rules.is_complete(int(known.sum()), len(rows)):
        return ()
    pattern = np.where(known, rows.roles & _bits(COMBINED), _UNKNOWN)
    groups = {kinds: rows.operation[pattern == _bits(kinds)] for kinds in _subsets()} | {
        (Role.UNKNOWN,): rows.operation[~known]
    }
    told = [kinds for kinds, own in groups.items() if is_class(own, rules.sizes) and kinds != (Role.UNKNOWN,)]
    while told and _leave_too_few(groups, told, rules):
        told.remove(min(told, key=lambda kinds: len(groups[kinds])))
    if not told:
        return ()
    made = [CombinedRow(kinds, rules.rounded(len(groups[kinds]))) for kinds in told]
    rest = _rest(groups, told)
    return (*made, *([CombinedRow((), rules.rounded(len(rest)), other=True)] if len(rest) else []))


def persons_by_role(counts: Sequence[RoleCount], rules: NetworkRules) -> tuple[RoleRow, ...]:
    """Count persons by role: all roles of the counting rules, or of the code list, where one of them may be told.

    A role that nobody has is withheld like one that few have, so that a withheld one is not "somebody has it" (S4).
    """
    made: list[RoleRow] = []
    for family in (STANDINGS, (*PARTS, Role.UNKNOWN)):
        own = [one for one in counts if one.role in family]
        told = [rules.rounded(one.persons.count) if rules.are_persons(one.persons) else None for one in own]
        if any(count is not None for count in told):
            made += [RoleRow(one.role, count) for one, count in zip(own, told, strict=True)]
    return tuple(made)


def role_bands(
    rows: NetworkRows, classes: Sequence[NetworkClass], rules: NetworkRules, *, without: Sequence[Role]
) -> tuple[RoleBand, ...]:
    """Give for each role the share of the networks of each printed band of sizes in which somebody has it.

    All bands of a role or none of it, so that no band is what the others leave.

    Parameters
    ----------
    rows : NetworkRows
        Confidential.
    classes : sequence of NetworkClass
        The bands that are printed.
    rules : NetworkRules
    without : sequence of Role
        Roles that another table tells.
    """
    made: list[RoleBand] = []
    for family in (STANDINGS, PARTS):
        known = _has_any(rows, family)
        if rules.is_complete(int(known.sum()), len(rows)):
            for role in (role for role in family if role not in without):
                bands = list(_bands(rows, role, known, classes, rules))
                made += bands if len(bands) == len(classes) else []
    return tuple(made)


def _bands(
    rows: NetworkRows, role: Role, known: Mask, classes: Sequence[NetworkClass], rules: NetworkRules
) -> Iterator[RoleBand]:
    has = (rows.roles & role.bit) > 0
    for one in classes:
        within = known & (rows.size >= one.least) & (rows.size <= (one.most or rows.size.max()))
        sides = [rows.operation[within & has], rows.operation[within & ~has]]
        base = len(sides[0]) + len(sides[1])
        if base >= rules.asked.percent_base and all(is_class(side, rules.sizes) for side in sides):
            yield RoleBand(role, one.label, round(100 * len(sides[0]) / base))


def _leave_too_few(
    groups: Mapping[tuple[Role, ...], Counts], told: Sequence[tuple[Role, ...]], rules: NetworkRules
) -> bool:
    """Say whether the rest is no class, unless all eight combinations are told and nothing is unknown."""
    rest = _rest(groups, told)
    return not is_class(rest, rules.sizes) and (len(rest) > 0 or len(told) < len(groups) - 1)


def _has_any(rows: NetworkRows, roles: Sequence[Role]) -> Mask:
    there: Mask = (rows.roles & _bits(roles)) > 0
    return there


def _bits(roles: Sequence[Role]) -> int:
    return sum(role.bit for role in roles)


def _subsets() -> Iterator[tuple[Role, ...]]:
    for many in range(len(COMBINED), -1, -1):
        yield from combinations(COMBINED, many)


def _rest(groups: Mapping[tuple[Role, ...], Counts], told: Sequence[tuple[Role, ...]]) -> Counts:
    return np.concatenate([np.empty(0, dtype=np.int64), *(own for kinds, own in groups.items() if kinds not in told)])
