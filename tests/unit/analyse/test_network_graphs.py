"""Graphs of ties beside published figures and beside networkx, which shares no code with them."""

from __future__ import annotations

import importlib

import networkx as nx
import numpy as np
import pytest

from clerestory.analyse.networks import graphs, network_findings
from clerestory.analyse.networks.components import networks_of
from clerestory.analyse.networks.shaking import forces_of, held_together
from clerestory.errors import ExtraError, TableError
from clerestory.model.networks import NetworkSettings
from clerestory.progress import SILENT
from network_ties import ties_of, together


def zachary():
    """Each friendship of the karate club is an event of two."""
    return ties_of([(p, e, 0, 0) for e, pair in enumerate(nx.karate_club_graph().edges) for p in pair])


def davis():
    graph = nx.davis_southern_women_graph()
    women = set(graph.graph["top"])
    return ties_of([(w, e, 0, 0) for w in graph.graph["top"] for e in graph[w] if w in women])


def test_zachary_comes_out_as_published():
    found = graphs.structure_of(zachary(), seed=1)
    assert found.projected_ties == 78
    assert found.transitivity == pytest.approx(0.2557, abs=5e-5)
    assert found.modularity == pytest.approx(0.4198, abs=5e-5)
    assert max(graphs.projected_graph(zachary(), seed=1).betweenness()) == pytest.approx(231.071, abs=5e-4)


def test_davis_comes_out_as_published():
    ties = davis()
    assert (ties.persons, ties.events, len(ties.person)) == (18, 14, 89)
    assert graphs.structure_of(ties, seed=1).projected_ties == 139
    assert networks_of(ties, np.ones(89, dtype=bool)).sizes.tolist() == [18]


@pytest.mark.parametrize("seed", range(5))
def test_networks_are_the_components_that_networkx_finds(seed):
    rng = np.random.default_rng(seed)
    rows = [(f"p{p}", f"e{e}", 0, 0) for p, e in rng.integers(0, 60, (70, 2))]
    ties, holding = ties_of(rows), rng.random(70) < 0.8
    graph = nx.Graph([row[:2] for row, there in zip(rows, holding, strict=True) if there])
    sizes = [sum(node[0] == "p" for node in nodes) for nodes in nx.connected_components(graph)]
    assert sorted(networks_of(ties, holding).sizes) == sorted(size for size in sizes if size > 1)


def test_the_projection_is_that_of_networkx():
    ties = davis()
    graph = nx.davis_southern_women_graph()
    theirs = nx.bipartite.projected_graph(graph, graph.graph["top"])
    assert graphs.structure_of(ties, seed=1).transitivity == pytest.approx(nx.transitivity(theirs))


def test_the_same_seed_gives_the_same_findings():
    first, second = (network_findings(davis(), NetworkSettings(replicates=20, seed=4)) for _ in range(2))
    assert (first.structure, first.held, first.shaken) == (second.structure, second.held, second.shaken)


def test_forces_are_counted_once_for_each_network():
    ties = ties_of(
        [("A", "x", 0, 0), ("B", "x", 0, 0), ("C", "y", 0, 0), ("D", "y", 0, 0), ("D", "z", 0, 0), ("E", "z", 0, 0)],
        forces=[0, 0, 1, 1, 2, -1],
    )
    assert forces_of(ties, networks_of(ties, np.ones(6, dtype=bool))).tolist() == [1, 2]


def test_those_who_share_one_event_stay_in_one_piece_whoever_is_lost():
    ties = together({0: ["ABCDEFGHIJ"]})
    held = held_together(ties, networks_of(ties, np.ones(10, dtype=bool)), NetworkSettings(replicates=20), SILENT)
    assert [one.mean_prop for one in held] == [1.0, 1.0, 1.0]


def test_a_chain_of_three_falls_apart_when_its_middle_is_lost():
    # A-B and B-C. With two left, the middle is the one lost in a third of the cases; with three left, it holds.
    chains = [(f"{n}{p}", f"{n}{e}", 0, 0) for n in range(400) for p, e in ("Ax", "Bx", "By", "Cy")]
    ties = ties_of(chains)
    (held,) = held_together(
        ties,
        networks_of(ties, np.ones(len(chains), dtype=bool)),
        NetworkSettings(replicates=400, losses_prop=(0.5,)),
        SILENT,
    )
    assert held.mean_prop == pytest.approx((1 + 2) / 4, abs=0.01)  # of 3 ways to keep two, two hold, and one of three


def test_an_event_of_too_many_is_refused(monkeypatch):
    monkeypatch.setattr(graphs, "MOST_PAIRS", 3)
    with pytest.raises(TableError, match="more than 3 pairs"):
        graphs.structure_of(together({0: ["ABCD"]}), seed=1)


def test_without_igraph_the_extra_is_named_before_anything_is_read(monkeypatch, tmp_path):
    monkeypatch.setattr(graphs, "find_spec", lambda name: None)
    pipeline = importlib.import_module("clerestory.pipeline.single_files.networks")
    with pytest.raises(ExtraError, match=r"clerestory\[networks\]") as missing:
        pipeline.networks_of_ties(tmp_path / "nowhere.csv")
    assert missing.value.exit_code == 15
