"""A key and a decision in a real browser: made, named in study.toml, and used, by keyboard and without script."""

from __future__ import annotations

import re

import pytest

from clerestory.review import read_decisions
from clerestory.review.signing import is_signed_by
from desk_browsers import met, served, signed_in, without_scripts
from desk_keys import PHRASE, name_in_study
from group_desks import with_settled
from pages import CHROMIUM, browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def settled(tmp_path):
    with with_settled(tmp_path) as made, made.clock():
        yield made


def test_the_chair_makes_a_key_and_signs_that_the_group_has_reviewed_the_draft(settled):
    root = settled.serving.root
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "chair", width=320, script=False)
        page.get_by_role("link", name="Your account").press("Enter")
        page.get_by_role("link", name="The key that you sign with").press("Enter")
        page.get_by_role("link", name="Make a key").press("Enter")
        page.get_by_label("Passphrase", exact=True).fill(PHRASE)
        page.get_by_label("The same passphrase again").fill(PHRASE)
        page.get_by_role("button", name="Make the key").press("Enter")
        public = re.search(r'public_key = "(.+)"', page.locator("pre").inner_text())[1]
        name_in_study(settled.serving, "chair", public)
        page.goto(f"{address}/")
        page.get_by_role("link", name="Finish the review of the draft").press("Enter")
        page.get_by_label("Passphrase of your key").fill("not these words")
        page.get_by_role("button", name="The group has reviewed this draft").press("Enter")
        assert "This is not the passphrase of your key" in page.get_by_role("alert").inner_text()
        page.get_by_label("Passphrase of your key").fill(PHRASE)
        page.get_by_role("button", name="The group has reviewed this draft").press("Enter")
        assert "The review of the draft is finished." in page.get_by_role("alert").inner_text()
    (decision,) = read_decisions(root / "decisions")
    assert (decision.person, decision.simulated) == ("chair", False)
    assert is_signed_by(decision, public)


OPEN = {
    "chair": ("account/key/", "account/key/new/", "account/key/bring/", "account/key/passphrase/", "rounds/1/end"),
    "statistician": ("release/", "release/decide"),
    "head": ("release/sign",),
}


@pytest.mark.slow
def test_no_page_of_keys_and_releases_has_a_barrier(settled):
    found = []
    with served() as address, browser() as chromium:
        for person, addresses in OPEN.items():
            page = signed_in(chromium, address, person)
            without_scripts(page)
            found += [f"{person} {what}" for what in met(page, *(f"{address}/{one}" for one in addresses))]
    assert found == []
