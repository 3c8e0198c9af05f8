"""The benchmark of widths calls a row told no oftener by chance than it says, and calls one that tells."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
TABLES, ROWS, TRIALS = 400, 4, 200


@pytest.fixture
def judged(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    import uniform_ranks

    return uniform_ranks


def closed(probabilities: list[float]) -> list[bool]:
    """The closed test: one hypothesis falls where every set of them with it falls by Bonferroni."""
    among = range(len(probabilities))
    sets = [set(some) for size in range(1, len(probabilities) + 1) for some in combinations(among, size)]
    fallen = [min(probabilities[n] for n in some) <= 0.05 / len(some) for some in sets]
    return [all(fell for some, fell in zip(sets, fallen, strict=True) if n in some) for n in among]


def test_what_falls_is_what_a_closed_test_refutes(judged):
    draw = np.random.default_rng(5)
    families = [(draw.random(size) ** draw.choice([1, 4, 8])).tolist() for size in (1, 2, 5, 8) for _ in range(50)]
    assert [judged.refuted(p) for p in families] == [closed(p) for p in families]
    assert {sum(closed(p)) for p in families} > {0, 1, 2}


def test_of_tables_where_nothing_tells_one_in_twenty_or_fewer_has_a_row_told(judged):
    draw = np.random.default_rng(1)
    tables = [{n: draw.random(TRIALS) for n in range(ROWS)} for _ in range(TABLES)]
    by_chance = (0.05 * 0.95 / TABLES) ** 0.5
    assert sum(any(judged.told(rows).values()) for rows in tables) / TABLES <= 0.05 + 2.5 * by_chance


def test_rows_that_tell_are_told_among_others(judged):
    draw = np.random.default_rng(2)
    rows = {
        "chance": draw.random(1000),
        "found early": draw.random(1000) ** 1.2,
        "found late": 1 - draw.random(1000) ** 1.2,
        "never at the ends": 0.5 + (draw.random(1000) - 0.5) * 0.8,  # its mean says nothing
        "chance again": draw.random(1000),
    }
    assert judged.told(rows) == {words: "chance" not in words for words in rows}


def test_a_mean_beyond_the_limit_that_is_printed_is_told_beside_rows_that_tell_nothing(judged):
    flat = (np.arange(1000) + 0.5) / 1000
    for off in (1.01, -1.01):
        rows = dict.fromkeys(range(3), flat) | {"off": flat + off * judged.surely_told(4, 1000)}
        assert judged.told(rows) == {0: False, 1: False, 2: False, "off": True}
