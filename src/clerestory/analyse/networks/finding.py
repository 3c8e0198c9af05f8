"""From ties to all that is found of their networks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from clerestory.analyse.networks.components import Networks, TieGraph
from clerestory.analyse.networks.contributing import OperationsOfNetworks, tally_of_persons
from clerestory.analyse.networks.graphs import check_igraph, structure_of
from clerestory.analyse.networks.history import Chronicle
from clerestory.analyse.networks.loss import held_together
from clerestory.analyse.networks.missing import MissingTies
from clerestory.analyse.networks.rows import network_rows
from clerestory.analyse.networks.tenure import Members, member_spells, members_again, overlaps_of_years, tie_spells
from clerestory.model.findings.networks import NetworkFindings, NetworkSettings, Role, RoleCount, Structure, TieTable
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
    graph = TieGraph.of(ties)
    ties, whole = graph.ties, graph.everything()
    operations = OperationsOfNetworks.of(ties, whole, np.ones(len(ties.person), dtype=bool))
    chronicle = _chronicle(graph, whole, asked, progress)
    members = Members.of(ties, whole)
    missing = MissingTies(graph, whole, asked)
    return NetworkFindings(
        rows=network_rows(graph, whole, operations),
        every_network=operations.counted(np.ones(len(whole), dtype=bool)).tally(),
        history=chronicle.periods.quarters(),
        years=chronicle.periods.years(),
        whole=chronicle.periods.whole(),
        ties=tie_spells(ties, whole),
        members=member_spells(ties, whole),
        networks=chronicle.spells(),
        persisting=members_again(members, asked.lags_quarters),
        overlaps=tuple(overlaps_of_years(members)),
        roles=tuple(_roles(ties, whole)),
        held=held_together(graph, whole, asked, progress),
        shaken=missing.shaken(progress),
        steady=missing.steady(progress),
        structure=_structure(graph, whole, asked, progress),
    )


def _chronicle(graph: TieGraph, whole: Networks, settings: NetworkSettings, progress: Progress) -> Chronicle:
    first, last = graph.ties.first, graph.ties.last
    chronicle = Chronicle(graph, whole, settings)
    progress.begin("quarters", last - first)
    for quarter in range(first + 1, last + 1):
        chronicle.advance(quarter)
        progress.advance()
    return chronicle


def _structure(graph: TieGraph, whole: Networks, settings: NetworkSettings, progress: Progress) -> Structure:
    progress.begin("structure", 1)
    found = structure_of(graph.ties, whole, seed=settings.seed)
    progress.advance()
    return found


def _roles(ties: TieTable, whole: Networks) -> Iterator[RoleCount]:
    operation = ties.operations_of_persons()
    for at, role in enumerate(Role):
        persons = np.unique(ties.person[ties.role == at])
        yield RoleCount(role, tally_of_persons(operation[persons], whole.of_person[persons]))
