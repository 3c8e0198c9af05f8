"""A folder of answers for tests: its people, its clock, and acts that are done in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from clerestory.clock import FixedClock
from clerestory.study.answers import AnswerPlace, open_place

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
PEOPLE = """
[[people]]
id = "writer"
post = "Correspondence officer"
roles = ["correspondence officer"]

[[people]]
id = "adviser"
post = "Policy adviser"
roles = ["policy adviser"]

[[people]]
id = "auditor"
post = "Auditor"
roles = ["auditor"]
"""
SETTINGS = f'form = "clerestory-answers/1"\noffice = "Department of Examples"\ndata = "synthetic"\n{PEOPLE}'


def place_in(folder: Path, *, more: str = "", now: dt.datetime = NOON) -> AnswerPlace:
    """A folder in which made-up things are answered; the clock stands still."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "answers.toml").write_text(SETTINGS + more, encoding="utf-8")
    return open_place(folder, clock=FixedClock(now))
