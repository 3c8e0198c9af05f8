"""Tables under nested definitions, by brute force: what one prints less what the other prints is a cell too (S16).

A network on evidence in the file (STRICT) is one by IICSA2019 too. So tables of both give away how many cases meet the
wider definition alone. Everybody knows that; the oracle does, since its populations have no kind that meets the
narrower one alone. It shares no code with the product but the codes of patterns.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from case_returns import CASES
from clerestory.analyse.classify import coding_of_definitions, meeting
from clerestory.model.commission import DataKind
from clerestory.model.definitions import GroupDefinition
from clerestory.model.rules import Preset, ThresholdRule
from clerestory.model.tables import ConfidentialCohort, Position
from clerestory.protect import protect_tables
from small_populations import populations
from small_tables import classification, positions, table_of

MINIMUM = 3
# None of the two, the wider definition alone, both; in the order BEREL2013, HO2020, IICSA2019, STRICT, COCAD, OCG.
PATTERNS = ["nnnnnn", "nnynnn", "nnyynn"]
WIDER, BOTH = (1, 2), (2,)
SEXES = ["F", "M"]
KINDS = [(pattern, sex) for pattern in range(3) for sex in SEXES]
PRESET = Preset("TINY", ThresholdRule(MINIMUM), frozenset({DataKind.SYNTHETIC}))


def cohort_of(counts) -> ConfidentialCohort:
    definitions, sex = coding_of_definitions(CASES).classification, classification("sex", SEXES)
    kinds = [(definitions.codes.index(PATTERNS[p]), SEXES.index(s)) for p, s in KINDS]
    there = [n for n, count in enumerate(counts) if count]
    return ConfidentialCohort(
        "person",
        (definitions, sex),
        np.array([kinds[n] for n in there], dtype=np.int64).reshape(-1, 2),
        np.array(counts, dtype=np.int64)[there],
    )


def inside(patterns, sexes) -> list[int]:
    return [n for n, (pattern, sex) in enumerate(KINDS) if pattern in patterns and sex in sexes]


def nothing_small_is_given_away(counts):
    of = cohort_of(counts)
    sex, number = positions(of.classifications[1]), (Position("total", "Number"),)
    tables = [
        table_of(of, "wider", sex, number, meeting(GroupDefinition.IICSA2019)),
        table_of(of, "narrower", sex, number, meeting(GroupDefinition.STRICT)),
    ]
    result = protect_tables({"person": of}, tables, PRESET, secret=b"test")

    every = populations(len(KINDS), sum(counts) + MINIMUM)
    for patterns, table in zip((WIDER, BOTH), result.tables, strict=True):
        for sexes, (count,) in zip((SEXES, ["F"], ["M"]), table.counts, strict=True):
            sums = every[:, inside(patterns, sexes)].sum(axis=1)
            every = every[sums == count] if count is not None else every if table.whole else every[sums >= 1]
    cells = [inside(patterns, sexes) for patterns in (WIDER, BOTH, (1,)) for sexes in (SEXES, ["F"], ["M"])]
    for cell in cells:
        true = sum(counts[n] for n in cell)
        if 0 < true < MINIMUM:
            values = every[:, cell].sum(axis=1)
            assert values.min() < values.max(), (counts, [t.counts for t in result.tables], cell)
    return result


COUNTS = st.tuples(*(st.integers(0, 3) for _ in range(2)), *(st.integers(0, 2) for _ in range(2)),
                   *(st.integers(0, 4) for _ in range(2)))  # fmt: skip


@settings(max_examples=12, deadline=None, derandomize=True)
@example(counts=(0, 0, 1, 0, 4, 3))
@given(counts=COUNTS)
def test_what_meets_the_wider_definition_alone_is_not_given_away(counts):
    nothing_small_is_given_away(counts)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, derandomize=True)
@given(counts=COUNTS)
def test_what_meets_the_wider_definition_alone_is_not_given_away_by_hundreds_of_tables(counts):
    nothing_small_is_given_away(counts)


def test_two_safe_tables_with_one_case_between_them_are_not_both_printed():
    """Five and four cases are safe numbers where three is the least; what lies between them is one case."""
    result = nothing_small_is_given_away((0, 0, 1, 0, 4, 0))
    wider, narrower = (table.counts for table in result.tables)
    assert wider[0] != (5,) or narrower[0] != (4,)


def test_two_tables_with_nobody_between_them_are_printed():
    result = nothing_small_is_given_away((2, 1, 0, 0, 4, 3))
    assert [table.counts for table in result.tables] == [((7,), (4,), (3,))] * 2
