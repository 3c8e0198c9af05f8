"""Cohen's kappa of two coders, each disagreement counted alike or by how grave it is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError
from clerestory.model.findings.agreement import KappaWeights

Floats = npt.NDArray[np.float64]


def cohens_kappa(table: npt.ArrayLike, disagreement: npt.ArrayLike | None = None) -> float:
    """Give Cohen's kappa: 1 - disagreement observed / disagreement expected of two coders with these margins.

    Parameters
    ----------
    table : array of shape (k, k)
        Units by the code of the first coder (rows) and of the second (columns): counts or shares.
    disagreement : array of shape (k, k), optional
        How gravely each cell counts, 0 on the diagonal; of `disagreements`, or a judgement. 1 off the diagonal if
        left out.

    Returns
    -------
    float
        At most 1; 0 is chance.

    Raises
    ------
    TableError
        If the table is not square, has a negative cell or none above 0, or both coders use one and the same code alone,
        so that kappa is not defined.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20, 37-46; Cohen (1968), Psychological Bulletin 70, 213-220.

    Examples
    --------
    >>> round(cohens_kappa([[20, 5], [10, 15]]), 3)
    0.4
    """
    counts = np.asarray(table, dtype=np.float64)
    _check_table(counts)
    cost = disagreements(KappaWeights.NONE, np.arange(len(counts))) if disagreement is None else disagreement
    weights = np.asarray(cost, dtype=np.float64)
    if weights.shape != counts.shape or not (weights >= 0).all() or np.diag(weights).any():
        raise TableError(
            "are not of the shape of the table, or not 0 on the diagonal and 0 or more elsewhere",
            where="weights of kappa",
            remedy="Give how gravely each disagreement counts.",
        )
    found = kappa_of(counts, weights)
    if found is None:
        raise TableError(
            "has no kappa: no disagreement is expected of coders with these margins",
            where="table of two coders",
            remedy="Agreement beyond chance needs codes that differ. Code units of more than one kind.",
        )
    return found


def disagreements(weights: KappaWeights, scores: npt.ArrayLike) -> Floats:
    """Give how gravely each disagreement counts.

    Parameters
    ----------
    weights : KappaWeights
    scores : array of shape (k,)
        Where the codes lie: 0, 1, 2 and so on for an order, or their values.

    Returns
    -------
    float array of shape (k, k)

    Examples
    --------
    >>> disagreements(KappaWeights.QUADRATIC, [0, 1, 2]).tolist()
    [[0.0, 1.0, 4.0], [1.0, 0.0, 1.0], [4.0, 1.0, 0.0]]
    """
    at = np.asarray(scores, dtype=np.float64)
    apart: Floats = np.abs(at[:, None] - at[None, :])
    power = {KappaWeights.NONE: 0.0, KappaWeights.LINEAR: 1.0, KappaWeights.QUADRATIC: 2.0}[weights]
    found: Floats = np.where(apart > 0, apart**power, 0.0)
    return found


def kappa_of(counts: Floats, weights: Floats) -> float | None:
    """Give kappa of a table; None where no disagreement is expected."""
    shares = counts / counts.sum()
    expected = float((weights * np.outer(shares.sum(axis=1), shares.sum(axis=0))).sum())
    return None if expected <= 0 else 1 - float((weights * shares).sum()) / expected


def _check_table(counts: Floats) -> None:
    square = counts.ndim == 2 and counts.shape[0] == counts.shape[1]
    if not square or not np.isfinite(counts).all() or (counts < 0).any() or counts.sum() <= 0:
        raise TableError(
            "is no square table of counts",
            where="table of two coders",
            remedy="Give a row and a column for each code, in one order, and counts of 0 or more.",
        )
