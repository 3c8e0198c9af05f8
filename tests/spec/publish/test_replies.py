"""The right of reply: what a giver may say, where it is printed, and that gates decide on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clerestory.errors import PaperError, StudyError
from clerestory.model.commission import CrossTable, OverlapTable
from clerestory.model.instrument import Code, Codelist, Instrument, Need, ValueType, Variable
from clerestory.model.naming import tables_about
from clerestory.model.replies import MOST_CHARACTERS, Reply, faults_of_reply, paragraphs_of
from clerestory.publish import build_release, draft_content
from clerestory.study import open_study, shipped_presets
from clerestory.study.replies import read_replies
from papers import approved, study, table
from studies import small_study

FORCES = Codelist("area", (Code("X1", "Aldermere", "R1"), Code("X2", "Brackenshire", "R2")))
GIVERS = Codelist(
    "giver", (Code("G:1", "Aldermere", "FORCE"), Code("G:2", "Brackenshire", "FORCE"), Code("V", "A body"))
)
GROUPS = {
    "region": Codelist("region", (Code("R1", "Northreach"), Code("R2", "Fellmark"))),
    "kind": Codelist("kind", (Code("FORCE", "Police force"),)),
}


def variable(path: str, codelist: str) -> Variable:
    entity, name = path.split(".")
    return Variable(entity, name, name, ValueType.CODE, codelist, Need.YES)


INSTRUMENT = Instrument(
    (variable("return.provider", "giver"), variable("case.area", "area"), variable("case.kind", "kind")),
    (),
    {"giver": GIVERS, "area": FORCES, **GROUPS},
)


def cross(**options) -> CrossTable:
    return CrossTable.model_validate({"id": "t1", "title": "T", "count": "case", "rows": "case.area"} | options)


@pytest.mark.parametrize(
    ("request_", "named"),
    [
        # a row of its own, by name, whatever the code is there
        (cross(), [("row", "Aldermere", True, "")]),
        (cross(columns="case.kind"), [("row", "Aldermere", True, "case.kind")]),
        (cross(rows="case.kind", columns="case.area"), [("column", "Aldermere", True, "case.kind")]),
        # within a group
        (cross(groups={"case.area": "region"}), [("row", "Northreach", False, "")]),
        # nowhere
        (cross(rows="case.kind"), []),
        # a list of who holds a case
        (OverlapTable(kind="overlap", id="t1", title="T", count="case", lists="return.provider"),
         [("row", "Aldermere", True, "")]),
        (OverlapTable(kind="overlap", id="t1", title="T", count="case", lists="return.provider",
                      groups={"return.provider": "kind"}), [("row", "Police force", False, "")]),
    ],
)  # fmt: skip
def test_a_giver_is_told_where_a_table_shows_it(request_, named):
    found = tables_about([request_], INSTRUMENT, "G:1")
    assert [(naming.axis, naming.label, naming.is_own, naming.field) for naming in found] == named


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("We took a new system into use in 2021.", None),
        ("One paragraph.\n\nAnd another.", None),
        ("x" * MOST_CHARACTERS, None),
        ("x" * (MOST_CHARACTERS + 1), "has 1,001 characters"),
        (" \n", "is empty"),
        ("Said on 3 April 2021.", "holds what looks like a date"),
        ("Under Operation Teapot.", "holds what looks like an operation name"),
        ("Ask Mrs Teapot.", "holds what looks like a name after a title"),
        ("Write to a@b.example.", "holds what looks like an e-mail address"),
        ("Ask\nMrs\nTeapot.", "holds what looks like a name after a title"),
        ("hidden\u200bsign", "holds signs that a reader does not see"),
        ("turned \u202eround", "holds signs that a reader does not see"),
    ],
)
def test_a_reply_is_short_plain_and_names_nobody(text, fault):
    found = list(faults_of_reply(text))
    assert (found == []) == (fault is None)
    assert all(one.startswith(fault) for one in found)
    assert not any(word in str(found) for word in ("Teapot", "a@b", "April"))


def test_paragraphs_are_parted_by_blank_lines():
    assert paragraphs_of("One\nline.\r\n\r\n\n Two. ") == ("One line.", "Two.")


REPLY = Reply("G:1", "Aldermere", ("t1",), ("We took <b>a new</b> system & {{ table }} into use in 2021.",))


def test_a_reply_stands_beside_each_table_that_names_the_giver_as_text_alone(tmp_path):
    build_release(tmp_path, replace(approved(), replies=(REPLY,)), study(), rules=shipped_presets()["THRESHOLD-6"])
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert page.count("Reply of Aldermere to table") == 2  # shares of t1, and t1; t2 does not name it
    after_table = page[page.index("Table 2. Suspects by force and sex") : page.index("Table 3.")]
    assert "Reply of Aldermere to table 2" in after_table
    assert "We took &lt;b&gt;a new&lt;/b&gt; system &amp; {{ table }} into use in 2021." in after_table


def test_gates_decide_on_replies_and_a_study_without_one_has_the_draft_it_had():
    plain = draft_content((table(),), "## A\n\n{{ table t1 }}", study())
    with_reply = draft_content((table(),), "## A\n\n{{ table t1 }}", study(), replies=(REPLY,))
    other = draft_content((table(),), "## A\n\n{{ table t1 }}", study(), replies=(replace(REPLY, paragraphs=("No.",)),))
    assert len({plain, with_reply, other}) == 3
    assert b"replies" not in plain


@pytest.mark.parametrize("said", ["We had 217 suspects.", "Twelve of them.", "It was half of all."])
def test_a_count_cannot_slip_into_a_reply_and_is_not_repeated(said):
    with pytest.raises(PaperError, match=r"replies/G-1.md, paragraph 1: holds a number") as caught:
        draft_content((table(),), "## A\n\n{{ table t1 }}", study(), replies=(replace(REPLY, paragraphs=(said,)),))
    assert "217" not in str(caught.value)


def test_a_reply_that_would_be_printed_nowhere_stops_the_paper():
    with pytest.raises(PaperError, match="stands beside no table"):
        draft_content((table(),), "## A\n\nNothing.", study(), replies=(REPLY,))


AREA = '[[tables]]\nid = "t1"\ntitle = "By a"\ncount = "person"\nrows = "person.a"\n'


def a_study(folder: Path) -> Path:
    people = [("g0", "b0"), ("g1", "b0")] * 20
    return small_study(folder, {"a": ("g0", "g1"), "b": ("b0",)}, people, tables=AREA, givers=3)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("g0.md", b"\xff\xfe", "is not UTF-8"),
        ("g0.md", b"", "is empty"),
        ("g9.md", b"Who are we?", "is named after no giver"),
        ("g2.md", b"No table names us.", "is of a giver that no table names"),
        ("g0.txt", b"All is well.", "is no reply"),
    ],
)
def test_a_file_that_is_no_reply_stops_a_study(tmp_path, name, content, what):
    opened = open_study(a_study(tmp_path / "study"))
    opened.replies.mkdir()
    (opened.replies / name).write_bytes(content)
    with pytest.raises(StudyError, match=what):
        read_replies(opened)


def test_a_reply_is_read_with_the_tables_that_name_its_giver(tmp_path):
    opened = open_study(a_study(tmp_path / "study"))
    assert read_replies(opened) == ()
    opened.replies.mkdir()
    (opened.replies / "g0.md").write_text("All is well.\n\nNow.\n")
    assert read_replies(opened) == (Reply("g0", "g0", ("t1",), ("All is well.", "Now.")),)
