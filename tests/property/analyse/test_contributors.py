"""Operations and givers behind cases against plain Python, on every engine."""

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
from clerestory.model.commission import CrossTable
from clerestory.model.instrument import Code, Codelist, Instrument, Key, KeyKind, Need, ValueType, Variable
from clerestory.study.stored import read_cohort, write_cohort
from engines import NO_SPARK

STAGES = {"P2": "ACTIVE", "P6": "CLEAR", "P8": "NOTEXT", "UNK": "HOLD"}
INSTRUMENT = Instrument(
    variables=(
        Variable("return", "provider", "", ValueType.STRING),
        Variable("investigation", "inv_pseudo", "", ValueType.STRING),
        Variable("investigation", "proceedings_stage", "", ValueType.CODE, "stage"),
        Variable("person", "sex", "", ValueType.CODE, "sex"),
        Variable("link", "role", "", ValueType.TEXT, need=Need.NO),
    ),
    keys=(
        Key("return", "return_id", KeyKind.PRIMARY),
        Key("investigation", "inv_pseudo", KeyKind.PRIMARY, prefix="inv"),
        Key("person", "person_id", KeyKind.PRIMARY),
        Key("link", "person_id", KeyKind.FOREIGN, "person"),
        Key("link", "inv_pseudo", KeyKind.FOREIGN, "investigation"),
    ),
    codelists={
        "stage": Codelist("stage", tuple(Code(code, code, hold) for code, hold in STAGES.items())),
        "sex": Codelist("sex", (Code("M", "Male"), Code("F", "Female"))),
    },
)
REQUEST = CrossTable(id="t1", title="T", count="person", rows="person.sex")
SEX = {"p1": "M", "p2": "F", "p3": "M", "p4": None}
# Who says so, which person, in which operation if in any.
LINKS = st.lists(
    st.tuples(
        st.sampled_from(["g1", "g2"]), st.sampled_from(list(SEX)), st.sampled_from(["inv1", "inv2", "inv3", None])
    ),
    min_size=1,
    max_size=12,
)
KNOWN = st.dictionaries(
    st.tuples(st.sampled_from(["g1", "g2"]), st.sampled_from(["inv1", "inv2", "inv3"])),
    st.sampled_from([*STAGES, None]),
)


def write(folder: Path, links, stages) -> dict[tuple[str, str], str | None]:
    """One row for each person and investigation of a giver; a stage that nobody gives is missing."""
    there = {(g, i): stages.get((g, i)) for g, _, i in links if i}
    frames = {
        "return": [(g, g, g, g) for g in ("g1", "g2")],
        "person": [(p, SEX[p], g, g) for g, p in dict.fromkeys((g, p) for g, p, _ in links)],
        "investigation": [(i, stage, g, g) for (g, i), stage in there.items()],
        "link": [(p, i, None, g, g) for g, p, i in dict.fromkeys(links) if i],
    }
    columns = {
        "return": ["return_id", "provider", "return_provider", "return_ref"],
        "person": ["person_id", "sex", "return_provider", "return_ref"],
        "investigation": ["inv_pseudo", "proceedings_stage", "return_provider", "return_ref"],
        "link": ["person_id", "inv_pseudo", "role", "return_provider", "return_ref"],
    }
    for name, rows in frames.items():
        schema = dict.fromkeys(columns[name], pl.String)
        pl.DataFrame(rows, schema=schema, orient="row").write_parquet(folder / f"{name}.parquet")
    return there


def by_sex(cohort, parts) -> dict[tuple[str, str], int]:
    """How many persons of each sex each contributor has."""
    sexes = [leaf.code for leaf in cohort.classifications[0].leaves]
    return {
        (sexes[cohort.combinations[c, 0]], parts.names[who]): n
        for c, who, n in zip(parts.combinations, parts.contributors, parts.cases.tolist(), strict=True)
    }


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@settings(max_examples=20, deadline=None, derandomize=True)
@given(links=LINKS, stages=KNOWN)
def test_each_person_is_in_each_of_their_operations_once(engine, links, stages):
    check_operations(engine, links, stages)


@NO_SPARK
@pytest.mark.slow
@settings(max_examples=10, deadline=None, derandomize=True)
@given(links=LINKS, stages=KNOWN)
def test_each_person_is_in_each_of_their_operations_once_on_spark(lent_spark, links, stages):
    check_operations("spark", links, stages)


def check_operations(engine: str, links, stages) -> None:
    with tempfile.TemporaryDirectory() as folder:
        there = write(Path(folder), links, stages)
        made = tabulate(INSTRUMENT, engine_on(engine, Path(folder)), [REQUEST], operations=True)
        cohort = made.cohorts["person"]
        write_cohort(Path(folder) / "cohort.json", cohort)
        read = read_cohort(Path(folder) / "cohort.json").operations
    parts = cohort.operations
    pairs = {(SEX[p] or "not_recorded", i, p) for _, p, i in links if i}
    assert by_sex(cohort, parts) == dict(Counter((sex, i) for sex, i, _ in pairs))
    live = {i for (_, i), stage in there.items() if STAGES.get(stage or "") not in ("CLEAR", "NOTEXT")}
    assert {name for name, is_live in zip(parts.names, parts.live, strict=True) if is_live} == live
    assert (read.names, read.live.tolist(), read.cases.tolist()) == (
        parts.names,
        parts.live.tolist(),
        parts.cases.tolist(),
    )


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@settings(max_examples=10, deadline=None, derandomize=True)
@given(links=LINKS)
def test_a_person_of_two_returns_is_of_both_givers_and_counted_once_for_each(engine, links):
    check_givers(engine, links)


@NO_SPARK
@pytest.mark.slow
@settings(max_examples=10, deadline=None, derandomize=True)
@given(links=LINKS)
def test_a_person_of_two_returns_is_of_both_givers_and_counted_once_for_each_on_spark(lent_spark, links):
    check_givers("spark", links)


def check_givers(engine: str, links) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), links, {})
        cohort = tabulate(INSTRUMENT, engine_on(engine, Path(folder)), [REQUEST], givers=True).cohorts["person"]
        write_cohort(Path(folder) / "cohort.json", cohort)
        read = read_cohort(Path(folder) / "cohort.json")
    sent = {(SEX[p] or "not_recorded", giver, p) for giver, p, _ in links}
    assert by_sex(cohort, cohort.givers) == dict(Counter((sex, giver) for sex, giver, _ in sent))
    assert by_sex(read, read.givers) == by_sex(cohort, cohort.givers)
    assert cohort.givers.live is None


def test_nothing_is_known_of_contributors_where_no_rule_asks(tmp_path):
    write(tmp_path, [("g1", "p1", "inv1")], {})
    cohort = tabulate(INSTRUMENT, engine_on("polars", tmp_path), [REQUEST]).cohorts["person"]
    assert cohort.operations is None
    assert cohort.givers is None


def test_an_instrument_without_operations_is_refused_where_a_rule_asks(tmp_path):
    write(tmp_path, [("g1", "p1", "inv1")], {})
    keys = tuple(key for key in INSTRUMENT.keys if key.prefix != "inv" and key.entity != "link")
    without = Instrument(INSTRUMENT.variables, keys, INSTRUMENT.codelists)
    with pytest.raises(TableError, match="no entity with a primary key of pseudonyms inv"):
        tabulate(without, engine_on("polars", tmp_path), [REQUEST], operations=True)
