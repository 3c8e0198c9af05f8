"""k-anonymity, l-diversity and t-closeness of an extract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.errors import TableError
from clerestory.protect.microdata.records import Records, records_of

Floats = npt.NDArray[np.float64]
_GROUPS = 4096  # compared with the file at once


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
    t : float
        Largest distance of the sensitive values of a group from those of the file, 0 to 1: half the sum of absolute
        differences of shares, which is the earth mover's distance where all values are equally far from each other. In
        whatever order or tree the values stand, their earth mover's distance is not larger.
    sample_uniques : int
        Records alone in their group.
    """

    records: int
    k: int
    distinct_l: int
    entropy_l: float
    t: float
    sample_uniques: int


def measure_anonymity(frame: Any, keys: Sequence[str], sensitive: str) -> Anonymity:
    """Measure k-anonymity, and l-diversity and t-closeness of one sensitive column.

    A missing value is a category of its own.

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
    Machanavajjhala et al. (2007), l-diversity: privacy beyond k-anonymity, ACM TKDD 1(1), 3. Li, Li and
    Venkatasubramanian (2007), t-closeness: privacy beyond k-anonymity and l-diversity, ICDE, 106-115.
    """
    return anonymity_of(records_of(frame, [*keys, sensitive]))


def anonymity_of(records: Records) -> Anonymity:
    """Measure records whose last column is the sensitive one; as ``measure_anonymity``."""
    own = range(len(records.codes) - 1)
    sizes = records.group_sizes(own)
    _, group = np.unique(records.groups(own), return_inverse=True)
    _, first, count = np.unique(records.groups(range(len(records.codes))), return_index=True, return_counts=True)
    share = count / sizes[first]
    everywhere = np.bincount(records.codes[-1])[records.codes[-1][first]] / len(records)
    distinct = np.bincount(group[first])
    entropy = np.bincount(group[first], weights=-share * np.log(share))
    return Anonymity(
        len(records),
        int(sizes.min()),
        int(distinct.min()),
        float(np.exp(entropy.min())),
        float(np.bincount(group[first], weights=np.maximum(share - everywhere, 0)).max()),
        int((sizes == 1).sum()),
    )


def ordered_closeness(frame: Any, keys: Sequence[str], sensitive: str, order: Sequence[Any]) -> float:
    """Measure t-closeness of a sensitive column whose values have an order, such as age bands or grades.

    Of m values neighbours are 1 / (m - 1) apart, and the first and the last 1; the earth mover's distance counts these.

    Parameters
    ----------
    frame : polars, pandas or pyarrow table
        One record a row.
    keys : sequence of str
        The quasi-identifiers.
    sensitive : str
        What must not be learned.
    order : sequence
        All values of the column, from one end to the other.

    Returns
    -------
    float
        The largest distance of a group from the file, 0 to 1.

    Raises
    ------
    TableError
        If there is no row, a column is missing or named twice, or the order lacks a value, a missing one too.

    References
    ----------
    Li, Li and Venkatasubramanian (2007), t-closeness: privacy beyond k-anonymity and l-diversity, ICDE, 106-115,
    section 4.1.

    Examples
    --------
    >>> import polars as pl
    >>> pay = pl.DataFrame({"area": [*"NNNSSSWWW"], "pay": [3, 4, 5, 6, 11, 8, 7, 9, 10]})
    >>> round(ordered_closeness(pay, ["area"], "pay", list(range(3, 12))), 3)
    0.375
    """
    records = records_of(frame, [*keys, sensitive])
    values = nw.from_native(frame, eager_only=True)[sensitive].to_list()
    place = {value: number for number, value in enumerate(order)}
    if any(value not in place for value in values) or len(place) < len(order):
        raise TableError(
            "is no order of all values, each once",
            where=f"column {sensitive}",
            remedy="Name every value of the column, from one end to the other; leave records without one out.",
        )
    numbers = np.array([place[value] for value in values], dtype=np.int64)
    ordered = Records(records.names, (*records.codes[:-1], numbers), (*records.sizes[:-1], len(order)))
    return float(_ordered_distances(ordered).max())


def _ordered_distances(records: Records) -> Floats:
    """Give how far the sensitive values of each group are from those of the file; codes are places in an order."""
    _, group = np.unique(records.groups(range(len(records.codes) - 1)), return_inverse=True)
    place, last = records.codes[-1], records.sizes[-1] - 1
    file = np.bincount(place, minlength=last + 1) / len(records)
    counts = sparse.csr_array((np.ones(len(place)), (group, place)), shape=(int(group.max()) + 1, last + 1))
    found = []
    for start in range(0, counts.shape[0], _GROUPS):
        part = counts[start : start + _GROUPS].toarray()
        shares = part / part.sum(axis=1, keepdims=True)
        found.append(np.abs(np.cumsum(shares - file, axis=1)).sum(axis=1) / max(last, 1))
    return np.concatenate(found)
