"""Rules K3 and K4: a key names an accepted row of its return, and a return lies where it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from clerestory.collect.rules.broken import Broken
from clerestory.model.instrument import RETURN, Instrument, KeyKind


def lost_parents(
    frame: pl.DataFrame, instrument: Instrument, entity: str, *, accepted: Mapping[str, pl.DataFrame]
) -> Iterator[Broken]:
    """Yield keys that name no accepted row, so that what hangs on a quarantined row is quarantined with it (K3).

    Parameters
    ----------
    accepted : mapping of str to DataFrame
        The accepted rows of the entities that the keys name.
    """
    for key in instrument.keys_of(entity):
        if key.kind is KeyKind.FOREIGN:
            values, parent = frame[key.name], instrument.primary_key(key.references)
            there = accepted[key.references][parent.name] if parent else values.clear()
            lost = (values != "") & ~values.is_in(there.implode())
            what = f"names no accepted row of {key.references}"
            remedy = f"Add that row, or mend its fault if {key.references} has it."
            yield Broken(key.name, "K3", lost, what, remedy)


def misplaced(frame: pl.DataFrame, instrument: Instrument, *, provider: str, name: str) -> Iterator[Broken]:
    """Yield rows of the return itself that name another return or giver than their folders do (K4)."""
    key = instrument.primary_key(RETURN)
    if key is not None:
        what, remedy = "is not the name of the folder", "Name the folder after the return, or mend the field."
        yield Broken(key.name, "K4", frame[key.name] != name, what, remedy)
    if "provider" in frame.columns:
        wrong = frame["provider"].str.replace_all(":", "-", literal=True) != provider
        remedy = "Name the folder after the provider, with - for a colon, or mend the field."
        yield Broken("provider", "K4", wrong, "is not the provider of the folder", remedy)
