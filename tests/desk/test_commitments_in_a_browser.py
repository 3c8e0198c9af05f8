"""The ledger of commitments in a real browser: a promise from entry to evidence without script, and no barriers."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.loading import load_acts
from clerestory.study.answers import open_place
from clerestory.web.service.serving import Serving
from desk_browsers import met, served, signed_in
from group_desks import GroupDesk, study
from pages import CHROMIUM, browser
from served_desks import desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
ACTS = Path(__file__).parents[2] / "examples" / "commitments-2018-2025" / "acts.jsonl"
PAGES = (
    *("", "answers/commitments/", "answers/commitments/new", "answers/commitments/strategy-2021"),
    *("answers/commitments/group-return-2026/keep", "answers/commitments/group-return-2026/date"),
)


@pytest.fixture
def office(tmp_path):
    root = study(tmp_path)
    begin(root)
    load_acts(open_place(root), ACTS)
    with desk(Serving(root, demo=True)) as serving:
        yield GroupDesk(serving)


def filled_day(page, name: str, day: str) -> None:
    for part, number in zip(("year", "month", "day"), day.split("-"), strict=True):
        page.locator(f"[name={name}-{part}]").fill(number)


@pytest.mark.usefixtures("office")
def test_a_promise_is_entered_moved_and_kept_without_script():
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "policy", script=False)
        page.get_by_role("link", name="Answers").click()
        page.get_by_role("link", name="Commitments").click()
        page.get_by_role("link", name="Enter a promise").click()
        page.get_by_role("button", name="Enter it").click()
        assert page.title().startswith("Error:")
        page.locator(".govuk-error-summary a", has_text="title of the document").click()
        for name, text in (
            ("subject", "plan"), ("title", "Publish the plan"), ("owner", "A fictional board"),
            ("document", "A letter"), ("words", "We will publish the plan shortly."), ("due_words", "shortly"),
        ):  # fmt: skip
            page.locator(f"[name={name}]").fill(text)
        filled_day(page, "dated", "2025-01-10")
        page.get_by_label("Yes, word for word").check()
        page.get_by_role("button", name="Enter it").click()
        assert "It has no day: shortly." in page.locator("main").inner_text()
        page.get_by_role("link", name="Give it a day, or another one").click()
        filled_day(page, "due", "2025-06-30")
        filled_day(page, "said_on", "2025-02-01")
        page.locator("[name=reason]").fill("The fictional board said so.")
        page.get_by_role("button", name="Give it this day").click()
        page.get_by_role("link", name="Record that it was kept").click()
        page.locator("[name=title]").fill("The plan")
        page.locator("[name=address]").fill("https://example.org/plan")
        filled_day(page, "dated", "2025-07-02")
        page.locator("[name=reason]").fill("It came out two days after its day.")
        page.get_by_role("button", name="Put it on record").click()
        assert "2 days late" in page.locator("main").inner_text()


@pytest.mark.usefixtures("office")
def test_nothing_stands_in_the_way_at_two_widths():
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "policy")
        assert met(page, *(f"{address}/{name}" for name in PAGES)) == []
