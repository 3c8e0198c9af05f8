"""Metadata of CSV files: complete, accepted by a second reader of CSVW, and a spoilt file is refused."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from clerestory.model.commission import DataKind
from clerestory.model.tables import Position, ProtectedTable, TableShape
from clerestory.publish import build_release, verify_release
from clerestory.publish.open_data.code_lists import Dimensions, list_csv
from clerestory.study import shipped_presets
from csvw_files import check_csvw, described_tables, faults
from lesson_files import lesson, lessons, released
from papers import PAPER, approved, column_table, study, table

RULES = shipped_presets()["THRESHOLD-6"]
CLAIM = 'Aldermere had more {{ claim t1["F1", "total"] is more than t1["F2", "total"] }}.\n'
Row = dict[str, str]


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Path:
    said = lessons(lesson(), lesson(id="l2", agencies=["IND-TRAN", "LICN"], audiences=["industry"]))
    return released(tmp_path_factory.mktemp("release"), said, approved(f"{PAPER}\n{CLAIM}"))


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_second_reader_accepts_every_file_and_so_does_verify(release):
    assert (
        check_csvw(release) == 6
    )  # two tables, shares of one, the registers of what is withheld and of claims, lessons
    assert verify_release(release)


def test_the_metadata_name_the_columns_that_are_there_in_their_order(release):
    for path, described in described_tables(release):
        first = path.read_text(encoding="utf-8").partition("\n")[0].split(",")
        assert [column["name"] for column in described["tableSchema"]["columns"]] == first, path.name
        assert all(column["titles"] for column in described["tableSchema"]["columns"])
        assert described["dc:title"].startswith("SYNTHETIC: ")


def test_where_a_count_is_missing_the_status_says_why_and_numbers_hold_nothing_but_numbers(release):
    for path, described in described_tables(release):
        typed = {column["name"]: column["datatype"] for column in described["tableSchema"]["columns"]}
        numeric = [name for name, of in typed.items() if (of if isinstance(of, str) else of["base"]) in NUMERIC]
        for row in rows(path):
            assert all(math.isfinite(float(row[name])) for name in numeric if row[name])
            assert row.get("count", "0") or row["status"] == "[c]", path.name


NUMERIC = ("integer", "decimal", "number")


def test_the_metadata_say_who_published_what_when_and_under_which_licence(release):
    for path in (release / "csv-metadata.json", *release.rglob("*.csv-metadata.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        assert said["dc:title"] == "SYNTHETIC: A paper"
        assert said["dc:description"].startswith("SYNTHETIC: made-up records")
        assert (said["dc:publisher"], said["dc:issued"]["@value"]) == ("The publisher", "2026-12-15")
        assert said["dc:license"]["@id"].startswith("https://")


def test_what_readers_see_below_a_table_stands_in_its_metadata(release):
    described = {path.name: table for path, table in described_tables(release)}
    notes = described["SYNTHETIC-t1.csv"]["rdfs:comment"]
    assert {"Each suspect counts once.", "A note."} <= set(notes)


def test_each_file_of_counts_says_what_is_counted_of_which_period_by_which_definition(release):
    described = {path.name: table for path, table in described_tables(release)}
    asked = study().study
    for name in ("SYNTHETIC-t1.csv", "SYNTHETIC-t1-total-shares.csv"):
        beside = json.loads((release / "tables" / f"{name}-metadata.json").read_text(encoding="utf-8"))
        basis = described[name]["dc:description"]
        assert basis == beside["tables"][0]["dc:description"]
        assert basis.startswith("Each suspect counts once. Period: 1 January 2020 to 31 December 2020. Definition: ")
        assert asked.definition in basis
        assert asked.selection in basis
        assert beside["dc:temporal"] == "2020-01-01/2020-12-31"
    assert "dc:description" not in described["SYNTHETIC-register.csv"]


def changed(column: str, value: str, at: int = 0) -> Callable[[list[Row]], None]:
    return lambda found: found[at].update({column: value})


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("tables/SYNTHETIC-t1", changed("count", "many")),
        ("tables/SYNTHETIC-t1", changed("count", "[c]")),
        ("tables/SYNTHETIC-t1", changed("count", "-1")),
        ("tables/SYNTHETIC-t1", changed("count", "1.5")),
        ("tables/SYNTHETIC-t1", changed("status", "[q]")),
        ("tables/SYNTHETIC-t1", changed("row_key", "F9")),
        ("tables/SYNTHETIC-t1", changed("column_key", "X")),
        ("tables/SYNTHETIC-t1", changed("row_label", "")),
        ("tables/SYNTHETIC-t1", changed("unit", "person")),
        ("tables/SYNTHETIC-t1", changed("data", "real")),
        ("tables/SYNTHETIC-t1", lambda found: found.append(found[0])),
        ("tables/SYNTHETIC-t1-total-shares", changed("at_most_pct", "100.1")),
        ("tables/SYNTHETIC-t1-total-shares", changed("key", "not_recorded_at_all")),
        ("SYNTHETIC-register", changed("review_by", "next year")),
        ("SYNTHETIC-register", changed("reason", "SDC1")),
        ("SYNTHETIC-register", changed("extent", "rows")),
        ("SYNTHETIC-claims", changed("verdict", "true")),
        ("SYNTHETIC-claims", changed("line", "first")),
        ("SYNTHETIC-lessons", changed("concerns", "Police forces; Somebody")),
        ("SYNTHETIC-lessons", changed("audiences", "everybody")),
        ("SYNTHETIC-lessons", changed("id", "l2")),
        ("codelists/SYNTHETIC-status", lambda found: found.append(found[0])),
        ("codelists/SYNTHETIC-status", lambda found: found.pop()),
    ],
)
def test_a_spoilt_value_key_or_code_is_refused(release, tmp_path, name, change):
    copy = _copy(release, tmp_path)
    path = copy / f"{name}.csv"
    found = rows(path)
    change(found)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    used = "tables/SYNTHETIC-t1-total-shares.csv" if name.startswith("codelists") else f"{name}.csv"
    if name.endswith("status") and len(found) < 6:  # the last symbol is gone, and is asked for
        _use_symbol(copy / used, "[u]")
    assert faults(copy / used)


def _copy(release: Path, folder: Path) -> Path:
    for path in release.rglob("*.*"):
        if path.suffix in (".csv", ".json"):
            to = folder / path.relative_to(release)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(path.read_bytes())
    return folder


def _use_symbol(path: Path, symbol: str) -> None:
    text = path.read_text(encoding="utf-8").replace(",,synthetic", f",{symbol},synthetic", 1)
    path.write_text(text, encoding="utf-8")


def test_a_list_of_codes_has_the_rows_of_the_table_whatever_is_withheld(tmp_path):
    """All counts of a force withheld, or none: the same codes are listed, and in the same order."""
    listed = []
    for number, counts in enumerate([table().counts, ((1000, 340, 282, 58, 660),) * 2 + ((None,) * 5,)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        shown = ProtectedTable(table().shape, counts)
        build_release(folder, approved(tables=(shown, column_table())), study(), rules=RULES)
        listed.append({path.name: path.read_bytes() for path in folder.glob("codelists/*.csv")})
    assert listed[0] == listed[1]


def _of(id: str, labels: dict[str, str]) -> ProtectedTable:
    rows = tuple(Position(key, label) for key, label in labels.items())
    shape = TableShape(id, "T", "suspect", "suspect", rows, (Position("total", "Number"),), row_heading="Kind")
    return ProtectedTable(shape, tuple((0,) for _ in rows))


def test_tables_of_one_variable_share_a_list_unless_a_code_means_something_else():
    requests = [
        {"id": f"t{n}", "title": "T", "count": "suspect", "rows": path}
        for n, path in enumerate(["suspect.kind", "victim.kind", "offence.kind", "suspect.status"], start=1)
    ]
    tables = (
        _of("t1", {"total": "Total", "A": "Alpha"}),
        _of("t2", {"total": "All", "A": "Alpha", "B": "Beta"}),
        _of("t3", {"total": "Total", "A": "Another"}),
        _of("t4", {"total": "Total"}),
    )
    found = Dimensions(tables, study(tables=requests), reserved=["status"])
    assert [found.of(f"t{n}", "rows") for n in range(1, 5)] == ["kind", "kind", "kind-t3-rows", "status-t4-rows"]
    lists = {codes.name: codes for codes in found.lists}
    assert list_csv(lists["kind"], DataKind.SYNTHETIC).splitlines()[1:] == [
        "total,Total,synthetic",
        "A,Alpha,synthetic",
        "B,Beta,synthetic",
    ]
    assert lists["kind-t3-rows"].codes["A"] == "Another"
