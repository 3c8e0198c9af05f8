"""Plain values and encodings as they are laid out for comparing."""

from __future__ import annotations

import re

import numpy as np
import polars as pl
import pytest
import sqlglot

from clerestory.link.comparing import rules_in_sql
from clerestory.link.comparisons import encoded_comparisons, plain_comparisons
from clerestory.link.comparisons.encoded import alike
from clerestory.link.expected import Linked, linkage_error
from clerestory.link.preparing.comparable import ACROSS, ALSO_WITHIN, BlockingRule, Comparable
from clerestory.link.preparing.encoded import bit_columns
from clerestory.link.preparing.plain import comparable_values
from clerestory.model.links.encodings import FIELDS
from clerestory.model.links.settings import Agreement, FieldKind

KINDS = {"a": FieldKind.GIVEN_NAMES, "b": FieldKind.FAMILY_NAME, "c": FieldKind.DATE_OF_BIRTH, "d": FieldKind.POSTCODE}


def laid_out(*rows: tuple[str | None, ...]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=dict.fromkeys("abcd", pl.String), orient="row")
    return comparable_values(frame.with_columns(pl.lit(0).alias("source")), KINDS, ALSO_WITHIN).frame


# What is written, and what is compared.
@pytest.mark.parametrize(
    ("column", "written", "compared"),
    [
        ("given_names", "Ánne-Liese Mary", "anne"),
        ("family_name", "O’Neill", "oneill"),
        ("date_of_birth", "03/02/1990", "19900203"),
        ("date_of_birth", "19900203", "19900203"),
        ("date_of_birth", "spring", None),
        ("postcode", "qx4 7zd", "QX47ZD"),
        ("postcode", "4223", "4223"),
        ("family_name", "", None),
    ],
)
def test_values_have_one_spelling(column, written, compared):
    row = dict.fromkeys("abcd")
    row[{"given_names": "a", "family_name": "b", "date_of_birth": "c", "postcode": "d"}[column]] = written
    assert laid_out(tuple(row.values()))[column][0] == compared


def test_a_block_needs_both_of_its_parts():
    frame = laid_out(("Ann", None, "1990-01-02", None), (None, "Lee", "1990-01-02", "QX4 7ZD"))
    assert frame["block_birth"].to_list() == ["19900102|a", None]
    assert frame["block_names"].to_list() == [None, None]


def test_pairs_that_could_be_one_person_are_those_of_two_sources():
    source = pl.Series("source", [0, 0, 0, 1, 1])
    frame = pl.DataFrame({"record": range(5)}).with_columns(source)
    assert Comparable(frame, (), (), ACROSS).all_pairs == 6
    assert Comparable(frame, (), (), ALSO_WITHIN).all_pairs == 10


def test_bits_are_counted_as_python_counts_them():
    words = np.random.default_rng(1).integers(-(2**63), 2**63 - 1, (4, 8))
    frame = pl.DataFrame({"town": pl.Series(words.tolist(), dtype=pl.Array(pl.Int64, 8))}).select(bit_columns(["town"]))
    assert frame["town_n"].to_list() == [sum(int(w % 2**64).bit_count() for w in row) for row in words.tolist()]


COMPARISONS = [
    *encoded_comparisons(FIELDS),
    *plain_comparisons({kind: [kind.value] for kind in FieldKind}),
]


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda one: one.name)
def test_conditions_read_the_same_on_duckdb_and_on_spark(comparison):
    for condition in (comparison.missing, *(level.condition for level in comparison.levels)):
        from_duckdb, from_spark = (sqlglot.transpile(condition, read=one, write="spark") for one in ("duckdb", "spark"))
        assert from_duckdb == from_spark
        assert set(re.findall(r"(\w+)\(", condition)) <= {"cast", "bit_count", "levenshtein", "substr", "in"}


def test_no_list_is_indexed_since_engines_count_its_elements_differently():
    assert "[" not in alike("town", 0.6, "postcode")


def test_what_a_reviewer_sees_of_a_level():
    comparison = encoded_comparisons(["town"])[0]
    assert [comparison.shown(gamma) for gamma in (-1, 0, 1, 3)] == [
        Agreement.MISSING,
        Agreement.DIFFER,
        Agreement.CLOSE,
        Agreement.AGREE,
    ]


def test_rules_name_sides_as_splink_does():
    two = pl.DataFrame({"source": [0, 1]})
    records = Comparable(two, (), (BlockingRule("x", "y", "way", alike("town", 0.6)),), ACROSS)
    (rule,) = rules_in_sql(records, records.compared)
    assert rule.startswith("l.x = r.y and (l.source <> r.source or (l.record + r.record) % 1 = 0) and ")
    assert "town_0_l" not in rule
    assert "l.town_0 & r.town_0" in rule


def test_matches_on_no_list_are_estimated_from_those_on_one_and_on_two():
    # Of four sure matches two are found one way and two both ways: Chao's bound is 2 * 2 / (2 * 2) = 1.
    frame = pl.DataFrame({"source": [0] * 8, "x": [1, 1, 2, 2, 3, 3, 4, 4], "y": [1, 1, 2, 2, 5, 6, 7, 8]})
    records = Comparable(frame, (), (BlockingRule("x", "x", "one"), BlockingRule("y", "y", "two")), ALSO_WITHIN)
    pairs = pl.DataFrame({"left": [0, 2, 4, 6], "right": [1, 3, 5, 7]})
    sure = np.ones(4)
    every = np.ones(4, dtype=bool)
    error = linkage_error(records, pairs, (sure, sure), Linked(every, every))
    assert (error.links, error.false_links.high, error.missed_unseen) == (4, 0.0, 1.0)
