"""Rule V11: a tie between two persons stands once, in whichever direction, and nobody is tied to oneself."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from clerestory.collect.rules.broken import Broken
from clerestory.collect.rules.sent import Sent
from clerestory.model.instrument import KeyKind


def ties(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield ties of a person with oneself, and those that an earlier row has, as it is or turned round.

    A tie is a row whose keys name two rows of one entity. The earlier row stays.
    """
    foreign = [key for key in sent.instrument.keys_of(entity) if key.kind is KeyKind.FOREIGN]
    if len(foreign) == 2 and foreign[0].references == foreign[1].references:
        one, other = (sent.frames[entity][key.name] for key in foreign)
        column, there = foreign[1].name, (one != "") & (other != "")
        alone = there & (one == other)
        yield Broken(column, "V11", alone, "is the same person on both sides", "Name two persons, or leave it out.")
        pair = pl.DataFrame([one.alias("one"), other.alias("other")]).select(
            low=pl.min_horizontal("one", "other"), high=pl.max_horizontal("one", "other")
        )
        again = there & ~alone & ~pair.to_struct("pair").is_first_distinct()
        what = "is tied to the same person in an earlier row of this file, in this direction or the other"
        yield Broken(column, "V11", again, what, "Keep one row for each pair.")
