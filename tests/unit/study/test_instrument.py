"""Instruments that contradict themselves: older lists, conditions, and definitions that cannot be computed."""

from __future__ import annotations

import shutil

import pytest

from clerestory.errors import InstrumentError, TableError
from clerestory.model.commission import CrossTable
from clerestory.model.definitions import DEFINITION
from clerestory.study import read_instrument, shipped_instrument
from clerestory.study.requests import check_requests
from studies import EXAMPLE


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(shipped_instrument(), tmp_path / "instrument")


def changed(path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_shipped_instrument_maps_16_plus_1_into_18_plus_1():
    instrument = read_instrument(shipped_instrument())
    (older,) = instrument.older_lists_of("ethnicity_sde_18plus1")
    current = instrument.codelists["ethnicity_sde_18plus1"].by_code
    assert {code.code: code.parent for code in older.codes if code.code not in current} == {"O1": "A4"}
    assert instrument.older_lists_of("sex") == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("ethnicity_16plus1_legacy,", "ethnicity_15plus1,", "'ethnicity_15plus1' do not lead into"),
        (",ethnicity_sde_18plus1", ",ethnicity_sde_19plus1", "do not lead into the code list 'ethnicity_sde_19plus1'"),
    ],
)
def test_an_older_list_that_is_not_there_is_refused(folder, old, new, message):
    changed(folder / "older_lists.csv", old, new)
    with pytest.raises(InstrumentError, match=message):
        read_instrument(folder)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        # a code without a current one
        (",seen,A4,", ",seen,,", "O1"),
        # a code of both lists that means another thing in the older one
        (",seen,A1,", ",seen,A2,", "A1"),
    ],
)
def test_an_older_code_that_leads_nowhere_or_changed_its_meaning_is_refused(folder, old, new, code):
    changed(folder / "codelists" / "ethnicity_16plus1_legacy.csv", old, new)
    with pytest.raises(InstrumentError, match=f"code '{code}'"):
        read_instrument(folder)


def test_an_instrument_without_older_lists_needs_no_such_file(folder):
    (folder / "older_lists.csv").unlink()
    assert read_instrument(folder).older_lists_of("ethnicity_sde_18plus1") == ()


def test_a_condition_that_no_rule_knows_is_refused(folder):
    changed(folder / "variables.csv", "if p18", "if asked")
    with pytest.raises(InstrumentError, match="'asked' is not a type, kind or condition"):
        read_instrument(folder)


def test_an_instrument_without_the_fields_has_no_definitions():
    instrument = read_instrument(EXAMPLE / "instrument")
    assert instrument.computed == ()
    request = CrossTable(id="t1", title="T", count="case", rows="case.list", definition="HO2020")
    with pytest.raises(TableError, match="t1, definition: the instrument has not what a definition is computed from"):
        check_requests([request], instrument)


def test_definitions_can_be_rows_columns_and_conditions():
    request = CrossTable(id="t1", title="T", count="suspect", rows=DEFINITION, only={DEFINITION: ("HO2020",)})
    check_requests([request], read_instrument(shipped_instrument()))
