"""Each method on one table: its estimate, the interval as if its model were right, and the bootstrap's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clerestory.analyse.scale.averaging import averaged_quantiles
from clerestory.analyse.scale.bootstrap import bca_limits, monte_carlo_errors, resample
from clerestory.analyse.scale.choice import Choice, Chooser
from clerestory.analyse.scale.existence import admissible
from clerestory.analyse.scale.fitting import fit_models, log_hidden_variance
from clerestory.analyse.scale.information import Scores, choose_among, choose_downhill, score_models
from clerestory.analyse.scale.lattice import (
    EVERY_ORDER,
    EVERY_PAIR,
    Floats,
    Terms,
    hierarchical_models,
    lists_in,
    main_effects,
    two_list_models,
)
from clerestory.analyse.scale.stepwise import choose_stepwise
from clerestory.model.findings.lists import ListTable
from clerestory.model.findings.scale import Limits, Method, MethodEstimate, ScaleSettings
from clerestory.progress import SILENT, Progress

CANDIDATES = 50  # best models of the table among which replicates choose (Silverman, Chan and Vincent 2024)
LEVELS = (0.025, 0.975)
_NORMAL = 1.959963984540054
_NONE = "No model of this method has a finite estimate on these counts."


@dataclass(frozen=True)
class Procedure:
    """A method made ready for a table."""

    chooser: Chooser
    looked_at: int = 1
    inadmissible: int = 0


class Procedures:
    """The methods made ready for one table; scores of all models are computed once, when first asked for.

    Parameters
    ----------
    counts : float array of shape (2 ** k,)
    settings : ScaleSettings
    """

    def __init__(self, counts: Floats, settings: ScaleSettings) -> None:
        self.counts, self.settings = counts, settings
        self.lists = lists_in(len(counts))

    @cached_property
    def every(self) -> Scores:
        """Scores of all hierarchical models."""
        return score_models(self.counts, hierarchical_models(self.lists))

    @cached_property
    def of_pairs(self) -> Scores:
        """Scores of all models of two-list terms."""
        return score_models(self.counts, two_list_models(self.lists))

    @property
    def widest(self) -> Scores:
        """Scores of the most models that are looked at with so many lists."""
        return self.every if self.lists <= EVERY_ORDER else self.of_pairs

    def ready(self, method: Method) -> Procedure:
        """Make a method ready that chooses a model."""
        if method is Method.STEPWISE:
            return Procedure(lambda counts: choose_stepwise(counts, self.settings.p_threshold))
        if method is Method.BIC_DOWNHILL:
            return Procedure(choose_downhill)
        return _among(self.every if method is Method.BIC_ALL else self.of_pairs)

    def quick(self) -> list[Chooser]:
        """Give the choosers that scenarios are computed with: stepwise, and BIC over all models, or downhill."""
        by_bic = choose_downhill if self.lists > EVERY_ORDER else _among(self.every).chooser
        return [self.ready(Method.STEPWISE).chooser, by_bic]


def estimate_by(
    method: Method, table: ListTable, procedures: Procedures, progress: Progress = SILENT
) -> MethodEstimate:
    """Estimate the whole number by one method.

    Raises
    ------
    TableError
        If the linear programme of existence finds no answer.
    """
    most = {Method.BIC_ALL: EVERY_ORDER, Method.BIC_PAIRS: EVERY_PAIR, Method.BIC_AVERAGE: EVERY_PAIR}
    if procedures.lists > most.get(method, procedures.lists):
        progress.advance(procedures.settings.replicates)
        return MethodEstimate(method, why_not=f"More than {most[method]} lists have too many models to look at all.")
    special: dict[Method, Callable[[Procedures], MethodEstimate]] = {
        Method.INDEPENDENCE: lambda p: _of_model(method, table, p.counts, main_effects(p.lists)),
        Method.BIC_AVERAGE: _averaged,
    }
    if method in special:
        progress.advance(procedures.settings.replicates)
        return special[method](procedures)
    return _resampled(method, table, procedures, progress)


def _among(scores: Scores) -> Procedure:
    best = scores.best(CANDIDATES)
    return Procedure(lambda counts: _chosen(counts, best), len(scores.terms), scores.refused)


def _chosen(counts: Floats, candidates: Terms) -> Choice:
    if len(candidates):
        return choose_among(counts, candidates)
    lists = lists_in(counts.shape[1])
    return Choice(np.tile(main_effects(lists), (len(counts), 1)), np.full(len(counts), np.nan))


def _of_model(method: Method, table: ListTable, counts: Floats, terms: Terms) -> MethodEstimate:
    """Estimate by one model, with the interval as if it were right: normal on the log of the hidden number."""
    fits = fit_models(counts[None], terms[None])
    if not admissible(counts[None], fits, np.array([0]))[0]:
        return MethodEstimate(method, why_not=_NONE)
    total, hidden = float(counts.sum()), float(fits.hidden[0])
    factor = float(np.exp(_NORMAL * np.sqrt(log_hidden_variance(fits)[0])))
    named = tuple(table.named(int(term)) for term in np.flatnonzero(terms) if int(term).bit_count() > 1)
    return MethodEstimate(method, total + hidden, named, Limits(total + hidden / factor, total + hidden * factor))


def _averaged(procedures: Procedures) -> MethodEstimate:
    scores = procedures.widest
    if not np.isfinite(scores.bic[0]):
        return MethodEstimate(
            Method.BIC_AVERAGE, why_not=_NONE, looked_at=len(scores.terms), inadmissible=scores.refused
        )
    low, middle, high = (
        averaged_quantiles(procedures.counts, scores, (LEVELS[0], 0.5, LEVELS[1])) + procedures.counts.sum()
    )
    return MethodEstimate(
        Method.BIC_AVERAGE,
        float(middle),
        conditional=Limits(float(low), float(high)),
        looked_at=len(scores.terms),
        inadmissible=scores.refused,
    )


def _resampled(method: Method, table: ListTable, procedures: Procedures, progress: Progress) -> MethodEstimate:
    counts, settings = procedures.counts, procedures.settings
    ready = procedures.ready(method)
    chosen = ready.chooser(counts[None])
    if not np.isfinite(chosen.hidden[0]):
        progress.advance(settings.replicates)
        return MethodEstimate(method, why_not=_NONE, looked_at=ready.looked_at, inadmissible=ready.inadmissible)
    found = _of_model(method, table, counts, chosen.terms[0])
    # Each method has replicates of its own, whichever others are asked for.
    rng = np.random.default_rng([settings.seed, list(Method).index(method)])
    replicates = resample(counts, ready.chooser, rng, number=settings.replicates, progress=progress)
    low, high = bca_limits(replicates, LEVELS)
    errors = [float(e) if np.isfinite(e) else None for e in monte_carlo_errors(replicates, LEVELS)]
    return MethodEstimate(
        method,
        found.estimate,
        found.model,
        found.conditional,
        Limits(float(low), float(high), *errors),
        ready.looked_at,
        ready.inadmissible,
    )
