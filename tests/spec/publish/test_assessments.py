"""What publishing may do is weighed, whole and in plain words, before a release of real cases can be decided on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from clerestory.errors import AssessmentError
from clerestory.model.approved import ApprovedOutput
from clerestory.model.assessments import Assessments, Characteristic
from clerestory.publish import build_release, draft_content
from clerestory.publish.assessments import assessment_template, check_assessments, printed_ids, survivor_notice
from clerestory.publish.paper.reading import read_paper
from clerestory.study import shipped_presets
from clerestory.study.assessments import read_assessments
from papers import PAPER, PARTS_BESIDE, approvals, column_table, study, table

TABLES = (table(), column_table())
PEOPLE = [
    {"id": "analyst", "post": "Analyst", "roles": ["analyst"]},
    {"id": "stat", "post": "Lead statistician", "roles": ["lead statistician"]},
]
SECRET = "What is weighed of a live case, quincunx"


def settings(**more):
    return study(people=PEOPLE, **more)


def effects(**change):
    plain = {"effect": "None is expected: nothing is shown of them."}
    return dict.fromkeys(("victims", "live_cases", "communities", "policing"), plain) | change


def entry(*of, **change):
    return {"of": list(of), **effects(), "decision": "publish", "decided_by": "stat", "decided": "2026-12-01"} | change


def made(*impact, **change):
    decided = {"decided_by": "stat", "decided": "2026-12-01"}
    nine = [{"characteristic": one.value, "effect": "None is expected."} for one in Characteristic]
    entry_of_tension = {
        "effect": "Readers may blame a group.",
        "mitigation": "The paper says what is not known.",
        "prepared": "Teams.",
    }
    return Assessments.model_validate(
        {
            "form": "clerestory-assessment/1",
            "impact": list(impact) or [entry("t1", "t2")],
            "equality": decided | {"entries": nine},
            "tension": decided | {"entries": [entry_of_tension]},
            "told": [{"whom": "Survivor organisations", "how": "By letter", "on": "2026-12-01"}],
        }
        | change
    )


def checked(assessments, *, needed=True):
    paper = read_paper(PAPER, settings(), TABLES)
    check_assessments(assessments, paper, settings(), needed=needed)
    return printed_ids(paper, settings())


def test_what_a_paper_prints_is_its_tables_and_of_charts_the_tables_they_show():
    assert checked(made()) == ("t1", "t2")


def test_real_cases_need_it_and_made_up_ones_do_not():
    checked(None, needed=False)
    with pytest.raises(AssessmentError, match="is missing"):
        checked(None)
    with pytest.raises(AssessmentError, match="is missing"):
        draft_content(TABLES, PAPER + PARTS_BESIDE, settings(data="confidential"))
    draft_content(TABLES, PAPER + PARTS_BESIDE, settings(data="confidential"), assessments=made())


@pytest.mark.parametrize(
    ("impact", "said"),
    [
        ([entry("t1")], "nobody weighed t2"),
        ([entry("t1", "t2"), entry("t2")], "t2 is weighed twice"),
        ([entry("t1", "t2", "t9")], "t9 is weighed, and the paper prints nothing of that id"),
        ([entry("t1", "t2", decision="withhold")], "t1 is to be withheld, and the paper prints it"),
        ([entry("t1", "t2", decided_by="analyst")], "no author"),
        ([entry("t1", "t2", decided_by="stranger")], "no author"),
        ([entry("t1", "t2", decided="2026-12-16")], "after the release"),
        ([entry("t1", "t2", victims={"effect": "Of them 12 may be known."})], "holds a number"),
        ([entry("t1", "t2", victims={"effect": "Most of them are known."})], "claims something"),
        ([entry("t1", "t2", victims={"effect": "A hotel in Eastmoor may be known."})], "together could identify"),
        ([entry("t1", "t2", policing={"effect": "Ask 020 7946 0000 about it."})], "looks like"),
    ],
)
def test_every_fault_of_what_was_weighed_is_found(impact, said):
    with pytest.raises(AssessmentError, match=said) as error:
        checked(made(*impact))
    assert "Eastmoor" not in str(error.value)


def test_all_faults_are_told_at_once():
    with pytest.raises(AssessmentError) as error:
        checked(made(entry("t1", decided_by="analyst")))
    assert "nobody weighed t2" in str(error.value)
    assert "no author" in str(error.value)


def test_somebody_has_to_be_told_before_the_day():
    late = {"whom": "Survivor organisations", "how": "By letter", "on": "2026-12-15"}
    with pytest.raises(AssessmentError, match="nobody was told before"):
        checked(made(told=[late]))


@pytest.mark.parametrize("left_out", list(Characteristic))
def test_each_characteristic_has_its_place(left_out):
    nine = [{"characteristic": one.value, "effect": "None."} for one in Characteristic if one is not left_out]
    with pytest.raises(ValueError, match=left_out.value):
        made(equality={"decided_by": "stat", "decided": "2026-12-01", "entries": nine})


def test_mitigation_that_is_none_is_refused():
    with pytest.raises(ValueError, match="no effect has one"):
        made(entry("t1", "t2", decision="publish with mitigation"))


def test_people_decide_on_what_was_weighed_and_older_drafts_keep_their_bytes():
    without = draft_content(TABLES, PAPER, settings())
    with_it = draft_content(TABLES, PAPER, settings(), assessments=made())
    assert b"assessments" not in without
    assert b'"assessments"' in with_it


def test_the_page_tells_of_victims_and_communities_and_of_live_cases_nothing(tmp_path):
    assessments = made(entry("t1", "t2", live_cases={"effect": SECRET}, policing={"effect": SECRET}))
    output = ApprovedOutput(TABLES, PAPER, approvals(), assessments=assessments)
    build_release(tmp_path, output, settings(), rules=shipped_presets()["THRESHOLD-6"])
    page = (tmp_path / "impact.html").read_text(encoding="utf-8")
    assert page.count("Assessment 1</h3>") == 1
    assert len(re.findall(r"<dt>Of</dt><dd><ul>\n(?:<li>[^<]+</li>\n){2}</ul>", page)) == 1
    assert "Considered, and not published." in page
    assert "Lead statistician, 1 December 2026" in page
    assert 'href="impact.html"' in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert not any(b"quincunx" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_the_notice_to_survivors_holds_no_number_but_the_day_and_telephones():
    text = survivor_notice(settings())
    left = text.replace("15 December 2026", "").replace("999", "").replace("0808 800 5000", "").replace("0800 1111", "")
    assert not re.search(r"\d", left)
    assert "15 December 2026" in text
    for of_table in TABLES:
        assert of_table.shape.title not in text


def test_the_template_is_toml_and_is_refused_until_it_is_filled_in(tmp_path):
    text = assessment_template(("t1", "t2"), {"t1": "Suspects"})
    assert [one["of"] for one in tomllib.loads(text)["impact"]] == [["t1"], ["t2"]]
    made_up = _study_with(tmp_path, text)
    with pytest.raises(AssessmentError, match="places that nobody filled in"):
        read_assessments(made_up)
    filled = text.replace('decision = "..."', 'decision = "publish"').replace(
        'decided_by = "..."', 'decided_by = "stat"'
    )
    filled = re.sub(r'"\.\.\."', '"None is expected."', filled)
    with pytest.raises(AssessmentError, match=f"has {filled.count('0001-01-01')} places that nobody filled in"):
        read_assessments(_study_with(tmp_path, filled))  # an untold day would pass for one long ago
    filled = filled.replace("0001-01-01", "2026-12-01")
    read = read_assessments(_study_with(tmp_path, filled))
    assert read is not None
    checked(read)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff", "UTF-8"), (b"a = [", "is not TOML"), (b'form = "x"', "form"), (b"form = 1\n" * 200_000, "bytes")],
)
def test_a_file_that_is_none_is_told_by_its_fault(tmp_path, content, said):
    made_up = _study_with(tmp_path, "")
    made_up.assessment.write_bytes(content)
    with pytest.raises(AssessmentError, match=said):
        read_assessments(made_up)


def _study_with(folder: Path, text: str):
    class Folder:
        assessment = folder / "assessment.toml"

    Folder.assessment.write_text(text, encoding="utf-8")
    return Folder
