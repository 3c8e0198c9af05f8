"""Guidance, statements and research in a real browser: by keyboard, without script, at 320 px, without barriers."""

from __future__ import annotations

import pytest

from answer_desks import answering
from clerestory.pipeline.answering.loading import load_acts
from clerestory.study.answers import open_place
from desk_browsers import met, served, signed_in
from pages import CHROMIUM, browser
from said_the_same import ACTS, TEXT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
LISTS = {"watch": "code", "guidance": "share", "statements": "money-2019", "commission": "work", "events": "summit"}
FORMS = (
    "watch/code/check", "watch/code/plan", "watch/code/end", "guidance/share/duty", "guidance/share/write",
    "guidance/share/variant", "guidance/share/reads", "statements/money-2019/confirm", "statements/money-2019/end",
    "commission/work/answer", "commission/work/ask", "events/summit/agenda", "events/summit/choose",
)  # fmt: skip


@pytest.fixture
def made(tmp_path):
    with answering(tmp_path) as found:
        load_acts(open_place(found.serving.root), ACTS)
        yield found


def test_a_variant_is_written_by_keyboard_without_script(made):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "policy", width=320, script=False)
        page.get_by_role("link", name="Answers").press("Enter")
        page.get_by_role("link", name="Guidance").press("Enter")
        page.get_by_role("link", name="share", exact=True).press("Enter")
        page.get_by_role("link", name="Write it for an audience").press("Enter")
        page.get_by_label("Audience", exact=True).select_option("Health")
        page.get_by_label("Message for this audience").fill(TEXT.replace("must", "should"))
        page.get_by_role("button", name="Write it for an audience").press("Enter")
        assert "puts its duty more or less strongly" in page.get_by_role("alert").inner_text()
        page.get_by_label("Message for this audience").fill(f"Nurses too.\n{TEXT}")
        page.get_by_role("button", name="Write it for an audience").press("Enter")
        assert page.url.endswith("/answers/guidance/share")
        assert "Nurses too." in page.get_by_role("main").inner_text()


@pytest.mark.slow
def test_no_page_has_barriers_at_any_width(made):
    pages = [f"/answers/{path}" for name, one in LISTS.items() for path in (name, f"{name}/new", f"{name}/{one}")]
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "policy")
        assert met(page, *(f"{address}{one}" for one in (*pages, *(f"/answers/{form}" for form in FORMS)))) == []


def test_a_form_with_problems_has_no_barriers_and_leads_to_its_fields(made):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "policy")
        page.goto(f"{address}/answers/statements/new")
        page.get_by_role("button", name="Make a statement").click()
        page.get_by_role("alert").get_by_role("link").first.click()
        assert page.evaluate("document.activeElement.closest('form') !== null")
