"""The pages of requests in a real browser: a request goes its whole way, by two people, with script and without."""

from __future__ import annotations

import pytest

from clerestory.model.answers.acts import requests as acts
from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.requests.recording import request_of
from clerestory.study.answers import open_place
from desk_browsers import is_too_wide, met, served, signed_in
from pages import CHROMIUM, barriers, browser
from served_desks import Serving, desk, example

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
ANSWERING = {"writer": "correspondence officer", "second": "policy adviser", "auditor": "auditor"}
NOTE = "This is weighed in words that a reader of the notice can follow."
ONE = "/answers/requests/FOI-2026-0001"


@pytest.fixture
def answering(tmp_path):
    """A desk at which two people answer, and one looks on."""
    root = example(tmp_path)
    with (root / "study.toml").open("a", encoding="utf-8") as file:
        for person, role in ANSWERING.items():
            file.write(f'\n[[people]]\nid = "{person}"\npost = "{person.capitalize()}"\nroles = ["{role}"]\n')
    begin(root)
    with desk(Serving(root, demo=True)) as serving:
        yield serving


def fill_day(page, name: str, day: str) -> None:
    for part, value in zip(("day", "month", "year"), day.split(), strict=True):
        page.locator(f"#{name}-{part}").fill(value)


def looked_at(page) -> None:
    """No barrier, and nothing beside the screen."""
    assert barriers(page) == []
    assert not is_too_wide(page)


@pytest.mark.parametrize("script", [True, False])
def test_a_request_is_received_withheld_in_part_cleared_and_sent(answering, script):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "writer", width=320, script=script)
        page.goto(f"{address}/answers/requests/")
        page.get_by_role("link", name="Put a request on record").click()
        page.get_by_role("button", name="Put it on record").click()
        assert "There is a problem" in page.locator(".govuk-error-summary").inner_text()
        page.get_by_label("Request for information").check()
        fill_day(page, "received", "2 2 2026")
        page.get_by_label("What is it about?").fill("How reports are checked")
        page.get_by_label("What is asked?").fill("How is a report checked?")
        page.get_by_label("Who asked?").fill("Robin Sample")
        page.get_by_role("button", name="Put it on record").click()
        assert page.url == f"{address}{ONE}"
        assert "3 March 2026" not in page.content()
        assert "2 March 2026" in page.locator(".govuk-summary-list").inner_text()  # twenty working days
        assert "Robin" not in page.content()

        page.get_by_role("link", name="Withhold something").click()
        page.get_by_label("Under which section?").select_option("31")
        page.get_by_label("Something else").check()
        page.get_by_label("Which part of what was asked?").fill("The wording of a check")
        page.get_by_label("Why does the section apply?").fill("It would tell somebody how not to be found.")
        page.get_by_role("button", name="Withhold it").click()
        assert "nobody has weighed the public interest" in page.locator(".govuk-error-summary").inner_text()
        assert page.get_by_label("Which part of what was asked?").input_value() == "The wording of a check"
        for label in ("Which harm", "What speaks for disclosure?", "What speaks for withholding?", "Why does the one"):
            page.get_by_label(label).fill(NOTE)
        page.get_by_label("Code, where the section has several").select_option("LEO")
        page.get_by_role("button", name="Withhold it").click()
        assert "Section 31: Law enforcement (LEO)" in page.content()

        page.get_by_role("link", name="Write the answer").click()
        page.get_by_label("Given in part").check()
        page.get_by_label("The answer").fill("There are 40 children in it.")
        page.get_by_label("What was given").fill("The guidance, without a part")
        page.get_by_role("button", name="Keep this draft").click()
        assert "This was not done" in page.locator(".govuk-error-summary").inner_text()  # a bare figure
        page.get_by_label("The answer").fill("The guidance is with this letter, without a part.")
        page.get_by_role("button", name="Keep this draft").click()
        page.get_by_role("link", name="Read and clear the answer").click()
        page.get_by_role("button", name="Let it go out").click()
        assert "you wrote it" in page.locator(".govuk-error-summary").inner_text()

        other = signed_in(chromium, address, "second", script=script)
        other.goto(f"{address}{ONE}/clear")
        assert NOTE in other.content()
        other.get_by_role("button", name="Let it go out").click()
        page.goto(f"{address}{ONE}/send")
        fill_day(page, "sent", "2 3 2026")
        page.get_by_role("button", name="Put it on record as sent").click()
        assert "Given in part" in page.content() or "Answered" in page.content()
        page.goto(f"{address}/answers/requests/log")
        assert "How is a report checked?" in page.content()
        assert "Robin" not in page.content()

    def check() -> None:
        sent = request_of(open_place(answering.root), "FOI-2026-0001").sent[0]
        assert (sent.draft.writer, sent.draft.clearer, sent.draft.act.outcome) == ("writer", "second", acts.Given.PART)

    check()


def test_no_page_of_requests_has_a_barrier_or_scrolls_sideways(answering):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "writer")
        page.goto(f"{address}/answers/requests/receive")
        page.get_by_label("Request for information").check()
        fill_day(page, "received", "2 2 2026")
        page.get_by_label("What is it about?").fill("How reports are checked")
        page.get_by_label("What is asked?").fill("How is a report checked?")
        page.get_by_role("button", name="Put it on record").click()
        home = f"{address}/answers/requests"
        pages = [
            "/",
            "/receive",
            "/sections",
            "/log",
            "/FOI-2026-0001",
            "/FOI-2026-0001/exempt",
            "/FOI-2026-0001/draft",
        ]
        pages += [f"/FOI-2026-0001/{name}" for name in ("exempt", "draft", "assign", "extend", "close", "note")]
        assert met(page, *(f"{home}{one}" for one in pages)) == []


@pytest.mark.slow
def test_an_auditor_reads_and_the_group_sees_nothing(answering):
    with served() as address, browser() as chromium:
        writer = signed_in(chromium, address, "writer")
        writer.goto(f"{address}/answers/requests/receive")
        writer.get_by_label("Request for information").check()
        fill_day(writer, "received", "2 2 2026")
        writer.get_by_label("What is it about?").fill("How reports are checked")
        writer.get_by_label("What is asked?").fill("How is a report checked?")
        writer.get_by_role("button", name="Put it on record").click()
        auditor = signed_in(chromium, address, "auditor")
        auditor.goto(f"{address}{ONE}")
        assert "How is a report checked?" in auditor.content()
        assert auditor.get_by_text("What can be done").count() == 0
        assert auditor.goto(f"{address}{ONE}/draft").status == 403
        for person in ("member-a", "secretary"):
            other = signed_in(chromium, address, person)
            assert other.goto(f"{address}/answers/requests/").status == 403
        assert auditor.goto(f"{address}/answers/requests/FOI-2026-0009").status == 404
