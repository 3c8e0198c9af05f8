"""Linked persons against plain Python, on every engine: each counts once, under what most of its givers say."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.analyse import engine_on, tabulate
from clerestory.model.commission import CrossTable, OverlapTable
from engines import NO_SPARK
from linked_persons import ERROR, FORCES, GIVERS, INSTRUMENT, SEX, write_vault

WORDS = {"title": "T", "count": "victim", "count_by": "person"}
REQUESTS = [
    CrossTable(id="t1", rows="investigation.force", columns="victim.sex", **WORDS),
    OverlapTable(kind="overlap", id="t2", lists="return.provider", **WORDS),
]
BY_GIVER = [CrossTable(id="t3", rows="return.provider", **WORDS)]
PSEUDONYMS = ["v1", "v2", "v3", "v4", "v5"]
INVESTIGATIONS = st.one_of(st.none(), st.tuples(st.sampled_from(["i1", "i2"]), st.sampled_from(FORCES)))
RECORD = st.tuples(
    st.sampled_from(list(GIVERS)),
    st.sampled_from(PSEUDONYMS),
    st.sampled_from(["M", "F", "NS", None]),
    INVESTIGATIONS,
)
# A table costs as much for many records as for few, so half of the examples have many.
RECORDS = st.lists(RECORD, min_size=1, max_size=14) | st.lists(RECORD, min_size=14, max_size=28)
PERSONS = st.fixed_dictionaries({name: st.sampled_from(["one", "two", "three"]) for name in PSEUDONYMS})


def voice(values: list[str | None], order: list[str]) -> str:
    """What one giver says: the known value of most records, the first in order; then not stated, then nothing."""
    known = Counter(value for value in values if value in order)
    if known:
        return min(known, key=lambda value: (-known[value], order.index(value)))
    return "not_stated" if values.count("NS") >= values.count(None) and "NS" in values else "not_recorded"


def said(voices: list[str], order: list[str]) -> str:
    """What most givers say, or that it is not recorded where two known values are even."""
    known = Counter(value for value in voices if value in order).most_common()
    if known:
        return "not_recorded" if len(known) > 1 and known[0][1] == known[1][1] else known[0][0]
    return "not_stated" if voices.count("not_stated") * 2 >= len(voices) else "not_recorded"


def persons_of(records, person) -> dict[str, tuple[str, str, set[str], set[str]]]:
    """Force, sex, givers and investigations of each person."""
    rows = {(g, p): sex for g, p, sex, _ in reversed(records)}
    force_of = {(g, i[0]): i[1] for g, _, _, i in records if i}
    met = {(g, p, i[0]) for g, p, _, i in records if i}
    found = {}
    for one in {person[p] for _, p in rows}:
        mine = [(g, p) for g, p in rows if person[p] == one]
        givers = sorted({g for g, _ in mine})
        sexes = [voice([rows[g, p] for g, p in mine if g == giver], SEX) for giver in givers]
        forces = []
        for giver in givers:
            own = [p for g, p in mine if g == giver]
            told = [force_of[g, i] for g, p, i in met if g == giver and p in own]
            forces.append(voice(told + [None for p in own if not any(m[:2] == (giver, p) for m in met)], FORCES))
        investigations = {f"{g}-{i}" for g, p, i in met if person[p] == one}
        found[one] = (said(forces, FORCES), said(sexes, SEX), set(givers), investigations)
    return found


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@settings(max_examples=11, deadline=None, derandomize=True)
@given(records=RECORDS, person=PERSONS)
def test_persons_are_what_plain_python_counts(engine, records, person):
    check(engine, records, person)


@NO_SPARK
@pytest.mark.slow
@settings(max_examples=15, deadline=None, derandomize=True)
@given(records=RECORDS, person=PERSONS)
def test_persons_are_what_plain_python_counts_on_spark(lent_spark, records, person):
    check("spark", records, person)


def check(engine: str, records, person) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cases = write_vault(Path(folder) / "vault", records, person)
        made = tabulate(
            INSTRUMENT, engine_on(engine, cases), REQUESTS, operations=True, givers=True, errors={"victim": ERROR}
        )
        by_giver = tabulate(INSTRUMENT, engine_on(engine, cases), BY_GIVER, errors={"victim": ERROR}).tables[0]
    crossed, overlaps = made.tables
    people = persons_of(records, person).values()
    cell = {
        (row.key, column.key): int(crossed.counts[r, c])
        for r, row in enumerate(crossed.shape.rows)
        for c, column in enumerate(crossed.shape.columns)
    }
    assert cell["total", "total"] == len(people)
    inner = {(f, s) for f in [*FORCES, "not_recorded"] for s in [*SEX, "not_stated", "not_recorded"]}
    assert {key: cell[key] for key in inner} == {key: sum((f, s) == key for f, s, _, _ in people) for key in inner}
    for row, one in enumerate(["total", *GIVERS]):
        for column, other in enumerate(["total", *GIVERS]):
            both = {one, other} - {"total"}
            assert overlaps.counts[row, column] == sum(both <= givers for _, _, givers, _ in people)
    alone = [next(iter(givers)) if len(givers) == 1 else "several_bodies" for _, _, givers, _ in people]
    shown = {row.key: int(by_giver.counts[r, 0]) for r, row in enumerate(by_giver.shape.rows)}
    assert {key: shown[key] for key in [*GIVERS, "several_bodies"]} == {
        key: alone.count(key) for key in [*GIVERS, "several_bodies"]
    }
    cohort = made.cohorts["victim"]
    assert parts(cohort.givers) == Counter(g for _, _, givers, _ in people for g in givers)
    assert parts(cohort.operations) == Counter(i for _, _, _, those in people for i in those)


def parts(behind) -> Counter[str]:
    """How many persons belong to each contributor."""
    found: Counter[str] = Counter()
    for who, cases in zip(behind.contributors.tolist(), behind.cases.tolist(), strict=True):
        found[behind.names[who]] += cases
    return found
