"""Acts as the table has them."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.ledger import Head
from clerestory.model.desk.links import Link
from clerestory.web.store.models import Act
from clerestory.web.store.models import Head as HeadRow


def stored_head() -> Head:
    """Give how many acts there are, and the hash of the last."""
    row = HeadRow.objects.get(pk=1)
    return Head(row.length, row.hash)


def acts_after(seq: int) -> Iterator[tuple[Link, str]]:
    """Give the acts behind a number in order, each with the hash that was kept."""
    for row in Act.objects.filter(seq__gt=seq).iterator(chunk_size=1000):
        yield Link(row.seq, row.time, row.person, row.body, row.prev), row.hash
