"""From codings to agreement: alpha, kappa and the share of equal pairs, with intervals over units."""

from __future__ import annotations

import numpy as np

from clerestory.analyse.agreement.alpha import alpha_of, pairable
from clerestory.analyse.agreement.bootstrap import Statistic, with_intervals
from clerestory.analyse.agreement.codings import MISSING, CodingPatterns, Codings, Floats, patterns_of
from clerestory.analyse.agreement.kappa import disagreements, kappa_of
from clerestory.errors import TableError
from clerestory.model.findings.agreement import (
    Agreement,
    AgreementSettings,
    CodeAgreement,
    Level,
    MeasuredAgreement,
)
from clerestory.progress import SILENT, Progress

MOST_CELLS_OF_KAPPA = 200**2  # more values than two hundred are numbers, on which two coders seldom hit the same


def measure_agreement(
    codings: Codings, settings: AgreementSettings | None = None, *, progress: Progress = SILENT
) -> MeasuredAgreement:
    """Measure how far coders agree on units, beyond what chance gives.

    Parameters
    ----------
    codings : Codings
        Of ``read_codings``. Units with fewer than two values are left out.
    settings : AgreementSettings, optional
        Level of the values, weights of kappa, bootstrap and seed.

    Returns
    -------
    MeasuredAgreement
        Confidential. The same codings in any order, and the same settings, give the same numbers.

    Raises
    ------
    TableError
        If no unit has two values.

    References
    ----------
    docs/methods/agreement.md names the source of each part.
    """
    settings = settings or AgreementSettings()
    units = int(codings.several.sum())
    if not units:
        raise TableError(
            "have no unit with two values", where="codings", remedy="Have units coded by two coders or more."
        )
    progress.begin("bootstrap", (1 + len(codings.codes)) * settings.replicates)
    return MeasuredAgreement(
        coders=codings.at.shape[1],
        units=units,
        left_out=len(codings.at) - units,
        whole=_agreement(codings, settings, seed=0, progress=progress),
        codes=tuple(_of_code(codings, number, settings, progress) for number in range(len(codings.codes))),
        settings=settings,
    )


def _of_code(codings: Codings, number: int, settings: AgreementSettings, progress: Progress) -> CodeAgreement:
    one = codings.of_code(number)
    applied, not_applied = (int((one.at[one.several] == value).any(axis=1).sum()) for value in (1, 0))
    found = _agreement(one, settings, seed=1 + number, progress=progress)
    return CodeAgreement(codings.codes[number], applied, not_applied, found)


def _agreement(codings: Codings, settings: AgreementSettings, *, seed: int, progress: Progress) -> Agreement:
    patterns = patterns_of(codings)
    statistics = (_alpha(patterns, settings.level), _kappa(patterns, settings), _same(patterns))
    rng = np.random.default_rng([settings.seed, seed])
    alpha, kappa, same = with_intervals(statistics, patterns.times, settings.replicates, rng=rng, progress=progress)
    if same is None:
        raise AssertionError("units with two values have a pair")
    return Agreement(alpha, kappa, same)


def _alpha(patterns: CodingPatterns, level: Level) -> Statistic:
    values = pairable(patterns.values)
    return lambda times: alpha_of(values, level, times)


def _kappa(patterns: CodingPatterns, settings: AgreementSettings) -> Statistic:
    """Give kappa of two coders; without value for other numbers of coders, and for very many values."""
    width = len(patterns.scores)
    if patterns.at.shape[1] != 2 or width**2 > MOST_CELLS_OF_KAPPA:
        return lambda times: None
    cells = patterns.at[:, 0] * width + patterns.at[:, 1]
    scores = patterns.scores if settings.level is Level.INTERVAL else np.arange(width)
    cost = disagreements(settings.weights, scores)

    def kappa(times: Floats) -> float | None:
        table: Floats = np.bincount(cells, weights=times, minlength=width**2).astype(np.float64)
        return kappa_of(table.reshape(width, width), cost)

    return kappa


def _same(patterns: CodingPatterns) -> Statistic:
    size = (patterns.at != MISSING).sum(axis=1)
    pairs = size * (size - 1.0)
    same = pairs - pairable(patterns.values).unequal
    return lambda times: float(times @ same / (times @ pairs))
