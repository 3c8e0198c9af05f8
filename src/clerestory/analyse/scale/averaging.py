"""Averages over models, each weighted by its BIC, on the log scale of the hidden number."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from clerestory.analyse.scale.fitting import fit_models, log_hidden_variance
from clerestory.analyse.scale.information import Scores
from clerestory.analyse.scale.lattice import Floats

_LEAST_WEIGHT = 1e-5  # models of less, beside the best, move no printed digit


def averaged_quantiles(counts: Floats, scores: Scores, levels: tuple[float, ...]) -> Floats:
    """Give quantiles of the hidden number over all estimable models.

    Each model stands for a normal distribution of the log of the hidden number, with the weight exp(-BIC / 2). The
    quantile at one half is the estimate: a mean would follow a model of no weight with a huge estimate.

    Parameters
    ----------
    counts : float array of shape (2 ** k,)
    scores : Scores
        Of many models on this table.
    levels : tuple of float
        0 to 1.

    Returns
    -------
    float array of shape (levels,)
        Cases.

    References
    ----------
    Hoeting, Madigan, Raftery and Volinsky (1999), Bayesian model averaging, Statistical Science 14, 382-401.
    Regal and Hook (1991), Goodness-of-fit based confidence intervals for estimates of the size of a closed population,
    Statistics in Medicine 10, 717-721, on how much the model matters.
    """
    weights = np.exp(-(scores.bic - scores.bic[0]) / 2)
    used = weights > _LEAST_WEIGHT
    fits = fit_models(counts[None], scores.terms[used])
    means, spreads = np.log(fits.hidden), np.sqrt(log_hidden_variance(fits))
    shares = weights[used] / weights[used].sum()
    low, high = (means - 10 * spreads).min(), (means + 10 * spreads).max()

    def above(log_hidden: float, level: float) -> float:
        return float((shares * ndtr((log_hidden - means) / spreads)).sum()) - level

    return np.exp([brentq(above, low, high, args=(level,)) for level in levels])
