"""Accounts of people at a desk, for tests: invited, signed in, with a second factor."""

from __future__ import annotations

import re

from clerestory.web.accounts.invitations import invite
from served_desks import browser_of, code_now

PASSWORD = "gravel otter umbrella"


def invited(serving, person="analyst"):
    """A browser whose person has set a password by the link that the command prints."""
    browser = browser_of(serving)
    link = invite(person)
    page = browser.post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD}, follow=True)
    assert "Your password is set" in page.text
    return browser, link


def sign_in(browser, person="analyst", password=PASSWORD):
    return browser.post("/account/sign-in/", {"login": person, "password": password}, follow=True)


def with_second_factor(serving, person="analyst"):
    """A browser that is signed in, with the secret of its authenticator."""
    browser, _ = invited(serving, person)
    page = sign_in(browser, person)
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page.text)[1]
    page = browser.post("/account/second-factor/totp/activate/", {"code": code_now(secret)}, follow=True)
    assert "Recovery codes" in page.text
    return browser, secret
