"""Networks as the components of the graph of persons and events."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from clerestory.model.findings.networks.ties import Codes, TieTable
from clerestory.model.tables import Counts, Mask

NO_NETWORK = -1
LEAST_MEMBERS = 2  # a person who shares an event with nobody is in no network
Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Networks:
    """The networks of some ties; numbers from 0, for use within a computation alone.

    Attributes
    ----------
    of_person : int array of shape (n_persons,)
        The network of each person; -1 where in none.
    sizes : int array of shape (n_networks,)
        Members.
    """

    of_person: Codes
    sizes: Counts

    def __len__(self) -> int:
        return len(self.sizes)


@dataclass(frozen=True, eq=False)
class TieGraph:
    """Ties in the order of their events, so that any part of them is a sparse matrix without sorting again.

    Attributes
    ----------
    ties : TieTable
        In the order of events.
    persons, events : int
    """

    ties: TieTable
    persons: int
    events: int
    _nodes: Numbers  # of each tie: its person, counted on after the events
    _bounds: Numbers  # where the ties of each event begin
    _ones: npt.NDArray[np.float64]

    @classmethod
    def of(cls, ties: TieTable) -> TieGraph:
        """Put ties in the order of their events."""
        ordered = _in_order_of_events(ties)
        persons, events = ties.persons, ties.events
        nodes = (ordered.person + events).astype(np.int32)
        bounds = np.searchsorted(ordered.event, np.arange(events + 1)).astype(np.int32)
        return cls(ordered, persons, events, nodes, bounds, np.ones(len(nodes)))

    def everything(self) -> Networks:
        """Give the networks of all ties, whenever they held."""
        return self.networks(np.ones(len(self._nodes), dtype=bool))

    def networks(self, holding: Mask) -> Networks:
        """Give the components, with two or more persons, of the graph of the ties that hold.

        Parameters
        ----------
        holding : bool array of shape (n_ties,)
            In the order of ``ties``.
        """
        piece = self.pieces(holding)
        members = np.bincount(piece)
        large = members >= LEAST_MEMBERS
        number = np.where(large, np.cumsum(large) - 1, NO_NETWORK)
        return Networks(number[piece], members[large])

    def pieces(self, holding: Mask) -> Numbers:
        """Give the component of every person; one without a tie that holds is a component alone.

        SciPy has components ten times sooner than igraph, and four times sooner still where nothing is sorted.
        """
        before = np.zeros(len(holding) + 1, dtype=np.int32)
        np.cumsum(holding, out=before[1:])
        starts = np.full(self.events + self.persons + 1, before[-1], dtype=np.int32)
        starts[: self.events + 1] = before[self._bounds]
        nodes = self._nodes[holding]
        size = self.events + self.persons
        graph = csr_array((self._ones[: len(nodes)], nodes, starts), shape=(size, size))
        _, piece = connected_components(graph, directed=False)
        of_persons: Numbers = piece[self.events :]
        return of_persons


def _in_order_of_events(ties: TieTable) -> TieTable:
    if (ties.event[1:] >= ties.event[:-1]).all():
        return ties
    order = np.argsort(ties.event, kind="stable")
    return TieTable(**{column.name: getattr(ties, column.name)[order] for column in fields(ties)})
