"""The page of how fast was answered: for who answers and for auditors, at two widths, without barriers."""

from __future__ import annotations

import html

import pytest

from answer_desks import answering
from clerestory.model.answers.acts.letters import ReceiveLetter, TransferOut
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.performing import perform
from clerestory.study.answers import open_place
from clerestory.web.service.assets import STATIC
from desk_browsers import met, served, signed_in
from pages import CHROMIUM, browser

DIGEST = "sha256:" + "0" * 64
PAGE = "/answers/performance"


@pytest.fixture
def made(tmp_path):
    with answering(tmp_path) as found:
        yield found


def receive(made, number: int, **said) -> str:
    """A letter comes; gives its thread."""
    thread = f"MIN/{number:07}"
    letter = {"part": 1, "received": "2026-02-02", "jurisdictions": ["england-and-wales"], "target_days": 15}
    letter |= {"thread": thread, "sender": "mp", "subject": "Figures by area", "people": DIGEST}
    perform(open_place(made.serving.root), "clerestory", Kind.LETTER, thread, ReceiveLetter(**letter | said))
    return thread


def words(page) -> str:
    return " ".join(html.unescape(page.content.decode()).split())


def test_who_answers_and_auditors_see_the_table_and_nobody_else(made):
    receive(made, 1)
    moved = receive(made, 2, received="2025-11-03")
    out = TransferOut(part=1, to="Another body", day="2025-11-05", reason="It is theirs to answer.")
    perform(open_place(made.serving.root), "clerestory", Kind.LETTER, moved, out)
    for person in ("policy", "auditor"):
        page = words(made.get(person, PAGE))
        assert '>Letters from MPs and peers</h2> <p class="govuk-body">Target: 15 working days' in page
        assert '<th scope="row" class="govuk-table__header">2025</th>' in page
    assert "January to March 2026" in page
    assert "not of people in cases" in page
    assert made.get("member-a", PAGE).status_code in (403, 404)


@pytest.mark.parametrize("asked", ["?year=2026&by=month", "?year=2026&by=decade", "?year=twenty&by=month"])
def test_what_cannot_be_asked_for_is_taken_as_left_out(made, asked):
    receive(made, 1)
    page = words(made.get("policy", PAGE + asked))
    assert ("February 2026" in page) == ("by=month" in asked)
    assert "2026" in page


@pytest.mark.parametrize("asked", ["", "?year=1999"])
def test_without_letters_there_is_no_table(made, asked):
    assert "There is no table: nothing was received" in words(made.get("policy", PAGE + asked))


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")
@pytest.mark.skipif(not (STATIC / "desk.css").is_file(), reason="style and scripts were not built: make frontend")
def test_nothing_stands_in_the_way_on_the_page(made):
    receive(made, 1)
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "policy")
        assert met(page, f"{address}{PAGE}", f"{address}{PAGE}?by=month", f"{address}{PAGE}?year=1999") == []
