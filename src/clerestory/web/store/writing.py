"""Acts written into the table, one after another whoever writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from clerestory.model.desk.links import Link
from clerestory.web.store.models import Act, Head


@contextmanager
def chain_held() -> Iterator[Head]:
    """Hold the end of the chain; what is written in the block is there as a whole when it ends, or not at all.

    PostgreSQL locks the row. SQLite, which knows no locks of rows, has begun the transaction as a writer (IMMEDIATE).
    """
    with transaction.atomic():
        yield Head.objects.select_for_update().get(pk=1)


def append(head: Head, person: str, body: str, *, now: dt.datetime) -> Link:
    """Write an act behind the end of the chain, which the caller holds.

    Parameters
    ----------
    head : Head
        As ``chain_held`` gives it; it is moved.
    person : str
        An id of study.toml.
    body : str
        The act as canonical JSON.
    now : datetime
        In UTC, in whole seconds.
    """
    link = Link(head.length + 1, now, person, body, head.hash)
    Act.objects.create(seq=link.seq, time=now, person=person, body=body, prev=link.prev, hash=link.hash)
    head.length, head.hash = link.seq, link.hash
    head.save()
    return link
