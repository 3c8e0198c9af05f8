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
from clerestory.errors import AnswerError
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts.letters import ReceiveLetter, TransferOut
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.public.performance import Grain
from clerestory.model.commission import DataKind
from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.performance import (
    PerformanceAsked,
    performance_of_list,
    write_performance,
)
from clerestory.pipeline.answering.performing import perform
from clerestory.publish.answers.performance import notes_of
from clerestory.study.answers import open_place
from commands import clerestory
from csvw_files import faults
from pages import CHROMIUM, barriers, browser

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
        said = [*shown[1:3], *(value.replace("[z]", "0 ([z])") for value in shown[3:5]), *shown[5:]]
        plain = [part.strip("()%").replace("[z]", "") for value in said for part in value.split(" ")]
        assert plain == [row[name] for name in list(row)[4:-1]]
        assert row["target"] == cells[2]
        numbers = [cell if isinstance(cell, int | float) else None for cell in cells[3:]]
        for name, number in zip(list(row)[4:-1], numbers, strict=True):
            wanted = float(row[name]) / (100 if name.endswith("_pct") else 1) if row[name] else None
            assert number == wanted, (row["period"], row["kind"], name)


def test_a_second_reader_of_csvw_finds_nothing_wrong(written):
    assert faults(written / "SYNTHETIC-performance.csv") == []
    said = json.loads((written / "SYNTHETIC-performance.csv-metadata.json").read_text(encoding="utf-8"))
    assert said["dc:publisher"] == "Office of the Lattice"
    assert said["dc:temporal"] == "2026-01-01/2026-12-31"
    assert "dc:issued" not in said  # when it is published, nobody said
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


def test_a_record_is_counted_as_a_list_is(tmp_path):
    begin(tmp_path, office="Office of the Lattice")
    place = open_place(tmp_path)
    letter = {"part": 1, "received": "2026-02-02", "jurisdictions": ["england-and-wales"], "target_days": 15}
    letter |= {"sender": "mp", "subject": "Figures by area", "people": "sha256:" + "0" * 64}
    for thread in ("MIN/0000001", "MIN/0000002"):
        perform(place, PROGRAM, Kind.LETTER, thread, ReceiveLetter(thread=thread, **letter))
    out = TransferOut(part=1, to="Another body", day="2026-02-05", reason="It is theirs to answer.")
    perform(place, PROGRAM, Kind.LETTER, "MIN/0000001", out)
    said = clerestory("answer", "performance", tmp_path, "--on", "2026-03-31", "--by", "year", "--json", check=True)
    (of_record,) = json.loads(said.stdout)["rows"]
    path = tmp_path / "list.csv"
    path.write_text("kind,received,answered,target_days,left\nmp,2026-02-02,,15,\nmp,2026-02-02,,15,2026-02-05\n")
    asked = PerformanceAsked(grain=Grain.YEAR, as_of=dt.date(2026, 3, 31))
    (of_list,) = performance_of_list(path, asked, data=DataKind.SYNTHETIC).rows
    assert of_record == json.loads(of_list.model_dump_json())
    assert (of_list.received, of_list.open, of_list.overdue, of_list.left) == (1, 1, 1, 1)


@pytest.mark.parametrize(("year", "is_told"), [(2028, False), (2029, True)])
def test_a_year_whose_bank_holidays_are_not_certain_is_told(tmp_path, year, is_told):
    path = tmp_path / "list.csv"
    path.write_text(f"kind,received,answered\nmp,{year}-02-02,\n", encoding="utf-8")
    made = performance_of_list(path, PerformanceAsked(as_of=dt.date(year, 3, 31)), data=DataKind.SYNTHETIC)
    assert any("Bank holidays after 2028" in note for note in notes_of(made)) == is_told


def test_nothing_is_written_over_or_without_a_name(written, tmp_path):
    made = performance_of_list(LETTERS, ASKED, office="Office of the Lattice", data=DataKind.SYNTHETIC)
    with pytest.raises(AnswerError, match="exists already"):
        write_performance(made, written)
    with pytest.raises(AnswerError, match="nobody says who answers"):
        write_performance(made.model_copy(update={"office": ""}), tmp_path / "out")


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")
def test_nothing_stands_in_the_way_on_the_page_at_any_width(written):
    with browser() as chromium:
        page = chromium.new_page()
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto((written / "SYNTHETIC-performance.html").as_uri())
            assert barriers(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width
