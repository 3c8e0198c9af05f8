"""Live cases in a real browser: certified and viewed by keyboard, without script, at 320 px, and without barriers."""

from __future__ import annotations

import pytest

from clerestory.model.redaction.certificates import Certified
from clerestory.web.service.serving import Serving, Zone
from desk_browsers import met, served, signed_in, without_scripts
from live_cases import WHY
from live_desks import LiveCaseDesk, study
from pages import CHROMIUM, browser
from served_desks import desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def vault(tmp_path):
    with desk(Serving(study(tmp_path), zone=Zone.VAULT, demo=True)) as serving:
        yield LiveCaseDesk(serving)


def test_an_officer_certifies_with_a_reason_and_one_button_and_a_lawyer_agrees(vault):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "officer", width=320, script=False)
        page.get_by_role("link", name="Certify inv").press("Enter")
        page.get_by_label("Why", exact=True).fill(WHY)
        page.get_by_role("button", name="Certify: it may be told").press("Enter")
        assert "Your certificate is on record." in page.get_by_role("alert").inner_text()
        page = signed_in(chromium, address, "lawyer", width=320, script=False)
        page.get_by_role("link", name="Say whether you agree about inv").press("Enter")
        page.get_by_role("button", name="I agree", exact=True).press("Enter")
        assert "Enter a reason in at least 10 characters" in page.get_by_role("alert").inner_text()
        page.get_by_label("Why", exact=True).fill(WHY)
        page.get_by_role("button", name="I agree", exact=True).press("Enter")
        assert "Your view is on record." in page.get_by_role("alert").inner_text()
    certification = vault.certification("quiet")
    assert (certification.latest.outcome, certification.is_agreed) == (Certified.CLEAR, True)


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False])
def test_no_page_has_a_barrier(vault, script):
    vault.certify("officer", "quiet")
    vault.view("lawyer", "quiet", agrees=False)
    vault.certify("officer", "told", "hold")
    found = []
    cases = [f"/cases/{vault.number(text)}" for text in ("quiet", "told", "live")]
    with served() as address, browser() as chromium:
        for person in ("officer", "lawyer"):
            page = signed_in(chromium, address, person)
            if not script:
                without_scripts(page)
            found += [f"{person} {what}" for what in met(page, *(f"{address}{one}" for one in ("/", "/cases", *cases)))]
    assert not found
