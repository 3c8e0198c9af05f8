"""Whether a finite estimate exists and is the only one (Fienberg and Rinaldo 2012)."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

import numpy as np
from scipy.optimize import linprog

from clerestory.analyse.scale.fitting import Fits, Support, identifiable, support_of
from clerestory.analyse.scale.lattice import Floats, Ints, Terms
from clerestory.errors import TableError

_LEAST_MARGIN = 1e-6  # of a programme on zeros and ones, whose optimum is 0 or of the order of 1


class Existence(IntEnum):
    """What the two checks say of a model on a table."""

    ESTIMABLE = 0
    NO_FINITE_ESTIMATE = 1
    NOT_IDENTIFIABLE = 2
    NEITHER = 3


def existence(counts: Floats, terms: Terms) -> Existence:
    """Check a model on a table: whether the estimate exists, and whether the data determine it.

    Parameters
    ----------
    counts : float array of shape (2 ** k,)
        Cases by capture history.
    terms : bool array of shape (2 ** k,)
        Terms of a hierarchical model.

    Returns
    -------
    Existence
        0 estimable, 1 no finite estimate, 2 not identifiable, 3 both.

    References
    ----------
    Fienberg and Rinaldo (2012), Maximum likelihood estimation in log-linear models, Annals of Statistics 40, 996-1023.
    Chan, Silverman and Vincent (2021), Multiple systems estimation for sparse capture data, JASA 116, 1297-1306.

    Examples
    --------
    >>> from clerestory.analyse.scale.lattice import main_effects
    >>> existence(np.array([0, 40, 30, 6, 20, 0, 0, 0]), main_effects(3))
    <Existence.ESTIMABLE: 0>
    """
    support = support_of(counts[None], terms[None])
    finite = has_finite_estimate(counts > 0, support.alive[0], support.kept[0])
    return Existence((0 if finite else 1) + (0 if identifiable(support)[0] else 2))


def admissible(counts: Floats, fits: Fits, rows: Ints) -> Terms:
    """Say of some rows of fits whether the model is estimable on its table.

    A fit that proves its own existence is believed; every other is put to the linear programme.

    Parameters
    ----------
    counts : float array of shape (n, 2 ** k)
        The tables of all the fits.
    rows : int array of shape (m,)
        Which of the fits to look at.

    Returns
    -------
    bool array of shape (m,)
    """
    support = Support(fits.support.alive[rows], fits.support.kept[rows])
    found = identifiable(support)
    for place in np.flatnonzero(found & ~fits.proven[rows]):
        found[place] = has_finite_estimate(counts[rows[place]] > 0, support.alive[place], support.kept[place])
    return found


def has_finite_estimate(seen: Terms, alive: Terms, kept: Terms) -> bool:
    """Solve the linear programme of Fienberg and Rinaldo on the histories that are kept.

    An estimate exists if and only if some table that is positive everywhere has the same sums over the model's terms.
    The answer depends on which histories were seen, not on how often; so the programme has zeros and ones.
    """
    if (seen | ~kept).all():
        return True
    return _programme(seen.tobytes(), alive.tobytes(), kept.tobytes())


@lru_cache(maxsize=100_000)
def _programme(seen: bytes, alive: bytes, kept: bytes) -> bool:
    histories = np.flatnonzero(np.frombuffer(kept, dtype=np.bool_))
    terms = np.flatnonzero(np.frombuffer(alive, dtype=np.bool_))
    within: Floats = ((histories & terms[:, None]) == terms[:, None]).astype(np.float64)
    sums = within @ np.frombuffer(seen, dtype=np.bool_)[histories]
    # Every history gets a margin d and what is more than that: the largest d is positive if a positive table exists.
    goal = np.zeros(len(histories) + 1)
    goal[-1] = -1.0
    found = linprog(
        goal, A_eq=np.column_stack([within, within.sum(axis=1)]), b_eq=sums, bounds=(0, None), method="highs"
    )
    if not found.success or found.x is None:
        raise TableError(
            "the linear programme of existence found no answer",
            where="table of lists",
            remedy="No estimate is given; leave out the smallest list.",
        )
    return bool(found.x[-1] > _LEAST_MARGIN)
