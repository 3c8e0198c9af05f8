"""A later draft: what changed in it, where comments of earlier rounds stand now, and who sees which of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from clerestory.model.desk.acts import group
from clerestory.model.desk.documents import Block, BlockKind
from clerestory.pipeline.desk.documents import note_release, put_documents
from clerestory.web.service.studies import served_study
from clerestory.web.store.state import desk_now
from desk_documents import document, paragraph
from desks import PEOPLE, WHY, draft, given_id
from group_desks import CHANGE, LATER, PAPER, TEXT, with_later

PAGE = "/rounds/2/documents/paper"
DRAFT = "/draft/paper"
CASE = Block("text.x1", BlockKind.PARAGRAPH, "Words of a case that may be held later.")


@pytest.fixture
def later(tmp_path):
    """A desk with a settled round and a later draft, on which no round is open yet."""
    with with_later(tmp_path) as made:
        yield made


@pytest.fixture
def answering(tmp_path):
    """A later draft has come while comments of the first round wait for their answers."""
    with with_later(tmp_path, answers=()) as made:
        yield made


@pytest.fixture
def second(later):
    """The same with a second round, in which two read who read the first one, and an observer who is new."""
    later.open("member-a", "chair", "observer")
    for member in ("member-a", "chair", "observer"):
        later.ready(member, 2)
    return later


def opened(made, person: str, page: str):
    """The main part of a page that is a reading copy, after its button was pressed."""
    shown = made.post(person, page, {})
    assert shown.status_code == 200, shown.text
    return html.fromstring(shown.text).find(".//main")


def words(part) -> str:
    return " ".join(part.text_content().split())


def told(page) -> dict[str, str]:
    """What a page tells of each change, by how it is told."""
    changes = page.xpath("//div[@class='change']")
    return {words(one.find("p/strong")): words(one) for one in changes}


# What changed


def test_a_page_tells_paragraphs_words_and_cells_that_differ_under_the_mark_of_a_copy(second):
    assert "Persons" not in second.get("member-a", f"{PAGE}/changes").text  # before its button is pressed
    page = opened(second, "member-a", f"{PAGE}/changes")
    assert list(told(page)) == ["Table 1 changed and moved.", "Paragraph changed.", "Paragraph added."]
    (cell,) = page.xpath("//div[@class='change']//tbody/tr")
    assert [words(one) for one in cell] == ["North", "Number", "12", "14"]
    changed = page.xpath("//div[@class='change'][contains(., 'Most groups')]")[0]
    assert [words(one) for kind in ("del", "ins") for one in changed.iter(kind)] == ["three or", "between two and"]
    (mark,) = page.xpath("//@data-copy")
    assert mark.startswith("Copy ")
    assert ", Member a, 17 March 2026" in mark
    assert "open copy" in [done["act"] for done in acts_of(second, "auditor")]


def acts_of(made, person: str) -> list[dict[str, str]]:
    page = html.fromstring(made.get(person, "/record").text)
    return [{"act": words(one).split(",")[0].lower()} for one in page.xpath("//li[@class='desk-remark']/p[1]")]


def test_each_compares_with_what_they_have_read_and_who_answers_or_signs_with_any_draft(second):
    put_documents(served_study(), draft(9), [PAPER])  # of a draft that was never let in
    put_documents(served_study(), draft(2), [LATER])
    offered = {}
    reading, others = ("member-a", "chair", "observer"), ("analyst", "statistician", "head")
    for person, page in (*((one, PAGE) for one in reading), *((one, DRAFT) for one in others)):
        found = opened(second, person, f"{page}/changes")
        offered[person] = [words(one) for one in found.xpath("//nav[@aria-label='Compared with']//p/*")]
    read = ["the draft of round 1"]
    assert offered == {
        "member-a": read, "chair": read, "observer": [], "analyst": read, "statistician": read, "head": read,
    }  # fmt: skip
    assert second.get("observer", f"{PAGE}/changes?since=round-1").status_code == 404
    assert second.get("member-a", f"{PAGE}/changes?since=draft").status_code == 404


def test_a_draft_that_no_round_read_is_compared_by_who_answers_and_not_by_a_member(later):
    between = replace(LATER, blocks=LATER.blocks[:-1])
    later.admit_later(3, between)
    later.admit_later(4, LATER)
    later.open("member-a")
    later.ready("member-a", 2)
    page = opened(later, "analyst", f"{DRAFT}/changes?since=draft")
    assert list(told(page)) == ["Paragraph added."]
    assert later.get("analyst", f"{DRAFT}/changes?since=round-1").status_code == 200
    opened(later, "member-a", f"{PAGE}/changes")
    assert later.get("member-a", f"{PAGE}/changes?since=draft").status_code == 404


def test_everybody_compares_with_the_last_release_and_with_none_that_was_recalled(second):
    release = served_study().releases / "2026-03-01"
    release.mkdir(parents=True)
    (release / "manifest.json").write_text("{}")
    before = document([*LATER.blocks[:2], paragraph("Printed once, and no more.", LATER.blocks[0].id)])
    put_documents(served_study(), draft(90), [before])
    put_documents(served_study(), draft(2), [LATER])
    note_release(served_study(), "2026-03-01", draft(90))
    page = opened(second, "observer", f"{PAGE}/changes")
    assert "What differs from the last release." in words(page)
    assert "Printed once, and no more." in told(page)["Paragraph removed."]
    (release / "manifest.json").unlink()
    assert "There is no earlier draft" in second.get("observer", f"{PAGE}/changes").text


def test_case_texts_are_not_told_as_new_since_earlier_drafts_keep_none_of_them(later):
    later.admit_later(3, replace(LATER, blocks=(*LATER.blocks, CASE)))
    page = words(opened(later, "analyst", f"{DRAFT}/changes"))
    assert "Case texts are not compared" in page
    assert CASE.text not in page
    assert CASE.text in words(opened(later, "analyst", DRAFT))


def test_a_list_says_which_documents_are_new_changed_as_they_were_or_gone(later):
    one, other = document([paragraph("One.")], "One"), document([paragraph("Other.")], "Other")
    later.admit_later(3, LATER, replace(one, id="one"), replace(other, id="other"))
    later.admit_later(4, PAPER, replace(one, id="one"), replace(other, id="third", title="Third"))
    page = html.fromstring(later.get("analyst", "/draft?since=draft").text)
    rows = {words(row.find(".//a")): words(row.xpath(".//*[contains(@class, 'status')]")[0]) for row in page.iter("li")
            if "task-list" in row.get("class", "")}  # fmt: skip
    assert rows == {"The paper": "What changed in: The paper", "One": "As it was", "Third": "New"}
    assert "Not in this draft any more: Other." in words(page)


# Comments found again


def test_comments_of_an_earlier_round_stand_where_their_words_are_now_with_what_changed_because_of_them(second):
    page = opened(second, "member-a", PAGE)
    (table,) = page.xpath("//*[@id='table.t1']//div[@class='desk-earlier']")
    assert "Round 1, your comment on North, Number" in words(table)
    assert "Other words stand at this place now. Read then: 12" in words(table)
    assert f"What changed because of it: {CHANGE}" in words(table)
    own = [words(one) for one in page.xpath("//div[@class='desk-earlier']")]
    assert len(own) == 3
    assert any("Round 1, Member b" in one and "on the document as a whole" in one for one in own)
    changes = told(opened(second, "member-a", f"{PAGE}/changes"))
    assert TEXT in changes["Table 1 changed and moved."]
    assert "It says so now." in changes["Paragraph changed."]


def test_who_did_not_read_a_round_sees_none_of_its_comments_in_a_later_one(second):
    for page in (PAGE, f"{PAGE}/changes"):
        shown = words(opened(second, "observer", page))
        assert "Round 1" not in shown
        assert TEXT not in shown
    signing = opened(second, "head", f"{DRAFT}/changes")
    assert told(signing)
    assert not signing.xpath("//div[@class='desk-earlier']")


def test_who_answers_reads_the_draft_with_comments_and_answers_and_nothing_of_a_round_that_is_open(second):
    opened(second, "member-a", PAGE)
    secret = "Words that nobody else reads yet."
    said = {"aim": "something is unclear", "text": secret, "block": "table.t1"}
    assert secret in second.post("member-a", f"{PAGE}/comment", said).text
    for page in (DRAFT, f"{DRAFT}/changes"):
        shown = words(opened(second, "analyst", page))
        assert TEXT in shown
        assert secret not in shown
        assert "Member a, 17 March" not in shown  # the log of members' copies


# Answers


def test_who_answers_sees_the_place_as_it_was_read_and_as_it_stands_and_picks_what_changed(answering):
    place = f"/rounds/1/comments/{given_id(1)}"
    page = html.fromstring(answering.get("analyst", place).text).find(".//main")
    assert words(page.xpath("//blockquote")[0]) == "Table 1. Persons North, Number 12"
    assert words(page.xpath("//blockquote")[1]) == "Table 1. Persons North, Number 14"
    assert "What changed there: Table 1, Persons: North, Number: 12 is now 14; it stands elsewhere." in words(page)
    offered = {one.get("value"): words(one) for one in page.xpath("//select[@name='picked']/option")}
    assert len(offered) == 4
    assert list(offered)[1] == "table.t1"
    said = {"do": "respond", "disposition": "ACCM", "text": "So it was.", "picked": "table.t1", "change": " Of two. "}
    assert "The answer is recorded." in answering.post("analyst", place, said).text
    remark = desk_now().group.rounds[0].remarks[given_id(1)]
    assert remark.answer.change == f"Of two.\n{offered['table.t1']}"
    none = f"/rounds/1/comments/{given_id(2)}"
    lacking = answering.post("analyst", none, {**said, "picked": "", "change": ""})
    assert "An accepted comment says what changed because of it" in lacking.text
    sentence = next(one for one in offered if "three or" in offered[one])
    answering.post("analyst", none, {**said, "picked": sentence, "change": ""})
    told_ = desk_now().group.rounds[0].remarks[given_id(2)].answer.change
    assert told_ == "Paragraph under “What was found”: “three or” is now “between two and”."


@pytest.mark.parametrize("person", ["member-a", "chair", "secretary", "auditor"])
def test_who_does_not_answer_is_shown_no_part_of_the_later_draft_beside_a_comment(answering, person):
    page = answering.get(person, f"/rounds/1/comments/{given_id(1)}")
    assert page.status_code == 200
    assert "is now 14" not in page.text
    assert "In the draft of" not in page.text


def test_a_member_is_led_from_a_comment_to_where_it_stands_in_a_round_that_they_read(second):
    place = f"/rounds/1/comments/{given_id(1)}"
    assert f'href="{PAGE}"' in second.get("member-a", place).text
    assert f'href="{PAGE}"' not in second.get("member-b", place).text


# Who opens the draft outside rounds


def test_the_chair_ends_the_review_on_a_later_draft_after_reading_what_changed_in_it(later):
    assert "Read the later draft, and what changed" in later.get("chair", "/rounds/1/end").text
    assert told(opened(later, "chair", f"{DRAFT}/changes"))
    later.post("chair", "/rounds/1/end", {"do": "finish review", "reason": WHY})
    assert desk_now().latest.reviewed_by == "chair"


def test_a_draft_opens_for_those_whose_it_is_and_each_copy_is_on_record(second):
    status = {person: second.get(person, "/draft").status_code for person in PEOPLE}
    theirs = {"analyst", "analyst-b", "author-checker", "statistician", "head", "checker-head", "chair"}
    assert {person for person in status if status[person] != 403} == theirs
    assert status["chair"] == 409  # a round is going on
    assert "Most groups" not in second.get("chair", DRAFT).text
    assert second.get("member-a", f"{DRAFT}/changes").status_code == 403
    assert second.get("analyst", "/draft/none").status_code == 404
    opened(second, "analyst", DRAFT)
    opened(second, "head", f"{DRAFT}/changes")
    assert [one["act"] for one in acts_of(second, "auditor")].count("open draft") == 2
    assert set(desk_now().latest.copies) == {"analyst", "head"}


def test_who_stood_aside_in_a_round_opens_no_draft_of_its_release(later):
    later.open("chair", "member-b")
    later.act("chair", group.AnswerInvitation(round=2, accepts=True))
    later.act("chair", group.DeclareInterests(round=2, none=False, text="I gave a return."))
    aside = group.JudgeInterests(round=2, member="chair", judgement=group.Judgement.ASIDE, reason="A return was given.")
    later.act("statistician", aside)
    page = later.get("chair", DRAFT)
    assert page.status_code == 403
    assert "you stand aside" in page.text
    assert "Most groups" not in page.text
