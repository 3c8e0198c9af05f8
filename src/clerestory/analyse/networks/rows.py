"""What distributions over networks are made from: size, forces, roles and operation of each, in an order of values."""

from __future__ import annotations

import numpy as np

from clerestory.analyse.networks.components import NO_NETWORK, Networks, TieGraph
from clerestory.analyse.networks.contributing import OperationsOfNetworks
from clerestory.model.findings.networks import NetworkRows, Role
from clerestory.model.findings.networks.ties import NOT_SAID, Codes, TieTable
from clerestory.model.tables import Counts, Mask


def network_rows(graph: TieGraph, whole: Networks, operations: OperationsOfNetworks) -> NetworkRows:
    """Give what is asked of the networks of the whole period, sorted, so that no place stands for one of them."""
    made = (whole.sizes, forces_of(graph.ties, whole), _roles_of(graph.ties, whole), operations.one_of_each())
    order = np.lexsort(made[::-1])
    return NetworkRows(*(column[order] for column in made))


def forces_of(ties: TieTable, networks: Networks) -> Counts:
    """Count the different forces of each network; 0 where none is said."""
    network, force = _of_networks(ties, networks, ties.force)
    forces = int(ties.force.max(initial=0)) + 1
    pairs = np.unique(network * forces + force)
    return np.bincount(pairs // forces, minlength=len(networks))


def _roles_of(ties: TieTable, networks: Networks) -> Codes:
    """Give the roles that are there in each network as a sum of powers of two, by their places in ``Role``."""
    network, role = _of_networks(ties, networks, ties.role)
    found = np.zeros(len(networks), dtype=np.int64)
    for at in range(len(Role)):
        has = np.zeros(len(networks), dtype=bool)
        has[network[role == at]] = True
        found += has.astype(np.int64) << at
    return found


def _of_networks(ties: TieTable, networks: Networks, said: Codes) -> tuple[Codes, Codes]:
    network = networks.of_person[ties.person]
    there: Mask = (network != NO_NETWORK) & (said != NOT_SAID)
    return network[there], said[there]
