"""How often the true turn of a trend is found, by how sharp it is and how much chance there is; and the coverage.

``python benchmarks/trends.py [SERIES] [COVERAGE_SERIES]``; seeds are fixed: the figures of docs/methods/trends.md come
again.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from clerestory.analyse.trends import estimate_trend
from clerestory.analyse.trends.joinpoints import search_model
from clerestory.model.trends import TrendSettings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from trend_series import made_series

KINDS = {
    "-8 to +25 % a year, 800 a quarter, overdispersion 0.003": {},
    "the same, Poisson": {"overdispersion": 0},
    "the same, overdispersion 0.01": {"overdispersion": 0.01},
    "200 a quarter, overdispersion 0.003": {"level": 200},
    "-3 to +10 % a year": {"before": -0.03, "after": 0.10},
    "no turn, +5 % a year": {"before": 0.05, "after": 0.05},
}


def found_in(series: int, kind: dict) -> tuple[float, float, float]:
    """Give the share with a joinpoint within a quarter of the turn, with exactly one, and with none."""
    near = one = none = 0
    for seed in range(1000, 1000 + series):
        made, turn = made_series(seed, **kind)
        places = search_model(made, TrendSettings()).model.places
        near += any(abs(place - turn) <= 1 for place in places)
        one += len(places) == 1
        none += not places
    return near / series, one / series, none / series


def covered_in(series: int) -> float:
    """Give the share of series whose interval of the average change a year holds the true one."""
    held = 0
    for seed in range(1000, 1000 + series):
        made, turn = made_series(seed)
        truth = 100 * ((0.92 ** (turn / 39)) * (1.25 ** ((39 - turn) / 39)) - 1)
        overall = estimate_trend(made, TrendSettings(replicates=200, seed=seed)).overall
        held += overall.low <= truth <= overall.high
    return held / series


def main() -> None:
    series, coverage = [*(int(word) for word in sys.argv[1:]), 200, 100][:2]
    for name, kind in KINDS.items():
        began = time.perf_counter()
        near, one, none = found_in(series, kind)
        print(f"{name}: near {near:.3f}, exactly one {one:.3f}, none {none:.3f} ({time.perf_counter() - began:.0f} s)")
    print(f"average change a year within its interval: {covered_in(coverage):.3f} of {coverage}")


if __name__ == "__main__":
    main()
