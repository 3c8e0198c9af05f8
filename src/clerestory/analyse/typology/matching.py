"""Classes of two fits matched by the persons they hold."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from clerestory.analyse.typology.likelihood import Parameters, posteriors
from clerestory.analyse.typology.patterns import Floats, Ints, Patterns
from clerestory.analyse.typology.prior import Prior


def likeliest(patterns: Patterns, prior: Prior, at: Parameters) -> Floats:
    """Give the likeliest class of each pattern as indicators, shape (B, C, P)."""
    posterior = posteriors(patterns, prior, at)[0]
    top = posterior.argmax(axis=1)
    made: Floats = (np.arange(posterior.shape[1])[:, None] == top[:, None, :]).astype(np.float64)
    return made


def matched(members: Floats, others: Floats, persons: Ints) -> tuple[Ints, Floats]:
    """Match classes so that the sum of their Jaccard similarities is greatest.

    Parameters
    ----------
    members, others : float array of shape (C, P)
        Indicators of the classes of two fits.
    persons : int array of shape (P,)

    Returns
    -------
    tuple of arrays of shape (C,)
        For each class of the first fit its match in the other, and how alike the two are.

    References
    ----------
    Hennig (2007), Computational Statistics and Data Analysis 52, 258-271.
    """
    both = (members * persons) @ others.T
    either = (members @ persons)[:, None] + (others @ persons)[None] - both
    jaccard = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
    row, column = linear_sum_assignment(-jaccard)
    return column.astype(np.int64), np.asarray(jaccard[row, column])
