"""What stands below the title of a table: the definition that chose its cases, and the counting basis of returns."""

from __future__ import annotations

import polars as pl
import pytest

from case_returns import CASES, GIVER, a_case_return, changed
from clerestory.analyse import engine_on, tabulate
from clerestory.collect import collect_returns
from clerestory.errors import TableError
from clerestory.model.commission import CrossTable
from clerestory.model.shares import NoShare, share_of
from clerestory.model.tables import ProtectedTable, TableShape
from engines import ENGINES, NO_SPARK, ON_ONE_MACHINE


@pytest.fixture
def cases(tmp_path):
    a_case_return(tmp_path, changed("return", 0, counting_basis="SUS"))
    for entity, frame in collect_returns(tmp_path / "returns", CASES).cases.items():
        frame.write_parquet(tmp_path / f"{entity}.parquet")
    return tmp_path


def another_return(folder, basis: str | None) -> None:
    frame = pl.read_parquet(folder / "return.parquet")
    more = pl.DataFrame([{"return_provider": GIVER, "return_ref": "r2", "counting_basis": basis}], schema=frame.schema)
    pl.concat([frame, more]).write_parquet(folder / "return.parquet")


def made(folder, engine: str = "polars", **words):
    request = CrossTable(**{"id": "t", "title": "T", "count": "suspect", "rows": "suspect.sex"} | words)
    (table,) = tabulate(CASES, engine_on(engine, folder), [request]).tables
    return table


@pytest.mark.parametrize("engine", ON_ONE_MACHINE)
@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ([], "Counting basis of all returns: suspects identified."),
        (["SUS"], "Counting basis of all returns: suspects identified."),
        # in the order of the code list
        (["OFF"], "Counting basis: the returns differ (offences recorded; suspects identified)."),
        ([None], "Counting basis: the returns differ (suspects identified; not stated)."),
    ],
)
def test_a_table_says_on_which_counting_basis_the_returns_were_made(cases, engine, others, sentence):
    for basis in others:
        another_return(cases, basis)
    assert made(cases, engine).shape.about == (sentence,)


@NO_SPARK
@pytest.mark.slow
def test_on_spark_too_the_returns_differ_and_a_definition_and_one_among_the_conditions_are_both_asked(
    cases, lent_spark
):
    """Two tables at once: what costs seconds on Spark is the planning."""
    another_return(cases, None)
    words = {"title": "T", "count": "suspect", "rows": "suspect.sex"}
    only = {"investigation.definition": ("COCAD",)}
    requests = [CrossTable(id="t1", **words), CrossTable(id="t2", only=only, definition="STRICT", **words)]
    every, chosen = tabulate(CASES, engine_on("spark", cases), requests).tables
    assert every.shape.about == ("Counting basis: the returns differ (suspects identified; not stated).",)
    assert chosen.counts[0, 0] == 2


def test_a_table_under_a_definition_says_so_and_keeps_it_when_it_is_stored(cases):
    shape = made(cases, definition="IICSA2019").shape
    assert shape.about[0] == (
        "Only cases of investigations that meet a definition: "
        "Organised network, suspects identified or not (IICSA2019)."
    )
    assert TableShape.from_json(shape.as_json()) == shape


def test_a_table_that_says_nothing_of_the_kind_is_stored_as_before():
    shape = TableShape("t", "T", "case", "case", (), ())
    assert "about" not in shape.as_json()
    assert TableShape.from_json(shape.as_json()) == shape


@pytest.mark.parametrize("engine", ON_ONE_MACHINE)
def test_a_definition_and_one_among_the_conditions_are_both_asked(cases, engine):
    """The first investigation has two suspects on evidence in the file, the second one alone."""
    assert made(cases, engine).counts[0, 0] == 3
    assert made(cases, engine, definition="IICSA2019").counts[0, 0] == 2
    only = {"investigation.definition": ("none", "OCG")}
    assert made(cases, engine, only=only).counts[0, 0] == 0
    assert made(cases, engine, only={"investigation.definition": ("COCAD",)}, definition="STRICT").counts[0, 0] == 2


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_without_any_investigation_no_definition_is_met(cases, engine):
    for entity in ("investigation", "offence", "link_suspect_offence"):
        pl.read_parquet(cases / f"{entity}.parquet").clear().write_parquet(cases / f"{entity}.parquet")
    table = made(cases, engine, rows="investigation.definition")
    rows = dict(zip([row.key for row in table.shape.rows], table.counts[:, 0].tolist(), strict=True))
    assert rows["total"] == 3
    assert rows["HO2020"] == rows["none"] == 0
    assert rows["HO2020_not_known"] == 3


def test_rows_that_overlap_have_no_shares(cases):
    table = made(cases, rows="investigation.definition")
    counts = tuple((1000,) for _ in table.shape.rows)
    assert share_of(ProtectedTable(table.shape, counts), 1, 0) is NoShare.SEVERAL


def test_the_completeness_of_all_definitions_at_once_is_refused(cases):
    with pytest.raises(TableError, match="has no completeness of its own"):
        made(cases, rows="suspect.sex", columns="investigation.definition", detail="completeness")
