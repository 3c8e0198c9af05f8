"""Processes that send the letters of a desk, some of which the mail server kills; prints how each ended.

    mailing_process.py STUDY DATABASE_URL PORT

Each writes its number into ``STUDY/running`` before it sends. One runs at noon, one a minute and one eleven minutes
after, then two more at once, when there is a letter more.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

from clerestory.clock import FixedClock
from clerestory.model.desk.acts import group
from clerestory.web.mail.posts import Post
from clerestory.web.service.serving import Serving
from clerestory.web.service.setting_up import set_up
from desks import TERMS, TERMS_VERSION
from served_desks import NOON

root, url, port = sys.argv[1:]
set_up(Serving(Path(root), database_url=url, post=Post(f"smtp://127.0.0.1:{port}")))

from clerestory.web.acting.performing import perform  # noqa: E402
from clerestory.web.mail.models import Address  # noqa: E402 - models are known when Django is ready
from clerestory.web.mail.sending import send_letters  # noqa: E402


def give(*people: str) -> None:
    for person in people:
        Address.objects.create(person=person, address=f"{person}@example.org", confirmed=NOON)
    connection.close()


def begun(minutes: int) -> int:
    """A process of its own that sends letters; it ends with how many it sent."""
    child = os.fork()
    if not child:
        (Path(root) / "running").write_text(str(os.getpid()))
        settings.CLOCK = FixedClock(NOON + dt.timedelta(minutes=minutes))
        os._exit(len(send_letters().gone))
    return child


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


settings.CLOCK = FixedClock(NOON)
perform("secretary", group.SetTerms(version=TERMS_VERSION, text=TERMS))
give("member-a", "chair")
ends = [ended(begun(minutes)) for minutes in (0, 1, 11, 12)]
give("member-b", "observer")
at_once = [ended(child) for child in [begun(20) for _ in range(3)]]
sys.stdout.write(json.dumps({"ends": ends, "at once": sum(at_once)}))
