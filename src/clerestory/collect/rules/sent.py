"""A return as its giver sent it, for rules that look at more than one row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from clerestory.model.instrument import Instrument


@dataclass(frozen=True)
class Sent:
    """The files of one return that could be read, in current codes.

    Rules between entities look at what was sent, not at what was accepted: a row that one rule quarantines must not
    make a row of another entity break a second rule.
    """

    instrument: Instrument
    frames: Mapping[str, pl.DataFrame]

    def has(self, entity: str, *columns: str) -> bool:
        """Say whether a file could be read and has these columns."""
        return entity in self.frames and set(columns) <= set(self.frames[entity].columns)
