"""Processes that record acts at a desk as fast as they can and are killed; what was acknowledged is printed.

    acting_process.py STUDY DATABASE_URL

Six open the same round at once, and one may. Then two write side by side until both are killed; a third is killed after
the commit of its act, before the ledger has it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

from django.db import connection

from clerestory.clock import SystemClock
from clerestory.ledger import verify_ledger
from clerestory.model.canonical import canonical_text
from clerestory.model.desk.acts import group
from clerestory.web.service.serving import Serving
from clerestory.web.service.setting_up import set_up, settle
from desks import TERMS, TERMS_VERSION, Played, admitted, opened

SAID = canonical_text(group.AcceptTerms(version=TERMS_VERSION).model_dump(mode="json"))
ENOUGH = 16  # acts acknowledged before the kill
serving = Serving(Path(sys.argv[1]), database_url=sys.argv[2])
set_up(serving)

from clerestory.errors import NotNowError  # noqa: E402 - models are known when Django is ready
from clerestory.review.desk.permissions import PROGRAM  # noqa: E402
from clerestory.web.acting.performing import perform  # noqa: E402
from clerestory.web.store.outbox import send  # noqa: E402
from clerestory.web.store.reading import stored_head  # noqa: E402
from clerestory.web.store.writing import append, chain_held  # noqa: E402


def racing() -> bool:
    """Whether this process opened the round, and no other."""
    now = Played()
    now.time = SystemClock().now()
    try:
        perform("secretary", opened(now, invited=("member-a", "member-b", "chair")))
    except NotNowError:
        return False
    return True


def raced(runners: int) -> int:
    """How many processes opened the round."""
    perform("secretary", group.SetTerms(version=TERMS_VERSION, text=TERMS))
    perform(PROGRAM, admitted())
    connection.close()
    children = []
    for _ in range(runners):
        child = os.fork()
        if not child:
            os._exit(int(racing()))
        children.append(child)
    return sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


def acting(person: str, said: int) -> int:
    while True:
        with chain_held() as head:
            link = append(head, person, SAID, now=SystemClock().now())
        if not said:
            os.kill(os.getpid(), signal.SIGKILL)
        send(serving.acts_file)
        os.write(said, f"{link.seq}\n".encode())


def forked(person: str, said: int) -> int:
    return os.fork() or acting(person, said)


winners = raced(6)
reading, writing = os.pipe()
working = [forked(person, writing) for person in ("analyst", "checker")]
os.close(writing)
lines = b""
while lines.count(b"\n") < ENOUGH:
    lines += os.read(reading, 64)
time.sleep(0.1)
for worker in working:
    os.kill(worker, signal.SIGKILL)
while more := os.read(reading, 4096):
    lines += more
ends = [os.waitpid(worker, 0)[1] for worker in (*working, forked("analyst", 0))]
ledger, table = verify_ledger(serving.acts_file).length, stored_head().length
settle(serving)
said = [int(line) for line in lines.split(b"\n")[:-1]]
sys.stdout.write(json.dumps({"winners": winners, "acknowledged": said, "ends": ends, "ledger": ledger, "table": table}))
