"""A petition answered in a real browser: with and without script, at 320 px, and without barriers."""

from __future__ import annotations

import pytest

from clerestory.model.answers.acts.petitions import ClearResponse, DecideResponse, SendResponse
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.performing import perform
from clerestory.pipeline.answering.petitions.recording import petition_of
from clerestory.pipeline.answering.petitions.responding import clear_response, respond, send_response
from desk_browsers import apart, met, served, signed_in, without_scripts
from pages import CHROMIUM, browser
from petition_acts import SAFE, SAID, draft
from petition_desks import petitioned, place_of
from petition_files import NUMBER
from served_desks import NOON

PAGE = f"/answers/petitions/{NUMBER}"
WHY = "It was read beside the review."
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def made(tmp_path):
    with petitioned(tmp_path) as found:
        yield found


def day(page, name: str, said: str) -> None:
    """Type a day into its three fields."""
    for part, value in zip(("year", "month", "day"), said.split("-"), strict=True):
        page.locator(f"#{name}-{part}").fill(value)


def write(page, summary: str) -> None:
    """Fill in an answer and record it."""
    page.get_by_label("Partly").check()
    page.get_by_label("Summary", exact=True).fill(summary)
    page.get_by_label("Details", exact=True).fill(SAID["details"])
    page.get_by_label("In what form?").fill("A report on this site")
    day(page, "release_when", "2026-06-30")
    page.locator("#reason-1-code").select_option("PERS")
    page.locator("[name='reason-1-kind'][value='document']").check()
    page.locator("#reason-1-words").fill(SAFE["words"])
    day(page, "reason-1-review_by", "2026-12-01")
    for one in SAID["passages"]:
        page.locator(f"#passage-{one['element']}").fill(one["words"])
    page.get_by_role("button", name="Record this version").click()


@pytest.mark.parametrize("script", [True, False])
def test_an_answer_is_written_cleared_by_a_second_person_and_sent(made, script):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "writer", width=320, script=script)
        page.goto(f"{address}/answers/petitions")
        page.get_by_role("link", name="Publish the review of night buses").click()
        page.get_by_role("link", name="Write an answer").click()
        page.get_by_label("Summary", exact=True).press_sequentially("Twelve signs")
        if script:
            page.get_by_text("You have 188 characters remaining").first.wait_for()
        write(page, "It is so. " * 21)  # too long by nine characters
        assert "has 209 characters, and may have 200" in page.locator(".govuk-error-summary").inner_text()
        counted = page.locator(".govuk-character-count:has(#summary)").inner_text()
        assert ("too many" in counted) is script  # without it, the page says so after it was sent
        assert "Its summary has 209 of 200 characters" in page.locator("main").inner_text()
        write(page, SAID["summary"])
        assert page.url.endswith(PAGE)
        assert "Waits to be cleared" in page.locator("main").inner_text()
        second = signed_in(chromium, address, "policy", script=script)
        second.goto(f"{address}{PAGE}/versions/1")
        second.get_by_label("What you looked at").fill(WHY)
        second.get_by_role("button", name="Clear this version").click()
        second.get_by_role("link", name="Version 1").click()
        day(second, "sent", "2026-03-02")
        second.get_by_role("button", name="Record that it was sent").click()
        assert "7 days late" in second.locator("main").inner_text()
    found: list = []
    apart(lambda: found.append(petition_of(place_of(made.serving), NUMBER)))
    assert [(one.writer, one.cleared_by, one.sent) for one in found[0].versions] == [("writer", "policy", NOON.date())]


def test_pages_of_petitions_have_no_barrier(made):
    place = place_of(made.serving)
    respond(place, NUMBER, draft(), person="writer")
    clear_response(place, NUMBER, ClearResponse(version=1, reason=WHY), person="policy")
    send_response(place, NUMBER, SendResponse(version=1, sent=NOON.date()), person="policy")
    request = DecideResponse(version=1, decision="revision requested", reason=WHY, day=NOON.date())
    perform(place, "writer", Kind.PETITION, str(NUMBER), request)
    respond(place, NUMBER, draft(summary="A part is published."), person="writer")
    pages = ("", "/ask", "/answer", "/debate", "/versions", "/versions/1", "/versions/2")
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "policy")
        lists = (f"{address}/answers/petitions", f"{address}/answers/petitions/import")
        assert met(page, *lists, *(f"{address}{PAGE}{one}" for one in pages)) == []
        without_scripts(page)
        assert met(page, f"{address}{PAGE}/answer") == []
