"""From ties to all that is found of their networks."""

from __future__ import annotations

import numpy as np

from clerestory.analyse.networks.components import networks_of, operations_in
from clerestory.analyse.networks.graphs import check_igraph, structure_of
from clerestory.analyse.networks.history import Chronicle
from clerestory.analyse.networks.shaking import forces_of, held_together, without_some_ties
from clerestory.analyse.networks.tenure import member_spells, members_again, tie_spells
from clerestory.model.networks import NetworkFindings, NetworkSettings, Role, RoleCount, TieTable
from clerestory.progress import SILENT, Progress


def network_findings(
    ties: TieTable, settings: NetworkSettings | None = None, *, progress: Progress = SILENT
) -> NetworkFindings:
    """Find how networks form, last and end, and how far the figures can be trusted.

    A network is a component, with two or more persons, of the graph of persons and events.

    Parameters
    ----------
    ties : TieTable
    settings : NetworkSettings, optional

    Returns
    -------
    NetworkFindings
        Confidential; holds sorted sizes and spells, no key of anybody.

    Raises
    ------
    ExtraError
        If igraph is not installed.
    TableError
        If the events are too large for a projection.
    """
    check_igraph()
    asked = settings or NetworkSettings()
    chronicle = _chronicle(ties, asked, progress)
    whole = networks_of(ties, np.ones(len(ties.person), dtype=bool))
    forces = forces_of(ties, whole)
    return NetworkFindings(
        sizes=np.sort(whole.sizes),
        sized_operations=operations_in(ties, whole, np.ones(len(whole), dtype=bool)),
        forces=np.sort(forces[forces > 0]),
        forced_operations=operations_in(ties, whole, forces > 0),
        history=tuple(chronicle.history),
        ties=tie_spells(ties),
        members=member_spells(ties),
        networks=chronicle.spells(),
        persisting=members_again(ties, asked.lags_quarters),
        roles=_roles(ties),
        held=held_together(ties, whole, asked, progress),
        shaken=without_some_ties(ties, whole, asked, progress),
        structure=structure_of(ties, seed=asked.seed),
    )


def _chronicle(ties: TieTable, settings: NetworkSettings, progress: Progress) -> Chronicle:
    chronicle = Chronicle(ties, settings)
    progress.begin("quarters", ties.last - ties.first)
    for quarter in range(ties.first + 1, ties.last + 1):
        chronicle.advance(quarter)
        progress.advance()
    return chronicle


def _roles(ties: TieTable) -> tuple[RoleCount, ...]:
    found = []
    for at, role in enumerate(Role):
        there = ties.role == at
        if there.any():
            persons, operations = (len(np.unique(of[there])) for of in (ties.person, ties.operation))
            found.append(RoleCount(role, persons, operations))
    return tuple(found)
