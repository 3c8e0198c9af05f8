"""Givers of too few investigations to be published alone (rule V14), and the cells that tell them apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw
import numpy as np

from clerestory.analyse.engines import Engine
from clerestory.model.instrument import FEWEST_INVESTIGATIONS, INVESTIGATION, PROVIDER, RETURN, Instrument
from clerestory.model.tables import ON, Mask, Predicate, TableShape

GIVER = f"{RETURN}.provider"


def investigations_of_givers(instrument: Instrument, engine: Engine) -> Mapping[str, int] | None:
    """Count the investigations of every giver; None where the instrument has none.

    A giver who returned several times has those of all returns.
    """
    key = instrument.primary_key(INVESTIGATION)
    if key is None:
        return None
    rows = engine.cases(INVESTIGATION).select(giver=nw.col(PROVIDER), case=nw.col(key.name)).unique()
    counted = rows.group_by("giver").agg(n=nw.len()).collect("polars").to_native()
    there: Any = engine.cases(RETURN).select(giver=nw.col(PROVIDER)).unique().collect("polars").to_native()
    return dict.fromkeys(there["giver"].to_list(), 0) | dict(counted.iter_rows())


def alone_in(
    shape: TableShape, leaf_of: Mapping[str, str], investigations: Mapping[str, int], *, membership: str
) -> Mask | None:
    """Mark the cells whose givers have too few investigations together; None where there is no such cell.

    Parameters
    ----------
    leaf_of : mapping of str to str
        The leaf of each giver in the classification of givers.
    investigations : mapping of str to int
        Of each giver who made a return; whoever made none has nothing to hide.
    membership : str
        What stands in the name of a classification between that of givers and one of its leaves.
    """
    marked = np.zeros(shape.size, dtype=bool)
    for row, column in np.ndindex(shape.size):
        leaves = _leaves_of_givers(shape.predicate(row, column), membership)
        givers = [giver for giver in investigations if leaves is not None and leaf_of.get(giver) in leaves]
        together = sum(investigations[giver] for giver in givers)
        marked[row, column] = bool(givers) and together < FEWEST_INVESTIGATIONS
    return marked if marked.any() else None


def _leaves_of_givers(cell: Predicate, membership: str) -> frozenset[str] | None:
    """Give the leaves of givers that a cell is about; None where it is about all, or about what several lists share."""
    for name, codes in sorted(cell, key=lambda condition: condition[0]):
        path, _, leaf = name.partition(membership)
        if path == GIVER and (not leaf or ON in codes):
            return frozenset({leaf}) if leaf else codes
    return None
