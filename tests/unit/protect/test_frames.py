"""Frames of polars, pandas and pyarrow give one result, and each library's own CSV of it can be verified."""

from __future__ import annotations

import csv

import polars as pl
import pyarrow as pa
import pyarrow.csv
import pytest

from clerestory import pipeline
from clerestory.errors import TableError
from clerestory.model.rules import ThresholdRule
from clerestory.protect import protect_frame
from clerestory.protect.hierarchies.files import proof_text

DIMS = [["area", "place"], ["age"]]
CELLS = {
    "area": ["N", "N", "N", "N", "S", "S", "S", "S"],
    "place": ["n1", "n1", "n2", "n2", "s1", "s1", "s2", "s2"],
    "age": [1, 2, 1, 2, 1, 2, 1, 2],  # numbers for codes
    "n": [2, 19, 7, 6, 30, 1, 12, 25],
}
MARGINS = {"area": ["N", "Total"], "place": ["Total", "Total"], "age": ["Total", "1"], "n": [34, 51]}


def pandas_frame(columns: dict):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    return pandas.DataFrame(columns)


MAKE = {"polars": pl.DataFrame, "pyarrow": pa.table, "pandas": pandas_frame}
WRITE = {
    "polars": lambda table, path: table.write_csv(path),
    "pyarrow": pyarrow.csv.write_csv,
    "pandas": lambda table, path: table.to_csv(path, index=False),
}
LIBRARIES = pytest.mark.parametrize("library", MAKE)


def protected(library: str, columns: dict = CELLS):
    return protect_frame(MAKE[library](columns), DIMS, "n", ThresholdRule(5), seed=3)


def written(library: str, table, path) -> list[dict[str, str]]:
    """Write a table as its library does, and read the file as anybody would."""
    WRITE[library](table, path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@LIBRARIES
def test_the_result_is_the_same_in_every_library_and_of_the_kind_that_came(library, tmp_path):
    table, proof = protected(library)
    polars_table, polars_proof = protected("polars")
    assert type(table) is type(MAKE[library](CELLS))
    assert proof == polars_proof
    rows = written(library, table, tmp_path / "table.csv")
    assert rows == written("polars", polars_table, tmp_path / "polars.csv")
    assert {row["n"] for row in rows if row["symbol"] == "[c]"} == {""}
    assert len(rows) == 7 * 3


@LIBRARIES
def test_what_a_library_writes_is_verified(library, tmp_path):
    table, proof = protected(library)
    WRITE[library](table, tmp_path / "table.csv")
    (tmp_path / "proof.json").write_text(proof_text(proof), encoding="utf-8")
    checked = pipeline.verify_tables([tmp_path / "table.csv"], tmp_path / "proof.json")
    assert (checked.cells, checked.unsafe) == (21, len(proof.unsafe))
    assert checked.unsafe == 2


@LIBRARIES
def test_margins_that_agree_change_nothing_and_others_are_refused(library):
    every = {name: [*map(str, CELLS[name]), *MARGINS[name]] for name in ("area", "place", "age")}
    _, proof = protected(library, every | {"n": CELLS["n"] + MARGINS["n"]})
    assert proof == protected(library)[1]
    with pytest.raises(TableError, match="row 10: is a margin that is not the sum of its cells"):
        protected(library, every | {"n": CELLS["n"] + [34, 52]})


@LIBRARIES
@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        pytest.param("place", ["n1", None, *CELLS["place"][2:]], "column place, row 2: has an empty code", id="gap"),
        pytest.param("place", ["n1", "", *CELLS["place"][2:]], "column place, row 2: has an empty code", id="empty"),
        pytest.param("n", [2, 19, None, *CELLS["n"][3:]], "column n, row 3: is not a whole number", id="no count"),
        pytest.param("n", [2, 19, -7, *CELLS["n"][3:]], "column n, row 3: is not a whole number", id="negative"),
        pytest.param(
            "n", [2.0, 19.0, 7.5, *map(float, CELLS["n"][3:])], "column n, row 3: is not a whole number", id="half"
        ),
        pytest.param("n", [2, 19, 2**50, *CELLS["n"][3:]], "column n, row 3: is more than 1,099,511,", id="huge"),
        pytest.param("place", ["n1", "n1", "s1", *CELLS["place"][3:]], "'s1' stands under both", id="overlap"),
    ],
)
def test_a_fault_has_its_column_and_row_in_every_library(library, column, values, message):
    with pytest.raises(TableError, match=message):
        protected(library, CELLS | {column: values})


def test_what_pandas_calls_missing_among_whole_numbers_is_no_code():
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    ages = pandas.array([1, None, *CELLS["age"][2:]], dtype="Int64")
    with pytest.raises(TableError, match="column age, row 2: has an empty code"):
        protected("pandas", CELLS | {"age": ages})


@pytest.mark.parametrize("dims", [[], [["area", "place"], []]])
def test_dimensions_without_columns_are_refused(dims):
    with pytest.raises(TableError, match="the dimensions: "):
        protect_frame(pl.DataFrame(CELLS), dims, "n", ThresholdRule(5), seed=3)
