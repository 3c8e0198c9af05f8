"""Time of the networks of 50,000 persons, and as a ratio to networkx, which finds the same components in the same run.

``python benchmarks/networks.py [PERSONS] [REPLICATES]``; some three ties a person over twenty quarters. SYNTHETIC.
"""

from __future__ import annotations

import sys
import time

import networkx as nx
import numpy as np

from clerestory.analyse.networks import network_findings
from clerestory.model.networks import NetworkSettings, TieTable


def made_up(persons: int) -> TieTable:
    rng = np.random.default_rng(1)
    who = rng.integers(0, persons, 7 * persons // 2)
    pairs = np.unique(np.column_stack([who, who // 8 * 6 + rng.integers(0, 6, len(who))]), axis=0)
    _, person = np.unique(pairs[:, 0], return_inverse=True)
    _, event = np.unique(pairs[:, 1], return_inverse=True)
    start = rng.integers(0, 20, event.max() + 1)[event]
    end = np.minimum(19, start + rng.geometric(0.3, len(event)) - 1)
    nothing = np.full(len(event), -1)
    return TieTable(person, event, event // 12, start, end, rng.random(len(event)) < 0.1, event // 500 % 43, nothing)


def seconds(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def by_networkx(ties: TieTable) -> int:
    graph = nx.Graph()
    graph.add_edges_from(zip(ties.person.tolist(), (ties.event + ties.persons).tolist(), strict=True))
    return sum(1 for nodes in nx.connected_components(graph) if sum(node < ties.persons for node in nodes) > 1)


def main() -> None:
    persons = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    replicates = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    ties = made_up(persons)
    every = np.ones(len(ties.person), dtype=bool)
    assert len(networks_of(ties, every)) == by_networkx(ties)
    ours, theirs = seconds(lambda: networks_of(ties, every)), seconds(lambda: by_networkx(ties))
    print(f"{ties.persons:,} persons, {len(ties.person):,} ties")
    print(f"components once: {ours:.3f} s, networkx {theirs:.3f} s, {theirs / ours:.0f} times as long")
    whole = seconds(lambda: network_findings(ties, NetworkSettings(replicates=replicates)))
    print(f"everything, {replicates} replicates: {whole:.1f} s")


if __name__ == "__main__":
    main()
