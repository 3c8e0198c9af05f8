"""The desk as somebody meets it who means it no good: sizes, methods, addresses, headers, cookies, limits."""

from __future__ import annotations

import json
import logging
import socket
import subprocess
from contextlib import closing
from io import BytesIO, StringIO

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory, override_settings
from django.urls import URLResolver, get_resolver, reverse

from clerestory.web.accounts.invitations import invite
from clerestory.web.service.assets import STATIC
from clerestory.web.service.logs import JsonLines
from clerestory.web.service.serving import Serving
from clerestory.web.service.settings import settings_of
from commands import COMMAND
from desks import given_id
from group_desks import GroupDesk, study
from served_desks import answer_of, browser_of, desk, example, free_port

MEGABYTE = 1 << 20
OPEN_TO_ALL = {
    "account_login", "account_logout", "account_inactive", "account_reauthenticate", "demo", "health", "invitation",
    "mfa_authenticate", "organisation", "organisation-back", "report",
}  # fmt: skip
PASSWORD = "gravel otter umbrella"


@pytest.fixture
def member(demo) -> Client:
    """A browser of a member."""
    browser = browser_of(demo)
    browser.raise_request_exception = False
    browser.post("/account/demonstration/", {"person": "member-a"})
    return browser


def pages() -> list[tuple[str, str]]:
    """Every address that the desk knows, with something for each of its parts."""
    found = []

    def walk(patterns, above):
        for one in patterns:
            parts = above | one.pattern.converters
            if isinstance(one, URLResolver):
                walk(one.url_patterns, parts)
            else:
                found.append((one.name, parts))

    walk(get_resolver("clerestory.web.urls").url_patterns, {})
    given = {"IntConverter": 1, "SlugConverter": "a", "StringConverter": "a"}
    return [(name, reverse(name, kwargs={part: given[type(kind).__name__] for part, kind in parts.items()}))
            for name, parts in found]  # fmt: skip


def test_no_page_but_those_of_signing_in_is_open_to_who_is_not_signed_in(serving):
    browser = browser_of(serving)
    opened = set()
    for name, address in pages():
        for answer in (browser.get(address), browser.post(address, {})):
            if not (answer.status_code == 302 and answer.url.startswith("/account/sign-in/?next=")):
                opened.add(name)
    assert opened <= OPEN_TO_ALL
    assert len(pages()) > 40


def test_every_answer_has_its_headers(member):
    for _, address in [*pages(), ("none", "/nowhere")]:
        answer = member.get(address)
        for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"):
            assert answer[name], address
        assert answer["Cache-Control"] == "no-store"
        assert "object-src 'none'" in answer["Content-Security-Policy"]
        if answer.content:
            assert answer["Content-Type"].endswith("charset=utf-8") or "json" in answer["Content-Type"], address


class Endless(BytesIO):
    """A body that must not be read."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("what is too large was read")


@pytest.mark.parametrize("length", [str(MEGABYTE + 1), "9" * 30, "-1", "x"])
def test_what_is_too_large_is_refused_before_it_is_read(serving, length):
    browser = browser_of(serving)
    body = {"wsgi.input": Endless(), "CONTENT_LENGTH": length, "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    answer = browser.generic("POST", "/account/sign-in/", **body)
    assert answer.status_code == 413
    assert "What was sent is too large" in answer.text


def test_a_file_that_nobody_asked_for_is_neither_kept_nor_written(demo, member, tmp_path):
    made = SimpleUploadedFile("../../x.html", b"<script>", "text/html")
    with override_settings(FILE_UPLOAD_TEMP_DIR=str(tmp_path / "missing")):  # who wrote there would fail
        answer = member.post("/terms", {"text": made})
    assert answer.status_code < 500
    assert not list(demo.root.rglob("x.html"))
    many = {f"f{n}": SimpleUploadedFile("a", b"a") for n in range(11)}
    assert member.post("/terms", many).status_code == 413
    assert member.post("/terms", {f"f{n}": "" for n in range(600)}).status_code == 413


@pytest.mark.parametrize(
    "address",
    [
        "/static/../settings.py",
        "/static/%2e%2e/settings.py",
        "/static/..%2fsettings.py",
        "/static//etc/passwd",
        "/static/%00",
        "/static/",
        "/static/desk.css/../../settings.py",
    ],
)
def test_style_and_scripts_are_all_that_is_served_of_files(member, address):
    with closing(member.get("/static/desk.css")) as style:
        assert style.status_code == 200
    answer = member.get(address)
    assert answer.status_code in (400, 404)
    assert b"SECRET_KEY" not in answer.content


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "PATCH", "DELETE", "PROPFIND"])
def test_methods_that_no_page_has_are_refused(member, method):
    for address in ("/", "/rounds", "/account/demonstration/", "/account/sign-out/", "/api/state", "/health"):
        answer = member.generic(method, address, "a7-sent")
        assert answer.status_code == 405, address
        assert b"a7-sent" not in answer.content


@pytest.mark.parametrize(
    "onward",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", "\x00//x"],
)
def test_nobody_is_led_elsewhere_after_signing_in_or_out(serving, onward):
    browser = browser_of(serving)
    browser.post(invite("analyst"), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    said = {"login": "analyst", "password": PASSWORD, "next": onward}
    answer = browser.post("/account/sign-in/", said)
    assert answer.status_code == 302
    assert "elsewhere" not in answer.url
    assert not answer.url.startswith("javascript")
    answer = browser.post("/account/sign-out/", {"next": onward})
    assert answer.url == "/account/sign-in/"


@pytest.mark.parametrize("host", ["elsewhere.example", "desk.example.org.elsewhere.example", "desk.example.org@x", ""])
def test_an_address_that_is_not_its_own_is_refused(tmp_path, host):
    with desk(Serving(example(tmp_path), origin="https://desk.example.org")):
        answer = Client(headers={"host": host}).get("/account/sign-in/")
        assert answer.status_code == 400
        forwarded = {"host": "desk.example.org", "x-forwarded-host": "elsewhere.example", "x-forwarded-proto": "https"}
        page = Client(headers=forwarded).get("/account/sign-in/")
        assert page.status_code == 200
        assert "elsewhere" not in page.text


def test_the_cookie_of_a_session_is_kept_to_its_own_host_and_from_scripts(tmp_path):
    served = Serving(example(tmp_path), origin="https://desk.example.org")
    with desk(served):
        browser = Client(headers={"host": "desk.example.org", "x-forwarded-proto": "https"})
        browser.post(invite("analyst").removeprefix("https://desk.example.org"),
                     {"new_password1": PASSWORD, "new_password2": PASSWORD})  # fmt: skip
        browser.post("/account/sign-in/", {"login": "analyst", "password": PASSWORD})
        cookie = browser.cookies["__Host-desk-session"]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_a_session_cannot_be_used_any_more_after_signing_out(demo, member):
    kept = member.cookies["desk-session"].value
    member.post("/account/sign-out/")
    member.cookies["desk-session"] = kept
    assert member.get("/").status_code == 302


def test_attempts_from_one_address_are_limited_by_a_page_in_our_words(serving):
    answers = []
    for number in range(31):
        said = {"login": f"person-{number}", "password": "wrong words"}
        answers.append(browser_of(serving).post("/account/sign-in/", said))
    assert answers[-1].status_code == 429
    assert "Wait a quarter of an hour" in answers[-1].text
    cache.clear()


def test_nobody_chooses_their_own_address(tmp_path):
    with desk(Serving(example(tmp_path), origin="https://desk.example.org")):
        asked = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "192.0.2.1, 192.0.2.9"})
        assert get_adapter().get_client_ip(asked) == "192.0.2.9"  # what the server before it has seen itself
    with desk(Serving(example(tmp_path / "other"))):
        assert get_adapter().get_client_ip(asked) == "127.0.0.1"


TYPED = "<script>alert(1)</script><b title='x'>\"&amp;{{ 7 * 7 }}{% raw %}"
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b title=&#39;x&#39;&gt;&#34;&amp;amp;{{ 7 * 7 }}{% raw %}"


def test_what_somebody_types_is_shown_as_they_typed_it_and_is_nothing_else(tmp_path):
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        made = GroupDesk(serving)
        made.admit()
        made.open("member-a", "chair")
        made.ready("member-a")
        made.comment("member-a", 1, TYPED)
        pages = [("member-a", f"/rounds/1/{page}") for page in ("documents/paper", "mine", f"mine/{given_id(1)}")]
        texts = [made.get(person, page).text for person, page in pages]
        made.close()
        texts += [made.get("chair", f"/rounds/1/comments{rest}").text for rest in ("", f"/{given_id(1)}")]
        texts.append(made.get("auditor", "/record").text)
        refused = made.post("secretary", "/terms/new", {"text": TYPED, "version": "none"})
    for text in texts:
        assert SHOWN in text
    for text in [*texts, refused.text]:
        assert "<script>alert" not in text
        assert "<b title" not in text


def test_a_password_of_a_hundred_signs_is_taken_as_it_is(serving):
    browser, word = browser_of(serving), " Aß😀" * 25
    browser.post(invite("analyst"), {"new_password1": word, "new_password2": word})
    answer = browser.post("/account/sign-in/", {"login": "analyst", "password": word})
    assert answer.url == "/account/second-factor/totp/activate/" or answer.status_code == 302
    assert browser_of(serving).post("/account/sign-in/", {"login": "analyst", "password": word[:-1]}).status_code == 200


@pytest.fixture
def told():
    """What the loggers of events and policies write."""
    written = logging.StreamHandler(StringIO())
    written.setFormatter(JsonLines())
    loggers = [logging.getLogger(f"clerestory.web.{name}") for name in ("events", "policy")]
    for logger in loggers:
        logger.addHandler(written)
        logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.stream.getvalue().splitlines()]
    for logger in loggers:
        logger.removeHandler(written)


def test_what_happens_to_accounts_is_logged_and_to_whom_is_not(serving, told):
    browser = browser_of(serving)
    browser.post(invite("analyst"), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    browser.post("/account/sign-in/", {"login": "analyst", "password": PASSWORD})
    browser.post("/account/sign-out/")
    for _ in range(5):
        browser.post("/account/sign-in/", {"login": "analyst", "password": "wrong words"})
    events = [line["event"] for line in told()]
    assert events[:3] == ["signed in", "signed out", "sign-in failed"]
    assert "account locked" in events
    assert all(line["request"] for line in told())
    assert "analyst" not in json.dumps(told())
    assert "words" not in json.dumps(told())


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ({"csp-report": {"effective-directive": "img-src", "document-uri": "https://desk/secret"}}, "img-src"),
        ({"csp-report": {"effective-directive": "secret\nline"}}, "unknown"),
        ({"csp-report": "secret"}, "unknown"),
        ({"csp-report": {"effective-directive": ["secret"]}}, "unknown"),
        ({"csp-report": {"effective-directive": {"secret": 1}}}, "unknown"),
        ([[[[]]]], "unknown"),
    ],
)  # fmt: skip
def test_a_page_that_breaks_its_policy_is_told_without_the_page(serving, told, body, rule):
    browser = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1:8000"})
    assert "report-uri /policy-report" in browser.get("/account/sign-in/")["Content-Security-Policy"]
    assert browser.post("/policy-report", json.dumps(body), content_type="application/csp-report").status_code == 204
    assert [line["policy"] for line in told()] == [rule]
    assert "secret" not in json.dumps(told())


def test_passwords_are_hashed_as_hard_as_owasp_asks(serving):
    hashers = settings_of(serving)["PASSWORD_HASHERS"]  # these tests themselves hash with less work
    assert hashers == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert Argon2PasswordHasher.memory_cost >= 19 * 1024  # KiB
    assert Argon2PasswordHasher.time_cost >= 2


@pytest.mark.skipif(not (STATIC / "desk.css").is_file(), reason="style and scripts were not built: make frontend")
def test_requests_that_are_none_get_no_page(tmp_path):
    port = free_port()
    command = [*COMMAND, "serve", example(tmp_path), "--demo", "--port", str(port)]
    host = f"Host: 127.0.0.1:{port}\r\n"
    good = f"GET /health HTTP/1.1\r\n{host}Connection: close\r\n"
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, text=True) as server:
        answer_of(f"http://127.0.0.1:{port}/health", server)
        said = {
            "good": good,
            "two lengths": f"{good}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
            "lengths that differ": f"{good}Content-Length: 4\r\nContent-Length: 5\r\n",
            "a long address": f"GET /{'a' * 5000} HTTP/1.1\r\n{host}",
            "many headers": good + "".join(f"X-{n}: a\r\n" for n in range(70)),
            "a long header": f"{good}X-Long: {'a' * 9000}\r\n",
            "a folded header": f"{good}X-Folded: a\r\n b\r\n",
            "no protocol": "GET /health\r\n",
        }
        answers = {name: _first_line(port, text + "\r\n") for name, text in said.items()}
        server.terminate()
    assert answers.pop("good") == "HTTP/1.1 200 OK"
    for name, line in answers.items():
        assert line.split(" ")[1][:1] == "4", (name, line)


def _first_line(port: int, text: str) -> str:
    with socket.create_connection(("127.0.0.1", port), 20) as sent:
        sent.sendall(text.encode())
        return sent.makefile("rb").readline().decode().strip()
