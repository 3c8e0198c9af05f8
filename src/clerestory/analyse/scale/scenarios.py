"""Tables as they would be if the lists were wrong in a way that is assumed.

Each function undoes a fault of a given share; the methods then estimate from the mended table. A scenario that the
counts contradict, since a count would fall below 0, gives no table.
"""

from __future__ import annotations

import numpy as np

from clerestory.analyse.scale.lattice import Floats, lists_in, sizes, without_one

_DIGITS = 9  # of a case; sums of floats leave less than this of a count that is 0


def with_links(counts: Floats, *, missed: float, false: float) -> Floats | None:
    """Undo missed and false links.

    A case whose link was missed was counted twice: once without one of its lists, and once on that list alone. Two
    cases that were linked falsely were counted once. Of each history of two or more lists, the true count is the count
    times (1 - false) / (1 - missed). The difference is given back to the histories without one of the lists, in equal
    parts, or taken from them, in parts like their counts. More than one fault in a case is left out of account.

    Parameters
    ----------
    counts : float array of shape (2 ** k,)
    missed : float
        Share of the true cases of two or more lists that were not linked, 0 to less than 1.
    false : float
        Share of the cases seen on two or more lists that are two cases.

    References
    ----------
    Ding and Fienberg (1994), Dual system estimation of census undercount in the presence of matching error, Survey
    Methodology 20, 149-158, for two lists; the first order of it for more.
    """
    mended = counts.copy()
    for history in np.flatnonzero(sizes(lists_in(len(counts))) > 1):
        change = counts[history] * ((1 - false) / (1 - missed) - 1)
        without = np.array(without_one(int(history)))
        # A case whose link was missed stands in a history that was seen; two that were not linked may stand in any.
        shares = counts[without] if change > 0 else np.ones(len(without))
        if change and shares.any():
            parts = change * shares / shares.sum()
            mended[history] += change
            mended[without] -= parts
            mended[history & ~without] -= parts
    return _possible(mended)


def without_referrals(counts: Floats, *, giver: int, taker: int, share: float) -> Floats | None:
    """Take back the cases that are on one list because another list referred them.

    Of the cases on both lists, ``share`` would be without the taker had the giver not referred them.
    """
    mended = counts.copy()
    for history in range(len(counts)):
        if history >> giver & 1 and history >> taker & 1:
            mended[history] -= share * counts[history]
            mended[history & ~(1 << taker)] += share * counts[history]
    return _possible(mended)


def without_strangers(counts: Floats, *, at: int, share: float) -> Floats | None:
    """Take out the records of a list that are not in the population; they are assumed to be on no other list."""
    mended = counts.copy()
    on_list = counts[[history for history in range(len(counts)) if history >> at & 1]].sum()
    mended[1 << at] -= share * on_list
    return _possible(mended)


def _possible(counts: Floats) -> Floats | None:
    rounded = np.round(counts, _DIGITS)
    return None if (rounded < 0).any() else rounded
