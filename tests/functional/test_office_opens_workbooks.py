"""LibreOffice opens what is published, and what it saves again has every value and the name of every table."""

from __future__ import annotations

import csv
import io

import pytest

from accessible_workbooks import BOOK, OFFICE, ROWS, cells_of, converted, table_names, table_of, written
from clerestory.publish import build_release
from clerestory.study import shipped_presets
from papers import approved, study

pytestmark = pytest.mark.skipif(not OFFICE, reason="needs LibreOffice")
SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"  # each sheet a file


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """The workbooks of a release, and one with every kind of cell, in both forms."""
    folder = tmp_path_factory.mktemp("sources")
    (folder / "release").mkdir()
    build_release(folder / "release", approved(), study(), rules=shipped_presets()["THRESHOLD-6"])
    for ending in ("ods", "xlsx"):
        (folder / f"kinds.{ending}").write_bytes(written(BOOK, ending))
        (folder / f"tables.{ending}").write_bytes(
            (folder / "release/tables" / f"SYNTHETIC-tables.{ending}").read_bytes()
        )
    return folder


@pytest.fixture(scope="module")
def saved_again(sources, tmp_path_factory):
    """ODS as XLSX, that as ODS again, and XLSX as ODS; by the two endings and the name."""
    folder = tmp_path_factory.mktemp("again")
    once = converted(sorted(sources.glob("*.ods")), "xlsx", folder / "xlsx")
    back = converted(sorted((folder / "xlsx").iterdir()), "ods", folder / "ods")
    other = converted(sorted(sources.glob("*.xlsx")), "ods", folder / "other")
    made = {"ods to xlsx": once, "ods to xlsx to ods": back, "xlsx to ods": other}
    return {(way, name.partition(".")[0]): data for way, files in made.items() for name, data in files.items()}


@pytest.mark.parametrize("name", ["kinds", "tables"])
@pytest.mark.parametrize("way", ["ods to xlsx", "ods to xlsx to ods", "xlsx to ods"])
def test_saved_in_another_form_and_back_nothing_is_lost(sources, saved_again, way, name):
    data = (sources / f"{name}.{way.partition(' ')[0]}").read_bytes()
    names, again = table_names(data), saved_again[way, name]
    assert len(names) >= 4
    assert table_names(again) == names
    for sheet in (address.partition("!")[0] for address in names.values()):
        assert cells_of(again, sheet) == cells_of(data, sheet), sheet


def test_each_sheet_as_csv_has_its_values(sources, tmp_path):
    made = converted([sources / "kinds.ods"], SHEETS, tmp_path / "csv")
    rows = list(csv.reader(io.StringIO(made["kinds-Table 1.csv"].decode("utf-8-sig"))))
    assert table_of(rows, "Area")[1:] == [
        ["North & <b>  two", "1234", "82.9", "82.9%", "2024-02-29", "0.25"],
        ["=1+1", "[c]", "-0.5", "50%", "2020-01-01", "12345678901234"],
        [ROWS[2][0], "0", "[x]", "[x]", "[z]", "0.0000001"],
    ]
