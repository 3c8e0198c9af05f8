"""Poisson and negative binomial regression of many models at once, by iteratively reweighted least squares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import digamma, gammaln

from clerestory.analyse.trends.design import Floats
from clerestory.model.findings.trends import Family

_STEPS, _TOLERANCE = 100, 1e-9
_LEAST, _MOST = np.log(1e-6), np.log(20)  # of log overdispersion; at the least it is Poisson for all that can be seen
_START = np.log(0.01)
_LOW, _HIGH = -12.0, 30.0  # of a log mean: beyond them a coefficient runs off to infinity


@dataclass(frozen=True)
class Fits:
    """Maximum likelihood fits of several models.

    Attributes
    ----------
    coefficients : float array of shape (n_models, p)
    overdispersion : float array of shape (n_models,)
        0 for Poisson.
    log_likelihood : float array of shape (n_models,)
        Minus infinity where the fit did not settle: such a model is never chosen.
    """

    coefficients: Floats
    overdispersion: Floats
    log_likelihood: Floats


def fit_models(counts: Floats, offset: Floats, columns: Floats, *, family: Family) -> Fits:
    """Fit log mean = offset + columns × coefficients.

    The overdispersion takes one Newton step on its log after each step of the coefficients: the two are orthogonal in
    their information, so the alternation settles as fast as its parts.

    Parameters
    ----------
    counts, offset : float array of shape (n,)
    columns : float array of shape (n_models, n, p)
        Each of full rank.
    family : Family

    References
    ----------
    McCullagh and Nelder (1989), Generalized Linear Models, chapters 2 and 6; Lawless (1987), Canadian Journal of
    Statistics 15, 209-225.
    """
    models = len(columns)
    log_mean = np.broadcast_to(np.log(np.maximum(counts, 0.5)), (models, len(counts))).copy()
    spread = np.full(models, _START if family is Family.NEGATIVE_BINOMIAL else -np.inf)
    coefficients = np.zeros((models, columns.shape[2]))
    likelihood, going = np.full(models, -np.inf), np.arange(models)
    for _ in range(_STEPS):
        if not len(going):
            break
        coefficients[going] = _step(counts, offset, columns[going], log_mean[going], np.exp(spread[going]))
        log_mean[going] = np.clip(offset + np.einsum("mnp,mp->mn", columns[going], coefficients[going]), _LOW, _HIGH)
        if family is Family.NEGATIVE_BINOMIAL:
            spread[going] = _spread_step(counts, np.exp(log_mean[going]), spread[going])
        now = log_likelihood(counts, log_mean[going], np.exp(spread[going]))
        open_still = ~(np.abs(now - likelihood[going]) < _TOLERANCE * (1 + np.abs(now)))
        likelihood[going] = now
        going = going[open_still]
    likelihood[going] = -np.inf
    likelihood[((log_mean <= _LOW) | (log_mean >= _HIGH)).any(axis=1)] = -np.inf
    return Fits(coefficients, np.exp(spread), likelihood)


def log_likelihood(counts: Floats, log_mean: Floats, overdispersion: Floats) -> Floats:
    """Give the log likelihood of each model; the variance is mean + overdispersion × mean².

    Parameters
    ----------
    counts : float array of shape (n,)
    log_mean : float array of shape (n_models, n)
    overdispersion : float array of shape (n_models,)
        Poisson where 0.
    """
    poisson = counts * log_mean - np.exp(log_mean) - gammaln(counts + 1)
    is_poisson = overdispersion == 0
    r = 1 / np.where(is_poisson, 1, overdispersion)[:, None]
    above = np.log1p(np.exp(log_mean) / r)
    other = (
        gammaln(counts + r) - gammaln(r) - gammaln(counts + 1) - (r + counts) * above + counts * (log_mean - np.log(r))
    )
    found: Floats = np.where(is_poisson[:, None], poisson, other).sum(axis=1)
    return found


def _step(counts: Floats, offset: Floats, columns: Floats, log_mean: Floats, overdispersion: Floats) -> Floats:
    mean = np.exp(log_mean)
    weight = np.maximum(mean / (1 + overdispersion[:, None] * mean), 1e-10)
    working = log_mean - offset + (counts - mean) / mean
    weighted = columns * weight[..., None]
    information = np.swapaxes(weighted, 1, 2) @ columns
    score = np.einsum("mnp,mn->mp", weighted, working)
    found: Floats = np.linalg.solve(information, score[..., None])[..., 0]
    return found


def _spread_step(counts: Floats, mean: Floats, spread: Floats) -> Floats:
    """Move the log overdispersion by a Newton step of at most 1, uphill where the likelihood is not concave."""
    r = np.exp(-spread)[:, None]
    first = digamma(counts + r) - digamma(r) - np.log1p(mean / r) + 1 - (r + counts) / (r + mean)
    second = _trigamma(counts + r) - _trigamma(r) + 1 / r - 2 / (r + mean) + (r + counts) / (r + mean) ** 2
    slope = (-r * first).sum(axis=1)
    bend = (r**2 * second + r * first).sum(axis=1)
    concave: npt.NDArray[np.bool_] = bend < 0
    step = np.where(concave, -slope / np.where(concave, bend, 1), np.sign(slope))
    found: Floats = np.clip(spread + np.clip(step, -1, 1), _LEAST, _MOST)
    return found


def _trigamma(x: Floats) -> Floats:
    """Give the trigamma function to ten digits: six steps of its recurrence, then its asymptotic series.

    scipy has it as a zeta function only, which takes four fifths of the time of a search.
    """
    z = x + 6
    series = 1 / z + 1 / (2 * z**2) + (1 / 6 - (1 / 30 - (1 / 42 - 1 / (30 * z**2)) / z**2) / z**2) / z**3
    found: Floats = series + sum((1 / (x + k) ** 2 for k in range(6)), np.zeros_like(x))
    return found
