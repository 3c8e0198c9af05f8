"""Linked pairs become persons: connected records, but never two that cannot be one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from clerestory.link.training import Floats, Ints, Mask


@dataclass(frozen=True)
class Edges:
    """Pairs of records that are linked, and how strongly.

    Attributes
    ----------
    left, right : int arrays of shape (n_edges,)
    weight : float array of shape (n_edges,)
        The stronger come first where not all can be kept.
    """

    left: Ints
    right: Ints
    weight: Floats

    def of(self, kept: Mask) -> Edges:
        """Give some of the edges."""
        return Edges(self.left[kept], self.right[kept], self.weight[kept])

    def in_order(self) -> Ints:
        """Give the places of the edges, the strongest first; ties by record."""
        return np.lexsort((self.right, self.left, -self.weight)).astype(np.int64)


@dataclass(frozen=True)
class Bounds:
    """Which records are one person whatever the fields say, and which cannot be.

    Attributes
    ----------
    group : int array of shape (n_records,)
        Records of one number are one person: their pseudonym is the same, or somebody decided so.
    source : int array of shape (n_records,)
        Two groups that have a source in common are two persons; -1 where that does not matter.
    apart : tuple of pairs of int
        Records of which somebody decided that they are two persons.
    """

    group: Ints
    source: Ints
    apart: tuple[tuple[int, int], ...] = ()


NO_EDGES = Edges(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
_MOST_DOUBT = 2.0  # of one pair, as a log odds: that of 0.12


@dataclass
class _Cluster:
    groups: list[int]
    sources: set[int]
    strangers: set[int] = field(default_factory=set)  # groups that must not join
    odds: dict[int, float] = field(default_factory=dict)  # summed log odds with each group that was compared

    def may_join(self, other: _Cluster) -> bool:
        if self.sources & other.sources or self.strangers.intersection(other.groups):
            return False
        return sum(self.odds.get(group, 0.0) for group in other.groups) >= 0

    def join(self, other: _Cluster) -> None:
        for group, odds in other.odds.items():
            self.odds[group] = self.odds.get(group, 0.0) + odds
        self.groups += other.groups
        self.sources |= other.sources
        self.strangers |= other.strangers


def joined(n: int, pairs: Iterable[tuple[int, int]], group: Ints) -> Ints:
    """Give groups anew in which some records that had two are one."""
    ends = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return _components(int(group.max(initial=-1)) + 1, group[ends[:, 0]], group[ends[:, 1]])[group] if n else group


def persons(edges: Edges, bounds: Bounds, odds: Edges = NO_EDGES) -> Ints:
    """Give a person number to every record.

    The links are taken from the strongest to the weakest. One that would join two records that cannot be one person is
    left out, and one that more speaks against than for, when all compared pairs of the two sides are taken together.
    So a weak link never parts what a stronger one joined, and no order of the input matters.

    Parameters
    ----------
    edges : Edges
        Pairs to be linked.
    odds : Edges
        Compared pairs, linked or not, with the log odds of a match as their weight. Without them every link counts.

    Returns
    -------
    int array of shape (n_records,)
        Numbered by their first record.
    """
    n_groups = int(bounds.group.max(initial=-1)) + 1
    links = Edges(bounds.group[edges.left], bounds.group[edges.right], edges.weight)
    component = _components(n_groups, links.left, links.right)
    known = _inside(odds, bounds, component)
    contested = _contested(component, bounds)
    contested[component[known.left[known.weight < 0]]] = True
    settled = component.copy()
    if contested.any():
        clusters = _greedy(links.of(contested[component[links.left]]), bounds, known)
        for number, groups in enumerate(clusters, start=int(component.max()) + 1):
            settled[groups] = number
    return _numbered(settled[bounds.group])


def _inside(odds: Edges, bounds: Bounds, component: Ints) -> Edges:
    """Give the compared pairs of two groups of one component, each no more against a match than one pair may speak."""
    left, right = bounds.group[odds.left], bounds.group[odds.right]
    kept = (left != right) & (component[left] == component[right])
    return Edges(left, right, np.maximum(odds.weight, -_MOST_DOUBT)).of(kept)


def _components(n: int, left: Ints, right: Ints) -> Ints:
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(n, n))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def _contested(component: Ints, bounds: Bounds) -> Mask:
    """Mark the components that hold two records which cannot be one person."""
    marked = np.zeros(int(component.max(initial=-1)) + 1, dtype=bool)
    known = bounds.source >= 0
    rows = np.unique(np.column_stack([component[bounds.group], bounds.source, bounds.group])[known], axis=0)
    twice = (rows[1:, :2] == rows[:-1, :2]).all(axis=1)
    marked[rows[1:][twice, 0]] = True
    for a, b in bounds.apart:
        marked[component[bounds.group[[a, b]]]] = True
    return marked


def _greedy(links: Edges, bounds: Bounds, odds: Edges) -> Iterator[list[int]]:
    order = links.in_order()
    listed = list(zip(links.left[order].tolist(), links.right[order].tolist(), strict=True))
    wanted = sorted({group for pair in listed for group in pair})
    cluster = _alone(wanted, bounds)
    _compare(cluster, odds)
    for left, right in listed:
        a, b = cluster[left], cluster[right]
        if a is not b and a.may_join(b):
            a, b = (a, b) if len(a.groups) >= len(b.groups) else (b, a)
            a.join(b)
            for group in b.groups:
                cluster[group] = a
    seen: set[int] = set()
    for group in wanted:
        if id(cluster[group]) not in seen:
            seen.add(id(cluster[group]))
            yield sorted(cluster[group].groups)


def _compare(cluster: dict[int, _Cluster], odds: Edges) -> None:
    """Tell clusters of one group each what speaks for and against being one with others."""
    for left, right, weight in zip(odds.left.tolist(), odds.right.tolist(), odds.weight.tolist(), strict=True):
        if left in cluster and right in cluster:
            for one, other in ((cluster[left], right), (cluster[right], left)):
                one.odds[other] = one.odds.get(other, 0.0) + weight


def _alone(groups: list[int], bounds: Bounds) -> dict[int, _Cluster]:
    cluster = {group: _Cluster([group], set()) for group in groups}
    rows = np.flatnonzero(np.isin(bounds.group, groups) & (bounds.source >= 0))
    for group, source in zip(bounds.group[rows].tolist(), bounds.source[rows].tolist(), strict=True):
        cluster[group].sources.add(source)
    for a, b in bounds.apart:
        one, other = int(bounds.group[a]), int(bounds.group[b])
        if one in cluster and other in cluster and one != other:
            cluster[one].strangers.add(other)
            cluster[other].strangers.add(one)
    return cluster


def _numbered(labels: Ints) -> Ints:
    """Give persons their numbers anew, in the order of their first records."""
    _, first, place = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    numbers: Ints = rank[place.ravel()]
    return numbers
