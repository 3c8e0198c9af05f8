"""Local suppression: keys of too rare records are blanked, the least important key first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from clerestory.errors import ProtectionError
from clerestory.model.tables import Mask
from clerestory.protect.microdata.records import Records, records_of


def suppressed_keys(frame: Any, keys: Sequence[str], sensitive: str, *, k: int, l: int) -> Mask:  # noqa: E741
    """Choose the values to blank so that each group has k records and l sensitive values; confidential.

    A blank is a category of its own. Records of groups that fail lose one more key at each step, so a group that
    holds can only gain records and goes on holding. What fails with every key blank takes the smallest groups that
    hold into it until it holds. This is a greedy choice, not the smallest one.

    Parameters
    ----------
    frame : polars, pandas or pyarrow table
    keys : sequence of str
        The quasi-identifiers, the most important first.
    sensitive : str
    k, l : int
        Fewest records, and fewest distinct sensitive values, of a group.

    Returns
    -------
    bool array of shape (n_records, n_keys)
        True where the value must be blanked.

    Raises
    ------
    TableError
        If there is no row, a column is missing, or is named twice.
    ProtectionError
        If the whole file has fewer than k records or l sensitive values.
    """
    return blanks_of(records_of(frame, [*keys, sensitive]), k=k, l=l)


def blanks_of(records: Records, *, k: int, l: int) -> Mask:  # noqa: E741
    """Choose the values to blank of records whose last column is the sensitive one; as ``suppressed_keys``."""
    last = len(records.codes) - 1
    check_enough(records, k=k, l=l)
    blank = np.zeros((len(records), last), dtype=bool)
    fails = _fails(records, blank, k, l)
    for key in reversed(range(last)):
        blank[fails, key] = True
        fails = _fails(records, blank, k, l)
    while fails.any():
        group = _group(records, blank)
        sizes = np.bincount(group)
        sizes[group[blank.all(axis=1)]] = len(records) + 1
        # The first of the smallest by its codes, so that the order of records changes nothing.
        blank[group == int(sizes.argmin())] = True
        fails = _fails(records, blank, k, l)
    return blank


def check_enough(records: Records, *, k: int, l: int) -> None:  # noqa: E741
    """Refuse records that fail k or l even as one group.

    Raises
    ------
    ProtectionError
        If there are fewer than k records or l sensitive values.
    """
    if len(records) < k or len(np.unique(records.codes[-1])) < l:
        raise ProtectionError(
            "the whole file has too few records, or sensitive values, for this k and l",
            where="the extract",
            remedy="Give no extract of it.",
        )


def _group(records: Records, blank: Mask) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Give the group of each record, when a blank is a missing value."""
    last = blank.shape[1]
    codes = tuple(np.where(blank[:, key], 0, records.codes[key]) for key in range(last))
    group = Records(records.names[:last], codes, records.sizes[:last]).groups(range(last))
    return np.unique(group, return_inverse=True)[1]


def _fails(records: Records, blank: Mask, k: int, l: int) -> Mask:  # noqa: E741
    group = _group(records, blank)
    pairs = pl.DataFrame({"group": group, "value": records.codes[-1]}).unique()
    distinct = np.bincount(pairs["group"].to_numpy(), minlength=int(group.max()) + 1)
    fails: Mask = (np.bincount(group) < k) | (distinct < l)
    return fails[group]
