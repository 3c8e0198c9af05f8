"""Whether acts are bound to each other: a chain that holds, from one act to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clerestory.errors import ActsError
from clerestory.ledger import START, Head
from clerestory.model.desk.links import Link

BEGINNING = Head(0, START)


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
