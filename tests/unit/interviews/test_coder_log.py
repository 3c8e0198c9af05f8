"""Coders' time against the limits: days and weeks, and nobody named."""

from __future__ import annotations

import datetime as dt

import pytest

from clerestory.errors import InterviewError
from clerestory.interviews.coder_log import read_exposure
from clerestory.model.interviews.protocol import ExposureLimits

LIMITS = ExposureLimits(minutes_a_day=100, minutes_a_week=200, minutes_to_break=60, support="The post that supports.")


def exposure(tmp_path, *rows: str):
    path = tmp_path / "log.csv"
    path.write_text("coder,day,minutes\n" + "\n".join(rows) + "\n")
    return read_exposure(path, LIMITS)


def test_limits_hold_for_each_coder_and_not_for_all_together(tmp_path):
    assert exposure(tmp_path, "coder-1,2024-06-03,60", "coder-2,2024-06-03,60").is_within
    assert exposure(tmp_path).is_within


def test_a_day_adds_up_over_its_stretches(tmp_path):
    found = exposure(tmp_path, "coder-1,2024-06-03,60", "coder-1,2024-06-03,41")
    assert (found.days, found.weeks, found.stretches) == ((dt.date(2024, 6, 3),), (), ())


def test_a_week_runs_from_monday_to_sunday(tmp_path):
    days = ("2024-06-06", "2024-06-07", "2024-06-08", "2024-06-09")
    rows = [f"coder-1,{day},50" for day in days]
    assert exposure(tmp_path, *rows).is_within
    assert exposure(tmp_path, *rows, "coder-1,2024-06-03,1").weeks == (dt.date(2024, 6, 3),)
    assert exposure(tmp_path, *rows, "coder-1,2024-06-10,60").is_within


def test_a_stretch_without_a_break_is_seen(tmp_path):
    assert exposure(tmp_path, "coder-1,2024-06-03,61").stretches == (dt.date(2024, 6, 3),)


@pytest.mark.parametrize(
    "row", ["A Name,2024-06-03,60", "coder-1,3 June,60", "coder-1,2024-06-03,long", "coder-1,2024-06-03,0"]
)
def test_a_row_of_another_form_is_refused_and_not_quoted(tmp_path, row):
    with pytest.raises(InterviewError, match="row 2") as error:
        exposure(tmp_path, row)
    assert not any(word in str(error.value) for word in ("A Name", "3 June", "long,"))
