"""How often the interval holds the true number: synthetic nations whose lists are counted, never linked.

``python benchmarks/scale_nations.py [NATIONS] [REPLICATES]``; seeds are fixed: the figures of docs/methods/scale.md
come again.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from clerestory.analyse.scale.bootstrap import Replicates, bca_limits, resample
from clerestory.analyse.scale.fitting import fit_models, log_hidden_variance
from clerestory.analyse.scale.stepwise import choose_stepwise

PERSONS, ON_LIST = 3000, np.array([0.25, 0.2, 0.15, 0.12, 0.1])
LEVELS = (0.025, 0.975)


def independent(rng: np.random.Generator):
    """Persons on lists that know nothing of each other."""
    return rng.random((PERSONS, len(ON_LIST))) < ON_LIST


def referred(rng: np.random.Generator):
    """The first list refers three in ten of its cases to the second: a dependence that a two-list term describes."""
    on = independent(rng)
    on[:, 1] |= on[:, 0] & (rng.random(PERSONS) < 0.3)
    return on


def unlike(rng: np.random.Generator):
    """Half of the persons are twice as likely as the others to be on any list: no term of two lists describes that."""
    likelier = rng.random((PERSONS, 1)) < 0.5
    return rng.random((PERSONS, len(ON_LIST))) < np.where(likelier, 4 / 3, 2 / 3) * ON_LIST


def hidden_third(rng: np.random.Generator):
    """One in three persons is a tenth as likely to be on any list."""
    hidden = rng.random((PERSONS, 1)) < 1 / 3
    return rng.random((PERSONS, len(ON_LIST))) < np.where(hidden, 0.1, 1.0) * ON_LIST


KINDS = {
    "independent lists": independent,
    "a list refers to another": referred,
    "half the persons twice as likely": unlike,
    "a third nearly hidden": hidden_third,
}


def table_of(on) -> np.ndarray:
    counts = np.bincount(on @ (1 << np.arange(on.shape[1])), minlength=2 ** on.shape[1]).astype(float)
    counts[0] = 0
    return counts


def coverage(make, nations: int, replicates: int, seed: int = 1) -> dict[str, float]:
    """Give the shares of nations whose true number lies within the interval, or above it, and the mean estimate."""
    bootstrap, above, conditional, estimates = [], [], [], []
    for nation in range(nations):
        rng = np.random.default_rng([seed, nation])
        counts = table_of(make(rng))
        found: Replicates = resample(counts, choose_stepwise, rng, number=replicates)
        low, high = bca_limits(found, LEVELS)
        bootstrap.append(low <= PERSONS <= high)
        above.append(high < PERSONS)
        fits = fit_models(counts[None], choose_stepwise(counts[None]).terms)
        factor = np.exp(1.96 * np.sqrt(log_hidden_variance(fits)[0]))
        seen, hidden = counts.sum(), fits.hidden[0]
        conditional.append(seen + hidden / factor <= PERSONS <= seen + hidden * factor)
        estimates.append(found.estimate)
    return {
        "BCa": float(np.mean(bootstrap)),
        "true above BCa": float(np.mean(above)),
        "conditional": float(np.mean(conditional)),
        "mean estimate": float(np.mean(estimates)),
    }


def main() -> None:
    nations = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    replicates = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    print(f"{nations} nations of {PERSONS} persons, {replicates} replicates")
    for name, make in KINDS.items():
        began = time.perf_counter()
        found = coverage(make, nations, replicates)
        words = ", ".join(f"{what} {value:.3f}" for what, value in found.items())
        print(f"{name}: {words}; {time.perf_counter() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
