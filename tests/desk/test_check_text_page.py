"""The page on which a text is checked: for who answers, at two widths, without barriers; and replies as documents."""

from __future__ import annotations

import datetime as dt
import html

import pytest

from answer_desks import answering
from clerestory.model.answers.acts.letters import Sender
from clerestory.model.answers.letters import LetterPeople, Party
from clerestory.pipeline.answering.letters.recording import (
    NewLetter,
    clear_reply,
    draft_reply,
    receive_letter,
    send_reply,
)
from clerestory.pipeline.answering.texts.documents import received_text
from clerestory.web.service.assets import STATIC
from desk_browsers import met, served, signed_in
from letters import at
from pages import CHROMIUM, browser

PAGE = "/answers/texts"
DAY = dt.date(2026, 2, 2)


@pytest.fixture
def made(tmp_path):
    with answering(tmp_path, officer="officer") as found:
        yield found


def words(page) -> str:
    return " ".join(html.unescape(page.content.decode()).split())


def test_a_text_is_checked_and_its_problems_are_told(made):
    page = words(made.post("policy", PAGE, {"kind": "letter", "text": "We saw 31 of them.\n\nMore will come shortly."}))
    assert "2 problems" in page
    assert "Paragraph 1, sentence 1" in page
    assert 'promises without a day: "shortly"' in page
    assert "We saw 31 of them." in page  # what was typed is kept
    page = words(made.post("policy", PAGE, {"kind": "petition", "text": "We looked at it."}))
    assert "It may go out" in page


def test_a_template_begins_a_text_and_others_have_no_such_page(made):
    assert "Thank you for your letter of {{ their_day }}" in words(made.get("policy", f"{PAGE}?template=mp-reply"))
    assert made.get("member-a", PAGE).status_code in (403, 404)
    assert made.get("auditor", PAGE).status_code == 403


def test_a_reply_that_went_out_is_saved_as_documents(made):
    place = at(made.serving.root, DAY)
    people = LetterPeople(writers=(Party(name="A reader", address="1 Example Row, Exampleton"),))
    new = NewLetter(Sender.PUBLIC, "the lists of cases", people, DAY, dated=DAY)
    reference = receive_letter(place, "clerestory", new)
    address = f"/answers/letters/{reference}/written/"
    assert made.get("policy", f"{address}docx").status_code == 404  # nothing went out yet
    draft_reply(place, "policy", reference, "Dear reader,\n\nWe looked at it.\n\nYours sincerely,")
    clear_reply(place, "officer", reference, 1)
    send_reply(place, "policy", reference, sent=DAY, signatory="Head of Correspondence")
    for form in ("docx", "odt", "pdf", "eml", "txt"):
        answer = made.get("auditor", f"{address}{form}")
        assert answer["Content-Disposition"] == f'attachment; filename="REBUILT-MIN-0000001-1.{form}"'
        read = received_text(answer.content, f".{form}", where="a")
        assert [" ".join(one.split()) for one in read.paragraphs][-4:] == [
            "The lists of cases", "We looked at it.", "Yours sincerely,", "Head of Correspondence",
        ]  # fmt: skip
    assert made.get("policy", f"{address}exe").status_code == 404


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")
@pytest.mark.skipif(not (STATIC / "desk.css").is_file(), reason="style and scripts were not built: make frontend")
def test_in_a_browser_a_text_is_mended_until_it_may_go_out(made, tmp_path):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "policy")
        assert met(page, f"{address}{PAGE}") == []
        page.get_by_label("The text").fill("We saw 31 of them.")
        page.get_by_role("button", name="Check it").click()
        assert "1 problem" in page.content()
        page.get_by_label("The text").fill("We saw them.")
        page.get_by_role("button", name="Check it").click()
        assert "It may go out" in page.content()
