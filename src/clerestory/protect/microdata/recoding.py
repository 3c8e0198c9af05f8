"""Full-domain generalisation: one level for each key, the finest that is enough.

Finer to coarser, levels of all keys form a lattice, and groups of records only merge on the way up. So a combination
that fails takes all finer ones with it, and one that holds makes every costlier one needless (Samarati 2001; the
predictive tagging of El Emam et al. 2009). The search is exact: it ends when no combination is left in doubt.

References
----------
Samarati (2001), Protecting respondents' identities in microdata release, IEEE TKDE 13(6), 1010-1027.
El Emam et al. (2009), A globally optimal k-anonymity method for the de-identification of health data, JAMIA 16(5),
670-682.
Sweeney (2002), Achieving k-anonymity privacy protection using generalization and suppression, IJUFKS 10(5), 571-588.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import le
from typing import Any

import numpy as np

from clerestory.errors import TableError
from clerestory.model.tables import Mask
from clerestory.progress import SILENT, Progress
from clerestory.protect.microdata.generalisation import Levels
from clerestory.protect.microdata.records import Ints, Records, dense

MOST_COMBINATIONS = 1 << 20
_ROWS_KEPT = 8_000_000  # of tables in memory, some 30 bytes each
_CELLS_A_ROW = 4  # up to so many cells for each row are counted in an array, more are sorted
_MOST = 1 << 62
Codes = np.ndarray[tuple[int], np.dtype[np.integer[Any]]]
_Table = tuple[tuple[Codes, ...], Ints]  # codes of distinct records, and how often each stands in the file


@dataclass(frozen=True)
class Recoding:
    """The level of each key, and what it costs.

    Attributes
    ----------
    levels : tuple of int
    loss : float
        Mean over keys of level / highest level, 0 to 1: 1 - Prec of Sweeney (2002).
    failing : int
        Records of groups that fail k or l at these levels, for local suppression.
    tried : int
        Combinations at which records were counted.
    """

    levels: tuple[int, ...]
    loss: float
    failing: int
    tried: int


def least_recoding(
    records: Records,
    keys: Sequence[Levels],
    *,
    k: int,
    l: int,  # noqa: E741 - the symbol of its source
    most_failing: int,
    progress: Progress = SILENT,
) -> Recoding:
    """Find the combination of levels of least loss at which at most ``most_failing`` records fail k or l.

    Of equal losses the one that leaves the first key finest is taken, then the second, and so on.

    Parameters
    ----------
    records : Records
        The keys, the most important first, and last what is sensitive.
    keys : sequence of Levels
        One for each key.
    k, l : int
        Fewest records, and fewest distinct sensitive values, of a group.
    most_failing : int
        Records that may be left to local suppression.

    Raises
    ------
    TableError
        If there are more than 1,048,576 combinations.
    ProtectionError
        Never: with every key at its last level the file is one group, and whether that is enough was asked before.
    """
    shape = tuple(len(key.names) for key in keys)
    if np.prod(shape, dtype=float) > MOST_COMBINATIONS:
        raise TableError(
            f"have more than {MOST_COMBINATIONS:,} combinations of levels",
            where="the keys",
            remedy="Name fewer keys, or give hierarchies of fewer levels.",
        )
    losses = _losses(shape)
    order = np.lexsort((np.arange(losses.size), losses.ravel().round(9)))
    place = np.empty(losses.size, dtype=np.int64)  # 0 for the combination of least loss
    place[order] = np.arange(losses.size)
    place = place.reshape(shape)
    count = _Counter(records, keys, k, l)
    best = tuple(size - 1 for size in shape)
    failing, in_doubt = 0, place < place[best]
    progress.begin("generalise", int(in_doubt.sum()))
    while (doubts := np.flatnonzero(in_doubt)).size:
        # The middle one by loss: if it holds, the costlier half falls; if not, all that is finer than what it grows to.
        node = np.unravel_index(doubts[_middle(place.ravel()[doubts])], shape)
        levels = tuple(int(level) for level in node)
        found = count.failing(levels)
        if found <= most_failing:
            best, failing = levels, found
            in_doubt &= place < place[levels]
        else:
            highest = _still_failing(count, levels, shape, most_failing)
            in_doubt[tuple(slice(level + 1) for level in highest)] = False
        progress.advance(doubts.size - int(in_doubt.sum()))
    return Recoding(best, float(losses[best]), failing, count.tried)


def _still_failing(count: _Counter, levels: tuple[int, ...], shape: Sequence[int], most: int) -> tuple[int, ...]:
    """Let one key after the other go to its last level where the combination goes on failing.

    Keys of many codes go first: what is left to count then is least.
    """
    for axis in sorted(range(len(shape)), key=lambda axis: -count.codes(axis, levels[axis])):
        raised = (*levels[:axis], shape[axis] - 1, *levels[axis + 1 :])
        if count.failing(raised) > most:
            levels = raised
    return levels


def recoded(records: Records, keys: Sequence[Levels], levels: Sequence[int]) -> Records:
    """Give the records at these levels; the sensitive column last stays as it is."""
    codes = [key.numbers[level][code] for key, level, code in zip(keys, levels, records.codes, strict=False)]
    sizes = [int(key.numbers[level].max()) + 1 for key, level in zip(keys, levels, strict=True)]
    return Records(records.names, (*codes, records.codes[-1]), (*sizes, records.sizes[-1]))


def _losses(shape: tuple[int, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    total = np.zeros(shape)
    for axis, size in enumerate(shape):
        along = [1] * len(shape)
        along[axis] = size
        total = total + (np.arange(size) / (size - 1)).reshape(along)
    return total / len(shape)


def _middle(places: Ints) -> int:
    return int(np.argpartition(places, len(places) // 2)[len(places) // 2])


class _Counter:
    """Counts records that fail, at one combination of levels after the other.

    What is counted are distinct records and how often each stands in the file. Of what is the same at some levels one
    stands for all, in its own codes, so that it can be counted again at any coarser combination, where there are fewer.
    """

    def __init__(self, records: Records, keys: Sequence[Levels], k: int, l: int) -> None:  # noqa: E741
        self._keys, self._k, self._l = keys, k, l
        self._sensitive = records.sizes[-1]
        self._known: dict[tuple[int, ...], int] = {}
        # The smallest type that holds them: there are many tables, and reading them is most of the work.
        codes = tuple(
            code.astype(np.min_scalar_type(size)) for code, size in zip(records.codes, records.sizes, strict=True)
        )
        self._whole: _Table = (codes, np.ones(len(records), dtype=np.int64))
        self._tables: dict[tuple[int, ...], _Table] = {}
        self._room = _ROWS_KEPT
        self.failing((0,) * len(keys))

    @property
    def tried(self) -> int:
        return len(self._known)

    def codes(self, key: int, level: int) -> int:
        """Give how many codes a key has at a level."""
        return int(self._keys[key].numbers[level].max())

    def failing(self, levels: tuple[int, ...]) -> int:
        """Count the records of groups that fail at these levels."""
        if levels not in self._known:
            self._known[levels] = self._count(levels)
        return self._known[levels]

    def _count(self, levels: tuple[int, ...]) -> int:
        codes, count = self._finer(levels)
        pair, most = self._pairs(codes, levels)
        if most <= _CELLS_A_ROW * len(count):
            per_pair = np.bincount(pair, count, most).astype(np.int64)  # whole numbers far below 2^53
            one = np.zeros(most, dtype=np.int64)
            one[pair] = np.arange(len(pair))
            pairs = np.flatnonzero(per_pair)
            per_pair, one = per_pair[pairs], one[pairs]
        else:
            order = np.argsort(pair)
            pairs = pair[order]
            new = np.flatnonzero(np.diff(pairs, prepend=-1))
            per_pair, one, pairs = np.add.reduceat(count[order], new), order[new], pairs[new]
        starts = np.flatnonzero(np.diff(pairs // self._sensitive, prepend=-1))
        size = np.add.reduceat(per_pair, starts)
        self._keep(levels, (tuple(code[one] for code in codes), per_pair))
        fails: Mask = (size < self._k) | (np.diff(starts, append=len(pairs)) < self._l)
        return int(size[fails].sum())

    def _pairs(self, codes: Sequence[Codes], levels: tuple[int, ...]) -> tuple[Ints, int]:
        """Give a number for each group and sensitive value together, and the number of numbers."""
        group, most = np.zeros(len(codes[0]), dtype=np.int64), 1
        for key, level, code in zip(self._keys, levels, codes, strict=False):
            size = int(key.numbers[level].max()) + 1
            if most * size * self._sensitive > _MOST:
                group, most = dense(group)
            if size > 1:
                group = group * size + key.numbers[level][code]
                most *= size
        return group * self._sensitive + codes[-1], most * self._sensitive

    def _finer(self, levels: tuple[int, ...]) -> _Table:
        finer = [at for at in self._tables if all(map(le, at, levels))]
        if not finer:
            return self._whole
        at = min(finer, key=lambda at: len(self._tables[at][1]))
        table = self._tables[at] = self._tables.pop(at)  # the last used stands last
        return table

    def _keep(self, levels: tuple[int, ...], table: _Table) -> None:
        """Keep this table, and of the others the last used ones; the first is the file itself, and stays."""
        self._tables[levels] = table
        self._room -= len(table[1])
        first = (0,) * len(levels)
        while self._room < 0:
            oldest = next((at for at in self._tables if at not in (first, levels)), None)
            if oldest is None:
                break
            self._room += len(self._tables.pop(oldest)[1])
