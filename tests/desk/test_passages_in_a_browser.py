"""Passages of a case text in a real browser: by single keys, without script, at 320 px, and without barriers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from clerestory.web.service.serving import Serving, Zone
from desk_browsers import met, served, signed_in, without_scripts
from pages import CHROMIUM, browser
from passage_desks import WHY, PassageDesk, study
from served_desks import desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
FOCUS = "document.activeElement.id"


@pytest.fixture
def vault(tmp_path):
    with desk(Serving(study(tmp_path), zone=Zone.VAULT, demo=True)) as serving:
        yield PassageDesk(serving)


def arrive(page: Page, number: int) -> None:
    """Wait for the page of a passage; a function that waits in the page would need an eval, which no page allows."""
    expect(page).to_have_title(re.compile(f"^Passage {number} of 5"), timeout=30_000)


def test_a_checker_goes_through_a_text_by_single_keys(vault):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "checker-a")
        page.goto(f"{address}/texts/told")
        page.get_by_role("button", name="Open the text").press("Enter")
        assert page.title().startswith("Passage 1 of 5")
        assert page.evaluate(FOCUS) == "passage"  # which a screen reader then reads
        page.keyboard.press("k")  # a passage is kept with a reason alone
        assert page.evaluate(FOCUS) == "note"
        page.keyboard.type(f"{WHY} krnpu")  # letters that are written press nothing
        page.keyboard.press("Escape")
        assert page.evaluate(FOCUS) == "passage"
        page.keyboard.press("k")
        page.wait_for_url("**after=**")
        assert page.title().startswith("Passage 2 of 5")
        assert page.evaluate(FOCUS) == "passage"
        page.keyboard.press("r")
        arrive(page, 3)
        page.keyboard.press("u")
        arrive(page, 2)
        assert "No answer yet" in page.locator("main").inner_text()
        for number in (2, 3, 4):
            page.keyboard.press("r")
            arrive(page, number + 1)
        page.keyboard.press("p")
        arrive(page, 4)
        page.keyboard.press("n")
        arrive(page, 5)
        page.keyboard.press("r")
        page.wait_for_url("**/texts/told#sign")
        page.get_by_role("button", name="Sign and write 5 decisions").press("Enter")
        assert "Decisions on record: 5." in page.get_by_role("alert").inner_text()
    assert [one.outcome.value for one in vault.decisions] == ["keep", *["remove"] * 4]
    assert vault.decisions[0].note == f"{WHY} krnpu"


def test_without_script_every_step_is_a_link_or_a_button(vault):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "lawyer", width=320, script=False)
        page.goto(f"{address}/texts")
        page.get_by_role("link", name="What was noticed").press("Enter")
        page.get_by_role("button", name="Open the text").press("Enter")
        page.keyboard.press("r")
        assert "Passage 1 of 1" in page.locator("h1").inner_text()  # a letter alone does nothing
        page.get_by_role("button", name="Keep it").press("Enter")
        assert "Say why the passage may stand" in page.get_by_role("alert").inner_text()
        page.get_by_label("Why", exact=True).fill(WHY)
        page.get_by_role("button", name="Keep it").press("Enter")
        page.get_by_role("button", name="Sign and write 1 decision").press("Enter")
        assert "Decisions on record: 1." in page.get_by_role("alert").inner_text()


@pytest.mark.slow
def test_keys_that_are_turned_off_do_nothing(vault):
    vault.open("checker-a")
    first = vault.addresses("checker-a")[0]
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "checker-a")
        page.goto(f"{address}{first}")
        page.locator("summary", has_text="Keys").press("Enter")
        page.get_by_role("button", name="Turn single keys off").press("Enter")
        page.wait_for_load_state()
        page.keyboard.press("r")
        page.reload()
        assert "No answer yet" in page.locator("main").inner_text()
        assert page.title().startswith("Passage 1 of 5")


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False])
def test_no_page_has_a_barrier(vault, script):
    vault.open("checker-a")
    addresses = vault.addresses("checker-a")
    vault.answer("checker-a", addresses[0], "remove")
    after = f"{addresses[1]}?after={addresses[0].rpartition('/')[2]}"
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "checker-a")
        if not script:
            without_scripts(page)
        pages = ("/texts", "/texts/told", *addresses[:2], after)
        found = met(page, *(f"{address}{one}" for one in pages))
    assert not found
