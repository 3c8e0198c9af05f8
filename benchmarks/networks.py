"""Time and memory of the networks of 50,000 and of 1,000,000 persons, and as a ratio to networkx at the smaller size.

``python benchmarks/networks.py [PERSONS [REPLICATES]]``; three and a half ties a person over twenty quarters, all of
them SYNTHETIC. networkx finds the same components in the same run; at a million persons it is left out.
"""

from __future__ import annotations

import resource
import sys
import time

import networkx as nx
import numpy as np

from clerestory.analyse.networks import network_findings
from clerestory.analyse.networks.components import TieGraph
from clerestory.model.findings.networks import NetworkSettings, TieTable
from clerestory.protect.rules.outputs import printed_networks

SIZES, REPLICATES = (50_000, 1_000_000), 100
BESIDE_NETWORKX = 100_000  # persons up to which the peer runs


def made_up(persons: int) -> TieTable:
    rng = np.random.default_rng(1)
    person = np.concatenate([np.arange(persons), rng.integers(0, persons, 5 * persons // 2)])
    _, event = np.unique(person // 8 * 6 + rng.integers(0, 6, len(person)), return_inverse=True)
    start = rng.integers(0, 20, event.max() + 1)[event]
    end = np.minimum(19, start + rng.geometric(0.3, len(event)) - 1)
    role = rng.integers(4, 12, len(event))
    return TieTable(person, event, event // 12, start, end, rng.random(len(event)) < 0.1, event // 500 % 43, role)


def seconds(work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def by_networkx(ties: TieTable) -> int:
    graph = nx.Graph()
    graph.add_edges_from(zip(ties.person.tolist(), (ties.event + ties.persons).tolist(), strict=True))
    return sum(1 for nodes in nx.connected_components(graph) if sum(node < ties.persons for node in nodes) > 1)


def beside_networkx(ties: TieTable) -> None:
    graph = TieGraph.of(ties)
    assert len(graph.everything()) == by_networkx(ties)
    ours, theirs = seconds(graph.everything), seconds(lambda: by_networkx(ties))
    print(f"  components once: {ours:.3f} s, networkx {theirs:.3f} s, {theirs / ours:.0f} times as long")


def main() -> None:
    sizes = (int(sys.argv[1]),) if len(sys.argv) > 1 else SIZES
    replicates = int(sys.argv[2]) if len(sys.argv) > 2 else REPLICATES
    for persons in sizes:
        ties = made_up(persons)
        print(f"{ties.persons:,} persons, {len(ties.person):,} ties; seconds of one processor")
        if persons <= BESIDE_NETWORKX:
            beside_networkx(ties)
        whole = seconds(
            lambda ties=ties: printed_networks(network_findings(ties, NetworkSettings(replicates=replicates)))
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        print(f"  everything, {replicates} replicates of each kind: {whole:.1f} s, at most {peak:.2f} GiB so far")


if __name__ == "__main__":
    main()
