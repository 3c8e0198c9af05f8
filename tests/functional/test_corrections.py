"""A correction: every published value that changed, and no other, is listed with why and who was told."""

from __future__ import annotations

import csv
import io
import itertools
import json
import shutil
from pathlib import Path

import pytest
from tests.studies import published, released_bytes, revise, small_study

from clerestory import pipeline
from clerestory.errors import CorrectionError, StudyError
from clerestory.publish import verify_release
from csvw_files import check_csvw, faults
from pages import CHROMIUM, barriers, browser

TABLES = """
[[tables]]
id = "t1"
title = "Persons by area"
count = "person"
rows = "person.area"

[[tables]]
id = "t2"
title = "Persons by sex"
count = "person"
rows = "person.sex"

[[charts]]
id = "c1"
table = "t1"
title = "Areas compared"
kind = "bars"
column = "total"
"""
PAPER = """
## Findings

In the north {{ t1["n", "total"] }} were known. This sentence stays.

{{ table t1 }}

{{ table t2 }}
"""
WHY = '\n[[release.corrections]]\npart = "{part}"\nwhy = "{why}"\ntold = ["Reference group", "Force n"]\n'
PEOPLE = [("n", "f")] * 30 + [("s", "m")] * 40 + [("w", "f")] * 20
FIRST, SECOND = "2026-11-26-SYNTHETIC", "2027-02-25-SYNTHETIC"


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("kept") / "study"
    small_study(root, {"area": ["n", "s", "w"], "sex": ["f", "m"]}, PEOPLE, tables=TABLES, paper=PAPER)
    published(root)
    return root


@pytest.fixture
def study(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "study"))


def correct(root: Path, *parts: str, why="Some were counted in the wrong area.") -> Path:
    path = root / "study.toml"
    text = path.read_text(encoding="utf-8").replace("= 2027-11-25", "= 2028-01-25")
    text = text.replace("date = 2026-11-26", "date = 2027-02-25\ncorrects = 2026-11-26")
    path.write_text(text + "".join(WHY.format(part=part, why=why) for part in parts), encoding="utf-8")
    return published(root)


def move(root: Path, number: int, old: str = ",s,", new: str = ",n,") -> None:
    revise(root, "person", lambda text: text.replace(old, new, number))


def counts(release: Path, table: str = "t1") -> dict[str, str]:
    text = (release / "tables" / f"SYNTHETIC-{table}.csv").read_text(encoding="utf-8")
    return {row["row_key"]: row["count"] or row["status"] for row in csv.DictReader(io.StringIO(text))}


def test_every_changed_value_is_listed_as_it_was_and_as_it_is(study):
    before = released_bytes(study / "releases" / FIRST)
    then = counts(study / "releases" / FIRST)
    move(study, 15)
    release = correct(study, "t1")
    now = counts(release)
    listed = list(csv.DictReader(io.StringIO((release / "SYNTHETIC-corrections.csv").read_text(encoding="utf-8"))))
    assert {row["place"].partition(",")[0]: (row["then"], row["now"]) for row in listed} == {
        area: (then[area], now[area]) for area in then if then[area] != now[area]
    }
    assert {row["part"] for row in listed} == {"t1"}
    assert {row["told"] for row in listed} == {"Reference group; Force n"}
    said = json.loads((release / "SYNTHETIC-corrections.json").read_bytes())
    assert said["charts"] == ["Areas compared"]
    assert said["sentences_then"] == ["In the north 30 were known."]
    assert said["sentences_now"] == ["In the north 45 were known."]
    assert released_bytes(study / "releases" / FIRST) == before
    verify_release(study / "releases" / FIRST)
    check_csvw(release)
    path = release / "SYNTHETIC-corrections.csv"
    path.write_text(path.read_text(encoding="utf-8") + path.read_text(encoding="utf-8").splitlines()[1] + "\n")
    assert faults(path)  # one value is listed once


def test_paper_page_and_site_say_that_it_is_a_correction(study):
    move(study, 15)
    release = correct(study, "t1")
    paper = (release / "index.html").read_text(encoding="utf-8")
    assert "This release corrects the one of 26 November 2026" in paper
    page = (release / "corrections.html").read_text(encoding="utf-8")
    for words in (
        f"../{FIRST}/index.html",
        "Some were counted in the wrong area.",
        "Reference group",
        "In the north 45",
    ):
        assert words in page
    papers = (study / "releases" / "papers.html").read_text(encoding="utf-8")
    assert "Corrected by" in papers
    assert f"{SECOND}/corrections.html" in papers
    assert 0 < papers.index(f'href="{SECOND}/index.html"') < papers.index(f'href="{FIRST}/index.html"')
    assert pipeline.reproduce(release, study).is_same


@pytest.mark.parametrize(
    ("moved", "parts", "match"),
    [
        (15, (), "t1: changed, and nobody says why"),  # a table that nobody explains
        (15, ("t1", "t2"), "t2: is explained, and nothing of it changed"),  # one that is the same
        (0, (), "nothing changed"),  # no correction at all
        (0, ("paper",), "no sentence of the paper changed"),
        (15, ("t1", "t9"), "t9: is explained"),  # no table of this name
    ],
)
def test_what_is_explained_has_to_be_what_changed(study, moved, parts, match):
    if moved:
        move(study, moved)
    with pytest.raises(CorrectionError, match=match):
        correct(study, *parts)
    assert not (study / "releases" / SECOND).exists()


def test_words_alone_may_be_corrected(study):
    path = study / "paper" / "paper.md"
    path.write_text(path.read_text(encoding="utf-8").replace("stays", "is another now"), encoding="utf-8")
    release = correct(study, "paper", why="A sentence said what is not so.")
    said = json.loads((release / "SYNTHETIC-corrections.json").read_bytes())
    assert (said["sentences_then"], said["sentences_now"]) == (
        ["This sentence stays."], ["This sentence is another now."]
    )  # fmt: skip
    check_csvw(release)


def test_only_a_release_that_is_in_its_place_can_be_corrected(study):
    pipeline.recall(study, FIRST, reason="A reason.", person="head")
    move(study, 15)
    with pytest.raises(CorrectionError, match="was recalled"):
        correct(study, "t1")


def test_settings_that_cannot_be_are_refused(study):
    path = study / "study.toml"
    text = path.read_text(encoding="utf-8")
    for change, match in (
        ("date = 2026-11-26\ncorrects = 2026-11-26", "corrects is not before date"),
        (
            "date = 2026-11-26\ncorrections = [{ part = 't1', why = 'No day is given.', told = ['All'] }]",
            "with corrects",
        ),
    ):
        path.write_text(text.replace("date = 2026-11-26", change), encoding="utf-8")
        with pytest.raises(StudyError, match=match):
            pipeline.run(study)


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium")
@pytest.mark.slow
def test_axe_finds_no_barrier_on_a_correction_and_on_the_notice_of_a_recall(study):
    move(study, 15)
    release = correct(study, "t1")
    pipeline.recall(study, FIRST, reason="A reason.", person="head")
    pages = [release / "corrections.html", release / "index.html"]
    pages += [study / "releases" / FIRST / "index.html", study / "releases" / "papers.html"]
    found = {}
    with browser() as chromium:
        for page, width in itertools.product(pages, (320, 1280)):
            tab = chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True).new_page()
            tab.goto(page.resolve().as_uri())
            wide = tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            found[page.parent.name, page.name, width] = [*barriers(tab), *(["scrolls sideways"] if wide else [])]
    assert {at: some for at, some in found.items() if some} == {}


@pytest.mark.parametrize("moved", [1, 3, 12])
def test_readers_of_both_cannot_work_out_a_cell_that_was_withheld(tmp_path, moved):
    """By brute force, for a reader who takes what is withheld in either release to be the same cases in both."""
    people = [("n", "f")] * 30 + [("s", "m")] * 40 + [("w", "f")] * 3 + [("x", "f")] * 25
    tables = TABLES.partition('[[tables]]\nid = "t2"')[0]
    root = tmp_path / "study"
    small_study(root, {"area": ["n", "s", "w", "x"], "sex": ["f", "m"]}, people, tables=tables)
    published(root)
    move(root, moved, ",s,", ",x,")
    then, now = counts(root / "releases" / FIRST), counts(correct(root, "t1"))
    assert then["w"] == "[c]"
    assert now["w"] == "[c]"
    assert len(possible(then, now, "w", most=98)) != 1


def possible(then: dict[str, str], now: dict[str, str], asked: str, *, most: int) -> set[int]:
    areas = [area for area in then if area != "total"]
    same = [area for area in areas if "[c]" in (then[area], now[area])]
    free = [area for area in same if not (then[area].isdigit() or now[area].isdigit())]
    known = {area: int(then[area] if then[area].isdigit() else now[area]) for area in same if area not in free}
    found = set()
    for guess in itertools.product(range(1, most), repeat=len(free)):
        hidden = known | dict(zip(free, guess, strict=True))
        if all(_adds_up(one, hidden, areas) for one in (then, now)):
            found.add(hidden[asked])
    return found


def _adds_up(table: dict[str, str], hidden: dict[str, int], areas: list[str]) -> bool:
    if not table["total"].isdigit():
        return True
    return sum(int(table[a]) if table[a].isdigit() else hidden[a] for a in areas) == int(table["total"])
