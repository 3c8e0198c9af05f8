"""Minimal sample uniques: the smallest sets of keys in which a record is alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from clerestory.model.tables import Mask
from clerestory.protect.microdata.records import Records, records_of


@dataclass(frozen=True)
class MinimalUniques:
    """How many minimal sample uniques a file has; of the file and its keys, never of a record.

    Attributes
    ----------
    by_size : mapping of int to int
        Pairs of a record and a minimal set of keys in which it is alone, by size of the set.
    by_key : mapping of str to int
        The same pairs, by key that is in the set.
    records : int
        Records that have at least one.
    """

    by_size: Mapping[int, int]
    by_key: Mapping[str, int]
    records: int


def minimal_sample_uniques(frame: Any, keys: Sequence[str], *, largest: int = 3) -> MinimalUniques:
    """Count the minimal sample uniques of up to ``largest`` keys.

    A record that is alone in a set of keys is alone in every larger set; so a set is minimal for it if it is alone
    there, and in none of the sets with one key less.

    Raises
    ------
    TableError
        If there is no row, a column is missing, or is named twice.

    References
    ----------
    Elliot, Manning and Ford (2002), A computational algorithm for handling the special uniques problem,
    IJUFKS 10, 493-509. Manning, Haglin and Keane (2008), A recursive search algorithm for statistical disclosure
    assessment, Data Mining and Knowledge Discovery 16, 165-196.
    """
    return uniques_of(records_of(frame, keys), largest=largest)


def uniques_of(records: Records, *, largest: int = 3) -> MinimalUniques:
    """Count the minimal sample uniques of records, all of whose columns are keys; as ``minimal_sample_uniques``."""
    keys = records.names
    by_size: dict[int, int] = {}
    by_key = dict.fromkeys(keys, 0)
    found = np.zeros(len(records), dtype=bool)
    smaller: dict[tuple[int, ...], Mask] = {(): np.full(len(records), len(records) == 1)}
    for size in range(1, min(largest, len(keys)) + 1):
        alone: dict[tuple[int, ...], Mask] = {}
        by_size[size] = 0
        for columns in combinations(range(len(keys)), size):
            alone[columns] = records.group_sizes(columns) == 1
            before = np.logical_or.reduce([smaller[part] for part in combinations(columns, size - 1)])
            minimal = alone[columns] & ~before
            number = int(minimal.sum())
            by_size[size] += number
            for column in columns:
                by_key[keys[column]] += number
            found |= minimal
        smaller = alone
    return MinimalUniques(by_size, by_key, int(found.sum()))
