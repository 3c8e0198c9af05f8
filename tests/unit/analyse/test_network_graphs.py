"""Graphs of ties beside published figures and beside networkx, which shares no code with them."""

from __future__ import annotations

import dataclasses
import importlib

import networkx as nx
import numpy as np
import pytest

from clerestory.analyse.networks import graphs, network_findings
from clerestory.analyse.networks.components import TieGraph
from clerestory.analyse.networks.contributing import OperationsOfNetworks
from clerestory.analyse.networks.loss import held_together
from clerestory.analyse.networks.missing import MissingTies
from clerestory.analyse.networks.rows import forces_of
from clerestory.errors import ExtraError, TableError
from clerestory.model.findings.networks import NetworkSettings
from clerestory.progress import SILENT
from network_ties import everything, ties_of, together


def zachary():
    """Each friendship of the karate club is an event of two."""
    return ties_of([(p, e, 0, 0) for e, pair in enumerate(nx.karate_club_graph().edges) for p in pair])


def structure(ties):
    graph, whole = everything(ties)
    return graphs.structure_of(graph.ties, whole, seed=1)


def davis():
    graph = nx.davis_southern_women_graph()
    women = set(graph.graph["top"])
    return ties_of([(w, e, 0, 0) for w in graph.graph["top"] for e in graph[w] if w in women])


def test_zachary_comes_out_as_published():
    """34 members, 78 friendships, 45 triangles (Zachary 1977); best modularity .4198 (Brandes and others 2008)."""
    found, ties = structure(zachary()), zachary()
    assert (ties.persons, found.projected_ties) == (34, 78)
    assert found.transitivity == pytest.approx(3 * 45 / 528)  # 528 pairs of friendships that share a member
    assert found.transitivity == pytest.approx(0.2557, abs=5e-5)
    assert found.modularity == pytest.approx(0.4198, abs=5e-5)
    assert max(graphs.projected_graph(ties, seed=1).betweenness()) == pytest.approx(231.071, abs=5e-4)


@pytest.mark.parametrize("seed", [2, 3, 4, 5])
def test_the_best_division_of_zachary_is_found_from_other_seeds_too(seed):
    assert graphs.structure_of(zachary(), everything(zachary())[1], seed=seed).modularity >= 0.4155


def test_davis_comes_out_as_published():
    """18 women, 14 events, 89 attendances (Davis and others 1941); 139 pairs of women met, of 153 (Breiger 1974)."""
    ties = davis()
    assert (ties.persons, ties.events, len(ties.person)) == (18, 14, 89)
    assert structure(ties).projected_ties == 139
    assert everything(ties)[1].sizes.tolist() == [18]


@pytest.mark.parametrize("seed", range(5))
def test_networks_are_the_components_that_networkx_finds(seed):
    rng = np.random.default_rng(seed)
    rows = [(f"p{p}", f"e{e}", 0, 0) for p, e in rng.integers(0, 60, (70, 2))]
    ties, holding = TieGraph.of(ties_of(rows)), rng.random(70) < 0.8
    pairs = zip(ties.ties.person.tolist(), ties.ties.event.tolist(), holding, strict=True)
    graph = nx.Graph([(f"p{person}", f"e{event}") for person, event, there in pairs if there])
    sizes = [sum(node[0] == "p" for node in nodes) for nodes in nx.connected_components(graph)]
    assert sorted(ties.networks(holding).sizes) == sorted(size for size in sizes if size > 1)


def test_the_projection_is_that_of_networkx():
    ties = davis()
    graph = nx.davis_southern_women_graph()
    theirs = nx.bipartite.projected_graph(graph, graph.graph["top"])
    assert structure(ties).transitivity == pytest.approx(nx.transitivity(theirs))


def test_the_same_seed_gives_the_same_findings():
    first, second = (network_findings(davis(), NetworkSettings(replicates=20, seed=4)) for _ in range(2))
    assert (first.structure, first.held, first.shaken) == (second.structure, second.held, second.shaken)


def test_forces_are_counted_once_for_each_network():
    ties = ties_of(
        [("A", "x", 0, 0), ("B", "x", 0, 0), ("C", "y", 0, 0), ("D", "y", 0, 0), ("D", "z", 0, 0), ("E", "z", 0, 0)],
        forces=[0, 0, 1, 1, 2, -1],
    )
    assert forces_of(ties, everything(ties)[1]).tolist() == [1, 2]


def test_those_who_share_one_event_stay_in_one_piece_whoever_is_lost():
    held = held_together(*everything(together({0: ["ABCDEFGHIJ"]})), NetworkSettings(replicates=20), SILENT)
    assert [(one.whole_prop.mean, one.largest_prop.mean, one.pieces.mean) for one in held] == [(1.0, 1.0, 1.0)] * 3


def test_a_chain_of_three_falls_apart_when_its_middle_is_lost():
    # A-B and B-C. With two left, the middle is the one lost in a third of the cases; with three left, it holds.
    chains = [(f"{n}{p}", f"{n}{e}", 0, 0) for n in range(400) for p, e in ("Ax", "Bx", "By", "Cy")]
    (held,) = held_together(*everything(ties_of(chains)), NetworkSettings(replicates=400, losses_prop=(0.5,)), SILENT)
    # Of 3 ways to keep two, two hold, and so does the one of three; else there are two pieces, one half in each.
    assert held.whole_prop.mean == pytest.approx((1 + 2) / 4, abs=0.01)
    assert held.largest_prop.mean == pytest.approx(1 - 0.5 / 4, abs=0.01)
    assert held.pieces.mean == pytest.approx(1 + 1 / 4, abs=0.01)
    assert held.whole_prop.low < held.whole_prop.mean < held.whole_prop.high


def test_an_event_of_too_many_is_refused(monkeypatch):
    monkeypatch.setattr(graphs, "MOST_PAIRS", 3)
    with pytest.raises(TableError, match="more than 3 pairs"):
        structure(together({0: ["ABCD"]}))


def test_without_igraph_the_extra_is_named_before_anything_is_read(monkeypatch, tmp_path):
    monkeypatch.setattr(graphs, "find_spec", lambda name: None)
    pipeline = importlib.import_module("clerestory.pipeline.single_files.networks")
    with pytest.raises(ExtraError, match=r"\.\[networks\]") as missing:
        pipeline.networks_of_ties(tmp_path / "nowhere.csv")
    assert missing.value.exit_code == 15


def test_every_stage_of_progress_is_gone_through():
    told = Recorder()
    network_findings(davis(), NetworkSettings(replicates=20), progress=told)
    assert [stage for stage, _, _ in told.stages] == [
        "quarters",
        "random loss",
        "missing ties",
        "more missing ties",
        "structure",
    ]
    assert all(total == done for _, total, done in told.stages)


class Recorder:
    def __init__(self):
        self.stages = []

    def begin(self, stage, total):
        self.stages.append([stage, total, 0])

    def advance(self, steps=1):
        self.stages[-1][2] += steps


def test_figures_that_no_missing_tie_moves_are_steady_and_others_are_not():
    # Two at one event: each missing tie takes the network away. Ten at one event: they stay together.
    pairs, tens = (
        steady_number(ties_of([(f"{n}-{p}", n, 0, 0) for n in range(60) for p in range(many)])) for many in (2, 10)
    )
    assert pairs < 0.1
    assert tens == 0.5


def steady_number(ties):
    return MissingTies(*everything(ties), NetworkSettings()).steady(SILENT)[0].missing_prop


def test_missing_ties_take_away_as_many_pairs_as_chance_says():
    # A pair is there if both of its ties are: 0.9 squared.
    pairs = ties_of([(f"{n}{one}", f"E{n}", 0, 0) for n in range(4000) for one in "AB"])
    number = MissingTies(*everything(pairs), NetworkSettings()).shaken(SILENT)[0]
    assert number.mean == pytest.approx(4000 * 0.81, rel=0.005)
    assert number.low == pytest.approx(4000 * 0.81 - 1.645 * (4000 * 0.81 * 0.19) ** 0.5, rel=0.01)


def test_a_network_of_several_operations_counts_for_the_one_that_has_most_networks():
    # x is of operation 0 and ties A and B; y, of 1, joins them to C; u, v are of 1 alone.
    rows = [("A", "x", 0, 0), ("B", "x", 0, 0), ("B", "y", 0, 0), ("C", "y", 0, 0)]
    rows += [(f"{event}{n}", event, 0, 0) for event in "uv" for n in range(2)]
    ties = dataclasses.replace(ties_of(rows), operation=np.array([0, 0, 1, 1, 1, 1, 1, 1]))
    graph, whole = everything(ties)
    operations = OperationsOfNetworks.of(graph.ties, whole, np.ones(8, dtype=bool))
    assert operations.one_of_each().tolist() == [1, 1, 1]
    counted = operations.counted(np.ones(3, dtype=bool)).tally()
    assert (counted.count, counted.operations, counted.of_operations) == (3, 2, (3, 1))
