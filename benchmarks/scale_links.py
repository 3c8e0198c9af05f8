"""How often the spread holds the true number where lists overlap by links, of which some are missed and some false.

``python benchmarks/scale_links.py [NATIONS] [REPLICATES]``; seeds are fixed: the figures of docs/methods/persons.md
come again. Nations are counted, never linked: errors are drawn at known shares, and the linkage is taken to expect a
range that holds them.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from clerestory.analyse.scale.bootstrap import bca_limits, resample
from clerestory.analyse.scale.methods import Procedures
from clerestory.analyse.scale.sensitivity import moved_by_links
from clerestory.analyse.scale.stepwise import choose_stepwise
from clerestory.model.findings.scale import LinkShares, Method, ScaleSettings, ShareRange

PERSONS, ON_LIST = 3000, np.array([0.25, 0.2, 0.15, 0.12])
SHARES = LinkShares(missed=ShareRange(0.0, 0.06), false=ShareRange(0.0, 0.02))
SETTINGS = ScaleSettings(methods=(Method.STEPWISE,))
KINDS = {
    "no link is wrong": (0.0, 0.0),
    "5 % of links missed, 1 % false": (0.05, 0.01),
    "none missed, 2 % false": (0.0, 0.02),
    "10 % missed, where up to 6 % are expected": (0.10, 0.0),
}


def histories(rng: np.random.Generator) -> np.ndarray:
    """The lists of every person who is on one, as bits."""
    on = rng.random((PERSONS, len(ON_LIST))) < ON_LIST
    found = on @ (1 << np.arange(len(ON_LIST)))
    return found[found > 0]


def linked(rng: np.random.Generator, truth: np.ndarray, *, missed: float, false: float) -> np.ndarray:
    """What a linkage makes of the lists: a case whose link it missed stands twice, two that it took for one once."""
    sizes = np.array([int(history).bit_count() for history in truth])
    parted = (sizes > 1) & (rng.random(len(truth)) < missed)
    left = np.array([_one_list(rng, int(history)) for history in truth[parted]], dtype=np.int64)
    seen = truth.copy()
    seen[parted] -= left
    seen = rng.permutation(np.concatenate([seen, left]))
    single = np.array([int(history).bit_count() == 1 for history in seen])
    pairs = round(false / (1 - false) * int((~single).sum()))
    joined, kept = [], np.ones(len(seen), dtype=bool)
    places = np.flatnonzero(single)
    for one, other in zip(places[::2], places[1::2], strict=False):
        if len(joined) < pairs and seen[one] != seen[other]:
            joined.append(seen[one] | seen[other])
            kept[[one, other]] = False
    return np.concatenate([seen[kept], np.array(joined, dtype=np.int64)])


def _one_list(rng: np.random.Generator, history: int) -> int:
    bits = [1 << bit for bit in range(history.bit_length()) if history >> bit & 1]
    return int(rng.choice(bits))


def coverage(missed: float, false: float, nations: int, replicates: int) -> dict[str, float]:
    """Give the shares of nations whose true number lies within the interval as it is, and as links move it."""
    plain, carried, estimates, factors = [], [], [], []
    for nation in range(nations):
        rng = np.random.default_rng([1, nation])
        seen = linked(rng, histories(rng), missed=missed, false=false)
        counts = np.bincount(seen, minlength=2 ** len(ON_LIST)).astype(float)
        found = resample(counts, choose_stepwise, rng, number=replicates)
        low, high = bca_limits(found, (0.025, 0.975))
        least, most = moved_by_links(Procedures(counts, SETTINGS), SHARES) or (0.0, np.inf)
        plain.append(low <= PERSONS <= high)
        carried.append(low * least <= PERSONS <= high * most)
        estimates.append(found.estimate)
        factors.append((least, most))
    least, most = np.mean(factors, axis=0)
    return {
        "BCa": float(np.mean(plain)),
        "moved by links": float(np.mean(carried)),
        "mean estimate": float(np.mean(estimates)),
        "lowest factor": float(least),
        "highest factor": float(most),
    }


def main() -> None:
    nations = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    replicates = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    print(f"{nations} nations of {PERSONS} persons, {replicates} replicates; the linkage expects {SHARES}")
    for name, (missed, false) in KINDS.items():
        began = time.perf_counter()
        found = coverage(missed, false, nations, replicates)
        words = ", ".join(f"{what} {value:.3f}" for what, value in found.items())
        print(f"{name}: {words}; {time.perf_counter() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
