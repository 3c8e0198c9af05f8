"""How acts are bound to each other: the bytes that are hashed, and whether a chain holds."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clerestory.errors import ActsError
from clerestory.ledger import START, Head
from clerestory.model.canonical import canonical_json

BEGINNING = Head(0, START)


@dataclass(frozen=True)
class Link:
    """One act in its chain: when, who, what (canonical JSON), and the hash of the act before."""

    seq: int
    time: dt.datetime
    person: str
    body: str
    prev: str

    @property
    def hash(self) -> str:
        """The hash of the act and, by the hash before it, of all acts before."""
        said = {
            "body": self.body,
            "person": self.person,
            "prev": self.prev,
            "seq": self.seq,
            "time": self.time.astimezone(dt.UTC).isoformat(),
        }
        return "sha256:" + hashlib.sha256(canonical_json(said)).hexdigest()


def checked_chain(rows: Iterable[tuple[Link, str]], *, after: Head = BEGINNING) -> Iterator[tuple[Link, str]]:
    """Give the acts of a chain with their hashes as long as each follows the one before.

    Parameters
    ----------
    rows : iterable of (Link, str)
        Acts in order, each with the hash that was kept beside it.
    after : Head
        The act before the first.

    Raises
    ------
    ActsError
        At the first act that was changed, removed or moved.
    """
    before, length = after.hash, after.length
    for link, said in rows:
        if (link.seq, link.prev, link.hash) != (length + 1, before, said):
            raise ActsError(
                "does not follow the act before it, or was changed",
                where=f"act {length + 1}",
                remedy="Keep the database as evidence, restore the last good backup and find out who wrote there.",
            )
        yield link, said
        before, length = said, link.seq
