"""A served desk that is killed again and again while many write: every act that was acknowledged is there, once."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from clerestory.ledger import ledger_entries, verify_ledger
from clerestory.web.service.assets import STATIC
from commands import COMMAND
from served_desks import answer_of, example, free_port

KILLS, WRITERS = 4, 6
PATIENCE = 120  # seconds for a burst of writing that has begun, on a busy machine
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (STATIC / "desk.css").is_file(), reason="style and scripts were not built: make frontend"),
]


class Writer:
    """A person of a demonstration who acts by the API, over a connection of their own."""

    def __init__(self, port: int, person: str) -> None:
        self._port, self._person, self._cookies = port, person, {}
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        page = self._ask("GET", "/account/demonstration/")[1]
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        said = urlencode({"person": person, "csrfmiddlewaretoken": token})
        self._ask("POST", "/account/demonstration/", said, {"Content-Type": "application/x-www-form-urlencoded"})
        self._token = json.loads(self._ask("GET", "/api/state")[1])["token"]

    def set_terms(self, text: str) -> int:
        """Set terms, which is done as often as somebody likes; gives the status."""
        version = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
        said = json.dumps({"act": "set terms", "version": version, "text": text})
        headers = {"Content-Type": "application/json", "X-CSRFToken": self._token}
        return self._ask("POST", "/api/acts", said, headers)[0]

    def _ask(self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None):
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request(method, path, body, {**(headers or {}), "Cookie": cookies})
        answer = self._connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, text


@contextmanager
def served(study: Path, database_url: str, port: int) -> Iterator[subprocess.Popen[str]]:
    """A demonstration in a process group of its own, which is killed as a whole when the block ends."""
    environment = os.environ | {"DATABASE_URL": database_url}
    command = [*COMMAND, "serve", study, "--demo", "--port", str(port)]
    log = (study.parent / "server.log").open("w+", encoding="utf-8")  # a pipe that nobody reads would fill up
    with log, subprocess.Popen(command, env=environment, stderr=log, text=True, start_new_session=True) as server:
        try:
            answer_of(f"http://127.0.0.1:{port}/health", server)
            yield server
        finally:
            os.killpg(server.pid, signal.SIGKILL)


def writing(port: int, name: str, done: list[str], sent: list[str]) -> None:
    """Write until the server is gone; whatever was acknowledged is kept in mind."""
    with suppress(OSError, http.client.HTTPException):
        writer = Writer(port, "secretary")
        for number in range(100_000):
            text = f"Terms of burst and writer {name}, number {number}: members advise as individuals."
            sent.append(text)
            if writer.set_terms(text) == 201:
                done.append(text)


def burst(study: Path, database_url: str, *, name: str, seconds: float) -> tuple[list[str], list[str]]:
    """Let several write at once and kill the server in the midst of it; gives what was acknowledged, and all sent."""
    done: list[str] = []
    sent: list[str] = []
    port = free_port()
    with served(study, database_url, port):
        threads = [threading.Thread(target=writing, args=(port, f"{name}.{one}", done, sent)) for one in range(WRITERS)]
        for thread in threads:
            thread.start()
        until = time.monotonic() + PATIENCE
        while len(done) < WRITERS and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(seconds)
    for thread in threads:
        thread.join()
    return done, sent


def kept(study: Path, database_url: str) -> list[tuple[int, str, str, str]]:
    """The table as another program reads it."""
    asked = "SELECT seq, body, prev, hash FROM store_act ORDER BY seq"
    if database_url:
        with psycopg.connect(database_url) as connection:
            return connection.execute(asked).fetchall()
    with closing(sqlite3.connect(study / "desk" / "desk.sqlite3")) as connection:
        return connection.execute(asked).fetchall()


def test_no_acknowledged_act_is_lost_or_done_twice_by_kills_in_the_midst_of_many_that_write(tmp_path, database_url):
    study = example(tmp_path)
    moments = random.Random(9)  # noqa: S311 - when a kill comes is no secret
    acknowledged: list[str] = []
    sent: list[str] = []
    for number in range(KILLS):
        told, tried = burst(study, database_url, name=str(number), seconds=moments.uniform(0, 0.5))
        assert told
        acknowledged += told
        sent += tried
    with served(
        study, database_url, free_port()
    ):  # a start checks all, and sends to the ledger what a kill kept from it
        pass
    rows = kept(study, database_url)
    texts = [json.loads(body)["text"] for _, body, _, _ in rows]
    assert set(acknowledged) <= set(texts) <= set(sent)
    assert len(set(texts)) == len(texts)
    assert [seq for seq, *_ in rows] == list(range(1, len(rows) + 1))
    assert [prev for _, _, prev, _ in rows[1:]] == [hashed for *_, hashed in rows[:-1]]
    ledger = study / "desk" / "acts.jsonl"
    assert verify_ledger(ledger).length == len(rows)
    assert [entry.detail for entry in ledger_entries(ledger)] == [
        {"act": seq, "hash": hashed} for seq, _, _, hashed in rows
    ]
