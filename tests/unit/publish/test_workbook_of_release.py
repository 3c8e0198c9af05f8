"""The workbooks of a release have the numbers of its CSV files, in the order of the paper, with their notes."""

from __future__ import annotations

import csv
import io

import pytest

from accessible_workbooks import WRITERS, cells_of, table_of
from clerestory.publish import build_release
from clerestory.study import shipped_presets
from papers import PAPER, approved, column_table, study, table

RULES = shipped_presets()["THRESHOLD-6"]


def released(folder, *args):
    build_release(folder, approved(*args), study(), rules=RULES)
    return folder / "tables"


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return released(tmp_path_factory.mktemp("release"))


@pytest.fixture(params=WRITERS)
def made(request, tables):
    return tables, (tables / f"SYNTHETIC-tables.{request.param}").read_bytes()


def rows_of(tables, name):
    return list(csv.DictReader(io.StringIO((tables / f"SYNTHETIC-{name}.csv").read_text("utf-8"))))


def titles(data):
    return {row[0]: row[1] for row in table_of(cells_of(data, "Contents"), "Worksheet")[1:]}


def test_a_table_of_counts_has_what_its_file_has(made):
    tables, data = made
    header, *rows = table_of(cells_of(data, sheet_of(data, table().shape.title)), table().shape.row_heading or "Group")
    found = {(row[0], name): value for row in rows for name, value in zip(header[1:], row[1:], strict=True)}
    given = {
        (row["row_label"], row["column_label"]): float(row["count"]) if row["count"] else row["status"]
        for row in rows_of(tables, "t1")
    }
    assert found == given
    assert "[c]" in found.values()


def sheet_of(data, title):
    return next(sheet for sheet, named in titles(data).items() if named == title)


def test_shares_have_what_their_file_has(made):
    tables, data = made
    sheet = next(sheet for sheet, title in titles(data).items() if title.endswith("shares and what is possible"))
    _, *rows = table_of(cells_of(data, sheet), "Category")
    names = ("count", "of_known_pct", "not_known_pct", "at_least_pct", "at_most_pct")
    given = [[row["label"], *(float(row[name]) for name in names)] for row in rows_of(tables, "t1-total-shares")]
    assert rows == given


def test_every_file_of_the_release_has_its_sheet(made):
    tables, data = made
    files = list(tables.glob("*.csv"))
    assert len(titles(data)) - ("Notes" in titles(data)) == len(files)


def test_sheets_have_the_numbers_of_the_paper_and_what_it_does_not_print_comes_last(tmp_path):
    paper = '## A\n\n{{ shares t1["total"] }}\n\n{{ table t1 }}\n'
    tables = released(tmp_path, paper, (table(), column_table()))
    found = titles((tables / "SYNTHETIC-tables.ods").read_bytes())
    assert list(found) == ["Notes", "Table 1", "Table 2", "Further table 1"]
    assert found["Table 1"].endswith("shares and what is possible")
    assert found["Table 2"] == table().shape.title
    assert found["Further table 1"] == column_table().shape.title


def test_notes_are_those_that_stand_below_the_table_on_the_page(made):
    tables, data = made
    notes = {row[1] for row in table_of(cells_of(data, "Notes"), "Note number")[1:]}
    page = (tables.parent / "index.html").read_text("utf-8")
    assert "Each suspect counts once." in page
    assert any("Each suspect counts once." in note for note in notes)


def test_the_page_leads_to_both_workbooks(made):
    tables, _ = made
    page = (tables.parent / "index.html").read_text("utf-8")
    for ending in WRITERS:
        assert f'href="tables/SYNTHETIC-tables.{ending}"' in page


def test_a_release_of_real_cases_has_no_mark(tmp_path):
    build_release(tmp_path, approved(PAPER), study(data="confidential"), rules=RULES)
    data = (tmp_path / "tables" / "tables.xlsx").read_bytes()
    assert "SYNTHETIC" not in str([cells_of(data, sheet) for sheet in ("Cover", "Contents", *titles(data))])
