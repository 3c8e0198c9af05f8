"""Rule V13: nothing that looks like an identifier in what somebody may type in."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from clerestory.collect.identifying import findings
from clerestory.collect.rules.broken import Broken
from clerestory.errors import IdentifierReturnError
from clerestory.model.instrument import Instrument


def identifiers_in(frame: pl.DataFrame, instrument: Instrument, entity: str) -> Iterator[Broken]:
    """Yield what looks like an identifier in free text, strings and maps (rule V13)."""
    for variable in instrument.values_of(entity):
        if variable.type.is_written_by_hand:
            for name, found in findings(frame[variable.name]):
                what = f"holds what looks like {name}; the whole file is refused"
                remedy = "Take identifying details out of the field at source, and send the file again."
                yield Broken(variable.name, "V13", found, what, remedy, IdentifierReturnError)
