"""Tables of a study that count interviews never count one that was withdrawn."""

from __future__ import annotations

import polars as pl
import pytest

from clerestory.analyse import engine_on
from clerestory.analyse.consent import WithConsent
from engines import ENGINES

ROWS = [
    ("one", "OFF", ""),
    ("two", "OFF", "2025-01-01"),  # withdrawn
    ("three", "SURV", None),
    ("four", "SURV", None),  # withdrawn: another record of it says so
    ("four", "SURV", "2025-01-01"),
    ("five", "OFF", "2999-01-01"),  # withdrawn, whatever the day that was written down
]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_withdrawn_interview_is_no_case(tmp_path, engine):
    frame = pl.DataFrame(ROWS, schema=["int_pseudo", "kind", "consent_withdrawn"], orient="row")
    frame.write_parquet(tmp_path / "interview.parquet")
    frame.rename({"int_pseudo": "sus_pseudo"}).write_parquet(tmp_path / "suspect.parquet")
    on = WithConsent(engine_on(engine, tmp_path))
    assert sorted(on.cases("interview").collect("polars")["int_pseudo"].to_list()) == ["one", "three"]
    assert len(on.cases("suspect").collect("polars")) == len(ROWS)
