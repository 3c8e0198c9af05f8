"""Numbers of classes, the tests between them, and the model with the smallest BIC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from clerestory.analyse.typology.bootstrap import stability_of, tested_against_more
from clerestory.analyse.typology.fitting import BestFit, best_fit, described, parameters_of, room_of
from clerestory.analyse.typology.patterns import Patterns
from clerestory.analyse.typology.reading import CodedItems
from clerestory.analyse.typology.regressing import regressed
from clerestory.errors import TableError
from clerestory.model.findings.typology import ClassTest, Typology, TypologySettings
from clerestory.progress import SILENT, Progress


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
    able = _able(patterns, asked)
    fits = _fits(patterns, able, asked, progress)
    models = [described(patterns, fit) for fit in fits]
    best = min(range(len(able)), key=lambda at: models[at].bic)
    tests = _tests(patterns, fits, asked, progress)
    models[best] = replace(models[best], stability=_stability(patterns, fits[best], asked, progress))
    chosen = regressed(items.patterns, fits[best], models[best], asked)
    return Typology(
        settings=asked,
        items=patterns.items,
        covariates=items.patterns.covariates.names if items.patterns.covariates else (),
        persons=patterns.total,
        left_out=items.left_out,
        persons_with=_persons_with(patterns),
        models=tuple(models),
        tests=tests,
        chosen=chosen.model,
        covariate_test=chosen.test,
        skipped=tuple(range(able[-1] + 1, asked.most + 1)),
        classes_kept=chosen.classes_kept,
    )


def _able(patterns: Patterns, asked: TypologySettings) -> range:
    """Give the numbers of classes whose parameters the data can hold; more than these cannot be told apart."""
    room = room_of(patterns)
    able = [c for c in range(asked.least, asked.most + 1) if parameters_of(patterns, c) <= room]
    if not able:
        raise TableError(
            f"has too few items, or rows, for {asked.least} classes",
            where="items",
            remedy="Give more items, or ask for fewer classes.",
        )
    return range(able[0], able[-1] + 1)


def _fits(patterns: Patterns, able: Sequence[int], asked: TypologySettings, progress: Progress) -> list[BestFit]:
    progress.begin("classes", len(able))
    found = []
    for classes in able:
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


def _persons_with(patterns: Patterns) -> Mapping[str, Mapping[str, int]]:
    """Give how many persons have each code: a rare one is not told, as its existence may be somebody's."""
    persons = iter((patterns.persons @ patterns.indicators).tolist())
    return {
        item: {code: round(next(persons)) for code in codes}
        for item, codes in zip(patterns.items, patterns.codes, strict=True)
    }
