"""A desk that is really served: a demonstration that is over ends, and a request that runs is finished first."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.test import override_settings

from clerestory.web.service.assets import STATIC
from clerestory.web.service.serving import Serving
from commands import COMMAND, clerestory
from desks import TERMS, TERMS_VERSION
from served_desks import answer_of, browser_of, desk, example, free_port

built = pytest.mark.skipif(
    not (STATIC / "desk.css").is_file(), reason="style and scripts were not built: make frontend"
)
TOKEN = "a" * 32


@contextmanager
def running(study, *words):
    """A server that answers, and its port."""
    port = free_port()
    command = [*COMMAND, "serve", study, "--demo", "--port", str(port), *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        answer_of(f"http://127.0.0.1:{port}/health", server)
        yield server, port
        server.kill()


def make_real(study) -> None:
    """Let the study say that its cases are real."""
    file = study / "study.toml"
    file.write_text(file.read_text().replace('data = "rebuilt from published counts"', 'data = "confidential"'))


@built
@pytest.mark.slow
def test_a_demonstration_ends_when_the_cases_become_real(tmp_path):
    study = example(tmp_path)
    with running(study) as (server, port):
        make_real(study)
        with pytest.raises(HTTPError) as refused:
            urlopen(f"http://127.0.0.1:{port}/account/demonstration/", timeout=20)
        assert refused.value.code == 503
        assert "This demonstration is over" in refused.value.read().decode()
        server.wait(60)
        assert "the demonstration ends" in server.stderr.read()


def test_no_page_of_a_demonstration_is_shown_when_the_cases_become_real(demo):
    browser = browser_of(demo)
    browser.post("/account/demonstration/", {"person": "analyst"})
    assert browser.get("/").status_code == 200
    make_real(demo.root)
    for address in ("/", "/api/state", "/account/demonstration/", "/nowhere"):
        assert browser.get(address).status_code == 503
    assert browser.post("/account/demonstration/", {"person": "chair"}).status_code == 503


@built
def test_what_was_done_about_made_up_cases_never_stands_as_done_about_real_ones(tmp_path):
    study = example(tmp_path)
    said = ["--set", f"version={TERMS_VERSION}", "--set", f"text={TERMS}"]
    done = clerestory("desk", "act", study, "set terms", "--person", "chair", *said)
    assert done.returncode == 0
    backup = tmp_path / "desk.zip"
    assert clerestory("desk", "backup", study, backup).returncode == 0
    make_real(study)
    refused = clerestory("serve", study, "--port", str(free_port()))
    assert refused.returncode == 100
    assert "cases that were not real" in refused.stderr
    for name in ("desk.sqlite3", "desk.kind", "acts.jsonl", "acts.head"):
        (study / "desk" / name).unlink()
    restored = clerestory("desk", "restore", study, backup)
    assert restored.returncode == 101
    assert "cases that were not real" in restored.stderr


def test_who_was_anybody_in_a_demonstration_is_nobody_when_it_is_over(tmp_path):
    with desk(Serving(example(tmp_path), demo=True)) as served:
        browser = browser_of(served)
        browser.post("/account/demonstration/", {"person": "chair"})
        assert browser.get("/").status_code == 200
        with override_settings(SERVING=Serving(served.root), LOGIN_URL="account_login"):
            assert browser.get("/").url == "/account/sign-in/?next=/"


@built
def test_a_request_that_runs_is_finished_before_the_server_ends(tmp_path):
    body = f"csrfmiddlewaretoken={TOKEN}&person=chair".encode()
    with running(example(tmp_path)) as (server, port), socket.create_connection(("127.0.0.1", port), 20) as sent:
        head = (
            f"POST /account/demonstration/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: desk-csrf={TOKEN}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
        )
        sent.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:-1])
        time.sleep(0.3)  # the page is being made, and waits for the last letter
        server.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert server.poll() is None
        sent.sendall(body[-1:])
        answer = sent.makefile("rb").read().decode()
        assert answer.startswith("HTTP/1.1 302 ")
        assert "desk-session=" in answer
        assert server.wait(60) == 0
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), 20)
