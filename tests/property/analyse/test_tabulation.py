"""Tabulation against plain Python, on every engine: every case counts once, under its resolved value."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.analyse import engine_on, tabulate
from clerestory.errors import TableError
from clerestory.model.commission import CrossTable, OverlapTable
from clerestory.model.instrument import Code, Codelist, Instrument, Key, KeyKind, Need, ValueType, Variable
from engines import NO_SPARK

REGION = {"F1": "N", "F2": "N", "F3": "S"}
SEX = ["M", "F"]
LISTS = {
    "force": Codelist("force", tuple(Code(code, code, region) for code, region in REGION.items())),
    "region": Codelist("region", (Code("S", "South"), Code("N", "North"))),
    "sex": Codelist(
        "sex",
        (Code("M", "Male"), Code("F", "Female"), Code("NS", "-", "", "not stated"), Code("U", "-", "", "not known")),
    ),
    "giver": Codelist("giver", (Code("g1", "One"), Code("g2", "Two"))),
    "missing_reason": Codelist("missing_reason", (Code("NR", "Not recorded"),)),
}
INSTRUMENT = Instrument(
    variables=(
        Variable("return", "provider", "", ValueType.CODE, "giver"),
        Variable("case", "force", "", ValueType.CODE, "force"),
        Variable("case", "years", "", ValueType.YEAR, need=Need.NO),
        Variable("person", "sex", "", ValueType.CODE, "sex"),
        Variable("person", "sex_missing", "", ValueType.CODE, "missing_reason", Need.NO),
        Variable("person", "note", "", ValueType.TEXT, need=Need.NO),
        Variable("link", "role", "", ValueType.TEXT, need=Need.NO),
    ),
    keys=(
        Key("return", "return_id", KeyKind.PRIMARY),
        Key("case", "case_id", KeyKind.PRIMARY),
        Key("person", "person_id", KeyKind.PRIMARY),
        Key("link", "person_id", KeyKind.FOREIGN, "person"),
        Key("link", "case_id", KeyKind.FOREIGN, "case"),
    ),
    codelists=LISTS,
)
REQUESTS = [
    CrossTable(id="t1", title="T", count="person", rows="case.force", columns="person.sex"),
    CrossTable(id="t2", title="T", count="person", rows="case.force", groups={"case.force": "region"}),
    CrossTable(id="t3", title="T", count="person", rows="case.force", columns="person.sex", detail="completeness"),
    CrossTable(id="t4", title="T", count="person", rows="person.sex", only={"case.force": ("F1", "F3")}),
    OverlapTable(kind="overlap", id="t5", title="T", count="person", lists="return.provider"),
    CrossTable(id="t6", title="T", count="case", rows="case.years"),
]
# A record: who says so, about which person, of which sex, in which case of which force; and the year of the case.
RECORD = st.tuples(
    st.sampled_from(["g1", "g2"]),
    st.sampled_from(["p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"]),
    st.sampled_from(["M", "F", "NS", "U", None]),
    st.sampled_from([("c1", "F1"), ("c2", "F2"), ("c3", "F3"), ("c4", None), None]),
)
# A table costs as much for many records as for few, so half of the examples have many.
RECORDS = st.lists(RECORD, min_size=1, max_size=14) | st.lists(RECORD, min_size=14, max_size=28)


def write(folder: Path, records) -> None:
    """One row for each person of a giver (its first record), one for each case, one for each link."""
    people, cases, links = {}, {}, {}
    for giver, person, sex, case in records:
        people.setdefault((giver, person), sex)
        if case:
            cases[giver, case[0]] = case[1]
            links[giver, person, case[0]] = None
    frames = {
        "return": [{"return_id": g, "provider": g, "return_provider": g, "return_ref": g} for g in ("g1", "g2")],
        "person": [
            {"person_id": p, "sex": sex, "note": None, "return_provider": g, "return_ref": g}
            for (g, p), sex in people.items()
        ],
        "case": [
            {"case_id": c, "force": f, "years": "2020", "return_provider": g, "return_ref": g}
            for (g, c), f in cases.items()
        ],
        "link": [
            {"person_id": p, "case_id": c, "role": None, "return_provider": g, "return_ref": g} for g, p, c in links
        ],
    }
    columns = {
        "case": ["case_id", "force", "years", "return_provider", "return_ref"],
        "link": ["person_id", "case_id", "role", "return_provider", "return_ref"],
    }
    for name, rows in frames.items():
        schema = dict.fromkeys(columns.get(name, list(rows[0]) if rows else []), pl.String)
        pl.DataFrame(rows, schema=schema).write_parquet(folder / f"{name}.parquet")


def resolved(values: list[str | None], order: list[str]) -> str:
    """The known value recorded most often, the first in order; then not stated, then not recorded."""
    known = Counter(value for value in values if value in order)
    if known:
        return min(known, key=lambda value: (-known[value], order.index(value)))
    stated = sum(value == "NS" for value in values)
    lost = len(values) - stated
    return "not_stated" if stated and stated >= lost else "not_recorded"


def people_of(records) -> dict[str, tuple[str, str, set[str]]]:
    """Each person's force, sex and givers, in plain Python."""
    found = {}
    rows = {(g, p): s for g, p, s, _ in reversed(records)}
    cases = {(g, c[0]): c[1] for g, _, _, c in records if c}
    links = {(g, p, c[0]) for g, p, _, c in records if c}
    for person in {p for _, p in rows}:
        sexes = [sex for (_, p), sex in rows.items() if p == person]
        forces = [cases[g, c] for g, p, c in links if p == person] + [
            None for (g, p) in rows if p == person and not any(link[:2] == (g, p) for link in links)
        ]
        found[person] = (resolved(forces, list(REGION)), resolved(sexes, SEX), {g for g, p in rows if p == person})
    return found


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@settings(max_examples=13, deadline=None, derandomize=True)
@given(records=RECORDS)
def test_tables_are_what_plain_python_counts(engine, records):
    check(engine, records)


@NO_SPARK
@pytest.mark.slow
@settings(max_examples=25, deadline=None, derandomize=True)
@given(records=RECORDS)
def test_tables_are_what_plain_python_counts_on_spark(lent_spark, records):
    check("spark", records)


def check(engine: str, records) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), records)
        tables = {t.shape.id: t for t in tabulate(INSTRUMENT, engine_on(engine, Path(folder)), REQUESTS).tables}
    people = people_of(records)

    def cell(table: str, row: str, column: str) -> int:
        return int(tables[table].counts[tables[table].shape.index([row, column])])

    def number(where) -> int:
        return sum(where(force, sex, givers) for force, sex, givers in people.values())

    for force in [*REGION, "not_recorded"]:
        for sex in [*SEX, "not_stated", "not_recorded"]:
            assert cell("t1", force, sex) == number(lambda f, s, _: (f, s) == (force, sex))  # noqa: B023
        assert cell("t3", force, "not_known") == number(lambda f, s, _: f == force and s not in SEX)  # noqa: B023
    assert cell("t1", "total", "total") == len(people)
    assert cell("t1", "known", "known") == number(lambda f, s, _: f in REGION and s in SEX)
    assert cell("t2", "N", "total") == number(lambda f, s, _: REGION.get(f) == "N")
    assert cell("t4", "M", "total") == number(lambda f, s, _: s == "M" and f in ("F1", "F3"))
    assert cell("t5", "g1", "g2") == number(lambda f, s, givers: givers == {"g1", "g2"})
    assert cell("t5", "g1", "g1") == number(lambda f, s, givers: "g1" in givers)
    assert cell("t6", "total", "total") == len({c[0] for _, _, _, c in records if c})


def asked(**words) -> CrossTable:
    return CrossTable(**{"id": "t", "title": "T", "count": "person", "rows": "person.sex"} | words)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (asked(rows="person.note"), "cannot be a row or column: it is a text"),
        (asked(count="nobody"), "'nobody' cannot be counted"),
        (asked(count="link"), "'link' cannot be counted"),
        (asked(groups={"person.sex": "region"}), "have no parents"),
        (asked(only={"case.force": ("F9",)}), "'F9' is not a code"),
    ],
)
def test_tables_that_cannot_be_made_are_named(tmp_path, request_, message):
    write(tmp_path, [("g1", "p1", "M", ("c1", "F1"))])
    with pytest.raises(TableError, match=message):
        tabulate(INSTRUMENT, engine_on("polars", tmp_path), [request_])


def test_lists_and_their_variable_are_not_published_together(tmp_path):
    write(tmp_path, [("g1", "p1", "M", ("c1", "F1"))])
    both = [
        OverlapTable(kind="overlap", id="t1", title="T", count="person", lists="return.provider"),
        CrossTable(id="t2", title="T", count="person", rows="return.provider"),
    ]
    with pytest.raises(TableError, match=r"return\.provider names the lists of one table"):
        tabulate(INSTRUMENT, engine_on("polars", tmp_path), both)


def test_a_field_and_the_reason_why_it_is_empty_are_not_tabulated_together(tmp_path):
    """Empty field and given reason are the same cases: one table would give away what the other hides."""
    requests = [
        CrossTable(id="t1", title="T", count="person", rows="case.force", columns="person.sex"),
        CrossTable(id="t2", title="T", count="person", rows="person.sex_missing"),
    ]
    with pytest.raises(TableError, match=r"person\.sex_missing says why person\.sex is empty"):
        tabulate(INSTRUMENT, engine_on("polars", tmp_path), requests)
