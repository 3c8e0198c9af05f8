"""Minimal sample uniques: the smallest sets of keys in which a record is alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import Any

import numpy as np

from clerestory.model.tables import Mask
from clerestory.protect.microdata.records import Records, records_of

_EDGES = (0.0, 0.01, 0.1)
BANDS = ("none", "up to 1 %", "up to 10 %", "over 10 %")


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
    by_suda : mapping of str to int
        All records, by band of their SUDA score as a share of the largest that these keys allow. The scores themselves
        are not given to anybody.
    """

    by_size: Mapping[int, int]
    by_key: Mapping[str, int]
    records: int
    by_suda: Mapping[str, int]


def minimal_sample_uniques(frame: Any, keys: Sequence[str], *, largest: int = 3) -> MinimalUniques:
    """Count the minimal sample uniques of up to ``largest`` keys.

    A record that is alone in a set of keys is alone in every larger set; so a set is minimal for it if it is alone
    there, and in none of the sets with one key less.

    A minimal set of k out of A keys adds (A - k) (A - k - 1) ... (A - M) to the SUDA score of its record, M being the
    largest size that is looked at, and A - 1 at most: the fewer keys suffice, the more larger sets are unique as well.

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
    score = np.zeros(len(records), dtype=np.int64)
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
            score += minimal * _weight(size, len(keys), largest)
        smaller = alone
    # Nothing scores higher than a record that is alone in each of its keys.
    bands = np.digitize(score / (len(keys) * _weight(1, len(keys), largest)), _EDGES, right=True)
    by_suda = dict(zip(BANDS, np.bincount(bands, minlength=len(BANDS)).tolist(), strict=True))
    return MinimalUniques(by_size, by_key, int((score > 0).sum()), by_suda)


def _weight(size: int, keys: int, largest: int) -> int:
    """Give what a minimal set adds to the score."""
    return prod(keys - i for i in range(size, min(largest, keys - 1) + 1))
