"""The projection on persons, and figures of the whole of it, by igraph; the one module that imports it.

igraph is under the GPL and so an extra: nothing else of the program needs it.
"""

from __future__ import annotations

import math
from importlib.util import find_spec
from itertools import chain
from typing import Any

import numpy as np
from scipy.sparse import coo_array, triu

from clerestory.analyse.networks.components import Networks
from clerestory.errors import ExtraError, TableError
from clerestory.model.findings.networks import Structure
from clerestory.model.findings.networks.ties import Codes, TieTable

_CHUNK = 65_536
MOST_PAIRS = 50_000_000  # pairs of persons at one event; beyond, some event is no meeting of people


def check_igraph() -> None:
    """Raise if igraph is not installed, before anything is read."""
    if find_spec("igraph") is None:
        raise ExtraError(
            "igraph is not installed",
            where="analysis of networks",
            remedy="Run pip install '.[networks]' in the program's folder. It is under the GPL, so it is an extra.",
        )


def structure_of(ties: TieTable, whole: Networks, *, seed: int) -> Structure:
    """Give figures of the projection: two persons are tied if they share an event.

    Returns
    -------
    Structure
        Transitivity (three times the triangles by the connected triples, 0 where there are none), and the modularity
        of the best division that the Leiden algorithm finds.

    Raises
    ------
    ExtraError
        If igraph is not installed.
    TableError
        If the events are too large for a projection.

    References
    ----------
    Newman and Girvan (2004), Finding and evaluating community structure in networks, Phys. Rev. E 69, 026113.
    Traag, Waltman and van Eck (2019), From Louvain to Leiden, Scientific Reports 9, 5233.
    """
    graph = projected_graph(ties, seed=seed)
    division = graph.community_leiden(objective_function="modularity", n_iterations=-1)
    modularity = division.modularity if graph.ecount() else 0.0
    transitivity = graph.transitivity_undirected(mode="zero")
    return Structure(graph.ecount(), float(transitivity), float(modularity), _largest_share(graph.degree(), whole))


def _largest_share(degrees: list[int], whole: Networks) -> float:
    """Give the share of the connected triples that lie in the network with most of them; 0 where there are none."""
    degree = np.array(degrees, dtype=np.int64)
    tied = degree > 0
    # An end of a lone tie counts as one half of a triple, so that a file of pairs is weighed too.
    weights = np.bincount(whole.of_person[tied], (degree * np.maximum(degree - 1, 1))[tied].astype(float))
    return float(weights.max() / weights.sum()) if len(weights) else 0.0


def projected_graph(ties: TieTable, *, seed: int) -> Any:
    """Give the graph of persons who share an event, as igraph has it; its random numbers come from the seed."""
    check_igraph()
    import igraph  # noqa: PLC0415 - an extra

    igraph.set_random_number_generator(_Draws(seed))
    return igraph.Graph(n=ties.persons, edges=projected_ties(ties))


def projected_ties(ties: TieTable) -> Codes:
    """Give the pairs of persons who share an event, each once; shape (n_pairs, 2)."""
    pairs = np.unique(ties.person * ties.events + ties.event)
    person, event = np.divmod(pairs, ties.events)
    attending = np.bincount(event)
    if (attending * (attending - 1) // 2).sum() > MOST_PAIRS:
        raise TableError(
            f"has more than {MOST_PAIRS:,} pairs of persons at one event",
            where="ties",
            remedy="Look for an event that stands for many, such as a whole area, and leave it out or split it.",
        )
    at = coo_array((np.ones(len(person), dtype=np.int32), (person, event)), shape=(ties.persons, ties.events)).tocsr()
    both = triu(at @ at.T, k=1).tocoo()
    return np.column_stack([both.row, both.col]).astype(np.int64)


class _Draws:
    """Random numbers for igraph from numpy's generator: the same seed gives the same division.

    They are drawn many at a time: igraph asks for hundreds of thousands, one by one.
    """

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        chunks = iter(lambda: rng.random(_CHUNK).tolist(), None)
        self.random = chain.from_iterable(chunks).__next__

    def randint(self, low: int, high: int) -> int:
        """Give a whole number from low to high, both included."""
        return low + int(self.random() * (high - low + 1))

    def gauss(self, mean: float, deviation: float) -> float:
        """Give a normal number, by Box and Muller."""
        return mean + deviation * math.sqrt(-2 * math.log(1 - self.random())) * math.cos(2 * math.pi * self.random())
