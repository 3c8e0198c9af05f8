"""Covariates in the model that was chosen without them; its classes keep their order where they stay what they were."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import chdtrc

from clerestory.analyse.typology.em import fit_batch
from clerestory.analyse.typology.fitting import BestFit, best_of, described, prior_of, random_starts
from clerestory.analyse.typology.likelihood import Parameters
from clerestory.analyse.typology.matching import likeliest, matched
from clerestory.analyse.typology.patterns import Ints, Patterns
from clerestory.analyse.typology.prior import TINY, Prevalence
from clerestory.model.findings.typology import STABLE, ClassModel, CovariateTest, TypologySettings

_PULLED = 0.01  # towards a random start: a probability at 0 would stay there


@dataclass(frozen=True)
class Regressed:
    """The chosen model, with covariates where there are any, and whether its classes stayed what they were."""

    model: ClassModel
    test: CovariateTest | None = None
    classes_kept: bool = True


def regressed(patterns: Patterns, without: BestFit, chosen: ClassModel, asked: TypologySettings) -> Regressed:
    """Regress the chosen classes on the covariates, in one likelihood with the items.

    Classes are matched to those without covariates by whom they hold; the order, and the stability, are those of their
    matches. Where a match is less alike than a stable class is to itself, the classes are others: they have no
    stability.

    Parameters
    ----------
    patterns : Patterns
        With the covariates, where there are any.
    without : BestFit
        The fit without covariates.
    chosen : ClassModel
        The same as a model.
    asked : TypologySettings
    """
    if patterns.covariates is None or chosen.classes == 1:
        return Regressed(chosen)
    by = np.random.default_rng([asked.seed, 4])
    fit = _fit(patterns, without.parameters, starts=asked.starts, by=by)
    order, alike = matched(
        likeliest(patterns, Prevalence(), without.parameters)[0],
        likeliest(patterns, prior_of(patterns), fit.parameters)[0],
        patterns.persons,
    )
    model = described(patterns, _ordered(fit, order))
    kept = bool(alike.min() >= STABLE)
    freedom = model.parameters - chosen.parameters
    p_value = float(chdtrc(freedom, 2 * (model.log_likelihood - chosen.log_likelihood)))
    stability = chosen.stability if kept else ()
    return Regressed(replace(model, stability=stability), CovariateTest(p_value, freedom), kept)


def _fit(patterns: Patterns, without: Parameters, *, starts: int, by: np.random.Generator) -> BestFit:
    """Fit from random starts, and from the classes without covariates."""
    classes = without.items.shape[1]
    begin = random_starts(patterns, classes, number=starts + 1, by=by)
    logs = np.log(np.maximum(without.prior[0, :, 0], TINY))
    begin.prior[0, :, 0] = logs - logs.mean()
    begin.items[0] = (1 - _PULLED) * without.items[0] + _PULLED * begin.items[0]
    weights = np.repeat(patterns.persons.astype(np.float64)[None], starts + 1, axis=0)
    return best_of(patterns, fit_batch(patterns, weights, begin))


def _ordered(fit: BestFit, order: Ints) -> BestFit:
    at = fit.parameters
    return replace(fit, parameters=Parameters(at.prior[:, order], at.items[:, order]))
