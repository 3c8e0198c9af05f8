"""k-anonymity and l-diversity of an extract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from clerestory.protect.microdata.records import Records, records_of


@dataclass(frozen=True)
class Anonymity:
    """What a file is, as numbers about the whole; vault-side, as it counts groups below any threshold.

    Attributes
    ----------
    records : int
    k : int
        Size of the smallest group of records that share all keys.
    distinct_l : int
        Fewest distinct sensitive values in a group.
    entropy_l : float
        Least exp(entropy) of the sensitive values of a group; never above ``distinct_l``.
    sample_uniques : int
        Records alone in their group.
    """

    records: int
    k: int
    distinct_l: int
    entropy_l: float
    sample_uniques: int


def measure_anonymity(frame: Any, keys: Sequence[str], sensitive: str) -> Anonymity:
    """Measure k-anonymity, and l-diversity of one sensitive column; a missing value is a category of its own.

    Parameters
    ----------
    frame : polars, pandas or pyarrow table
        One record a row.
    keys : sequence of str
        The quasi-identifiers.
    sensitive : str
        What must not be learned.

    Raises
    ------
    TableError
        If there is no row, a column is missing, or is named twice.

    References
    ----------
    Sweeney (2002), k-anonymity: a model for protecting privacy, IJUFKS 10, 557-570.
    Machanavajjhala et al. (2007), l-diversity: privacy beyond k-anonymity, ACM TKDD 1(1), 3.
    """
    return anonymity_of(records_of(frame, [*keys, sensitive]))


def anonymity_of(records: Records) -> Anonymity:
    """Measure records whose last column is the sensitive one; as ``measure_anonymity``."""
    own = range(len(records.codes) - 1)
    sizes = records.group_sizes(own)
    _, group = np.unique(records.groups(own), return_inverse=True)
    _, first, count = np.unique(records.groups(range(len(records.codes))), return_index=True, return_counts=True)
    share = count / sizes[first]
    distinct = np.bincount(group[first])
    entropy = np.bincount(group[first], weights=-share * np.log(share))
    return Anonymity(
        len(records),
        int(sizes.min()),
        int(distinct.min()),
        float(np.exp(entropy.min())),
        int((sizes == 1).sum()),
    )
