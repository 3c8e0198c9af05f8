"""Every number of a release, read again from its files alone: one value in all, and none that no table prints."""

from __future__ import annotations

import html
import json
import re
import shutil
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations
from pathlib import Path

import docx
import pytest
from tests.acceptance.test_demo import NATION

from released import charts, data_files, documents, pages, pictures, told, workbooks
from released.grids import Cells, Grid
from released.values import number, numbers
from studies import demonstration, published_example

NEEDS_POPPLER = pytest.mark.skipif(not shutil.which("pdfinfo"), reason="needs poppler-utils")
CHANNELS = ["page", "ods", "xlsx", pytest.param("pdf", marks=NEEDS_POPPLER), "docx"]


@pytest.fixture(scope="module", params=["nation", "example"])
def study(request, tmp_path_factory) -> Path:
    return (
        demonstration(tmp_path_factory, **NATION) if request.param == "nation" else published_example(tmp_path_factory)
    )


@pytest.fixture(scope="module")
def release(study) -> Path:
    return next((study / "releases").glob("2*"))


@pytest.fixture(scope="module")
def paper(release):
    return pages.page(release / "index.html")


def the_file(release: Path, pattern: str) -> Path:
    (found,) = release.glob(pattern)
    return found


def printed(channel: str, release: Path) -> Mapping[str, list[Grid]]:
    """The tables of a channel, by their number; counts beside a comparison have a name of their own in workbooks."""
    if channel == "page":
        found = pages.tables(pages.page(release / "index.html")).items()
        return {name.removeprefix("table-"): [one] for name, one in found if name.startswith("table-")}
    if channel in {"ods", "xlsx"}:
        read = workbooks.ods_sheets if channel == "ods" else workbooks.xlsx_sheets
        found = read(the_file(release, f"tables/*.{channel}")).items()
        return {name.removeprefix("Table "): [one.table] for name, one in found if name.startswith("Table ")}
    read = documents.pdf_tables if channel == "pdf" else documents.docx_tables
    found = read(the_file(release, f"*paper.{channel}")).items()
    return {name.removeprefix("Table "): ones for name, ones in found if name.startswith("Table ")}


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_count_is_the_same_wherever_its_table_is_printed(release, paper, channel):
    counts = set(data_files.tables_of_counts(release).values())
    shown = printed(channel, release)
    seen = 0
    for table, files in pages.files_of_tables(paper).items():
        if len(files) != 1 or release / files[0] not in counts:
            continue
        told = data_files.labelled(release / files[0])
        cells: Cells = {key: text for part in shown[table] for key, text in part.cells.items()}
        assert {key: text.replace(",", "") for key, text in cells.items()} == {key: told[key] for key in cells}
        assert {told[key] for key in told.keys() - cells.keys()} <= {
            "0"
        }  # a page leaves lines of zeros out, and says so
        seen += len(cells)
    assert seen >= 40


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_line_of_shares_or_of_a_comparison_has_the_numbers_of_its_file(study, release, paper, channel):
    shown = printed(channel, release)
    derived = [
        (table, name) for table, files in pages.files_of_tables(paper).items() for name in files if is_derived(name)
    ]
    assert len(derived) == {"nation": 3, "study": 0}[study.name]
    for table, name in derived:
        lines: dict[str, tuple[str, ...]] = {}
        for row in (row for part in shown[table] for row in part.rows):
            lines.setdefault(row[0], row[1:])  # a second line of a label says what to do
        for row in data_files.rows_of(release / name):
            values = {number(text) for column, text in row.items() if column.endswith(("count", "_pct", "_points"))}
            counts = {number(text) for column, text in row.items() if column.endswith("count")} - {None}
            told = {value for text in lines.get(row["label"], ["0"]) if not is_words(text) for value in numbers(text)}
            assert counts <= told <= values, (table, row["label"])


def is_derived(name: str) -> bool:
    return name.endswith(("-shares.csv", "-comparison.csv"))


def is_words(text: str) -> bool:
    return len(re.findall(r"[a-z]{3,}", text)) > 2


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_a_workbook_keeps_what_it_shows_and_hides_nothing(release, kind):
    path = the_file(release, f"tables/*.{kind}")
    sheets = workbooks.ods_sheets(path) if kind == "ods" else workbooks.xlsx_sheets(path)
    assert [name for name, sheet in sheets.items() if sheet.hidden] == []
    for name, sheet in sheets.items():
        for kept, shown in (cell for line in sheet.lines for cell in line):
            assert numbers(kept) == numbers(shown), name
    if kind == "xlsx":
        assert workbooks.unused_strings(path) == set()
        assert set(workbooks.xlsx_extras(path)) <= {"_xlnm.Print_Titles", "_xlnm.Print_Area"}


def test_a_workbook_has_no_number_in_a_table_that_no_csv_file_has(release):
    told = set().union(*(data_files.values_of(path) for path in release.glob("tables/*.csv")))
    for kind, read in (("ods", workbooks.ods_sheets), ("xlsx", workbooks.xlsx_sheets)):
        sheets = read(the_file(release, f"tables/*.{kind}"))
        found = {value for name in sheets if name not in BESIDE for value in values_in(sheets[name])}
        assert len(found) > 20
        assert found - told == set()


BESIDE = {"Cover", "Contents", "Notes"}


def values_in(sheet: workbooks.Sheet) -> Iterator[Decimal]:
    for row in sheet.table.rows:
        yield from (value for text in row[1:] for value in numbers(text))


def test_every_number_of_a_sentence_is_that_of_a_cell_or_follows_from_cells(study, release, paper):
    known = told_by(study, release)
    shares = shares_of_cells(release)
    asked = [(value, sentence) for sentence in pages.sentences(paper) for value in numbers(plain(sentence))]
    assert len(asked) > 5
    assert [(value, sentence) for value, sentence in asked if value not in known | shares] == []


def plain(sentence: str) -> str:
    """The sentence without what is no number of a table: laws, the numbers of tables and charts, helplines, dates."""
    sentence = re.sub(r"(?:Table|Chart|section|sections|Act|table|chart) [\d(][\d()A-Z, and]*", " ", sentence)
    return re.sub(r"\b0?\d{3,4}(?: \d{3,4})+\b|call 999|\d{1,2} [A-Z][a-z]+ \d{4}", " ", sentence)


def told_by(study: Path, release: Path) -> set[Decimal]:
    """Every number of a CSV file, as it is and in per cent, and those of the commission: facts, period and rules."""
    cells = set().union(*(data_files.values_of(path) for path in release.rglob("*.csv")))
    commission = tomllib.loads((study / "study.toml").read_text(encoding="utf-8"))
    facts = {
        value for fact in commission.get("facts", {}).values() for value in numbers(fact["value"] + fact["source"])
    }
    rules = {Decimal(n) for n in (0, 5, 10, 95, 100)}  # what counts are rounded to, and how sure an interval is
    years = {Decimal(commission["study"][name].year) for name in ("period_start", "period_end")}
    texts = {value for text in commission["study"].values() if isinstance(text, str) for value in numbers(text)}
    return cells | {100 * value for value in cells} | facts | rules | years | texts


def shares_of_cells(release: Path) -> set[Decimal]:
    """Every share, to one decimal, that two counts of one line of a table give."""
    found = set()
    for path in data_files.tables_of_counts(release).values():
        cells = data_files.cells_of(path)
        for line in lines(cells):
            counts = {cell.count for cell in line if cell.count is not None}
            parts = counts | {one - other for one, other in permutations(counts, 2) if one > other}
            found |= {share(part, whole) for part in parts for whole in counts if 0 < whole >= part}
    return found


def lines(cells) -> Iterator[list]:
    for name in ("row", "column"):
        for code in {getattr(cell, name) for cell in cells}:
            yield [cell for cell in cells if getattr(cell, name) == code]


def share(part: int, whole: int) -> Decimal:
    return (100 * Decimal(part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()


def test_the_words_for_a_picture_are_its_own_and_those_of_its_table(release, paper):
    alts, tables = pages.pictures(paper), pages.tables(paper)
    assert len(alts) >= 3
    for chart, name in pages.files_of_charts(paper).items():
        drawn = pictures.picture(release / name)
        assert drawn.description.partition(". ")[2] == alts[name]
        if f"chart-{chart}" in tables:
            shown = {v for row in tables[f"chart-{chart}"].rows for text in row for v in numbers(text)}
            beside = release / "tables" / f"{Path(name).stem}.csv"  # of a finding
            shown |= data_files.values_of(beside) if beside.exists() else set()
            more = set(numbers(alts[name])) - shown
            assert more <= {Decimal(n) for n in (95, 100)}, name


def test_every_chart_draws_the_numbers_of_its_file_and_nothing_else(study, release):
    """Bars, intervals, tiles, fields and lines in both forms; of what is withheld there is no mark at all."""
    commission = tomllib.loads((study / "study.toml").read_text(encoding="utf-8"))
    seen = set()
    for chart in commission["charts"]:
        lines = data_files.rows_of(the_file(release, f"tables/*{chart['table']}.csv"))
        seen |= set(release.glob(f"charts/*{chart['id']}*.svg"))
        for form in ("", "-narrow"):
            drawn = pictures.picture(the_file(release, f"charts/*{chart['id']}{form}.svg"))
            assert list(OF_TABLES[chart["kind"]](drawn, lines, chart, release)) == [], (chart["id"], form)
    for kind, check in OF_FINDINGS.items():
        for finding in commission.get(kind, []):
            lines = data_files.rows_of(the_file(release, f"tables/*-{finding['id']}.csv"))
            for path in release.glob(f"charts/*-{finding['id']}*.svg"):
                seen.add(path)
                assert list(check(pictures.picture(path), lines)) == [], path.name
    assert seen == set(release.glob("charts/*.svg"))
    assert len(seen) >= 2


def bars(drawn, lines, chart, _release):
    return charts.bars(drawn, told.column(lines, chart["column"]))


def bounds(drawn, lines, chart, _release):
    return charts.bounds(drawn, told.shares(lines, chart["row"]))


def comparison(drawn, lines, chart, release):
    beside = data_files.rows_of(the_file(release, f"tables/*{chart['table']}-comparison.csv"))
    return charts.comparison(drawn, beside, told.known(lines))


def tiles(drawn, lines, chart, _release):
    areas = {line["row_label"] for line in lines if line["row_key"].startswith("X23")}
    counts = told.column(lines, chart["column"])
    return charts.map_of_tiles(drawn, {area: charts.tile_of_count(counts[area]) for area in areas})


OF_TABLES = {"bars": bars, "bounds": bounds, "comparison": comparison, "map": tiles}
OF_FINDINGS = {
    "trend": charts.trend,
    "scale": charts.scale,
    "typology": lambda drawn, lines: charts.heat_map(drawn, told.profiles(lines)),
    "networks": told.sizes,
}


@NEEDS_POPPLER
def test_the_printed_paper_has_no_number_that_the_page_has_not(release, paper):
    page = set(numbers(pages.words(paper)))
    drawn = [words.text for path in release.glob("charts/*.svg") for words in pictures.picture(path).words]
    page |= {value for text in drawn for value in numbers(text)}  # the ticks of axes
    extra = set(numbers(documents.pdf_words(the_file(release, "*paper.pdf")))) - page
    assert {value for value in extra if value > 60 or value != int(value)} == set()  # others are numbers of its pages


def test_the_document_has_no_number_that_the_page_has_not(release, paper):
    read = docx.Document(str(the_file(release, "*paper.docx")))
    printed_words = [
        text.text or "" for text in read.element.body.iter() if text.tag.endswith("}p") or text.tag.endswith("}t")
    ]
    spoken = [str(of.get("descr") or "") for of in read.element.body.iter() if of.tag.endswith("}docPr")]
    words = " ".join(
        [
            "".join(t.text or "" for t in p.iter() if t.tag.endswith("}t"))
            for p in read.element.body.iter()
            if p.tag.endswith("}p")
        ]
    )
    assert printed_words
    assert set(numbers(f"{words} {' '.join(spoken)}")) - set(numbers(pages.words(paper))) == set()


def test_the_register_counts_the_cells_that_the_tables_withhold(release):
    files = data_files.tables_of_counts(release)
    register = json.loads(the_file(release, "*register.json").read_bytes())["withheld"]
    of_tables = {entry["key"]: entry for entry in register if entry["extent"] == "cells"}
    withheld = {name: [cell.status for cell in data_files.cells_of(path)] for name, path in files.items()}
    counted = {f"table:{name}": (found.count("[c]"), len(found)) for name, found in withheld.items() if "[c]" in found}
    assert {key: (e["cells_withheld"], e["cells_in_table"]) for key, e in of_tables.items()} == counted


def test_withheld_cells_look_alike_whatever_hid_them(release):
    page = html.unescape((release / "index.html").read_text(encoding="utf-8"))
    assert set(re.findall(r"<(td[^>]*)>\[c\]</td>", page)) <= {'td class="number"', "td"}
    with zipfile.ZipFile(the_file(release, "tables/*.ods")) as parts:
        content = parts.read("content.xml").decode()
    looks = set(re.findall(r"<table:table-cell ([^>]*)><text:p>\[c\]</text:p>", content))
    assert len(looks) <= 2  # in a column of numbers, and in one of words
