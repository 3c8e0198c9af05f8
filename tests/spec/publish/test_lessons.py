"""Lessons: what a lesson must have and may say, and that a release prints it beside the paper."""

from __future__ import annotations

import csv
import html
import io
import json
from dataclasses import replace

import pytest

from clerestory.errors import LessonsError
from clerestory.model.tables import ProtectedTable
from clerestory.publish import build_release, draft_content
from clerestory.study import open_study, shipped_presets
from clerestory.study.lessons import read_lessons
from lesson_files import lesson, lessons, released, toml_of
from papers import PAPER, approved, column_table, study, table
from studies import small_study

RULES = shipped_presets()["THRESHOLD-6"]
SECRET = "Teapot"
MOST, MORE = '{{ claim t1["total", "M"] is most }}', '{{ claim t1["F1", "total"] is more than t1["F2", "total"] }}'
ACTION = {"proposal": "Make the field mandatory.", "by": ["GOV"], "to": ["POLICE"]}


def draft(of: dict[str, object]) -> bytes:
    return draft_content((table(), column_table()), PAPER, study(), lessons=lessons(of))


def refused(of: dict[str, object]) -> str:
    with pytest.raises(LessonsError) as caught:
        draft(of)
    assert caught.value.where == "lessons.toml"
    assert SECRET not in str(caught.value)
    return caught.value.what


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        # a number has a table behind it, or a declared fact
        ({"finding": "There were 217 suspects."}, "finding: holds a number that no table has behind it"),
        ({"finding": "Half of them."}, "finding: holds a number that no table has behind it"),
        ({"limits": "It was so in 2020."}, "limits: holds a number that no table has behind it"),
        ({"title": "Two ways"}, "title: holds a number that no table has behind it"),
        ({"reason": "Nobody has 3 of them."}, "reason: holds a number that no table has behind it"),
        # a reference speaks of something, and ends where it begins
        ({"finding": '{{ t1["nobody", "total"] }}'}, "finding: there is no one row"),
        ({"finding": '{{ t8["total"] }}'}, "finding: there is no table 't8'"),
        ({"finding": "{{ table t1 }}"}, "finding: a table stands within a sentence"),
        ({"finding": "{{ register }}"}, "finding: a register stands within a sentence"),
        ({"finding": "{{ section 1 }}"}, "finding: there is no section '1'"),
        ({"finding": "All of {{ t1"}, "finding: holds braces that begin or end no reference"),
        # evidence is there, and what is said is of the evidence
        ({"evidence": ["t1", "t8"]}, "evidence: this study has no table, chart or finding t8"),
        ({"finding": '{{ t2["total"] }}'}, "evidence: a number is of table t2, which is not among the evidence"),
        ({"evidence": ["t2"], "finding": f"Aldermere had more {MORE}."}, "evidence: a number is of table t1"),
        # nobody is named: no person, no address, no business; days of a life stay away
        ({"finding": f"Ask Mrs {SECRET}."}, "finding: holds what looks like a name after a title"),
        ({"finding": f"As {SECRET} Taxis Ltd."}, "finding: holds what looks like the name or site of one business"),
        ({"finding": f"See {SECRET.lower()}.com."}, "finding: holds what looks like the name or site of one business"),
        ({"finding": f"Sold by {SECRET} & Sons."}, "finding: holds what looks like the name or site of one business"),
        ({"finding": "Write to teapot@b.example."}, "finding: holds what looks like an e-mail address"),
        ({"finding": f"Under Operation {SECRET}."}, "finding: holds what looks like an operation name"),
        ({"limits": "On {{ date 2020-05-04 }}."}, "limits: names a day"),
        ({"limits": "On {{ release.date }}."}, "limits: names a day"),
        ({"limits": "She was born in {{ year 2009 }}."}, "limits: holds what looks like a date, as of birth"),
        # an action names nobody at all, not even where no pattern tells what the name is of
        ({"action": ACTION | {"proposal": f"Close the {SECRET}."}}, "action.proposal: holds what looks like a name"),
        # what is claimed holds at the bounds of what is cited (rule Q3)
        ({"finding": "Most suspects were male."}, "finding: 'Most' claims"),
        ({"finding": f"Most suspects were male {MOST}."}, "finding: "),
        ({"title": "The majority"}, "title: 'majority' claims"),
        # what is printed is what is read
        ({"limits": "hidden\u200bsign"}, "limits: holds signs that a reader does not see"),
        ({"limits": "a" * 1_001}, "limits: has 1,001 characters; 1,000 are the most"),
    ],
)  # fmt: skip
def test_a_lesson_that_breaks_a_rule_stops_the_draft_and_says_where(change, fault):
    assert f"lesson l1, {fault}" in refused(lesson(**change))


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"finding": 'A share: {{ t1["total", "M"].share }}.'},
        {"finding": "Of {{ year 2020 }}, on {{ fact.lists }} lists."},
        {"finding": f"Aldermere had more suspects than Brackenshire {MORE}."},
        {"finding": f"Whether most suspects were male cannot be determined from these data {MOST}."},
        {"evidence": ["c1"]},  # a chart shows the numbers of its table
        {"evidence": ["t1", "t2"], "finding": '{{ t2["total"] }} of {{ t1["total", "total"] }}.'},
        {"status": "accepted", "commitment": "record-it"},
        {"status": "not taken forward", "reason": "The field is mandatory already."},
        {"audiences": ["industry"], "agencies": ["IND-TRAN"]},
    ],
)
def test_a_lesson_that_keeps_the_rules_is_part_of_the_draft(change):
    assert b'"lessons"' in draft(lesson(**change))


def test_all_faults_of_all_lessons_are_told_at_once():
    both = lessons(lesson(finding="All 12."), lesson(id="l2", evidence=["t8"]))
    with pytest.raises(LessonsError, match=r"lesson l1, finding.*lesson l2, evidence"):
        draft_content((table(), column_table()), PAPER, study(), lessons=both)


AREA = '[[tables]]\nid = "t1"\ntitle = "By a"\ncount = "person"\nrows = "person.a"\n'


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    people = [("g0", "b0"), ("g1", "b0")] * 20
    return open_study(
        small_study(tmp_path_factory.mktemp("l") / "study", {"a": ("g0", "g1"), "b": ("b0",)}, people, tables=AREA)
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (toml_of(lesson(limits=None)), "lesson l1, limits: Field required"),
        (toml_of(lesson(limits=" ")), "lesson l1, limits: String should have at least 1 character"),
        (toml_of(lesson(evidence=[])), "lesson l1, evidence: Tuple should have at least 1 item"),
        (toml_of(lesson(agencies=[SECRET])), "lesson l1, agencies, 0: Input should be 'GOV', 'POLICE'"),
        (toml_of(lesson(audiences=["everybody"])), "lesson l1, audiences, 0: Input should be 'national', 'local'"),
        (toml_of(lesson(status="not taken forward")), "lesson l1: a lesson that is not taken forward has a reason"),
        (toml_of(lesson(audiences=["industry"])), "lesson l1: a lesson for industry concerns a sector"),
        (toml_of(lesson(id=f"{SECRET} house")), "lesson number 1, id: String should match pattern"),
        (toml_of(lesson(), lesson()), "lessons share the id l1"),
        (toml_of(lesson(score="high")), "lesson l1, score: Extra inputs are not permitted"),
        (toml_of(), "lessons: Field required"),
        ("form = ", "is not TOML"),
        (b"\xff\xfe", "is not UTF-8"),
        ("#" * 1_000_001, "has more than 1,000,000 bytes"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_file_of_lessons_stops_a_study(opened, text, fault):
    opened.lessons.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(LessonsError) as caught:
        read_lessons(opened)
    assert fault in caught.value.what
    assert SECRET not in str(caught.value)


def test_a_study_without_the_file_has_no_lessons_and_another_thing_in_its_place_is_refused(opened):
    opened.lessons.unlink(missing_ok=True)
    assert read_lessons(opened) is None
    opened.lessons.mkdir()
    with pytest.raises(LessonsError, match="is not a file"):
        read_lessons(opened)
    opened.lessons.rmdir()


def test_gates_decide_on_lessons_and_a_study_without_them_has_the_draft_it_had():
    plain = draft_content((table(), column_table()), PAPER, study())
    other = draft(lesson(limits="Recorded is not committed, and not all is recorded."))
    assert len({plain, draft(lesson()), other}) == 3
    assert json.loads(plain) == {name: value for name, value in json.loads(other).items() if name != "lessons"}


def test_a_release_without_lessons_has_the_files_it_had(tmp_path):
    plain, with_them = tmp_path / "plain", released(tmp_path, lessons())
    plain.mkdir()
    build_release(plain, approved(), study(), rules=RULES)
    new = {path.name for path in with_them.rglob("*")} - {path.name for path in plain.rglob("*")}
    lists = {f"SYNTHETIC-{name}.csv" for name in ("agency", "audience", "lesson_status")}
    own = {f"SYNTHETIC-lessons.{ending}" for ending in ("csv", "csv-metadata.json", "json")}
    assert new - {"seal.json", "seal.json.minisig", "manifest.json.minisig"} == {"lessons.html", *own, *lists}
    assert "lessons" not in (plain / "index.html").read_text(encoding="utf-8")
    same = [p for p in plain.rglob("*") if p.is_file() and p.suffix in (".csv", ".svg", ".css")]
    assert [p.name for p in same if p.read_bytes() != (with_them / p.relative_to(plain)).read_bytes()] == []


def test_the_page_stands_apart_and_is_linked_from_the_paper(tmp_path):
    release = released(tmp_path, lessons(introduction="What follows from it."))
    page = html.unescape((release / "lessons.html").read_text(encoding="utf-8"))
    assert '<a href="lessons.html">Lessons and implications</a>' in (release / "index.html").read_text(encoding="utf-8")
    for words in (
        "What follows from it.", "Issued by: The department.", "Of 1,000 suspects the sex of 660 was not recorded.",
        "Table 2. Suspects by force and sex", "Recorded is not committed.", "Make the field mandatory.",
        "Police forces", "Government departments", "Proposed",
        # what the program knows
        "Sex is not known for 66.0% of the total, so the bounds of every share of all are 66.0 percentage points",
        "To protect small numbers, 4 of 15 cells are withheld; the register says more (W1).",
        "Each suspect counts once.", "A note.",
    ):  # fmt: skip
        assert words in page
    assert "SYNTHETIC" in page
    assert "support" in page


def test_the_rows_of_the_csv_are_the_lessons(tmp_path):
    both = lessons(lesson(), lesson(id="l2", title="=Record it", evidence=["c1", "t2"]))
    text = (released(tmp_path, both) / "SYNTHETIC-lessons.csv").read_text(encoding="utf-8")
    first, second = csv.DictReader(io.StringIO(text))
    assert first["finding"] == "Of 1,000 suspects the sex of 660 was not recorded."
    assert (second["title"], second["evidence_ids"], second["data"]) == ("'=Record it", "c1; t2", "synthetic")


WHOLE = ProtectedTable(table().shape, ((None,) * 5,) * 3, whole=True)


@pytest.mark.parametrize(
    ("shown", "withheld", "said"),
    [
        (WHOLE, "whole table", "The table is withheld as a whole; the register says why (W1)."),
        (ProtectedTable(table().shape, ((1000, *(None,) * 4), *((None,) * 5,) * 2)), "cells", "14 of 15 cells"),
    ],
)  # fmt: skip
def test_evidence_that_is_withheld_is_named_as_withheld_and_gives_no_number(tmp_path, shown, withheld, said):
    finding = 'The sex of {{ t1["total", "M"] }} suspects, {{ t1["total", "M"].share }}, is male.'
    output = approved(PAPER, (shown, column_table()))
    release = released(tmp_path, lessons(lesson(finding=finding)), output)
    made = json.loads((release / "SYNTHETIC-lessons.json").read_bytes())
    (one,), (evidence,) = made["lessons"], made["evidence"]
    assert one["finding"] == "The sex of [c] suspects, [c], is male."
    assert one["signs"][0]["sign"] == "[c]"
    assert (evidence["withheld"], evidence["register_id"]) == (withheld, "W1")
    assert any(said in sentence for sentence in evidence["limits"])
    assert not any("%" in sentence for sentence in evidence["limits"])


def test_a_lesson_may_rest_on_what_the_paper_prints_nowhere_but_the_release_has(tmp_path):
    output = replace(approved("## A\n\nNothing.\n"), paper="## A\n\nNothing.\n")
    release = released(tmp_path, lessons(lesson(evidence=["t1", "c2"])), output)
    made = json.loads((release / "SYNTHETIC-lessons.json").read_bytes())
    assert [one["label"] for one in made["evidence"]] == [
        "Suspects by force and sex (as CSV alone)", "Chart: Bounds of shares"
    ]  # fmt: skip
    files = [name for one in made["evidence"] for name in (*one["files"], *one["pictures"])]
    assert all((release / name).is_file() for name in files)
