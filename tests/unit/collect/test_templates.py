"""Templates: every entity with every column, readable again, and the codes beside them."""

from __future__ import annotations

import io

import openpyxl
import pytest

from clerestory.collect import TemplateForm, check_return, template_files
from clerestory.study import read_instrument, shipped_instrument
from returns import INSTRUMENT, PROVIDER, RETURN

SHIPPED = read_instrument(shipped_instrument())


def put(tmp_path, instrument, form):
    place = tmp_path / PROVIDER.replace(":", "-") / RETURN
    place.mkdir(parents=True)
    for name, data in template_files(instrument, form).items():
        (place / name).write_bytes(data)
    return place


@pytest.mark.parametrize("instrument", [INSTRUMENT, SHIPPED], ids=["small", "shipped"])
@pytest.mark.parametrize("form", TemplateForm)
def test_a_template_reads_back_as_a_return_that_lacks_its_one_row_and_nothing_else(tmp_path, form, instrument):
    receipt = check_return(put(tmp_path, instrument, form), instrument)
    assert [(f.rule, f.what) for f in receipt.faults] == [("K4", "must have exactly one row: this return")]
    assert receipt.warnings == ()
    assert set(receipt.rows_in.values()) == {0}


def test_a_filled_template_is_a_good_return(tmp_path):
    place = put(tmp_path, INSTRUMENT, TemplateForm.XLSX)
    book = openpyxl.load_workbook(place / "return.xlsx")
    book.properties.creator = ""
    book["return"].append([RETURN, PROVIDER, "2020-01-01", "2020-12-31", "DSA-2024-0012"])
    book["victim"].append(["vic" + "a" * 26, "16-17"])
    book.save(place / "return.xlsx")
    receipt = check_return(place, INSTRUMENT)
    assert receipt.faults == ()
    assert receipt.accepted == {"return": 1, "event": 0, "suspect": 0, "victim": 1}


def test_the_workbook_has_a_sheet_for_each_entity_and_guidance_behind_them():
    (data,) = template_files(SHIPPED, TemplateForm.XLSX).values()
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == [*SHIPPED.entities, "notes", "codes"]
    for entity in SHIPPED.entities:
        assert [cell.value for cell in book[entity][1]] == list(SHIPPED.columns_of(entity))
    told = {(row[0].value, row[1].value) for row in book["notes"].iter_rows(min_row=2)}
    assert {(e, c) for e in SHIPPED.entities for c in SHIPPED.columns_of(e)} <= told


def test_the_choices_of_a_column_are_the_codes_of_its_list():
    (data,) = template_files(SHIPPED, TemplateForm.XLSX).values()
    book = openpyxl.load_workbook(io.BytesIO(data))
    places = {}
    for rule in book["suspect"].data_validations.dataValidation:
        name = book["suspect"].cell(1, next(iter(rule.sqref.ranges)).min_col).value
        places[name] = rule.formula1
    first, last = places["sex"].removeprefix("codes!$B$").split(":$B$")
    codes = [book["codes"][f"B{row}"].value for row in range(int(first), int(last) + 1)]
    assert codes == [code.code for code in SHIPPED.codelists["sex"].codes]


@pytest.mark.parametrize("form", [TemplateForm.XLSX, TemplateForm.ODS])
def test_the_mark_stands_on_the_pages_of_a_template_for_synthetic_data(tmp_path, form):
    (marked,) = template_files(INSTRUMENT, form, mark="SYNTHETIC").values()
    (plain,) = template_files(INSTRUMENT, form).values()
    assert marked != plain
    assert template_files(INSTRUMENT, form).popitem()[1] == plain
