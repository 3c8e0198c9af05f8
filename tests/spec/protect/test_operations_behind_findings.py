"""What models say of groups of cases, and the operations behind them (S6, L6): a group is a cell, only not printed."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.analyse import engine_on
from clerestory.analyse.inputs import Source, items_with_operations, series_with_operations, ties_with_operations
from clerestory.model.commission import NetworksRequest, TrendRequest, TypologyRequest
from clerestory.model.contributors import ContributorParts
from clerestory.model.findings.trends import Quarter
from clerestory.model.links.linked import CountBy
from clerestory.model.rules import LiveCaseRule, OperationRule, TableRules, ThresholdRule
from clerestory.protect.rules.outputs import operations_can_be_seen
from finding_studies import QUARTERS, cases, vault

RULES = TableRules(ThresholdRule(6), operations=OperationRule(), live=LiveCaseRule())
REQUEST = {"id": "r1", "title": "T", "count": "offence"}


def parts(table: list[list[int]], live: str) -> ContributorParts:
    """Operations down, places across; L is live."""
    operation, place = np.nonzero(table)
    names = tuple(f"o{at}" for at in range(len(table)))
    return ContributorParts(
        names, place, operation, np.array(table)[operation, place], np.array([c == "L" for c in live])
    )


@pytest.mark.parametrize(
    ("table", "live", "groups", "seen"),
    [
        ([[4, 4]] * 5, "L----", [[1], [1]], False),
        ([[8, 2]] + [[4, 4]] * 4, "-----", [[1], [1]], False),
        ([[8, 2]] + [[4, 4]] * 4, "L----", [[1], [1]], True),  # 10 of 42 is over a fifth, and it is live
        ([[4, 4]] * 4, "L---", [[1], [1]], True),  # one of four
        ([[9, 1], [1, 9], [4, 4], [4, 4]], "----", [[1], [1]], False),
        ([[9, 1], [1, 1], [4, 4], [2, 4]], "----", [[1, 0], [0, 1]], True),  # 9 of the 16 before the joinpoint
        ([[9, 1], [1, 9], [4, 4], [4, 4]], "----", [[0.5, 0.5], [0.5, 0.5]], False),  # two classes alike
        ([[20, 0], [0, 9], [0, 9], [0, 9]], "----", [[0.95, 0.05], [0.02, 0.98]], True),  # a class that is an operation
        ([[20, 0], [0, 9], [0, 9], [0, 9]], "----", [[0.0, 0.0], [0.0, 1.0]], False),  # nothing is said of those 20
    ],
)
def test_an_operation_that_would_be_seen_in_a_cell_is_seen_in_what_is_said_of_a_group(table, live, groups, seen):
    counts = np.array(table).sum(axis=0)
    assert operations_can_be_seen(counts, parts(table, live), np.array(groups, dtype=float), RULES) is seen


@pytest.fixture(scope="module")
def rows():
    """The first investigation has ended, of the others nothing is said."""
    made = cases(groups=12)
    made["investigation"][0]["proceedings_stage"] = "P8"
    return made


@pytest.fixture(scope="module")
def source(rows, tmp_path_factory) -> Source:
    folder = tmp_path_factory.mktemp("vault")
    return Source(vault(folder, rows), engine_on("polars", folder))


def test_the_cases_of_each_quarter_are_those_of_their_operations(source, rows):
    asked = TrendRequest.model_validate(REQUEST | {"quarter": "offence.quarter_recorded", "unit": "offences"})
    series, behind = series_with_operations(source, asked, first=Quarter(2018, 1), last=Quarter(2021, 4))
    found = np.zeros((len(behind.names), len(series.counts)), dtype=int)
    found[behind.contributors, behind.combinations] = behind.cases
    for at, operation in enumerate(behind.names):
        own = [row["quarter_recorded"] for row in rows["offence"] if row["inv_pseudo"] == operation]
        assert found[at].tolist() == [own.count(quarter) for quarter in QUARTERS[4:]]
    assert found.sum(axis=0).tolist() == series.counts.tolist()


def test_the_cases_with_each_pattern_are_those_of_their_operations(source, rows):
    asked = TypologyRequest.model_validate(REQUEST | {"items": ["offence.contact_type", "offence.recency"]})
    items, behind = items_with_operations(source, asked, fewest=2)
    lists = source.instrument.codelists
    for at, operation in enumerate(behind.names):
        mine = behind.contributors == at
        found = dict(zip(behind.combinations[mine].tolist(), behind.cases[mine].tolist(), strict=True))
        own = [_answers(row, lists) for row in rows["offence"] if row["inv_pseudo"] == operation]
        for place, answers in enumerate(items.patterns.answers.tolist()):
            told = [codes[a] if a >= 0 else None for codes, a in zip(items.patterns.codes, answers, strict=True)]
            assert found.get(place, 0) == own.count(told)
        assert sum(found.values()) == len(own)


def _answers(row, lists):
    recency = None if row["recency"] == "U" else lists["recency"].label(row["recency"])
    return [lists["contact_type"].label(row["contact_type"]), recency]


def test_operations_of_ties_have_their_persons_and_what_is_not_said_to_be_over_is_live(source, rows):
    asked = NetworksRequest(id="n1", title="T")
    ties, behind = ties_with_operations(source, asked, by=CountBy.PSEUDONYM, last=4 * 2021 + 3)
    of = {row["off_pseudo"]: row["inv_pseudo"] for row in rows["offence"]}
    persons = [
        len({r["sus_pseudo"] for r in rows["link_suspect_offence"] if of[r["off_pseudo"]] == n}) for n in behind.names
    ]
    assert behind.cases.tolist() == persons
    assert len(np.unique(ties.person)) == sum(persons)
    over = rows["investigation"][0]["inv_pseudo"]
    assert [name for name, live in zip(behind.names, behind.live, strict=True) if not live] == [over]
