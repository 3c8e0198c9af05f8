"""Acts on their way into the ledger file of the zone: one entry for each act, in the order of the chain.

The table is the outbox: an act is still to be sent if its number is greater than the length of the ledger. So nothing
is lost by a kill between the commit and the entry, and nothing is sent twice.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from clerestory.clock import FixedClock, SystemClock
from clerestory.errors import ActsError
from clerestory.ledger import Head, Ledger, ledger_entries, verify_ledger
from clerestory.ledger.acts import BEGINNING, checked_chain
from clerestory.web.store.reading import acts_after, stored_head

# A ledger that is lost is made again of the acts, byte for byte; so these words stay as they are.
_EVENT = "desk act"
_WHY = "somebody acted at the desk"
_OWNERS = 0o077


def send(path: Path) -> int:
    """Write every act that the ledger does not have yet into it, and give how many these were.

    Parameters
    ----------
    path : Path
        The ledger of the zone, ``acts.jsonl``; its head lies beside it.

    Raises
    ------
    ActsError
        If the ledger has acts that the database has not.
    """
    with _alone(path):
        length = Ledger(path, SystemClock()).recover().length
        _check_behind(path, length)
        sent = 0
        for link, said in acts_after(length):
            clock = FixedClock(link.time)
            Ledger(path, clock, actor=link.person).append(_EVENT, why=_WHY, detail={"act": link.seq, "hash": said})
            sent += 1
        return sent


def check_record(path: Path) -> None:
    """Check that every act follows the one before, and that the ledger names the same acts.

    Raises
    ------
    ActsError
        If an act was changed, removed or moved, or the ledger names another or more.
    LedgerError
        If the ledger does not hold.
    """
    with _alone(path):
        Ledger(path, SystemClock()).check()
        length = verify_ledger(path).length if path.exists() else 0
        _check_behind(path, length)
        named = (str(entry.detail["hash"]) for entry in ledger_entries(path)) if length else iter(())
        _check_same(path, named, stored_head())


def _check_same(path: Path, named: Iterator[str], head: Head) -> None:
    """Check the chain of acts against the hashes that the ledger names, and where it ends."""
    held = BEGINNING
    for act, hashed in zip_longest(checked_chain(acts_after(0)), named):
        if act is None:  # the ledger goes on where the table ends
            raise _other(path, held.length + 1)
        link, said = act
        if hashed not in (None, said):
            raise _other(path, link.seq)
        held = Head(link.seq, said) if link.seq <= head.length else held
    if held != head:
        raise _other(path, held.length + 1)


def _check_behind(path: Path, length: int) -> None:
    if length > stored_head().length:
        raise _other(path, stored_head().length + 1)


def _other(path: Path, seq: int) -> ActsError:
    return ActsError(
        f"act {seq} is not the one that the ledger names",
        where=str(path),
        remedy="Keep both as evidence. The database is older than its ledger, or was changed: restore the last backup.",
    )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one process or thread write into the ledger; others wait. Who acted when is for the owner alone to read."""
    lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(lock) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        umask = os.umask(_OWNERS)  # of the whole process: whoever else makes a file meanwhile makes a closed one
        try:
            yield
        finally:
            os.umask(umask)
