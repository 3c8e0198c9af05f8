"""Tests of one more class, and the stability of classes, by samples drawn again."""

from __future__ import annotations

import numpy as np

from clerestory.analyse.typology.em import fit_batch
from clerestory.analyse.typology.fitting import BestFit, prior_of, random_starts
from clerestory.analyse.typology.likelihood import Parameters
from clerestory.analyse.typology.matching import likeliest, matched
from clerestory.analyse.typology.patterns import MISSING, Floats, Ints, Patterns, collapsed
from clerestory.model.findings.typology import ClassTest
from clerestory.progress import Progress

STARTS = 10  # random ones of each replicate, beside the fit of the data
_CELLS = 2_000_000  # of an array of a batch: 16 MB


def tested_against_more(
    patterns: Patterns, null: BestFit, more: BestFit, *, replicates: int, by: np.random.Generator, progress: Progress
) -> ClassTest:
    """Test a number of classes against one more by the parametric bootstrap.

    Samples of as many persons are drawn from the fewer classes, with items missing where they are missing in the data;
    both models are fitted to each. p is the share of samples, the data among them, whose likelihood ratio is as great.

    Parameters
    ----------
    patterns : Patterns
        Without covariates.
    null, more : BestFit
        Fits of ``classes`` and of one more to the data.
    replicates : int
    by : numpy Generator

    Returns
    -------
    ClassTest

    References
    ----------
    McLachlan (1987), Applied Statistics 36, 318-324.
    """
    seen = more.log_likelihood - null.log_likelihood
    at_once = max(1, _CELLS // (len(patterns.persons) * more.parameters.items.shape[1] * (STARTS + 1)))
    greater = 0
    for first in range(0, replicates, at_once):
        number = min(at_once, replicates - first)
        drawn, weights = _drawn(patterns, null.parameters, number, by)
        fewer = _best(drawn, weights, null.parameters, by)
        ratio = _best(drawn, weights, more.parameters, by) - fewer
        greater += int((ratio >= seen).sum())
        progress.advance(number)
    classes = null.parameters.items.shape[1]
    return ClassTest(classes, (greater + 1) / (replicates + 1), replicates)


def _drawn(patterns: Patterns, at: Parameters, number: int, by: np.random.Generator) -> tuple[Patterns, Floats]:
    """Draw samples from a model; their distinct patterns, and how often each is in each sample."""
    distinct = list[Ints]()
    rows = np.repeat(patterns.answers == MISSING, patterns.persons, axis=0)
    counts = list[Ints]()
    for _ in range(number):
        answers = _answers(patterns, at, len(rows), by)
        answers[rows] = MISSING
        kinds, which = collapsed(answers, patterns.widths)
        distinct.append(kinds)
        counts.append(np.bincount(which))
    of_all, which = collapsed(np.concatenate(distinct), patterns.widths)
    weights = np.zeros((number, len(of_all)))
    sample = np.repeat(np.arange(number), [len(kinds) for kinds in distinct])
    np.add.at(weights, (sample, which), np.concatenate(counts))
    return Patterns(patterns.items, patterns.codes, of_all, np.ones(len(of_all), dtype=np.int64)), weights


def _answers(patterns: Patterns, at: Parameters, persons: int, by: np.random.Generator) -> Ints:
    members = by.multinomial(persons, at.prior[0, :, 0])
    made = np.empty((persons, len(patterns.items)), dtype=np.int64)
    parts = np.split(at.items[0], patterns.starts[1:], axis=1)
    ends = np.concatenate([[0], np.cumsum(members)])
    for item, part in enumerate(parts):
        for class_, shares in enumerate(part):
            made[ends[class_] : ends[class_ + 1], item] = by.choice(len(shares), members[class_], p=shares)
    by.shuffle(made, axis=0)  # else the items that are missing would go with the class
    return made


def _best(patterns: Patterns, weights: Floats, at: Parameters, by: np.random.Generator) -> Floats:
    """Give the best log-likelihood of each sample, from the fit of the data and from random starts."""
    samples, classes = len(weights), at.items.shape[1]
    starts = STARTS + 1 if classes > 1 else 1
    begin = random_starts(patterns, classes, number=samples * starts, by=by)
    begin.prior[::starts], begin.items[::starts] = at.prior, 0.99 * at.items + 0.01 * begin.items[::starts]
    found = fit_batch(patterns, np.repeat(weights, starts, axis=0), begin)
    best: Floats = found.log_likelihood.reshape(samples, starts).max(axis=1)
    return best


def stability_of(
    patterns: Patterns, fit: BestFit, *, replicates: int, by: np.random.Generator, progress: Progress
) -> tuple[float, ...]:
    """Give how stable each class is: its mean Jaccard similarity to its match in samples drawn with replacement.

    Every person of the data goes to the likeliest class, by the fit of the data and by that of the sample; classes are
    matched so that the sum of similarities is greatest.

    References
    ----------
    Hennig (2007), Computational Statistics and Data Analysis 52, 258-271.
    """
    classes = fit.parameters.items.shape[1]
    at_once = max(1, _CELLS // (len(patterns.persons) * classes * STARTS))
    members = likeliest(patterns, prior_of(patterns), fit.parameters)[0]
    similar = np.zeros(classes)
    for first in range(0, replicates, at_once):
        number = min(at_once, replicates - first)
        for other in likeliest(patterns, prior_of(patterns), _refitted(patterns, classes, number, by)):
            similar += matched(members, other, patterns.persons)[1]
        progress.advance(number)
    return tuple((similar / replicates).tolist())


def _refitted(patterns: Patterns, classes: int, number: int, by: np.random.Generator) -> Parameters:
    """Fit samples drawn with replacement, from random starts alone: a class must not be found because it is known."""
    weights = by.multinomial(patterns.total, patterns.persons / patterns.total, size=number).astype(np.float64)
    begin = random_starts(patterns, classes, number=number * STARTS, by=by)
    found = fit_batch(patterns, np.repeat(weights, STARTS, axis=0), begin)
    top = found.log_likelihood.reshape(number, STARTS).argmax(axis=1) + STARTS * np.arange(number)
    return found.parameters.only(top)
