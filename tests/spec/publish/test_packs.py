"""Packs: what of a release each audience gets, in the release's own words and rows, and from a release that holds."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import shutil
from pathlib import Path

import pytest

from clerestory.errors import PackError, ReleaseError
from clerestory.model.lessons.packs import PackRequest
from clerestory.model.lessons.study import Area, Audience, Lessons
from clerestory.model.tables import ProtectedTable
from clerestory.publish import build_release
from clerestory.publish.packs import open_release, pack_files, write_pack
from clerestory.publish.release.building import MANIFEST
from clerestory.study import shipped_presets
from lesson_files import lesson, lessons, released, seal_anew
from papers import PAPER, approved, column_table, shape, study, table

NATIONAL, LOCAL, INDUSTRY = (PackRequest(audience) for audience in Audience)
FORCES = {"F1": "Aldermere", "F2": "Brackenshire", "F3": "Cold Vale"}
COUNTS = ((1000, 340, 282, 58, 660), (700, 240, 200, 40, 460), (300, None, None, None, None), (None,) * 5)
THREE = (
    lesson(id="l1", evidence=["t1", "c1"]),
    lesson(id="l2", evidence=["t2", "c2"], finding="Nothing is said in numbers.", audiences=["national"]),
    lesson(id="l3", evidence=["t2"], finding='Of {{ t2["total"] }} suspects.', title="For sectors",
           agencies=["IND-TRAN"], audiences=["industry", "national"],
           action={"proposal": "Train staff.", "by": ["GOV"], "to": ["IND-TRAN"]}),
)  # fmt: skip


def said() -> Lessons:
    made = lessons(*THREE)
    areas = (*made.areas[:1], Area("F2", "Brackenshire", "F1"), Area("F3", "Cold Vale"), Area("F9", "Nowhere"))
    return Lessons(made.file, areas, made.axes)


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Path:
    output = approved(PAPER, (ProtectedTable(shape(forces=FORCES), COUNTS), column_table()))
    return released(tmp_path_factory.mktemp("release"), said(), output)


def files(release: Path, request: PackRequest) -> dict[str, bytes]:
    return dict(pack_files(open_release(release), request))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode())))


@pytest.mark.parametrize(
    ("request_", "ids", "names"),
    [
        (NATIONAL, ["l1", "l2", "l3"], {"tables/SYNTHETIC-t1.csv", "tables/SYNTHETIC-t1-total-shares.csv",
            "tables/SYNTHETIC-t2.csv", "charts/SYNTHETIC-c1.svg", "charts/SYNTHETIC-c1-narrow.svg",
            "charts/SYNTHETIC-c2.svg", "charts/SYNTHETIC-c2-narrow.svg"}),
        # bars of forces draw every force, and stay away where one area is asked for
        (LOCAL, ["l1"], {"tables/SYNTHETIC-t1.csv", "tables/SYNTHETIC-t1-total-shares.csv", "charts/SYNTHETIC-c1.svg",
            "charts/SYNTHETIC-c1-narrow.svg"}),
        (PackRequest(Audience.LOCAL, "F1"), ["l1"],
            {"tables/SYNTHETIC-t1.csv", "tables/SYNTHETIC-t1-total-shares.csv"}),
        (INDUSTRY, ["l3"], {"tables/SYNTHETIC-t2.csv"}),
    ],
)  # fmt: skip
def test_an_audience_gets_its_lessons_and_what_they_rest_on(release, request_, ids, names):
    made = files(release, request_)
    always = {"index.html", "style.css", "manifest.json", "SYNTHETIC-lessons.csv", "SYNTHETIC-notes.csv",
              "SYNTHETIC-register.csv"}  # fmt: skip
    assert set(made) == names | always
    assert [row["id"] for row in rows(made["SYNTHETIC-lessons.csv"])] == ids


@pytest.mark.parametrize(
    ("area", "keys", "note"),
    [
        ("", ["total", "F1", "F2", "F3"], ""),
        ("F1", ["total", "F1"], "Of areas, only Aldermere, the nation stand here; the release has all."),
        # the wider area stands beside where the table has it
        ("F2", ["total", "F1", "F2"], "Of areas, only Brackenshire, Aldermere, the nation stand here"),
        ("F3", ["total", "F3"], "Every number of Cold Vale in this table is withheld, to protect small numbers."),
    ],
)  # fmt: skip
def test_a_local_pack_has_its_own_areas_rows_beside_the_nations_or_says_why_not(release, area, keys, note):
    made = files(release, PackRequest(Audience.LOCAL, area))
    kept = rows(made["tables/SYNTHETIC-t1.csv"])
    assert list(dict.fromkeys(row["row_key"] for row in kept)) == keys
    every = rows((release / "tables" / "SYNTHETIC-t1.csv").read_bytes())
    assert kept == [row for row in every if row["row_key"] in keys]
    page = html.unescape(made["index.html"].decode())
    assert note in page
    others = {FORCES[key] for key in FORCES if key not in keys}
    assert [label for label in others if f'<th scope="row">{label}</th>' in page] == []


def test_an_area_that_no_table_shows_is_refused_by_the_codes_that_there_are(release):
    with pytest.raises(PackError, match="Name one of F1, F2, F3\\."):
        files(release, PackRequest(Audience.LOCAL, "F9"))


def test_an_area_that_another_table_shows_stands_beside_the_nation_with_a_sentence(tmp_path):
    """t3 shows F3, and t1, which the lesson rests on, does not."""
    both = (table(), column_table(), ProtectedTable(shape(id="t3", title="Other", forces=FORCES), COUNTS))
    made = Lessons(said().file, said().areas, {"t1": ("rows",), "t3": ("rows",)})
    release = released(tmp_path, made, approved(PAPER, both))
    pack = files(release, PackRequest(Audience.LOCAL, "F3"))
    assert {row["row_key"] for row in rows(pack["tables/SYNTHETIC-t1.csv"])} == {"total"}
    assert "The release has no row of Cold Vale in this table. The nation stands alone." in pack["index.html"].decode()


def test_a_lesson_has_the_same_words_in_the_release_and_in_every_pack(release):
    known = {row["id"]: row for row in rows((release / "SYNTHETIC-lessons.csv").read_bytes())}
    for request in (NATIONAL, LOCAL, INDUSTRY, PackRequest(Audience.LOCAL, "F1")):
        made = files(release, request)
        page = html.unescape(made["index.html"].decode())
        assert "A lesson has the same words" in page
        for row in rows(made["SYNTHETIC-lessons.csv"]):
            assert row == known[row["id"]]
            assert all(row[name] in page for name in ("title", "finding", "limits", "action"))


def test_every_file_of_a_pack_is_named_hashed_and_traced_to_the_release(release):
    made = files(release, PackRequest(Audience.LOCAL, "F1"))
    manifest = json.loads(made["manifest.json"])
    assert {file["path"] for file in manifest["files"]} == set(made) - {"manifest.json"}
    for file in manifest["files"]:
        data = made[file["path"]]
        assert (file["size"], file["sha256"]) == (len(data), "sha256:" + hashlib.sha256(data).hexdigest())
        assert all((release / name).is_file() for name in file["of"])
        if file["made"] == "copied":
            assert [(release / name).read_bytes() for name in file["of"]] == [data]
    raw = (release / "manifest.json").read_bytes()
    assert manifest["release_manifest"] == "sha256:" + hashlib.sha256(raw).hexdigest()
    assert manifest["release_folder"] == release.name
    made_how = {file["path"]: file["made"] for file in manifest["files"]}
    assert made_how["tables/SYNTHETIC-t1.csv"] == "selected"
    assert made_how["SYNTHETIC-register.csv"] == "copied"


def test_made_up_data_are_marked_in_every_file(release):
    for name, data in files(release, NATIONAL).items():
        if name not in ("style.css", "index.html", "manifest.json"):
            assert Path(name).name.startswith("SYNTHETIC-")
        if name != "style.css":
            assert b"synthetic" in data.lower(), name


def test_the_page_says_what_is_withheld_whom_to_ask_and_what_is_asked(release):
    page = html.unescape(files(release, INDUSTRY)["index.html"].decode())
    for words in ("Lessons for industry", "Industry: transport for hire", "Train staff.", "NSPCC",
                  "Nothing was withheld from the tables of this pack.", "Recorded is not committed.",
                  "never for one business"):  # fmt: skip
        assert words in page
    local = html.unescape(files(release, LOCAL)["index.html"].decode())
    assert "W1: Table 2. Suspects by force and sex, 9 of 20 cells of the whole table." in local
    assert "To be looked at again by 14 December 2027" in local


def test_the_same_release_gives_the_same_bytes_wherever_it_lies(release, tmp_path):
    copy = Path(shutil.copytree(release, tmp_path / "elsewhere" / release.name))
    assert files(copy, NATIONAL) == files(release, NATIONAL)


@pytest.mark.parametrize(
    "name", ["SYNTHETIC-lessons.json", "tables/SYNTHETIC-t1.csv", "SYNTHETIC-register.csv", "index.html", MANIFEST]
)  # fmt: skip
def test_a_release_that_was_changed_gives_no_pack(release, tmp_path, name):
    copy = Path(shutil.copytree(release, tmp_path / release.name))
    (copy / name).write_bytes((copy / name).read_bytes().replace(b"1", b"2"))
    with pytest.raises(ReleaseError):
        open_release(copy)


def test_a_file_that_changes_after_the_check_is_not_read(release, tmp_path):
    copy = Path(shutil.copytree(release, tmp_path / release.name))
    opened = open_release(copy)
    (copy / "tables" / "SYNTHETIC-t2.csv").write_bytes(b"row_key\n")
    with pytest.raises(ReleaseError, match=r"SYNTHETIC-t2\.csv was changed"):
        pack_files(opened, NATIONAL)
    with pytest.raises(ReleaseError, match="names no such file"):
        opened.read("seal.json")


def test_a_release_without_lessons_or_without_one_for_the_audience_gives_no_pack(tmp_path):
    plain = tmp_path / "plain" / "2026-12-15-SYNTHETIC"
    plain.mkdir(parents=True)
    build_release(plain, approved(), study(), rules=shipped_presets()["THRESHOLD-6"])
    seal_anew(plain)
    with pytest.raises(PackError, match="has no lessons"):
        files(plain, NATIONAL)
    with pytest.raises(PackError, match="no lesson of this release is for industry"):
        files(released(tmp_path, lessons()), INDUSTRY)


def test_a_pack_on_disk_is_what_its_manifest_says(release, tmp_path):
    manifest = write_pack(pack_files(open_release(release), NATIONAL), tmp_path)
    assert {file.path for file in manifest.files} | {"manifest.json"} == {
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    }
    assert all((tmp_path / file.path).read_bytes() == files(release, NATIONAL)[file.path] for file in manifest.files)


@pytest.mark.parametrize(
    ("chart", "axes"),
    [
        # bars are the rows of a table, so they draw every area
        ({"kind": "bars", "column": "M"}, ["rows"]),
        # bounds are those of one row: the nation's, or one area's, which is not every audience's own
        ({"kind": "bounds", "row": "total"}, []),
        ({"kind": "bounds", "row": "F1"}, ["rows"]),
    ],
)
def test_a_chart_that_draws_areas_says_so(tmp_path, chart, axes):
    settings = study(charts=[{"id": "c1", "table": "t1", "title": "Drawn"} | chart])
    output = approved("## A\n\n{{ table t1 }}\n", (table(), column_table()))
    release = released(tmp_path, lessons(lesson(evidence=["t1", "c1"])), output, settings)
    made = json.loads((release / "SYNTHETIC-lessons.json").read_bytes())
    assert [one["area_axes"] for one in made["evidence"]] == [["rows"], axes]
    pack = files(release, PackRequest(Audience.LOCAL, "F2"))
    assert ("charts/SYNTHETIC-c1.svg" in pack) == (axes == [])
    assert ("This chart draws other areas" in pack["index.html"].decode()) == (axes != [])
