"""Fifty people at a desk, as locust lets them act; `desk_load.py` starts it, in an environment of its own.

Each signs in with password and code, opens reading copies, reads, comments, changes comments, lists. Between two pages
they wait as people do; later not at all. What is measured begins when all have signed in; signing in is told apart.

Environment: DESK_PEOPLE (people.json), DESK_OUT (what was measured, JSON), DESK_SECONDS (with thought, then without).
"""

from __future__ import annotations

import hashlib
import hmac
import html
import json
import os
import random
import re
import struct
import time
from base64 import b32decode
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import gevent
from locust import FastHttpUser, events, task

PEOPLE = json.loads(Path(os.environ["DESK_PEOPLE"]).read_text("utf-8"))
WITH_THOUGHT, WITHOUT = map(float, os.environ["DESK_SECONDS"].split())
LATE = 20  # seconds of the thirty for which a code is right
LEAST, MOST = 1.0, 5.0  # seconds of thought
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
COMMENT = re.compile(r'href="(/rounds/1/documents/[^"/]+/comment\?block=[^"]+)"')
OWN = re.compile(r'href="(/rounds/1/mine/[^"]+)"')
FINDINGS = [f"finding-{n}" for n in range(1, 11)]
SIGNING_IN = "signing in"
WAITING = iter(PEOPLE.items())


@dataclass
class Phase:
    """What was measured in one part of a run."""

    most: float = MOST
    began: float = field(default_factory=time.monotonic)
    ended: float = 0.0
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)


PHASES = {"coming in": Phase()}


def now() -> Phase:
    return list(PHASES.values())[-1]


def begin(name: str, most: float) -> None:
    now().ended = time.monotonic()
    PHASES[name] = Phase(most)


@events.request.add_listener
def note(name, response_time, exception, response, **_):
    now().taken[name].append(response_time)
    if exception or response.status_code >= 400:
        now().failed.append(f"{name}: {exception or response.status_code}")


@events.init.add_listener
def plan(environment, **_):
    """When all have come in, measure with thought, then without, and end."""

    def all_are_in(**_):
        begin("with thought", MOST)
        gevent.spawn_later(WITH_THOUGHT, begin, "without thought", 0.0)
        gevent.spawn_later(WITH_THOUGHT + WITHOUT, environment.runner.quit)

    environment.events.spawning_complete.add_listener(all_are_in)


@events.quitting.add_listener
def tell(**_):
    now().ended = time.monotonic()
    Path(os.environ["DESK_OUT"]).write_text(json.dumps({name: vars(of) for name, of in PHASES.items()}), "utf-8")


class Person(FastHttpUser):
    """One of the people, who does what their role does."""

    network_timeout = connection_timeout = 60

    def on_start(self):
        self.id, known = next(WAITING)
        self.role, self.texts = known["role"], 0
        self.said = random.Random(self.id)  # noqa: S311 - who does what is no secret
        page = self.page("/account/sign-in/", f"{SIGNING_IN}: page")
        step = self.send(
            "/account/sign-in/", page, f"{SIGNING_IN}: password", login=self.id, password=known["password"]
        )
        gevent.sleep(30 - time.time() % 30 if time.time() % 30 > LATE else 0)  # a code that is about to end
        said = {"code": code(known["secret"])}
        home = self.send("/account/second-factor/authenticate/", step, f"{SIGNING_IN}: code", **said)
        if "Sign out" not in home:
            now().failed.append(f"{self.id} is not signed in")

    @task
    def visit(self):
        """Do one of the things of a visit, as often as people do them."""
        role = self.role.split()[-1]
        doing = {
            "member": ("first", "documents", "paper", "finding", "finding", "comment", "comment", "change", "mine"),
            "chair": ("first", "paper", "finding", "comment", "mine", "readers", "round", "end"),
            "observer": ("first", "documents", "paper", "finding"),
            "secretary": ("first", "readers", "round", "rounds"),
            "auditor": ("first", "record", "round"),
        }.get(role, ("first", "rounds", "round", "state"))
        getattr(self, self.said.choice(doing))()

    def first(self):
        self.page("/", "what waits")

    def rounds(self):
        self.page("/rounds", "rounds")

    def round(self):
        self.page("/rounds/1", "a round")

    def documents(self):
        self.page("/rounds/1/documents", "documents")

    def mine(self):
        self.page("/rounds/1/mine", "own comments")

    def readers(self):
        self.page("/rounds/1/readers", "readers")

    def end(self):
        self.page("/rounds/1/end", "end of a round")

    def record(self):
        self.page("/record", "record")

    def state(self):
        self.page("/api/state", "state (API)")

    def paper(self):
        return self.copy("paper", "the paper, 65 pages")

    def finding(self):
        return self.copy(self.said.choice(FINDINGS), "a finding")

    def comment(self):
        """Read a finding, choose a place and leave a comment there."""
        places = COMMENT.findall(self.finding())
        if not places:
            now().failed.append("a reading copy has no place to comment on")
            return
        self.think()
        place = html.unescape(self.said.choice(places))
        form = self.page(place, "form of a comment")
        self.think()
        where, _, block = place.partition("?block=")
        self.texts += 1
        said = {
            "block": block,
            "aim": "something is unclear",
            "text": f"Remark {self.texts} of {self.id}. " + "More words. " * 20,
        }
        self.send(where, form, "act: comment", **said)

    def change(self):
        """Word one of the person's own comments anew."""
        own = OWN.findall(self.page("/rounds/1/mine", "own comments"))
        if not own:
            return
        self.think()
        address = self.said.choice(own)
        form = self.page(address, "form of a change")
        self.think()
        said = {"do": "change comment", "aim": "something is wrong", "text": f"In other words. {self.said.random()}"}
        self.send(address, form, "act: change a comment", **said)

    def copy(self, document: str, name: str) -> str:
        """Open a reading copy; the first time of a day by its button, which is an act."""
        address = f"/rounds/1/documents/{document}"
        page = self.page(address, name)
        if "Open my reading copy" not in page:
            return page
        self.send(address, page, "act: open a copy")
        return self.page(address, name)

    def page(self, address: str, name: str) -> str:
        return self.client.get(address, name=name).text or ""

    def send(self, address: str, page: str, name: str, **said: str) -> str:
        """Send a form, and follow to the page after it; the two are measured apart."""
        token = TOKEN.search(page)
        said["csrfmiddlewaretoken"] = token[1] if token else ""
        with self.client.post(address, data=said, name=name, allow_redirects=False, catch_response=True) as answer:
            if answer.status_code != 302:
                answer.failure(f"{answer.status_code} in place of 302")
                return ""
            after = answer.headers["Location"].partition("#")[0]
        return self.page(after, f"{name}, page after")

    def think(self):
        gevent.sleep(self.wait_time())

    def wait_time(self):
        most = now().most
        return self.said.uniform(min(LEAST, most), most)


def code(secret: str) -> str:
    """The six digits of RFC 6238."""
    digest = hmac.digest(b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
