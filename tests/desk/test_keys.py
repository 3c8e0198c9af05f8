"""Your key: made or brought, under a passphrase, replaced; what signs is what study.toml names; nothing leaks."""

from __future__ import annotations

import datetime as dt
import logging
import re
import sqlite3

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from clerestory.clock import FixedClock
from clerestory.errors import NotNowError
from clerestory.model.commission import Role
from clerestory.model.decisions import Gate, Outcome
from clerestory.review.signing import is_signed_by
from clerestory.web.accounts.people import people_by_id
from clerestory.web.pages.fields import Unfit
from clerestory.web.signing.deciding import Manner, means_of, signed_decision
from clerestory.web.signing.held import held_public, hold, opened
from clerestory.web.signing.models import HeldKey
from desk_accounts import with_second_factor
from desk_keys import OTHER, PHRASE, PRIVATE, PUBLIC, name_in_study
from desks import WHY, draft
from served_desks import NOON, browser_of


def visitor(serving, person="chair"):
    browser = browser_of(serving)
    browser.post("/account/demonstration/", {"person": person})
    return browser


def decide(person="chair", phrase=PHRASE, **changed):
    said = {"draft": draft(1), "role": Role.CHAIR, "outcome": Outcome.APPROVE, "reason": WHY}
    said |= {"today": dt.date(2013, 1, 2)} | changed
    return signed_decision(people_by_id()[person], Gate.RELEASE, passphrase=phrase, **said)


def test_a_key_is_made_and_its_line_is_shown(demo):
    browser = visitor(demo)
    page = browser.post("/account/key/new/", {"passphrase": PHRASE, "again": PHRASE}, follow=True)
    line = re.search(r'public_key = (?:&#34;|")([A-Za-z0-9+/=]{44})', page.text)[1]
    assert line == held_public("chair")
    assert "study.toml does not have it" in page.text
    name_in_study(demo, "chair", line)
    assert "you can sign" in browser.get("/account/key/").text
    assert is_signed_by(decide(), line)


@pytest.mark.parametrize("way", ["pasted", "file"])
def test_a_key_is_brought_as_text_or_file(demo, way):
    browser = visitor(demo)
    given = PRIVATE + "\n" if way == "pasted" else SimpleUploadedFile("key", PRIVATE.encode() + b"\n")
    page = browser.post("/account/key/bring/", {way: given, "passphrase": PHRASE, "again": PHRASE}, follow=True)
    assert PUBLIC in page.text
    assert held_public("chair") == PUBLIC


@pytest.mark.parametrize(
    "said",
    [
        {"pasted": PRIVATE, "passphrase": "quagga", "again": "quagga"},
        {"pasted": PRIVATE, "passphrase": PHRASE, "again": OTHER},
        {"pasted": "AAAA", "passphrase": PHRASE, "again": PHRASE},  # no key
        {"passphrase": PHRASE, "again": PHRASE},  # none at all
    ],
)
def test_what_is_no_key_or_no_passphrase_is_not_kept_nor_repeated(demo, said):
    page = visitor(demo).post("/account/key/bring/", said)
    assert page.status_code == 422
    assert held_public("chair") == ""
    assert not any(value in page.text for value in said.values())


def test_the_passphrase_is_changed_and_the_key_stays(demo):
    hold("chair", PRIVATE, PHRASE)
    browser = visitor(demo)
    form = {"before": OTHER, "passphrase": OTHER, "again": OTHER}
    assert "This is not the passphrase" in browser.post("/account/key/passphrase/", form).text
    browser.post("/account/key/passphrase/", form | {"before": PHRASE})
    assert opened("chair", PHRASE) is None
    assert opened("chair", OTHER) == PRIVATE


def test_after_five_wrong_tries_the_right_passphrase_is_not_heard_for_a_quarter_of_an_hour(demo):
    hold("chair", PRIVATE, PHRASE)
    for _ in range(5):
        assert opened("chair", OTHER) is None
    with pytest.raises(NotNowError, match="too many passphrases"):
        opened("chair", PHRASE)
    with override_settings(CLOCK=FixedClock(NOON + dt.timedelta(minutes=15))):
        assert opened("chair", PHRASE) == PRIVATE


def test_a_key_opens_for_its_person_and_in_its_zone_alone(demo):
    hold("chair", PRIVATE, PHRASE)
    hold("analyst", PRIVATE, OTHER)
    own = HeldKey.objects.get(person="chair").sealed
    HeldKey.objects.filter(person="analyst").update(sealed=own)
    assert opened("analyst", PHRASE) is None
    with override_settings(SECRET_KEY="x" * 64):
        assert opened("chair", PHRASE) is None


def test_neither_key_nor_passphrase_lies_anywhere(demo, caplog):
    caplog.set_level(logging.DEBUG)
    browser = visitor(demo)
    said = {"pasted": PRIVATE, "passphrase": PHRASE, "again": PHRASE}
    pages = [browser.post("/account/key/bring/", said, follow=True).text, browser.get("/account/key/").text]
    name_in_study(demo, "chair", PUBLIC)
    decide()
    with sqlite3.connect(demo.database_file) as connection:
        dump = "\n".join(connection.iterdump())
    files = b"".join(file.read_bytes() for file in demo.root.rglob("*") if file.is_file())
    for secret in (PRIVATE, PHRASE):
        assert secret not in dump
        assert secret.encode() not in files
        assert not any(secret in page for page in pages)
        assert secret not in caplog.text


def test_the_pages_of_a_key_ask_for_the_second_factor_first(serving):
    browser, _ = with_second_factor(serving)
    session = browser.session
    session.pop("account_authentication_methods", None)
    session.save()
    asked = browser.get("/account/key/new/")
    assert asked.url == "/account/second-factor/reauthenticate/?next=%2Faccount%2Fkey%2Fnew%2F"
    kept = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    page = browser.post(asked.url, {"code": kept.wrap().get_unused_codes()[0]}, follow=True)
    assert "Make a key" in page.text


def test_who_has_no_key_in_study_toml_decides_simulated_where_no_case_is_real(demo):
    assert means_of(people_by_id()["chair"]).manner is Manner.SIMULATED
    made = decide(phrase="")
    assert (made.simulated, made.signature) == (True, "")


def test_a_decision_is_signed_by_the_key_that_study_toml_names(demo):
    name_in_study(demo, "chair", PUBLIC)
    assert means_of(people_by_id()["chair"]).what == "your key is not kept here"
    hold("chair", PRIVATE, PHRASE)
    made = decide()
    assert not made.simulated
    assert is_signed_by(made, PUBLIC)
    with pytest.raises(Unfit):
        decide(phrase=OTHER)
    with pytest.raises(Unfit):
        decide(phrase="")


def test_another_key_than_that_of_study_toml_signs_nothing(demo):
    name_in_study(demo, "chair", PUBLIC)
    hold("chair", "BLVxjOnoYuNUJG0Nk6EjlTKMXoYMxuxoLmmFJGNxKXI=", PHRASE)
    with pytest.raises(NotNowError, match="another key of yours"):
        decide()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"person": "analyst", "role": Role.ANALYST}, "does not decide here|made the tables"),
        ({"role": Role.STATISTICIAN}, "is not a lead statistician"),
        ({"today": dt.date(2999, 1, 1)}, "dated after the release"),
    ],
)
def test_a_decision_that_would_not_count_is_refused_before_anything_is_recorded(demo, changed, why):
    with pytest.raises(NotNowError, match=why):
        decide(**changed)


def test_where_cases_are_real_nobody_without_a_key_decides(demo):
    file = demo.root / "study.toml"
    file.write_text(re.sub(r"^data = .*$", 'data = "confidential"', file.read_text(), flags=re.M))
    with pytest.raises(NotNowError, match=r"study\.toml has no public key of yours"):
        decide()
