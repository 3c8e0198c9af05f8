"""Encodings laid out for comparing: eight columns of 64 bits for each field, and how many of its bits are set."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add

import polars as pl

from clerestory.link.comparisons.encoded import NEAR, alike, encoded_comparisons, size, word
from clerestory.link.preparing.comparable import ACROSS, RECORD, SOURCE, BlockingRule, Comparable
from clerestory.model.links.encodings import (
    BLOCK_BIRTH,
    BLOCK_FAMILY,
    BLOCK_OTHER_FAMILY,
    BLOCK_PLACE,
    BLOCKS,
    FIELDS,
    WORDS,
)
from clerestory.model.links.people import DATE_OF_BIRTH, FAMILY_NAME, FIRST_NAMES, OTHER_FAMILY_NAME, POSTCODE


def comparable_encodings(frame: pl.DataFrame, source: pl.Series) -> Comparable:
    """Lay out encodings of one kind of people for comparing.

    Parameters
    ----------
    frame : DataFrame
        Rows of ``encodings.parquet`` (docs/reference/encodings.md) of several givers, under one key.
    source : int Series
        The giver's return of each row. Two rows of one return are two people, as the list of people says.

    Returns
    -------
    Comparable
        Records in the order of the rows.
    """
    present = [field for field in FIELDS if frame[field].null_count() < frame.height]
    laid_out = frame.select(
        pl.int_range(pl.len()).alias(RECORD),
        source.alias(SOURCE),
        *(pl.col(block) for block in BLOCKS),
        *bit_columns(present),
    )
    return Comparable(laid_out, encoded_comparisons(present), _rules(present), ACROSS)


def bit_columns(fields: Sequence[str]) -> list[pl.Expr]:
    """Give the columns of 64 bits of some fields, and the number of bits set of each."""
    words = {field: [pl.col(field).arr.get(i) for i in range(WORDS)] for field in fields}
    columns = [one.alias(word(field, i)) for field, all_of in words.items() for i, one in enumerate(all_of)]
    counts = [
        reduce(add, (one.bitwise_count_ones().cast(pl.Int32) for one in all_of)).alias(size(field))
        for field, all_of in words.items()
    ]
    return columns + counts


def _rules(present: Sequence[str]) -> tuple[BlockingRule, ...]:
    """Give the four keyed hashes as rules, and equal encodings of a family name or a postcode.

    The hashes of a sound with a year, and of a district with a sound, bring so many strangers together that a pair of
    them is first held against a name or date that the hash does not hold. An encoding of a family name holds the sound
    of the first name, that of a postcode the initial, as their salts: equal ones are few, and find those whose date of
    birth is wrong or missing and who have moved.
    """
    alike_first = _alike([f for f in (FIRST_NAMES,) if f in present])
    alike_other = _alike([f for f in (DATE_OF_BIRTH, FAMILY_NAME) if f in present])
    return (
        BlockingRule(BLOCK_BIRTH, BLOCK_BIRTH, "birth"),
        BlockingRule(BLOCK_PLACE, BLOCK_PLACE, "home", alike_other),
        BlockingRule(BLOCK_FAMILY, BLOCK_FAMILY, "names", alike_first),
        BlockingRule(BLOCK_OTHER_FAMILY, BLOCK_FAMILY, "names", alike_first),
        BlockingRule(BLOCK_FAMILY, BLOCK_OTHER_FAMILY, "names", alike_first),
        *(_equal(left, right, way) for left, right, way in _EQUAL if {left, right} <= set(present)),
    )


# Fields whose encodings are equal, and what that looks at; one word of 64 bits is enough to tell encodings apart.
_EQUAL = (
    (FAMILY_NAME, FAMILY_NAME, "whole names"),
    (OTHER_FAMILY_NAME, FAMILY_NAME, "whole names"),
    (FAMILY_NAME, OTHER_FAMILY_NAME, "whole names"),
    (POSTCODE, POSTCODE, "home"),
)


def _equal(left: str, right: str, way: str) -> BlockingRule:
    return BlockingRule(word(left, 0), word(right, 0), way)


def _alike(fields: Sequence[str]) -> str:
    """Give a condition that one of the fields is alike, in the names that a blocking rule has for columns."""
    conditions = [alike(field, NEAR) for field in fields]
    return f"({' or '.join(conditions)})" if conditions else ""
