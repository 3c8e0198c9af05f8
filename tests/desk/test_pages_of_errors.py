"""What every answer has, and the pages of errors: what to do, and nothing of what was sent."""

from __future__ import annotations

import json
import logging
import re
from io import StringIO

import pytest
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path

from clerestory.web.pages import faults
from clerestory.web.service.logs import REQUESTS, JsonLines
from clerestory.web.service.serving import Serving, Zone
from clerestory.web.urls import urlpatterns as ours
from served_desks import browser_of, desk, example

SECRET = "a7-kept-from-pages"


def broken(request: HttpRequest) -> None:
    raise ValueError(f"a foreign message that quotes {SECRET}")


def reading(request: HttpRequest):
    return faults.page_of(request, 400) if request.POST else faults.page_of(request, 404)


urlpatterns = [*ours, path("broken", broken), path("reading", reading)]
handler400, handler403, handler404, handler500 = (
    faults.bad_request, faults.forbidden, faults.not_found, faults.broken,
)  # fmt: skip


@pytest.fixture
def signed_in(demo) -> Client:
    """A browser whose errors are shown as they are in service."""
    browser = browser_of(demo)
    browser.raise_request_exception = False
    browser.post("/account/demonstration/", {"person": "analyst"})
    with override_settings(ROOT_URLCONF=__name__):
        yield browser


def test_no_page_may_be_kept_framed_or_given_away(signed_in):
    page = signed_in.get("/")
    assert page["Cache-Control"] == "no-store"
    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cross-Origin-Opener-Policy"] == page["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in page["Permissions-Policy"]


def test_a_page_may_run_its_own_scripts_and_no_others(signed_in):
    page = signed_in.get("/")
    policy = dict(part.strip().split(" ", 1) for part in page["Content-Security-Policy"].split(";"))
    nonce = re.fullmatch(r"'self' 'nonce-([\w+/=]{22,})'", policy["script-src"])[1]
    inline = re.findall(r"<script(?![^>]*src=)([^>]*)>", page.text)
    assert inline == [f' nonce="{nonce}"']
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["style-src"] == "'self'"
    assert "style=" not in page.text
    assert nonce not in signed_in.get("/").text


def test_what_data_are_and_who_is_signed_in_stands_on_every_page(signed_in):
    for address in ("/", "/nowhere"):
        text = signed_in.get(address).text
        assert "Rebuilt from published counts: no case record was used." in text
        assert "Signed in as <strong>Analyst</strong>" in text
        assert "Skip to main content" in text


@pytest.mark.parametrize(
    ("status", "title", "ask"),
    [
        (400, "This request cannot be read", lambda b: b.get("/", headers={"host": f"{SECRET}.example"})),
        (404, "There is no such page", lambda b: b.get(f"/{SECRET}?{SECRET}")),
        (405, "This page cannot be used so", lambda b: b.post("/", {"text": SECRET})),
        (413, "What was sent is too large", lambda b: b.post("/reading", {"text": SECRET * 100_000}, content_type="application/x-www-form-urlencoded")),  # noqa: E501
        (500, "The page cannot be shown", lambda b: b.get("/broken")),
    ],
)  # fmt: skip
def test_an_error_says_what_to_do_and_echoes_nothing(signed_in, status, title, ask):
    page = ask(signed_in)
    assert page.status_code == status
    assert f'<h1 class="govuk-heading-l">{title}</h1>' in page.text
    assert SECRET not in page.text + str(page.headers)
    assert page["Cache-Control"] == "no-store"
    assert page["X-Request-ID"] in page.text


def test_a_study_that_cannot_be_read_gives_the_page_of_an_error(signed_in, demo, lines):
    settings = demo.root / "study.toml"
    settings.write_text(f"{SECRET} =", encoding="utf-8")  # as an editor leaves it for a moment
    page = signed_in.get("/")
    assert page.status_code == 500
    assert "The page cannot be shown" in page.text
    assert page["X-Request-ID"] in page.text
    assert SECRET not in page.text + json.dumps(lines())
    assert page["Content-Security-Policy"]


def test_a_form_without_its_token_is_refused(demo):
    browser = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1:8000"})
    page = browser.post("/account/demonstration/", {"person": "analyst"})
    assert page.status_code == 403
    assert "This form is no longer valid" in page.text


def test_a_form_from_elsewhere_is_refused(demo):
    browser = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1:8000"})
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get("/account/demonstration/").text)[1]
    asked = {"person": "analyst", "csrfmiddlewaretoken": token}
    elsewhere = browser.post("/account/demonstration/", asked, headers={"origin": "https://elsewhere.example"})
    assert elsewhere.status_code == 403
    assert (
        browser.post("/account/demonstration/", asked, headers={"origin": "http://127.0.0.1:8000"}).status_code == 302
    )


@pytest.fixture
def lines():
    """What the two loggers write, as the service would write it."""
    written = logging.StreamHandler(StringIO())
    written.setFormatter(JsonLines())
    loggers = [logging.getLogger(name) for name in (REQUESTS, "django")]
    for logger in loggers:
        logger.addHandler(written)
    yield lambda: [json.loads(line) for line in written.stream.getvalue().splitlines()]
    for logger in loggers:
        logger.removeHandler(written)


def test_lines_about_requests_hold_no_address_and_no_message(signed_in, lines):
    signed_in.get(f"/account/invitation/analyst/{SECRET}/?{SECRET}")
    signed_in.get(f"/{SECRET}")
    signed_in.get("/broken")
    assert SECRET not in json.dumps(lines())
    told = [line["path"] for line in lines() if line["logger"] == REQUESTS]
    assert told == ["/account/invitation/<slug:person>/<str:token>/", None, "/broken"]
    assert [line["error"] for line in lines() if "error" in line] == ["ValueError"]


def test_a_foreign_message_is_never_written():
    record = logging.LogRecord("library", logging.ERROR, "", 0, "quotes %s", (SECRET,), None)
    assert SECRET not in JsonLines().format(record)


def test_health_says_that_the_database_answers_and_needs_no_sign_in(serving):
    said = browser_of(serving).get("/health")
    assert said.json() == {"database": "ok"}
    assert said["Cache-Control"] == "no-store"


def test_what_goes_by_https_is_kept_to_https(tmp_path):
    served = Serving(example(tmp_path), origin="https://desk.example.org", demo=False)
    with desk(served):
        browser = Client(headers={"host": "desk.example.org", "x-forwarded-proto": "https"})
        page = browser.get("/account/sign-in/")
        assert page["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        cookie = page.cookies["__Host-desk-csrf"]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")


def test_the_two_zones_have_cookies_files_and_words_of_their_own(tmp_path):
    served = Serving(example(tmp_path), zone=Zone.VAULT, demo=True)
    with desk(served):
        browser = browser_of(served)
        browser.post("/account/demonstration/", {"person": "checker-a"})
        assert "Vault desk" in browser.get("/").text
        assert set(browser.cookies) == {"vault-session", "vault-csrf"}
        assert served.database_file.parent == served.root / "vault"
        assert served.database_file.parent.stat().st_mode & 0o077 == 0
