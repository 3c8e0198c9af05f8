"""The pages of the vault in a real browser: by keyboard, without script, at 320 px, and without barriers."""

from __future__ import annotations

import pytest

from clerestory.web.service.serving import Zone
from desk_browsers import is_too_wide, met, served, signed_in, without_scripts
from desks import WHY
from pages import CHROMIUM, browser
from served_desks import Serving, desk
from vault_desks import VaultDesk, study

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def vault(tmp_path):
    with desk(Serving(study(tmp_path), Zone.VAULT, demo=True)) as serving:
        made = VaultDesk(serving)
        made.look()
        yield made


def decided(chromium, address: str, checker: str, outcome: str):
    """The page after a checker has looked at what fails and at a table, and decided, by keyboard alone."""
    page = signed_in(chromium, address, checker, width=320, script=False)
    page.get_by_role("link", name="Check output 1").press("Enter")
    page.get_by_role("link", name="What fails").press("Enter")
    assert "fewer than 6 cases" in page.locator("#cell-1").inner_text()
    page.locator("#cell-1 h2 a").press("Enter")
    page.get_by_role("cell").get_by_role("link", name="fails").press("Enter")
    assert page.url.endswith("#cell-1")
    page.get_by_role("link", name="Back").press("Enter")
    page.get_by_role("link", name="Decide on this output").press("Enter")
    page.get_by_label(outcome).press("Space")
    page.get_by_label("Why").fill(WHY)
    page.get_by_role("button", name="Record my decision").press("Enter")
    return page


def test_two_checkers_decide_by_keyboard_without_script_and_blind(vault):
    with served() as address, browser() as chromium:
        page = decided(chromium, address, "checker-a", "Approve")
        assert "Others have not decided yet." in page.content()
        page = decided(chromium, address, "checker-b", "Refuse")
        said = page.get_by_role("main").inner_text()
        assert "Checker a: approved" in said
        assert "Checker b: refused" in said
        assert page.locator("h1").inner_text() == "Output 1 Refused"
        page = signed_in(chromium, address, "analyst")
        assert page.get_by_role("link", name="Output 1 was refused: read why").is_visible()


def test_a_wide_table_scrolls_in_its_own_region_by_keyboard(vault):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "checker-a", width=320)
        page.goto(f"{address}/outputs/1/tables/t1")
        assert not is_too_wide(page)
        region = page.get_by_role("region", name="Persons by area and sex")
        region.press("ArrowRight")
        page.wait_for_function("document.querySelector('.desk-scroll').scrollLeft > 0")


PAGES = {
    "checker-a": ("", "outputs", "outputs/1", "outputs/1/failing?table=t1", "outputs/1/tables/t1", "outputs/1/rules",
                  "outputs/1/changes", "outputs/1/decide"),
    "author-checker": ("", "outputs/1", "outputs/1/decide", "outputs/1/exceptions", "outputs/1/withdraw"),
    "statistician": ("", "outputs/1/exceptions"),
    "auditor": ("", "record"),
    "chair": ("",),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False])
def test_no_page_has_a_barrier(vault, script):
    vault.post("analyst", "/outputs/1/exceptions", {"do": "ask exception", "rule": "J4", "reason": WHY})
    found = []
    with served() as address, browser() as chromium:
        for person, addresses in PAGES.items():
            page = signed_in(chromium, address, person)
            if not script:
                without_scripts(page)
            found += [f"{person} {what}" for what in met(page, *(f"{address}/{one}" for one in addresses))]
    assert found == []
