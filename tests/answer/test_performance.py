"""How fast was answered as people meet it: files, a release, and the page of the desk in a browser."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from accessible_workbooks import cells_of, table_of
from clerestory.cli.answer.performance import PerformanceAsked
from clerestory.model.commission import DataKind
from clerestory.pipeline.answering.performance import performance_of_list, write_performance
from csvw_files import faults

LETTERS = Path(__file__).parents[2] / "docs" / "how-to" / "synthetic-letters.csv"
ASKED = PerformanceAsked((2026,), as_of=dt.date(2027, 1, 31))


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    made = performance_of_list(LETTERS, ASKED, office="Office of the Lattice", data=DataKind.SYNTHETIC)
    folder = tmp_path_factory.mktemp("performance") / "out"
    write_performance(made, folder)
    return folder


def rows_of_csv(folder: Path) -> list[dict[str, str]]:
    text = (folder / "SYNTHETIC-performance.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


class Tables(HTMLParser):
    """The cells of every table of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag, _attrs):
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self._cell = []

    def handle_data(self, data):
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.tables[-1][-1].append("".join(self._cell or []))
            self._cell = None


def test_page_workbook_and_csv_have_the_same_numbers(written):
    rows = rows_of_csv(written)
    assert len(rows) == 35
    page = Tables((written / "SYNTHETIC-performance.html").read_text(encoding="utf-8")).tables
    of_page = [line for table in page for line in table[1:]]
    book = table_of(cells_of((written / "SYNTHETIC-performance.ods").read_bytes(), "Performance"), "Period")[1:]
    for row, shown, cells in zip(rows, of_page, book, strict=True):
        plain = [value.rstrip("%").replace("[z]", "") for value in shown[2:]]
        assert plain == [row[name] for name in list(row)[4:-1]]
        assert shown[1] == row["target"] == cells[2]
        numbers = [cell if isinstance(cell, int | float) else None for cell in cells[3:]]
        for name, number in zip(list(row)[4:-1], numbers, strict=True):
            wanted = float(row[name]) / (100 if name.endswith("_pct") else 1) if row[name] else None
            assert number == wanted, (row["period"], row["kind"], name)


def test_a_second_reader_of_csvw_finds_nothing_wrong(written):
    assert faults(written / "SYNTHETIC-performance.csv") == []
    said = json.loads((written / "SYNTHETIC-performance.csv-metadata.json").read_text(encoding="utf-8"))
    assert said["dc:publisher"] == "Office of the Lattice"
    assert said["dc:temporal"] == "2026-01-01/2026-12-31"
    assert any("not of people in cases" in note for note in said["tables"][0]["rdfs:comment"])


def test_everything_that_is_made_up_says_so(written):
    for path in written.iterdir():
        if path.name != "style.css":
            assert path.name.startswith("SYNTHETIC-")
    assert "SYNTHETIC: made-up" in (written / "SYNTHETIC-performance.html").read_text(encoding="utf-8")


def test_the_same_list_gives_the_same_bytes(written, tmp_path):
    made = performance_of_list(LETTERS, ASKED, office="Office of the Lattice", data=DataKind.SYNTHETIC)
    again = write_performance(made, tmp_path / "again")
    assert {path.name: path.read_bytes() for path in again} == {p.name: p.read_bytes() for p in written.iterdir()}
