"""Signing in at the desk: invitation, password, second factor, lock, time-outs, and who no longer gets in."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import override_settings

from clerestory.clock import FixedClock
from clerestory.errors import ServingError
from clerestory.web.accounts.invitations import invite
from desk_accounts import PASSWORD, invited, sign_in, with_second_factor
from served_desks import NOON, browser_of, code_now, example

INVITING = Path(__file__).parent.parent / "inviting_process.py"


def test_nothing_is_shown_before_a_second_factor_is_set_up(serving):
    browser, _ = invited(serving)
    assert "Set up an authenticator" in sign_in(browser).text
    assert browser.get("/").url == "/account/second-factor/totp/activate/"


def test_a_person_signs_in_with_password_and_code(serving):
    browser, secret = with_second_factor(serving)
    assert "Signed in as <strong>Analyst</strong>" in browser.get("/").text
    browser.post("/account/sign-out/")
    assert browser.get("/").url == "/account/sign-in/?next=/"
    assert "Second step" in sign_in(browser).text
    assert browser.get("/").status_code == 302
    step = "/account/second-factor/authenticate/"
    assert "There is a problem" in browser.post(step, {"code": "000000"}).text
    cache.clear()  # a code works once; the next would come in half a minute
    page = browser.post(step, {"code": code_now(secret)}, follow=True)
    assert "Signed in as <strong>Analyst</strong>" in page.text


def test_the_secret_of_an_authenticator_does_not_lie_in_the_database(serving):
    _, secret = with_second_factor(serving)
    assert secret.encode() not in serving.database_file.read_bytes()


def test_a_sign_in_changes_the_key_of_the_session(serving):
    browser, _ = invited(serving)
    before = browser.cookies["desk-session"].value
    sign_in(browser)
    assert browser.cookies["desk-session"].value != before


def test_an_invitation_works_once_and_expires(serving):
    browser, link = invited(serving)
    used = browser.get(link)
    assert used.status_code == 404
    assert "It works once, for three days." in used.text
    with override_settings(PASSWORD_RESET_TIMEOUT=-1):
        assert browser_of(serving).get(invite("analyst", anew=True)).status_code == 404


def test_an_account_that_begins_anew_forgets_password_and_second_factor(serving):
    with_second_factor(serving)
    invite("analyst", anew=True)
    assert "There is a problem" in sign_in(browser_of(serving)).text
    browser, _ = invited(serving)
    assert "Set up an authenticator" in sign_in(browser).text


def test_nobody_is_invited_who_is_not_of_the_study(serving):
    with pytest.raises(ServingError, match="is nobody of the study"):
        invite("stranger")


@pytest.mark.parametrize(
    "password",
    [
        "sesame",  # fewer than twelve characters
        "password1234",  # one of the usual
        "theanalyst12",  # the person's own id
        "Review-Desk-Checker-1",  # words of the study and of the program, and little else
    ],
)
def test_a_weak_password_is_refused(serving, password):
    page = browser_of(serving).post(invite("analyst"), {"new_password1": password, "new_password2": password})
    assert "There is a problem" in page.text
    assert password not in page.text


def test_five_failures_lock_an_account_and_say_nothing_about_it(serving):
    invited(serving)
    answers = {person: [sign_in(browser_of(serving), person, "wrong words") for _ in range(5)] for person in
               ("analyst", "stranger")}  # fmt: skip
    assert [page.status_code for page in answers["analyst"]] == [200, 200, 200, 200, 429]
    assert [page.status_code for page in answers["stranger"]] == [200, 200, 200, 200, 429]
    cache.clear()  # as another process, which does not share what this one counts in memory
    assert sign_in(browser_of(serving)).status_code == 429  # also with the right one


@pytest.mark.parametrize(("later", "is_over"), [(dt.timedelta(minutes=14), False), (dt.timedelta(minutes=15), True)])
def test_who_does_nothing_is_signed_out(demo, later, is_over):
    browser = browser_of(demo)
    browser.post("/account/demonstration/", {"person": "analyst"})
    with override_settings(CLOCK=FixedClock(NOON + later)):
        assert (browser.get("/").status_code == 302) is is_over


def test_nobody_stays_signed_in_for_more_than_eight_hours(demo):
    browser = browser_of(demo)
    browser.post("/account/demonstration/", {"person": "analyst"})
    reached = []
    for minutes in range(10, 490, 10):
        with override_settings(CLOCK=FixedClock(NOON + dt.timedelta(minutes=minutes))):
            reached.append(browser.get("/").status_code)
    assert reached == [200] * 47 + [302]


def test_who_leaves_the_study_is_out_at_the_next_request(demo):
    browser = browser_of(demo)
    browser.post("/account/demonstration/", {"person": "checker-a"})
    assert browser.get("/").status_code == 200
    file = demo.root / "study.toml"
    file.write_text(file.read_text().replace('id = "checker-a"', 'id = "checker-c"'))
    assert browser.get("/").status_code == 302


def test_the_page_of_a_demonstration_is_there_in_one_alone(serving):
    assert browser_of(serving).get("/account/demonstration/").status_code == 404


def test_passwords_are_kept_as_argon2(serving):
    invited(serving)
    assert get_user_model().objects.get(person="analyst").password.startswith("argon2$argon2id$")
    assert serving.key_file.read_text() == settings.SECRET_KEY


def test_who_signs_in_by_a_button_has_no_password_to_change(demo):
    browser = browser_of(demo)
    browser.post("/account/demonstration/", {"person": "analyst"})
    assert "You have none" in browser.get("/account/second-factor/").text
    assert browser.get("/account/password/").status_code == 404


def test_a_password_is_changed_by_whoever_knows_it(serving):
    browser, _ = with_second_factor(serving)
    assert "Change your password" in browser.get("/account/second-factor/").text
    page = browser.get("/account/password/").text
    assert "At least 12 characters" in page
    assert "&lt;" not in page  # advice of a library comes as a list of HTML
    said = {"oldpassword": PASSWORD, "password1": PASSWORD[::-1], "password2": PASSWORD[::-1]}
    browser.post("/account/password/", said)
    assert get_user_model().objects.get(person="analyst").check_password(PASSWORD[::-1])


def test_a_field_that_was_left_empty_is_named_above_the_form(serving):
    page = sign_in(browser_of(serving), person="", password="").text
    for name in ("Your id", "Password"):
        assert f">{name}: This field is required.</a>" in page


def test_a_wrong_password_is_told_by_the_words_of_the_form(serving):
    assert "The id or the password is not right." in sign_in(browser_of(serving), password=PASSWORD[::-1]).text


def test_the_page_of_a_new_security_key_opens(serving):
    browser, _ = with_second_factor(serving)
    page = browser.get("/account/second-factor/webauthn/add/")
    assert "Add a security key" in page.text
    assert "allauth.webauthn.forms.addForm" in page.text


@pytest.mark.parametrize("database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True)
@pytest.mark.slow
def test_a_link_that_many_use_at_once_sets_the_password_of_one(tmp_path, database_url):
    words = [sys.executable, INVITING, example(tmp_path), database_url]
    raced = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    assert raced == [{"told": 1, "right": 1}] * 3


def test_who_signs_in_after_somebody_who_stopped_at_the_second_step_is_nobody_else(serving):
    """On one machine: the first gave a password and went away, and another signs in as themselves."""
    first, of_first = with_second_factor(serving, "analyst")
    _, of_second = with_second_factor(serving, "chair")
    first.post("/account/sign-out/")
    shared = browser_of(serving)
    assert "Second step" in sign_in(shared, "analyst").text
    assert "Second step" in sign_in(shared, "chair").text
    cache.clear()  # a code works once; the next would come in half a minute
    step = "/account/second-factor/authenticate/"
    assert "There is a problem" in shared.post(step, {"code": code_now(of_first)}).text
    page = shared.post(step, {"code": code_now(of_second)}, follow=True).text
    assert "(chair)" in page
    assert "(analyst)" not in page


def test_who_signs_in_without_a_second_factor_after_such_is_nobody_else(serving):
    _, of_first = with_second_factor(serving, "analyst")
    invited(serving, "chair")
    shared = browser_of(serving)
    sign_in(shared, "analyst")
    assert "Set up an authenticator" in sign_in(shared, "chair").text
    step = "/account/second-factor/authenticate/"
    cache.clear()
    shared.post(step, {"code": code_now(of_first)})
    assert "(chair)" in shared.get("/account/second-factor/totp/activate/").text
