"""Clerical review of a study's uncertain links: the queue is shown, and what was decided is taken in."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from clerestory.clock import Clock, SystemClock
from clerestory.errors import RecordsError
from clerestory.ledger import PROGRAM, Duty, Ledger
from clerestory.link.review import PAIR, read_verdicts
from clerestory.model.links.settings import Queue
from clerestory.pipeline.acting import check_actor, check_words
from clerestory.pipeline.consulting import consulted
from clerestory.pipeline.links.persons import LINKS, VERDICTS
from clerestory.pipeline.stages.published import sealed_heads
from clerestory.study import open_study
from clerestory.study.writing import make_secret, write_secret


def link_queue(root: Path, kind: Queue, *, why: str, actor: str = PROGRAM, clock: Clock | None = None) -> str:
    """Give the queue of a kind as CSV, after the ledger has who looks at it and why.

    Raises
    ------
    RecordsError
        If nothing was linked.
    EntryError
        If the actor is nobody of the study, or the reason may not stand in the ledger.
    """
    study = open_study(root)
    path = study.vault / LINKS / f"{kind.value}-review.csv"
    if not path.exists():
        raise nothing_linked(root, kind)
    consulted(study, who=actor, why=why, what=f"vault/{LINKS}/{path.name}", clock=clock)
    return path.read_text(encoding="utf-8")


def nothing_linked(root: Path, kind: Queue) -> RecordsError:
    """Give the error of a study in which nothing of a kind was linked."""
    return RecordsError(
        f"no {kind.value}s were linked",
        where=str(root),
        remedy="Add [link] to study.toml, let givers send encodings, and run the stage link.",
    )


def decide_links(
    root: Path, kind: Queue, file: Path, *, why: str, actor: str = PROGRAM, clock: Clock | None = None
) -> int:
    """Take in a queue with verdicts; the next run of the stage link applies them. Gives how many were new.

    Raises
    ------
    RecordsError
        If the file is not of the form, or decides about pairs that are not in the queue.
    EntryError
        If the actor is nobody of the study, or the reason may not stand in the ledger.
    """
    study = open_study(root)
    said, verdicts = check_words(why, "why"), read_verdicts(file)
    queue = study.vault / LINKS / f"{kind.value}-review.csv"
    asked = set(pl.read_csv(queue, infer_schema=False)[PAIR]) if queue.exists() else set[str]()
    strangers = len(set(verdicts) - asked)
    if strangers or not verdicts:
        raise RecordsError(
            f"decides about {strangers:,} pair(s) that are not in the queue" if strangers else "decides nothing",
            where=str(file),
            remedy=f"Fill in what `clerestory link queue STUDY --kind {kind.value}` prints.",
        )
    text = "pair,verdict\n" + "".join(f"{pair},{verdict.value}\n" for pair, verdict in sorted(verdicts.items()))
    with study.locked():
        ledger = Ledger(study.ledger, clock or SystemClock(), actor=check_actor(study.settings, actor))
        ledger.check(sealed=sealed_heads(study))
        folder = study.vault / VERDICTS
        make_secret(folder)
        number = len(list(folder.glob(f"{kind.value}-*.csv"))) + 1
        write_secret(folder / f"{kind.value}-{number:04d}.csv", text)
        ledger.append("links decided", why=said, duty=Duty.ALTERATION, detail={"kind": kind.value, "file": number})
    return len(verdicts)
