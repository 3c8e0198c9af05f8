"""Networks as the components of the graph of persons and events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from clerestory.model.networks.ties import Codes, TieTable
from clerestory.model.tables import Counts, Mask

NO_NETWORK = -1
LEAST_MEMBERS = 2  # a person who shares an event with nobody is in no network


@dataclass(frozen=True, eq=False)
class Networks:
    """The networks of some ties; numbers from 0, for use within a computation alone.

    Attributes
    ----------
    of_person : int array of shape (n_persons,)
        The network of each person; -1 where in none.
    of_tie : int array of shape (n_ties,)
        The network of each of the ties that hold; -1 for the others.
    sizes : int array of shape (n_networks,)
        Members.
    """

    of_person: Codes
    of_tie: Codes
    sizes: Counts

    def __len__(self) -> int:
        return len(self.sizes)


def networks_of(ties: TieTable, holding: Mask) -> Networks:
    """Give the components, with two or more persons, of the graph of the ties that hold.

    Parameters
    ----------
    ties : TieTable
    holding : bool array of shape (n_ties,)

    Returns
    -------
    Networks
    """
    person, event = ties.person[holding], ties.event[holding]
    piece = _pieces(person, event, persons=ties.persons, events=ties.events)
    there = np.zeros(ties.persons, dtype=bool)
    there[person] = True
    members = np.bincount(piece[: ties.persons][there], minlength=len(piece))
    large = members >= LEAST_MEMBERS
    number = np.where(large, np.cumsum(large) - 1, NO_NETWORK)
    of_person = np.where(there, number[piece[: ties.persons]], NO_NETWORK)
    of_tie = np.full(len(ties.person), NO_NETWORK, dtype=np.int64)
    of_tie[holding] = of_person[person]
    return Networks(of_person, of_tie, members[large])


def _pieces(person: Codes, event: Codes, *, persons: int, events: int) -> Codes:
    """Give the component of every person, then of every event. SciPy has them ten times sooner than igraph."""
    nodes = persons + events
    ones = np.ones(len(person), dtype=np.int8)
    graph = coo_array((ones, (person, event + persons)), shape=(nodes, nodes))
    _, piece = connected_components(graph.tocsr(), directed=False)
    return np.asarray(piece, dtype=np.int64)


def operations_in(ties: TieTable, networks: Networks, chosen: Mask) -> int:
    """Count the different operations of the chosen networks."""
    if not chosen.any():
        return 0
    there = networks.of_tie != NO_NETWORK
    there[there] = chosen[networks.of_tie[there]]
    return len(np.unique(ties.operation[there]))


def operation_of_each(ties: TieTable, networks: Networks) -> Codes:
    """Give one operation of each network, that of its first tie."""
    there = np.flatnonzero(networks.of_tie != NO_NETWORK)
    _, first = np.unique(networks.of_tie[there], return_index=True)
    return ties.operation[there[first]]
