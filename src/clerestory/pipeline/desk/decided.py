"""Decision files that follow from the record of a desk: written again from it, whenever it says more than they do.

The record is the truth. A file that somebody else put there is not lost: what may stand against the record stands, and
a refusal that gives way is set aside.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from enum import Enum
from itertools import count
from pathlib import Path

from clerestory.errors import DecisionError
from clerestory.model.decisions import Decision, Outcome
from clerestory.model.desk.outputs import Desk
from clerestory.review import decision_path, decision_text, read_decision
from clerestory.review.desk.decided import all_decided, decided
from clerestory.study import Study, write_atomically

LOCK = "decided.lock"
SET_ASIDE = "set-aside"
_OWNERS = 0o600
_HASH_SHOWN = 12  # digits of a draft in the name of a file that was set aside


class _Fate(Enum):
    """What becomes of the file that lies where a decision of the record belongs."""

    SAME = "it says what the record says"
    GIVES_WAY = "there is none, or an older one"
    SET_ASIDE = "it is an older refusal that the record does not have"
    STANDS = "it stands against the record"


def put_decided(study: Study, folder: Path, now: Callable[[], Desk]) -> tuple[str, ...]:
    """Write the decisions of a record as ``clerestory review decide`` would, and give the files that stand against it.

    A file stands, and a run then stops or goes by it, if it cannot be read, is of a later day, or refuses the very
    draft on the day of the approval.

    Parameters
    ----------
    folder : Path
        Of the zone; its lock lies there.
    now : function
        Gives the state by all acts so far; asked while no other process writes, so that none puts back what is older.
    """
    if not decided(now()):
        return ()
    with alone(folder):
        desk = now()
        known = tuple(all_decided(desk))
        fates = {one: _put_decision(study.decisions, one, known) for one in decided(desk)}
    return tuple(_name(study, one) for one, fate in fates.items() if fate is _Fate.STANDS)


def against_record(study: Study, desk: Desk) -> tuple[str, ...]:
    """Give the files that stand against what the record decides."""
    known = tuple(all_decided(desk))
    return tuple(_name(study, one) for one in decided(desk) if _fate(study.decisions, one, known) is _Fate.STANDS)


def _put_decision(folder: Path, decision: Decision, known: Collection[Decision]) -> _Fate:
    path, fate = decision_path(folder, decision), _fate(folder, decision, known)
    if fate is _Fate.SET_ASIDE:
        _set_aside(path)
    if fate in (_Fate.SET_ASIDE, _Fate.GIVES_WAY):
        write_atomically(path, decision_text(decision))
    return fate


def _fate(folder: Path, decision: Decision, known: Collection[Decision]) -> _Fate:
    path = decision_path(folder, decision)
    if not path.exists():
        return _Fate.GIVES_WAY
    try:
        kept = read_decision(path)
    except DecisionError:
        return _Fate.STANDS
    if kept == decision:
        return _Fate.SAME
    if _stands(kept, decision):
        return _Fate.STANDS
    is_lost = kept.outcome is Outcome.REFUSE and kept not in known
    return _Fate.SET_ASIDE if is_lost else _Fate.GIVES_WAY


def _stands(kept: Decision, decision: Decision) -> bool:
    is_refused = kept.draft == decision.draft and (kept.outcome, decision.outcome) == (Outcome.REFUSE, Outcome.APPROVE)
    return kept.decided > decision.decided or (is_refused and kept.decided >= decision.decided)


def _set_aside(path: Path) -> None:
    kept = read_decision(path)
    digits = kept.draft.removeprefix("hmac-sha256:")[:_HASH_SHOWN]
    place = path.parent / SET_ASIDE
    place.mkdir(exist_ok=True)
    name = f"{path.stem}-{kept.decided}-{digits}"
    free = (one for n in count(1) if not (one := place / f"{name}{f'-{n}' if n > 1 else ''}.toml").exists())
    path.rename(next(free))


def _name(study: Study, decision: Decision) -> str:
    return str(decision_path(study.decisions, decision).relative_to(study.root))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one process or thread write files that follow from a record; others wait."""
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, _OWNERS)
    with os.fdopen(lock) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
