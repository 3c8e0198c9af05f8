"""Audits of frames of other libraries, and of the public frequency tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from clerestory.model.rules import ThresholdRule
from clerestory.protect import audit_frame, protect_frame
from clerestory.protect.audit.table_audit import Criterion
from clerestory.protect.hierarchies.engine import ZeroRule

SDC = Path(__file__).parents[3] / ".." / "shared" / "data" / "sdc"
TABLE = {
    "area": ["N", "N", "N", "S", "S", "S", "Total", "Total", "Total"],
    "sex": ["F", "M", "Total"] * 3,
    "n": [None, None, 9, None, None, 8, 7, 10, 17],
    "symbol": ["[c]", "[c]", "", "[c]", "[c]", "", "", "", ""],
}
OPEN = {
    "area": ["N", "S", "Total"],
    "n": [None, 8, None],
    "symbol": ["[c]", "", "[c]"],
}


@pytest.mark.parametrize("kind", [pd.DataFrame, pa.table, pl.DataFrame], ids=["pandas", "pyarrow", "polars"])
def test_a_frame_is_audited_in_the_library_it_comes_in(kind):
    # N 9 and S 8 by area, 7 women and 10 men: of the women in N at most 6, as one is in S and two men would be -1.
    found, audit = audit_frame(kind(TABLE), [["area"], ["sex"]])
    assert isinstance(found, type(kind(TABLE)))
    columns = {name: list(found[name].to_pylist() if kind is pa.table else found[name]) for name in ("low", "high")}
    assert columns == {"low": [1, 3, 1, 2], "high": [6, 8, 6, 7]}
    assert audit.cells == 9


@pytest.mark.parametrize("kind", [pd.DataFrame, pa.table, pl.DataFrame], ids=["pandas", "pyarrow", "polars"])
def test_an_interval_without_an_end_has_a_gap_in_every_library(kind):
    found, _ = audit_frame(kind(OPEN), [["area"]])
    high = found["high"].to_pylist() if kind is pa.table else list(found["high"])
    assert [value is None or value != value for value in high] == [True, True]
    assert [int(value) for value in (found["low"].to_pylist() if kind is pa.table else found["low"])] == [1, 9]


def test_two_cells_under_a_large_total_can_each_be_nearly_all_of_it():
    table = pl.DataFrame({"sex": ["f", "m", "Total"], "n": [None, None, 1000], "symbol": ["[c]", "[c]", ""]})
    found, _ = audit_frame(table, [["sex"]])
    assert found.select("low", "high", "exact").rows() == [(1, 999, True)] * 2


REGIONS, PLACES = [["region"]], [["fylke", "region"]]
MONTHS = [["mnd2", "mnd"]]
TABLES = {
    "z1micro": (None, [*REGIONS, ["hovedint"]]),
    "z1w": (["region"], [*REGIONS, ["what"]]),
    "z2w": (["region", "fylke", "kostragr"], [*PLACES, ["what"]]),
    "z3": (None, [*PLACES, ["hovedint"], *MONTHS]),
    "z3w": (["region", "fylke", "kostragr"], [["kostragr", "region"], ["what"]]),
    "z3wb": (["region", "fylke", "kostragr"], [*PLACES, ["what"]]),
    "sosialFiktiv": (None, [*PLACES, ["hovedint"], *MONTHS]),
}


@pytest.mark.external
@pytest.mark.skipif(not SDC.exists(), reason="the public data in ../shared is not here")
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if name == "sosialFiktiv" else ()) for name in TABLES]
)
def test_every_unsafe_cell_of_a_public_table_has_two_values(name):
    kept, dims = TABLES[name]
    frame = pl.read_csv(SDC / f"ssbtools_MIT__{name}.csv")
    if kept:
        frame = frame.unpivot(index=kept, variable_name="what", value_name="ant")
    table, proof = protect_frame(frame, dims, "ant", ThresholdRule(4), seed=1, zeros=ZeroRule(published=True))
    _, audit = audit_frame(table, dims, proof=proof, criterion=Criterion.INTERVALS)
    found, counts = audit.intervals, dict(zip(proof.suppressed.rows, proof.suppressed.counts, strict=True))
    truth = [counts[row] for row in found.rows.tolist()]
    assert proof.unsafe
    assert not len(audit.pinned)
    assert (found.low <= truth).all()
    assert (found.high >= truth).all()
