"""Where people are signed in: seen and ended by themselves, and ended by whoever looks after the desk."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from django.contrib.sessions.models import Session
from django.test import override_settings
from django.utils import timezone

from clerestory.clock import FixedClock
from clerestory.web.accounts.invitations import invite
from clerestory.web.accounts.places import end_sessions
from clerestory.web.service.setting_up import tidy
from clerestory.web.service.shared.models import Noted
from commands import clerestory
from served_desks import NOON, browser_of, code, example

PASSWORD = "gravel otter umbrella"


@pytest.fixture
def two(demo):
    """Two browsers of one person, and one of another."""
    browsers = [browser_of(demo) for _ in range(3)]
    for browser, person in zip(browsers, ("chair", "chair", "analyst"), strict=True):
        browser.post("/account/demonstration/", {"person": person})
    return browsers


def test_a_person_sees_where_they_are_signed_in_and_ends_the_others(two):
    here = two[0]
    page = here.get("/account/places/").text
    assert page.count("Since 2 March 2026, 12:00") == 2
    assert page.count("(here)") == 1
    assert "You are signed in here alone." in here.post("/account/places/", follow=True).text
    assert [browser.get("/").status_code for browser in two] == [200, 302, 200]


def test_others_are_ended_by_whoever_shows_again_who_they_are(serving):
    browser = browser_of(serving)
    browser.post(invite("analyst"), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    page = browser.post("/account/sign-in/", {"login": "analyst", "password": PASSWORD}, follow=True)
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page.text)[1]
    browser.post("/account/second-factor/totp/activate/", {"code": code(secret, time.time())})
    with override_settings(CLOCK=FixedClock(NOON + dt.timedelta(minutes=10))):
        asked = browser.post("/account/places/")
        assert asked.url.startswith("/account/confirm/")
        before = browser.cookies["desk-session"].value
        browser.post(asked.url, {"password": PASSWORD})
        assert browser.cookies["desk-session"].value != before
        assert "Where you are signed in" in browser.post("/account/places/", follow=True).text


def test_whoever_looks_after_the_desk_ends_one_or_all(two, demo):
    from clerestory.web.accounts.models import Account

    assert end_sessions(str(Account.objects.get(person="chair").pk)) == 2
    assert [browser.get("/").status_code for browser in two] == [302, 302, 200]
    assert end_sessions() == 1
    assert two[2].get("/").status_code == 302


def test_the_command_signs_people_out(tmp_path):
    study = example(tmp_path)
    clerestory("desk", "invite", study, "chair", check=True)
    assert clerestory("desk", "sign-out", study, "chair", check=True).stdout == "0 sign-ins ended\n"
    assert clerestory("desk", "sign-out", study, check=True).stdout == "0 sign-ins ended\n"
    refused = clerestory("desk", "sign-out", study, "nobody")
    assert "nobody: has no account here" in refused.stderr
    assert refused.returncode != 0


def test_what_is_over_is_removed_at_a_start(two):
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    Noted.objects.create(key="0" * 64, value="1", ends=1.0)
    tidy()
    assert (Session.objects.count(), Noted.objects.count()) == (0, 0)
