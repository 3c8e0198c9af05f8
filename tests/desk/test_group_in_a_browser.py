"""The pages of the group in a real browser: by keyboard, without script, at 320 px, and without barriers."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from clerestory.model.desk.acts import group
from desk_browsers import apart, is_too_wide, met, served, signed_in, without_scripts
from desks import draft, given_id
from group_desks import CHANGE, TEXT, GroupDesk, study, with_later
from pages import CHROMIUM, browser
from served_desks import Serving, desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def reading(tmp_path):
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        made = GroupDesk(serving)
        made.admit()
        made.open("member-a", "member-b", "chair")
        for member in ("member-a", "member-b", "chair"):
            made.ready(member)
        yield made


@pytest.fixture
def later(tmp_path):
    """A second round on a later draft, in which a member reads who read the first."""
    with with_later(tmp_path) as made:
        made.open("member-a", "chair")
        made.ready("member-a", 2)
        yield made


def test_a_member_leaves_a_comment_by_keyboard_without_script(reading):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "member-a", width=320, script=False)
        page.get_by_role("link", name="Read and comment by").press("Enter")
        page.get_by_role("link", name="The paper").press("Enter")
        page.get_by_role("button", name="Open my reading copy").press("Enter")
        page.get_by_role("link", name="Comment on this table").press("Enter")
        page.get_by_label("Which row?").select_option("North")
        page.get_by_label("Which column?").select_option("Number")
        page.get_by_label("Something is wrong").press("Space")
        page.get_by_label("Your comment").fill(TEXT)
        page.get_by_role("button", name="Save my comment").press("Enter")
        assert page.url.endswith("/rounds/1/documents/paper#table.t1")
        assert TEXT in page.locator("[id='table.t1']").inner_text()


def test_a_reading_copy_on_paper_has_its_words_and_nothing_to_press(reading):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "member-a")
        page.goto(f"{address}/rounds/1/documents/paper")
        with page.expect_navigation():  # paper is drawn of what is there
            page.get_by_role("button", name="Open my reading copy").click()
        sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A5"))).pages]
    whole = "\n".join(sheets)
    assert "Most groups had three or four members." in whole
    for word in ("Comment", "/rounds", "Back", "Need a rest?", "Sign out"):
        assert word not in whole
    assert all("Member a" in sheet for sheet in sheets)  # whose copy it is


def test_the_secretary_closes_a_round_and_an_analyst_answers(reading):
    reading.comment("member-a", 1)
    for member in ("member-a", "member-b", "chair"):
        reading.act(member, group.FinishReading(round=1))
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "secretary")
        page.get_by_role("link", name="Close round 1").click()
        page.get_by_role("button", name="Close the round").click()
        assert "The round is closed." in page.get_by_role("alert").inner_text()
        page = signed_in(chromium, address, "analyst")
        page.get_by_role("link", name="Answer the comments of round 1").click()
        page.get_by_role("link", name="Answer this comment").click()
        page.get_by_label("Accepted with change").check()
        page.get_by_label("Your answer").fill("It was wrong.")
        page.get_by_role("button", name="Record this answer").click()
        assert "An accepted comment says what changed" in page.get_by_role("alert").inner_text()
        page.get_by_label("What changed, and where").fill("Table 1, North.")
        page.get_by_role("button", name="Record this answer").click()
        assert "Table 1, North." in page.locator(".desk-answer").inner_text()


def test_a_member_reads_what_changed_and_their_comment_beside_it_by_keyboard_without_script(later):
    with later.clock(), served() as address, browser() as chromium:
        page = signed_in(chromium, address, "member-a", width=320, script=False)
        page.get_by_role("link", name="Read and comment by").press("Enter")
        assert page.get_by_text("Changed since the draft of round 1").count() == 1
        page.get_by_role("link", name="The paper").press("Enter")
        page.get_by_role("button", name="Open my reading copy").press("Enter")
        folded = page.locator("[id='table.t1'] details")
        assert not folded.get_by_text(TEXT, exact=True).is_visible()
        folded.locator("summary").press("Enter")
        assert folded.get_by_text(TEXT, exact=True).is_visible()
        page.get_by_role("link", name="What changed").press("Enter")
        change = page.locator(".change", has_text="Table 1 changed and moved.")
        assert change.locator("del").all_inner_texts() == ["12"]
        assert change.locator("ins").all_inner_texts() == ["14"]
        assert f"What changed because of it: {CHANGE}" in change.inner_text()
        assert not is_too_wide(page)
        change.get_by_role("link", name="Show in the document").press("Enter")
        assert page.url.endswith("/rounds/2/documents/paper#table.t1")


def test_what_changed_on_paper_has_both_wordings_the_mark_on_each_sheet_and_nothing_to_press(later):
    with later.clock(), served() as address, browser() as chromium:
        page = signed_in(chromium, address, "member-a")
        page.goto(f"{address}/rounds/2/documents/paper/changes")
        with page.expect_navigation():  # paper is drawn of what is there
            page.get_by_role("button", name="Open my reading copy").click()
        sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A5"))).pages]
    whole = " ".join(" ".join(sheets).split())
    assert "Half of all cases were closed within a year." in whole
    assert TEXT in whole
    assert all("Member a" in sheet for sheet in sheets)
    for word in ("Compared with", "/rounds", "Back", "Sign out", "The whole document"):
        assert word not in whole


OPEN = {
    "member-a": ("", "terms", "rounds/1/documents", "rounds/1/documents/paper", "rounds/1/mine",
                 "rounds/1/documents/paper/comment?block=table.t1", f"rounds/1/mine/{given_id(1)}",
                 "rounds/1/invitation", "rounds/1/interests"),
    "member-b": ("rounds/1/documents/paper",),
    "secretary": ("rounds", "rounds/1", "rounds/new", "rounds/1/readers", "terms/new"),
    "chair": ("rounds/1/interests/member-a", "rounds/1/end"),
    "auditor": ("record",),
    "policy": ("",),
}  # fmt: skip
CLOSED = {
    "analyst": ("", "rounds/1/comments", f"rounds/1/comments/{given_id(1)}"),
    "member-a": ("rounds/1/comments", f"rounds/1/comments/{given_id(1)}", "rounds/1/views"),
    "chair": ("rounds/1/end",),
}


LATER = {
    "member-a": ("rounds/2/documents", "rounds/2/documents/paper", "rounds/2/documents/paper/changes"),
    "analyst": ("draft", "draft/paper", "draft/paper/changes", "rounds/1/comments?document=paper",
                f"rounds/1/comments/{given_id(1)}"),
}  # fmt: skip


def met_by_all(chromium, address: str, pages, *, script: bool) -> list[str]:
    """What stands in the way on any of these pages at any width."""
    found = []
    for person, addresses in pages.items():
        page = signed_in(chromium, address, person)
        if not script:
            without_scripts(page)
        found += [f"{person} {what}" for what in met(page, *(f"{address}/{one}" for one in addresses))]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False])
def test_no_page_has_a_barrier(reading, script):
    reading.comment("member-a", 1)
    with served() as address, browser() as chromium:
        assert met_by_all(chromium, address, OPEN, script=script) == []
        apart(reading.close)
        with reading.clock():
            assert met_by_all(chromium, address, CLOSED, script=script) == []


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False])
def test_no_page_about_a_later_draft_has_a_barrier(later, script):
    later.act("member-a", group.OpenCopy(round=2, document="paper", copy_id=given_id(60)))
    later.act("analyst", group.OpenDraft(draft=draft(2), document="paper", copy_id=given_id(61)))
    with later.clock(), served() as address, browser() as chromium:
        assert met_by_all(chromium, address, LATER, script=script) == []
