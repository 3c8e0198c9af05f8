"""The best of many starts, its classes in order, and what is known of the fit."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np

from clerestory.analyse.typology.em import Fitted, fit_batch
from clerestory.analyse.typology.likelihood import Parameters, posteriors
from clerestory.analyse.typology.patterns import Floats, Patterns
from clerestory.analyse.typology.prior import Prevalence, Prior, Regression
from clerestory.model.findings.typology import ClassModel, Coefficient, ItemProfile

NEAR = 0.005  # of the log-likelihood, within which two starts ended at one
_EDGE = 1e-4  # a probability as near as this to 0 or 1 is on the boundary


@dataclass(frozen=True, eq=False)
class BestFit:
    """The best fit of some starts, a batch of one, the largest class first, and how many starts reached it."""

    parameters: Parameters
    log_likelihood: float
    reached: int
    starts: int


def random_starts(patterns: Patterns, classes: int, *, number: int, by: np.random.Generator) -> Parameters:
    """Give starts: equal classes, item response probabilities uniform over all that sum to 1."""
    items = by.exponential(size=(number, classes, int(patterns.widths.sum())))
    items /= np.repeat(np.add.reduceat(items, patterns.starts, axis=2), patterns.widths, axis=2)
    return Parameters(prior_of(patterns).begin(number, classes), items)


def prior_of(patterns: Patterns) -> Prior:
    """Give the prior of one fit of all persons."""
    if patterns.covariates is None:
        return Prevalence()
    return Regression(patterns.covariates, patterns.persons.astype(np.float64)[None])


def parameters_from(model: ClassModel) -> Parameters:
    """Give a model without covariates as parameters, a batch of one."""
    items = np.concatenate([np.array(of.shares) for of in model.profiles], axis=1)
    return Parameters(np.array(model.prevalence)[None, :, None], items[None])


def members_of(patterns: Patterns, model: ClassModel) -> Floats:
    """Give what part of the persons with each pattern each class has, shape (P, C); internal, it never leaves."""
    parts: Floats = posteriors(patterns, prior_of(patterns), parameters_from(model))[0][0].T
    return parts


def best_fit(patterns: Patterns, classes: int, *, starts: int, by: np.random.Generator) -> BestFit:
    """Fit classes from random starts and give the best.

    Parameters
    ----------
    patterns : Patterns
    classes : int
    starts : int
    by : numpy Generator

    Returns
    -------
    BestFit
    """
    starts = starts if classes > 1 else 1  # one class has one solution
    weights = np.repeat(patterns.persons.astype(np.float64)[None], starts, axis=0)
    found = fit_batch(patterns, weights, random_starts(patterns, classes, number=starts, by=by))
    return best_of(patterns, found)


def best_of(patterns: Patterns, found: Fitted) -> BestFit:
    """Give the best of a batch of fits, its classes in order."""
    top = int(np.argmax(found.log_likelihood))
    best = float(found.log_likelihood[top])
    reached = int((found.log_likelihood > best - NEAR).sum())
    parameters = found.parameters.only(np.array([top]))
    order = np.argsort(-prevalence_of(patterns, parameters), kind="stable")
    ordered = Parameters(parameters.prior[:, order], parameters.items[:, order])
    return BestFit(ordered, best, reached, len(found.log_likelihood))


def prevalence_of(patterns: Patterns, parameters: Parameters) -> Floats:
    """Give the prevalence of each class over all persons; shape (C,)."""
    shares = np.exp(prior_of(patterns).log_probability(parameters.prior))[0]
    shares = np.broadcast_to(shares, (shares.shape[0], len(patterns.persons)))
    prevalence: Floats = shares @ patterns.persons / patterns.total
    return prevalence


def described(patterns: Patterns, fit: BestFit) -> ClassModel:
    """Give a fit as a model with its criteria.

    References
    ----------
    BIC: Schwarz (1978). Entropy R2: Ramaswamy and others (1993), Marketing Science 12, 103-124.
    """
    classes = fit.parameters.items.shape[1]
    columns = fit.parameters.prior.shape[2]
    parameters = parameters_of(patterns, classes, columns)
    probabilities = fit.parameters.items[0]
    return ClassModel(
        classes=classes,
        log_likelihood=fit.log_likelihood,
        parameters=parameters,
        freedom=room_of(patterns) - parameters,
        bic=-2 * fit.log_likelihood + parameters * float(np.log(patterns.total)),
        aic=-2 * fit.log_likelihood + 2 * parameters,
        entropy_r2=_entropy_r2(patterns, fit.parameters),
        boundary=int(((probabilities < _EDGE) | (probabilities > 1 - _EDGE)).sum()),
        reached=fit.reached,
        starts=fit.starts,
        prevalence=tuple(prevalence_of(patterns, fit.parameters).tolist()),
        profiles=_profiles(patterns, probabilities),
        coefficients=_coefficients(patterns, fit.parameters.prior[0]),
    )


def parameters_of(patterns: Patterns, classes: int, columns: int = 1) -> int:
    """Give how many parameters a model has; ``columns`` are those of the design of the covariates."""
    return (classes - 1) * columns + classes * int((patterns.widths - 1).sum())


def room_of(patterns: Patterns) -> int:
    """Give how many parameters the data can hold: as many as persons, or as cells of the table of all items less 1."""
    return min(patterns.total, prod(map(len, patterns.codes)) - 1)


def _entropy_r2(patterns: Patterns, at: Parameters) -> float:
    if at.items.shape[1] == 1:
        return 1.0
    posterior = posteriors(patterns, prior_of(patterns), at)[0][0]
    logs = np.log(np.maximum(posterior, 1e-300))
    entropy = -((posterior * logs).sum(axis=0) @ patterns.persons)
    return float(1 - entropy / (patterns.total * np.log(at.items.shape[1])))


def _profiles(patterns: Patterns, probabilities: Floats) -> tuple[ItemProfile, ...]:
    parts = np.split(probabilities, patterns.starts[1:], axis=1)
    return tuple(
        ItemProfile(item, codes, tuple(map(tuple, part.tolist())))
        for item, codes, part in zip(patterns.items, patterns.codes, parts, strict=True)
    )


def _coefficients(patterns: Patterns, prior: Floats) -> tuple[Coefficient, ...]:
    if patterns.covariates is None:
        return ()
    slopes = (prior[1:, 1:] - prior[0, 1:]) / patterns.covariates.scales
    return tuple(
        Coefficient(number, name, float(slope))
        for number, row in enumerate(slopes, start=2)
        for name, slope in zip(patterns.covariates.names, row, strict=True)
    )
