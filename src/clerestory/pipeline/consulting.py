"""Consultations and the other events of rule D7, said and read: every reading of case data by a person is logged.

Actions of the product that read case data for a person write their entry by themselves; what is done with other
programs is noted by hand.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from clerestory.clock import Clock, SystemClock
from clerestory.errors import EntryError
from clerestory.ledger import PROGRAM, Duty, Entry, Head, Ledger, ledger_entries, verify_ledger
from clerestory.pipeline.acting import check_actor, check_words
from clerestory.pipeline.stages.published import check_published, sealed_heads
from clerestory.study import Study, open_study

CONSULTED, NOTED = "case data consulted", "noted by hand"


class DutyName(Enum):
    """The six kinds of event, as a person writes them."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"

    @property
    def duty(self) -> Duty:
        """The kind of event as entries have it."""
        return Duty[self.name]


def verify_study_ledger(root: Path) -> Head:
    """Check the ledger of a study against its head and its releases, and the releases against the ledger.

    Raises
    ------
    LedgerError
        At the first entry that was edited, removed, moved or cut off, or the first release that is not the one that
        was published.
    """
    study = open_study(root)
    head = verify_ledger(study.ledger, sealed=sealed_heads(study))
    check_published(study)
    return head


def consulted(study: Study, *, who: str, why: str, what: str, clock: Clock | None = None) -> Head:
    """Write into the ledger that somebody read case data; to be called before they are shown.

    Parameters
    ----------
    who : str
        An id or post of study.toml, or the program.
    why : str
        The purpose, in a sentence that names nobody.
    what : str
        Which data: names of tables, returns or files, never a value.

    Raises
    ------
    EntryError
        If who is nobody of the study, or a text may not stand in the ledger.
    LedgerError
        If the ledger does not hold.
    """
    said, of = check_words(why, "why"), check_words(what, "what")
    with _ledger_of(study, who, clock) as ledger:
        return ledger.append(CONSULTED, why=said, duty=Duty.CONSULTATION, detail={"what": of})


@contextmanager
def _ledger_of(study: Study, who: str, clock: Clock | None) -> Iterator[Ledger]:
    """Hold a study alone, and give its ledger, which holds, for entries of one actor."""
    actor = check_actor(study.settings, who)
    with study.locked():
        ledger = Ledger(study.ledger, clock or SystemClock(), actor=actor)
        ledger.check(sealed=sealed_heads(study))
        yield ledger


def consulted_files(paths: Iterable[Path | None], *, who: str = PROGRAM, why: str) -> tuple[Head, ...]:
    """Do what ``consulted`` does for each file or folder that lies in the vault or the returns of a study that was run.

    For others nothing is written: a file outside a study has no ledger to say it in, and a study that never ran has
    none yet.
    """
    heads = []
    for path in paths:
        root = study_around(path) if path else None
        if path and root and (root / "ledger.jsonl").exists():
            study = open_study(root)
            heads.append(consulted(study, who=who, why=why, what=_named(study, path)))
    return tuple(heads)


def _named(study: Study, path: Path) -> str:
    """Name a file of a study for its ledger; one whose name looks like an identifier by its keyed hash."""
    name = path.resolve().relative_to(study.root.resolve()).as_posix()
    try:
        return check_words(name, "what")
    except EntryError:
        return f"{name.partition('/')[0]}/, a name of which the keyed hash is {study.keyed_hash(name.encode())}"


def study_around(path: Path) -> Path | None:
    """Give the study in whose vault or returns something lies."""
    place = Path(os.path.realpath(path))  # of a link that leads back to itself, what it says; resolve() would fail
    for folder in place.parents:
        if (folder / "study.toml").is_file() and place.relative_to(folder).parts[0] in ("vault", "returns"):
            return folder
    return None


def note_event(root: Path, event: DutyName, *, who: str, why: str, clock: Clock | None = None) -> Head:
    """Write into the ledger what somebody did with case data outside the program.

    Raises
    ------
    EntryError
        If who is nobody of the study, or the text may not stand in the ledger.
    LedgerError
        If the ledger does not hold.
    """
    said = check_words(why, "--why")
    with _ledger_of(open_study(root), who, clock) as ledger:
        return ledger.append(NOTED, why=said, duty=event.duty)


def show_ledger(root: Path, event: DutyName | None = None) -> Iterator[Entry]:
    """Give the entries of a study's ledger, which is verified first, or those of one kind of event.

    Raises
    ------
    LedgerError
        If the ledger does not hold: entries of one that was tampered with are not shown as if they were true.
    """
    verify_study_ledger(root)
    entries = ledger_entries(open_study(root).ledger)
    return (entry for entry in entries if event is None or entry.duty is event.duty)
