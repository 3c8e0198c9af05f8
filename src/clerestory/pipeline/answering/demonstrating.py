"""Answers of a demonstration, made up and recorded as if on the day before its release: the same each time."""

from __future__ import annotations

import datetime as dt
from importlib import resources
from pathlib import Path

from clerestory.clock import FixedClock
from clerestory.pipeline.answering.loading import load_acts
from clerestory.pipeline.answering.preparing import prepare
from clerestory.pipeline.answering.reading import record_of
from clerestory.study.answers import ANSWERS, open_place
from clerestory.study.answers.public import PUBLIC
from clerestory.study.folder import open_study
from clerestory.study.writing import write_atomically

_NOON = dt.time(12, tzinfo=dt.UTC)


def demonstrate_answers(root: Path) -> None:
    """Answer a made-up petition, keep and break made-up promises, and prepare what of it is public.

    What was done before is not done again, so that an interrupted demonstration goes on.
    """
    template = Path(str(resources.files("clerestory.synthetic"))) / "template"
    if not (root / ANSWERS).is_file():
        write_atomically(root / ANSWERS, (template / ANSWERS).read_bytes())
    before = open_study(root).settings.release.date - dt.timedelta(days=1)
    place = open_place(root, clock=FixedClock(dt.datetime.combine(before, _NOON)))
    if record_of(place).head.length == 0:
        load_acts(place, template / "answers.jsonl")
    if not (root / PUBLIC).is_file():
        prepare(place)
