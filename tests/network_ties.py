"""Ties for tests, all SYNTHETIC: small tables by hand, and a made-up file of many networks."""

from __future__ import annotations

import numpy as np

from clerestory.analyse.networks.components import TieGraph
from clerestory.model.findings.networks import TieTable
from clerestory.model.findings.networks.ties import NOT_SAID


def ties_of(rows, *, forces=None, ongoing=()):
    """Give a table of rows (person, event, first quarter, last quarter); names are numbered by their first row."""
    numbers: list[dict] = [{}, {}]
    coded = [[codes.setdefault(name, len(codes)) for codes, name in zip(numbers, row[:2], strict=True)] for row in rows]
    person, event = np.array(coded, dtype=np.int64).T
    start, end = np.array([row[2:4] for row in rows], dtype=np.int64).T
    nothing = np.full(len(rows), NOT_SAID)
    going = np.isin(np.arange(len(rows)), ongoing)
    force = nothing if forces is None else np.array(forces)
    return TieTable(person, event, event, start, end, going, force, nothing)


def everything(ties):
    """Give the graph of ties and the networks of the whole period."""
    graph = TieGraph.of(ties)
    return graph, graph.everything()


def together(quarters):
    """Give ties of one event for each group of each quarter, such as {0: ["AB", "CD"], 1: ["ABCD"]}."""
    return ties_of(
        [
            (person, f"{quarter}{group}", quarter, quarter)
            for quarter, groups in quarters.items()
            for group in groups
            for person in group
        ]
    )


def many_networks(networks=60, seed=1):
    """Give the text of a file of networks of two to eleven persons, over twelve quarters and three forces."""
    rng = np.random.default_rng(seed)
    rows = ["person,event,start,end,role,force"]
    for number in range(networks):
        for member in range(2 + number % 10):
            first = int(rng.integers(0, 6))
            last = first + int(rng.integers(0, 6))
            role = ("victim", "suspect", "other")[int(rng.integers(0, 3))]
            end = "" if rng.random() < 0.1 else _quarter(last)
            rows.append(f"P{number}-{member},E{number},{_quarter(first)},{end},{role},F{(number + member % 2) % 3}")
    return "\n".join(rows) + "\n"


def _quarter(number):
    return f"{2020 + number // 4}-Q{number % 4 + 1}"
