"""How often the interval of alpha holds the true one, by units, coders and how even the codes are; and the time.

``python benchmarks/agreement.py [TRIALS] [ROWS]``; the seeds are those of docs/methods/agreement.md.
Each coder reports a unit's code with probability p, and otherwise a code drawn from the same shares: alpha is p².
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from clerestory.analyse.agreement import Codings, measure_agreement, read_codings
from clerestory.model.findings.agreement import AgreementSettings

EVEN, UNEVEN, SELDOM = (0.25,) * 4, (0.7, 0.2, 0.07, 0.03), (0.9, 0.1)
KINDS = [
    (units, coders, shares, alpha)
    for units in (30, 50, 100, 200, 500)
    for coders, shares, alpha in (
        (2, EVEN, 0.8),
        (4, EVEN, 0.8),
        (2, UNEVEN, 0.8),
        (2, SELDOM, 0.8),
        (2, EVEN, 0.5),
    )
]


def drawn(rng: np.random.Generator, units: int, coders: int, shares: tuple[float, ...], alpha: float) -> Codings:
    """Give SYNTHETIC codings whose alpha is known."""
    true = rng.choice(len(shares), (units, 1), p=shares)
    by_chance = rng.choice(len(shares), (units, coders), p=shares)
    values = np.where(rng.random((units, coders)) < alpha**0.5, true, by_chance)
    return Codings(values.astype(np.int64), np.arange(float(len(shares))))


def covered(trials: int, kind: tuple) -> tuple[float, float, float]:
    """Give the share of intervals that hold alpha, their mean width, and the share of trials without an interval."""
    held, widths = 0, []
    for seed in range(trials):
        found = measure_agreement(
            drawn(np.random.default_rng([31, seed]), *kind), AgreementSettings(replicates=400, seed=seed)
        ).whole.alpha
        if found is not None and found.low is not None:
            held += found.low <= kind[-1] <= found.high
            widths.append(found.high - found.low)
    return held / max(len(widths), 1), float(np.mean(widths)), 1 - len(widths) / trials


def timed(rows: int) -> None:
    """Print the time of a file of so many rows, beside the bare reading of its fields."""
    values = drawn(np.random.default_rng(31), rows // 2, 2, EVEN, 0.8).at
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "codings.csv"
        with path.open("w") as file:
            file.write("unit,coder,value\n")
            file.writelines(f"{at},a,{one}\n{at},b,{two}\n" for at, (one, two) in enumerate(values.tolist()))
        began = time.perf_counter()
        with path.open(newline="") as file:
            bare = sum(1 for _ in csv.reader(file))
        read = time.perf_counter()
        codings = read_codings(path)
        ready = time.perf_counter()
        measure_agreement(codings)
        done = time.perf_counter()
    ratio = (done - read) / (read - began)
    print(
        f"{bare - 1:,} rows: {ready - read:.1f} s read, {done - ready:.1f} s measured; {ratio:.0f} times bare reading"
    )


def main() -> None:
    trials, rows = [*(int(word) for word in sys.argv[1:]), 1000, 1_000_000][:2]
    for kind in KINDS:
        share, width, without = covered(trials, kind)
        print(f"{kind}: held {share:.3f}, width {width:.2f}, no interval {without:.3f}", flush=True)
    timed(rows)


if __name__ == "__main__":
    main()
