"""Numbers of classes, the tests between them, and the model with the smallest BIC."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from scipy.stats import chi2

from clerestory.analyse.typology.bootstrap import stability_of, tested_against_more
from clerestory.analyse.typology.fitting import BestFit, best_fit, described
from clerestory.analyse.typology.patterns import Patterns
from clerestory.analyse.typology.reading import CodedItems
from clerestory.errors import TableError
from clerestory.model.typology import ClassModel, ClassTest, CovariateTest, Typology, TypologySettings
from clerestory.progress import SILENT, Progress

ENOUGH = 10  # persons with a code, below which nobody is told that it exists


def find_typology(items: CodedItems, settings: TypologySettings, *, progress: Progress = SILENT) -> Typology:
    """Fit latent classes to coded items, for each number of classes that is asked.

    The number of classes is chosen, and tested, without covariates; these then enter the model of that number, within
    its likelihood.

    Parameters
    ----------
    items : CodedItems
    settings : TypologySettings
    progress : Progress

    Returns
    -------
    Typology
        Confidential: aggregates alone, and no value for a person.

    Raises
    ------
    TableError
        If the items tell too little for the fewest classes that are asked.
    """
    patterns, asked = items.without_covariates, settings
    fits = _fits(patterns, asked, progress)
    models = [described(patterns, fit) for fit in fits]
    able = [at for at, model in enumerate(models) if model.freedom >= 0]
    if not able:
        raise TableError(
            f"has too few items for {asked.least} classes",
            where="items",
            remedy="Give more items, or ask for fewer classes.",
        )
    best = min(able, key=lambda at: models[at].bic)
    tests = _tests(patterns, [fits[at] for at in able], asked, progress)
    chosen = replace(models[best], stability=_stability(patterns, fits[best], asked, progress))
    models[best] = chosen
    with_covariates, test = _regressed(items, chosen, asked)
    return Typology(
        settings=asked,
        items=patterns.items,
        covariates=items.patterns.covariates.names if items.patterns.covariates else (),
        persons=patterns.total,
        left_out=items.left_out,
        frequent=_frequent(patterns),
        models=tuple(models),
        tests=tests,
        chosen=with_covariates,
        covariate_test=test,
    )


def _fits(patterns: Patterns, asked: TypologySettings, progress: Progress) -> list[BestFit]:
    progress.begin("classes", asked.most - asked.least + 1)
    found = []
    for classes in range(asked.least, asked.most + 1):
        # A generator for each: more classes asked change nothing of the others.
        by = np.random.default_rng([asked.seed, 1, classes])
        found.append(best_fit(patterns, classes, starts=asked.starts, by=by))
        progress.advance()
    return found


def _tests(
    patterns: Patterns, fits: list[BestFit], asked: TypologySettings, progress: Progress
) -> tuple[ClassTest, ...]:
    if not asked.replicates or len(fits) == 1:
        return ()
    progress.begin("tests", asked.replicates * (len(fits) - 1))
    return tuple(
        tested_against_more(
            patterns,
            null,
            more,
            replicates=asked.replicates,
            by=np.random.default_rng([asked.seed, 2, null.parameters.items.shape[1]]),
            progress=progress,
        )
        for null, more in pairwise(fits)
    )


def _stability(patterns: Patterns, fit: BestFit, asked: TypologySettings, progress: Progress) -> tuple[float, ...]:
    if not asked.replicates:
        return ()
    progress.begin("stability", asked.replicates)
    by = np.random.default_rng([asked.seed, 3])
    return stability_of(patterns, fit, replicates=asked.replicates, by=by, progress=progress)


def _regressed(
    items: CodedItems, chosen: ClassModel, asked: TypologySettings
) -> tuple[ClassModel, CovariateTest | None]:
    if items.patterns.covariates is None or chosen.classes == 1:
        return chosen, None
    by = np.random.default_rng([asked.seed, 4])
    fit = best_fit(items.patterns, chosen.classes, starts=asked.starts, by=by)
    found = described(items.patterns, fit)
    freedom = found.parameters - chosen.parameters
    p_value = float(chi2.sf(2 * (found.log_likelihood - chosen.log_likelihood), freedom))
    return replace(found, stability=()), CovariateTest(p_value, freedom)


def _frequent(patterns: Patterns) -> frozenset[tuple[str, str]]:
    """Give the codes that enough persons have: a rare one is not told, as its existence may be somebody's."""
    persons = patterns.persons @ patterns.indicators
    names = [(item, code) for item, codes in zip(patterns.items, patterns.codes, strict=True) for code in codes]
    return frozenset(name for name, number in zip(names, persons, strict=True) if number >= ENOUGH)
