"""Latent classes: time beside StepMix in the same run, of bootstrap tests, and how well planted types are recovered.

``python benchmarks/typology.py [ROWS] [STEPMIX_ROWS] [PERSONS]``; SYNTHETIC. StepMix (dependency group ``bench``) fits
one start to fewer rows, as a start takes it minutes on a million: its time a start and row is what is compared.
"""

from __future__ import annotations

import sys
import time
import warnings
from itertools import pairwise
from pathlib import Path

import numpy as np

from clerestory.analyse.panel.alike import adjusted_rand
from clerestory.analyse.typology.bootstrap import tested_against_more
from clerestory.analyse.typology.fitting import best_fit, prior_of
from clerestory.analyse.typology.likelihood import posteriors
from clerestory.analyse.typology.patterns import Ints, Patterns, collapsed
from clerestory.analyse.typology.reading import read_items
from clerestory.progress import SILENT

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from planted_types import bayes_index, ceiling, nation_items, planted

CARCINOMA = Path(__file__).parents[2] / "shared" / "data" / "lca" / "carcinoma.csv"
CLASSES, ITEMS, STARTS = 4, 12, 20


def patterns_of(answers: Ints) -> tuple[Patterns, Ints]:
    """Collapse answers; give also which pattern each row has."""
    widths = answers.max(axis=0) + 1
    distinct, which = collapsed(answers, widths)
    codes = tuple(tuple(map(str, range(width))) for width in widths)
    names = tuple(f"item {at}" for at in range(len(widths)))
    return Patterns(names, codes, distinct, np.bincount(which)), which


def timed(work) -> tuple[float, object]:
    began = time.perf_counter()
    made = work()
    return time.perf_counter() - began, made


def ours(answers: Ints) -> float:
    fit = best_fit(patterns_of(answers)[0], CLASSES, starts=STARTS, by=np.random.default_rng(1))
    return fit.log_likelihood / len(answers)


def stepmix(answers: Ints) -> float:
    from stepmix import StepMix  # noqa: PLC0415 - the bench lock alone has it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = StepMix(CLASSES, measurement="binary", n_init=1, random_state=1, max_iter=2000, progress_bar=0)
        model.fit(answers)
    return float(model.score(answers))


def speed(rows: int, peer_rows: int) -> None:
    answers, _ = planted(rows, classes=CLASSES, items=ITEMS, high=0.8, seed=1)
    seconds, mean = timed(lambda: ours(answers))
    print(f"{rows:,} rows, {ITEMS} items, {CLASSES} classes, {STARTS} starts: {seconds:.1f} s, {mean:.5f} a row")
    peer, level = timed(lambda: stepmix(answers[:peer_rows]))
    ratio = (peer / peer_rows) / (seconds / STARTS / rows)
    same = ours(answers[:peer_rows])
    print(f"StepMix, {peer_rows:,} rows, 1 start: {peer:.1f} s, {level:.5f} a row; ours on these rows {same:.5f}")
    print(f"a start and row: {ratio:,.0f} times as long")


def tests() -> None:
    if CARCINOMA.exists():
        patterns = read_items(CARCINOMA).patterns
    else:
        patterns, _ = patterns_of(planted(118, classes=3, items=7, high=0.9, seed=2)[0])
    fits = [best_fit(patterns, classes, starts=20, by=np.random.default_rng(classes)) for classes in (2, 3, 4)]
    for null, more in pairwise(fits):
        by = np.random.default_rng(5)
        seconds, test = timed(
            lambda null=null, more=more, by=by: tested_against_more(
                patterns, null, more, replicates=100, by=by, progress=SILENT
            )
        )
        print(
            f"carcinoma, {test.classes} classes against one more, 100 replicates: {seconds:.1f} s, p {test.p_value:.3f}"
        )


def recovered(answers: Ints, true: Ints, classes: int) -> float:
    patterns, which = patterns_of(answers)
    fit = best_fit(patterns, classes, starts=STARTS, by=np.random.default_rng(1))
    likeliest = posteriors(patterns, prior_of(patterns), fit.parameters)[0][0].argmax(axis=0)
    return adjusted_rand(true, likeliest[which], seed=1).value


def recovery(persons: int) -> None:
    for high in (0.95, 0.9, 0.8, 0.7):
        answers, true = planted(20_000, classes=CLASSES, items=ITEMS, high=high, seed=3)
        best = bayes_index(answers, true, classes=CLASSES, items=ITEMS, high=high)
        found = recovered(answers, true, CLASSES)
        print(
            f"planted, own items {high:.0%}, others {1 - high:.0%}: index {found:.3f}, with the true shares {best:.3f}"
        )
    for name, (answers, true) in nation_items(persons).items():
        found = recovered(answers, true, len(np.unique(true)))
        known = ceiling(answers, true)
        print(f"synthetic nation, {name}: index {found:.3f}, with the true shares {known:.3f}")


def main() -> None:
    rows, peer_rows, persons = [
        *(int(word) for word in sys.argv[1:]),
        *(1_000_000, 50_000, 20_000)[len(sys.argv) - 1 :],
    ]
    speed(rows, peer_rows)
    tests()
    recovery(persons)


if __name__ == "__main__":
    main()
