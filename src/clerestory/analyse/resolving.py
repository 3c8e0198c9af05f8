"""Which one value a case counts under where its records disagree."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from clerestory.model.instrument import PROVIDER
from clerestory.model.tables import DIFFER, NOT_RECORDED, Classification

# One number orders the values of a case: known before unknown, then how often, then the order of the code list.
_KNOWN, _OFTEN, _LEAVES = 1_000_000_000_000_000, 10_000, 10_000


def most_recorded(records: nw.LazyFrame[Any], of: Classification, *, name: str) -> nw.LazyFrame[Any]:
    """Give each case the value that most of its records have: known before unknown, ties to the first in order.

    Parameters
    ----------
    records : lazy frame
        ``id`` of the case and number of the ``leaf``, for each record.
    of : Classification
        Its known leaves come first.
    name : str
        The column in which the leaf is given, beside ``id``.
    """
    counted = records.group_by("id", "leaf").agg(nw.len().alias("n"))
    best = counted.select("id", first=_score(of)).group_by("id").agg(nw.col("first").max())
    return best.select("id", _first_leaf().alias(name))


def most_givers(records: nw.LazyFrame[Any], of: Classification, *, name: str) -> nw.LazyFrame[Any]:
    """Give each person the value that most givers have, each with one voice; none of them where they are even.

    A giver's voice is ``most_recorded`` of its own records. Where several known values have the most voices, the person
    counts as one of whom it is not recorded: no order of codes, least of all by gravity, decides what is said of it.

    Parameters
    ----------
    records : lazy frame
        As for ``most_recorded``, with the giver of each in the column ``PROVIDER``.
    """
    own = records.group_by("id", PROVIDER, "leaf").agg(nw.len().alias("n"))
    voices = own.select("id", PROVIDER, first=_score(of)).group_by("id", PROVIDER).agg(nw.col("first").max())
    counted = voices.select("id", leaf=_first_leaf()).group_by("id", "leaf").agg(nw.len().alias("n"))
    # Two scores of the same rank: of equal ones the highest of the one is the first leaf, of the other the last.
    ends = counted.select("id", first=_score(of), last=_rank(of) + _leaf())
    best = ends.group_by("id").agg(nw.col("first").max(), nw.col("last").max())
    first, last = _first_leaf(), nw.col("last") % _LEAVES
    even = (nw.col("first") >= _KNOWN) & (first != last)
    nobody = of.codes.index(DIFFER if DIFFER in of.codes else NOT_RECORDED)
    return best.select("id", nw.when(even).then(nobody).otherwise(first).cast(nw.Int64()).alias(name))


def _score(of: Classification) -> nw.Expr:
    return _rank(of) + (_LEAVES - 1 - _leaf())


def _rank(of: Classification) -> nw.Expr:
    known = (_leaf() < sum(leaf.known for leaf in of.leaves)).cast(nw.Int64())
    return known * _KNOWN + nw.col("n").cast(nw.Int64()) * _OFTEN


def _leaf() -> nw.Expr:
    return nw.col("leaf").cast(nw.Int64())


def _first_leaf() -> nw.Expr:
    return _LEAVES - 1 - nw.col("first") % _LEAVES
