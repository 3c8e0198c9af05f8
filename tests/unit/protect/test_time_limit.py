"""A time limit ends going over a pattern, never the proof; and a proof says that it was ended."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from clerestory.errors import RuleSetError
from clerestory.model.rules import ThresholdRule
from clerestory.protect.hierarchies import protect_frame
from clerestory.protect.linked import protect_linked_frame
from clerestory.protect.suppress.grids.deadline import Deadline

RULE = ThresholdRule(5)
DIMS = [["region", "force"], ["age"]]


def cells() -> pl.DataFrame:
    counts = np.random.default_rng(4).poisson(6, 32)
    rows = [(f"R{i // 16}", f"F{i // 4}", f"a{i % 4}", int(n)) for i, n in enumerate(counts)]
    return pl.DataFrame(rows, schema=["region", "force", "age", "n"], orient="row")


def test_a_limit_of_no_time_gives_the_first_pattern_and_says_so():
    first, proof = protect_frame(cells(), DIMS, "n", RULE, seed=1)
    limited, cut_short = protect_frame(cells(), DIMS, "n", RULE, seed=1, iterations=3, time_limit=0)
    assert limited.equals(first)
    assert proof.reproducible
    assert not cut_short.reproducible


def test_a_limit_that_is_never_met_changes_nothing():
    free, _ = protect_frame(cells(), DIMS, "n", RULE, seed=1, iterations=2)
    limited, proof = protect_frame(cells(), DIMS, "n", RULE, seed=1, iterations=2, time_limit=3600)
    assert limited.equals(free)
    assert proof.reproducible


def test_linked_tables_have_the_same_limit():
    tables = [[["region"], ["age"]], [["force"], ["age"]]]
    limited, proof = protect_linked_frame(cells(), tables, "n", RULE, seed=1, iterations=2, time_limit=0)
    first, _ = protect_linked_frame(cells(), tables, "n", RULE, seed=1)
    assert all(ours.equals(theirs) for ours, theirs in zip(limited, first, strict=True))
    assert not proof.reproducible


@pytest.mark.parametrize(
    ("iterations", "seconds"),
    [
        (1, 10.0),  # there is nothing to end
        (2, -1.0),
        (2, float("nan")),
        (2, float("inf")),
    ],
)
def test_a_limit_that_limits_nothing_is_refused(iterations, seconds):
    with pytest.raises(RuleSetError, match="time limit"):
        protect_frame(cells(), DIMS, "n", RULE, seed=1, iterations=iterations, time_limit=seconds)


def test_the_time_begins_when_the_search_does():
    clock = iter([100.0, 100.0, 104.9, 105.0])
    deadline = Deadline(5, now=lambda: next(clock))
    assert [deadline.over() for _ in range(3)] == [False, False, True]
    assert deadline.met


def test_a_limit_that_nobody_asked_about_ended_nothing():
    assert not Deadline(0).met
    unlimited = Deadline(None)
    assert not unlimited.over()
    assert not unlimited.met
