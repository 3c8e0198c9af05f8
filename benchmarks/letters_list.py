"""The list of ten thousand letters at a served desk: how long its pages, its search and its file take, over HTTP.

Run: python benchmarks/letters_list.py [LETTERS] [TIMES]; `make bench-letters`. SYNTHETIC letters.

The peer is the same server's /health: what a request costs that reads nothing.
"""

from __future__ import annotations

import datetime as dt
import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from desk_load import cpu_of, percentile

from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.acts.letters import Sender
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.letters import LetterPeople, Party
from clerestory.model.bank_holidays import Jurisdiction
from clerestory.model.canonical import canonical_json
from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.performing import Acting, acting
from clerestory.study.answers import AnswerPlace, open_place
from commands import COMMAND
from served_desks import answer_of, example, free_port

LETTERS, TIMES = 10_000, 100
LINE = "  {:<34}{:>9}{:>9}{:>9}{:>11}{:>11}"
OWNERS = ("officer-a", "officer-b")
LONGEST_MS = 200  # the 95th percentile of the list has to be below
ABOUT = ("guidance for schools", "a figure of the paper", "a visit", "data on children at risk", "a petition", "money")
NAMES = ("Quill", "Fern", "Vale", "Sedge", "Marsh", "Holloway", "Underhill", "Copse", "Brook", "Thorne")
WORDS = ("quarry", "bridge", "school", "panel", "officer", "survey", "record", "return", "answer", "promise")
# What is asked for: a name, and the address below the list.
ASKED = {
    "list, open": "letters",
    "list, overdue": "letters?which=overdue",
    "list, mine": "letters?which=mine",
    "list, waiting for clearance": "letters?which=clearance",
    "list, all, page 150": "letters?which=all&page=150",
    "search, a word of a letter": "letters?which=all&words=quarry",
    "search, two names": "letters?which=all&words=quill+holloway",
    "search, a beginning": "letters?which=all&words=s",
    "search, own reference": "letters?which=all&words=MIN/0004321/1",
    "search, their reference": "letters?which=all&words=AG/004321",
    "one letter": "letters/MIN/0004321/1",
}


def fill(place: AnswerPlace, count: int) -> None:
    """Record letters of two years, most of them ended, the rest where letters stand."""
    with acting(place, OWNERS[0]) as held:
        for number in range(1, count + 1):
            _letter(place, held, number)


def _letter(place: AnswerPlace, held: Acting, number: int) -> None:
    thread = f"MIN/{held.next_number('MIN'):07d}"
    day = place.today - dt.timedelta(days=number * 700 // LETTERS % 700)
    name = f"{NAMES[number % 10]} {NAMES[number // 10 % 10]}"
    people = LetterPeople(writers=(Party(name=name, post=f"Member {number % 650}"),))
    kept = held.keep(canonical_json(people.model_dump(mode="json")), name="people.json", media="application/json")
    text = " ".join(WORDS[number * step % 10] for step in (1, 3, 7, 9)) + f" number {number}. " + "More of it. " * 40
    letter = held.keep(text.encode(), name="letter.txt", media="text/plain")
    received = acts.ReceiveLetter(
        thread=thread,
        part=1,
        sender=list(Sender)[number % 5],
        received=day,
        subject=f"About {ABOUT[number % 6]}",
        theirs=(f"AG/{number:06d}",),
        people=kept,
        documents=(letter,),
        jurisdictions=(Jurisdiction.ENGLAND_AND_WALES,),
        target_days=20,
    )
    held.do(Kind.LETTER, thread, received)
    held.find_by(Kind.LETTER, thread, kept, words=people.words)
    held.find_by(Kind.LETTER, thread, letter, words=text)
    if number % 7:
        held.do(Kind.LETTER, thread, acts.AssignLetter(part=1, owner=OWNERS[number % 2]))
    if number % 11 == 0:
        held.do(Kind.LETTER, thread, acts.DraftReply(part=1, version=1, text=letter))
    elif number % 3:
        held.do(Kind.LETTER, thread, acts.CloseLetter(part=1, day=place.today, reason="It needs no reply of ours."))


@contextmanager
def served(root: Path) -> Iterator[tuple[str, int]]:
    """The desk as it is shipped, of made-up cases: its address and process."""
    port = free_port()
    log = (root.parent / "server.log").open("w")
    command = [*COMMAND, "serve", str(root), "--port", str(port), "--demo"]
    with log, subprocess.Popen(command, stderr=log, text=True) as server:
        try:
            answer_of(f"http://127.0.0.1:{port}/health", server)
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.send_signal(signal.SIGTERM)


def signed_in(address: str) -> urllib.request.OpenerDirector:
    """A browser of an officer of a demonstration."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = browser.open(f"{address}/account/demonstration/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    said = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "person": OWNERS[0]}).encode()
    browser.open(urllib.request.Request(f"{address}/account/demonstration/", said, {"Referer": address}))  # noqa: S310 - ours
    return browser


def taken(browser: urllib.request.OpenerDirector, address: str, times: int) -> tuple[list[float], int]:
    """How many milliseconds answers took, one after another, and how long the last one is."""
    found, size = [], 0
    for _ in range(times):
        began = time.perf_counter()
        with browser.open(address) as answer:
            size = len(answer.read())
        found.append(1000 * (time.perf_counter() - began))
    return found, size


def measured(name: str, address: str, *, browser: urllib.request.OpenerDirector, process: int, times: int) -> float:
    """Print how long an address takes, and how long of a processor, which a busy machine does not change; its p95."""
    taken(browser, address, 3)
    before = cpu_of(process)
    found, size = taken(browser, address, times)
    cpu = 1000 * (cpu_of(process) - before) / times
    late = percentile(found, 0.95)
    print(LINE.format(name, *(f"{of:.0f}" for of in (percentile(found, 0.5), late, max(found), cpu)), f"{size:,}"))
    return late


def main(count: int = LETTERS, times: int = TIMES) -> None:
    slow = []
    with tempfile.TemporaryDirectory() as folder:
        root = example(Path(folder))
        with (root / "study.toml").open("a", encoding="utf-8") as file:
            for person in OWNERS:
                file.write(f'\n[[people]]\nid = "{person}"\npost = "Officer"\nroles = ["correspondence officer"]\n')
        begin(root)
        began = time.perf_counter()
        fill(open_place(root), count)
        print(f"{count:,} letters recorded in {time.perf_counter() - began:.0f} s; load {os.getloadavg()[0]:.1f}")
        with served(root) as (address, process):
            browser = signed_in(address)
            print(LINE.format(f"{times} times each", "p50 ms", "p95", "longest", "of a core", "bytes"))
            for name, page in ASKED.items():
                late = measured(name, f"{address}/answers/{page}", browser=browser, process=process, times=times)
                slow += [name] if late >= LONGEST_MS else []
            measured("peer: /health", f"{address}/health", browser=browser, process=process, times=times)
            file = f"{address}/answers/letters.csv?which=all"
            measured("the whole list as a file", file, browser=browser, process=process, times=5)
    sys.exit(f"slower than {LONGEST_MS} ms: {', '.join(slow)}" if slow else 0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
