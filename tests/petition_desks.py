"""A desk that answers petitions: with two people who act, an auditor who reads, and an invented petition."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clerestory.clock import FixedClock
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.performing import perform
from clerestory.pipeline.answering.petitions.recording import import_petitions
from clerestory.study.answers import AnswerPlace, open_place
from group_desks import GroupDesk, study
from petition_acts import ask
from petition_files import NUMBER, as_bytes, live
from served_desks import NOON, Serving, desk

WRITER = '\n[[people]]\nid = "writer"\npost = "Correspondence officer"\nroles = ["correspondence officer"]\n'


@contextmanager
def petitioned(folder: Path) -> Iterator[GroupDesk]:
    """A desk at which a petition is known and its ask recorded."""
    root = study(folder)
    with (root / "study.toml").open("a", encoding="utf-8") as file:
        file.write(WRITER)
    begin(root)
    with desk(Serving(root, demo=True)) as serving:
        place = place_of(serving)
        import_petitions(place, as_bytes(live()), where="site.json", person="writer")
        perform(place, "writer", Kind.PETITION, str(NUMBER), ask())
        yield GroupDesk(serving)


def place_of(serving: Serving) -> AnswerPlace:
    """Where the desk keeps its answers."""
    return open_place(serving.root, clock=FixedClock(NOON))
