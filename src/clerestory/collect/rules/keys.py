"""Rules K1 and K2: a key has its form, and a primary key stands once."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from clerestory.collect.rules.broken import Broken
from clerestory.collect.rules.sent import Sent
from clerestory.model.instrument import Key, KeyKind, Need


def keys(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield keys that have not their form, or stand in an earlier row."""
    frame = sent.frames[entity]
    for key in sent.instrument.keys_of(entity):
        yield from _key(frame, key)


def _key(frame: pl.DataFrame, key: Key) -> Iterator[Broken]:
    values = frame[key.name]
    wrong = ~values.str.contains(f"^{key.pattern}$")
    if key.need is not Need.YES:
        wrong &= values != ""
    yield Broken(key.name, "K1", wrong, "is not a key of the right form", f"A key here is {key.form}.")
    if key.kind is KeyKind.PRIMARY:
        again = ~values.is_first_distinct() & (values != "")
        yield Broken(key.name, "K2", again, "stands in an earlier row of this file", "Keep one row for each key.")
