"""Extracts against counting by hand in what comes out."""

from __future__ import annotations

from collections import Counter, defaultdict

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.errors import ProtectionError, RuleSetError, TableError
from clerestory.protect.microdata import ExtractRule, Hierarchy, make_extract
from clerestory.protect.microdata.extract import protected_extract

AGES = Hierarchy(("age", "band"), tuple((str(age), "<18" if age < 18 else "18+") for age in range(10, 30)))
ROWS = st.lists(
    st.tuples(st.integers(10, 29), st.sampled_from(["N", "S", None]), st.sampled_from(["f", "m", ""]),
              st.sampled_from("123"), st.sampled_from("uvw")),
    min_size=1, max_size=25,
)  # fmt: skip
UNTIMED = settings(deadline=None)
NAMES = ("age", "area", "sex", "outcome", "note")
KEYS = NAMES[:3]


def frame(rows):
    types = {"age": pl.Int64, **dict.fromkeys(NAMES[1:], pl.String)}
    return pl.DataFrame(rows, schema=types, orient="row")


def groups_of(rows):
    groups = defaultdict(list)
    for *keys, outcome, _ in rows:
        groups[tuple(keys)].append(outcome)
    return groups


def coarser(value, level, levels):
    if level == levels - 1:
        return "all"
    if value in (None, "") or level == 0:
        return value or None
    return "<18" if value < 18 else "18+"


@UNTIMED
@given(ROWS, st.integers(1, 4), st.integers(1, 3), st.sampled_from([0, 10, 50, 100]))
def test_what_comes_out_holds_and_each_value_is_the_coarser_one_or_blank(rows, k, least, most):
    rule = ExtractRule(k, least, most)
    asked = {"hierarchies": {"age": AGES}, "keep": ["note"]}
    if len(rows) < k or len({row[3] for row in rows}) < least:
        with pytest.raises(ProtectionError, match="too few"):
            protected_extract(frame(rows), KEYS, "outcome", rule, **asked)
        return
    made, report = protected_extract(frame(rows), KEYS, "outcome", rule, **asked)
    groups = groups_of(made.rows())
    assert min(map(len, groups.values())) == report.after.k >= k
    assert min(len(set(g)) for g in groups.values()) == report.after.distinct_l >= least
    assert sum(len(g) == 1 for g in groups.values()) == report.after.sample_uniques
    assert sum(len(g) ** 2 for g in groups.values()) == report.after.discernibility
    whole = [
        (*(coarser(row[i], key.level, len(key.levels)) for i, key in enumerate(report.keys)), *row[3:]) for row in rows
    ]
    assert Counter(row[3:] for row in whole) == Counter(row[3:] for row in made.rows())
    for i, key in enumerate(report.keys):
        lost = Counter(row[i] for row in whole) - Counter(row[i] for row in made.rows())
        assert lost.total() == key.blanked
    failing = sum(len(g) for g in groups_of(whole).values() if len(g) < k or len(set(g)) < least)
    assert failing == report.failing <= len(rows) * most / 100
    assert report.blanked_records >= max(key.blanked for key in report.keys)


@UNTIMED
@given(ROWS, st.randoms(use_true_random=False))
def test_order_of_records_changes_nothing(rows, random):
    if len({row[3] for row in rows}) < 2:
        return
    mixed = random.sample(rows, len(rows))
    one, other = (
        protected_extract(frame(given), KEYS, "outcome", ExtractRule(2, 2), hierarchies={"age": AGES}, keep=["note"])
        for given in (rows, mixed)
    )
    assert one[0].equals(other[0])
    assert one[1] == other[1]


def worked(kind):
    rows = [(age, "N", "f" if age % 2 else "m", str(age % 3), "u") for age in range(10, 30)] * 3
    return kind({name: [row[i] for row in rows] for i, name in enumerate(NAMES)})


@pytest.mark.parametrize("kind", [pl.DataFrame, pd.DataFrame, pa.table])
def test_ages_become_bands_where_that_is_enough_and_the_kind_of_frame_stays(kind):
    made, report = make_extract(worked(kind), KEYS, "outcome", ExtractRule(10, 2), hierarchies={"age": AGES})
    assert type(made) is type(worked(kind))
    assert [key.level for key in report.keys] == [1, 0, 0]
    assert (report.failing, report.blank_loss, report.dropped) == (0, 0, ("note",))
    assert (report.before.k, report.after.k) == (3, 12)
    assert report.level_loss == pytest.approx(1 / 6)
    text = pl.DataFrame(made) if kind is not pa.table else pl.DataFrame(pl.from_arrow(made))
    assert set(text["age"]) == {"<18", "18+"}
    assert text.columns == ["age", "area", "sex", "outcome"]


@pytest.mark.parametrize(("k", "least"), [(9, 2), (10, 1)])
def test_no_extract_below_the_floor(k, least):
    with pytest.raises(RuleSetError, match="k = 10 and l = 2"):
        make_extract(worked(pl.DataFrame), KEYS, "outcome", ExtractRule(k, least))


@pytest.mark.parametrize(
    ("values", "match"),
    [
        (["SECRET 12/03/2009"] * 60, "a date"),
        (["SECRET@example.org"] * 60, "an e-mail address"),
        (["SECRET was seen there by a friend and her sister"] + ["u"] * 59, "free text"),
        ([f"SECRET no {chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(60)], "free text"),
    ],
)
def test_free_text_and_identifiers_are_refused_and_not_echoed(values, match):
    odd = worked(pl.DataFrame).with_columns(pl.Series("note", values))
    with pytest.raises(TableError, match=f"column note: holds what looks like {match}") as caught:
        make_extract(odd, KEYS, "outcome", ExtractRule(10, 2), keep=["note"])
    assert "SECRET" not in str(caught.value)


def test_a_date_is_refused_whatever_its_type():
    odd = worked(pl.DataFrame).with_columns(pl.date(2009, 3, pl.col("age")).alias("note"))
    with pytest.raises(TableError, match="a date"):
        make_extract(odd, KEYS, "outcome", ExtractRule(10, 2), keep=["note"])


@pytest.mark.parametrize(
    ("asked", "match"),
    [
        ({"keep": ["age"]}, "a column twice"),
        ({"keep": ["lost"]}, "no column 'lost'"),
        ({"hierarchies": {"note": AGES}}, "'note' is no key"),
    ],
)
def test_names_that_do_not_fit_are_refused(asked, match):
    with pytest.raises(TableError, match=match):
        make_extract(worked(pl.DataFrame), KEYS, "outcome", ExtractRule(10, 2), **asked)
