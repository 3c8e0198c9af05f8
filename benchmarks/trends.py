"""How often the true turn of a trend is found, and how often intervals hold the truth, by how much chance there is.

``python benchmarks/trends.py [SERIES] [COVERAGE_SERIES] [KINDS]``; the seeds are those of docs/methods/trends.md.
KINDS are the letters of those wanted, all if left out.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clerestory.analyse.trends import estimate_trend
from clerestory.analyse.trends.joinpoints import search_model
from clerestory.model.findings.trends import Change, Quarter, Trend, TrendSettings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from trend_series import made_series

KINDS = {
    "a: -8 to +25 % a year, 800 a quarter, overdispersion 0.003": {},
    "b: the same, Poisson": {"overdispersion": 0},
    "c: the same, overdispersion 0.01": {"overdispersion": 0.01},
    "d: 200 a quarter, overdispersion 0.003": {"level": 200},
    "e: -3 to +10 % a year": {"before": -0.03, "after": 0.10},
    "f: no turn, +5 % a year": {"before": 0.05, "after": 0.05},
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


@dataclass(frozen=True)
class Held:
    """What the intervals of one series hold: the average change, the change of each segment, the true turn."""

    overall: bool
    segments: tuple[bool, ...]
    turns: tuple[bool, ...]


def held_by(found: Trend, turn: int, before: float, after: float) -> Held:
    """Hold a trend against the truth; that of a segment is the average over its own quarters."""
    slopes = np.where(np.arange(39) < turn, np.log1p(before), np.log1p(after))

    def holds(change: Change, start: Quarter, end: Quarter) -> bool:
        truth = 100 * np.expm1(slopes[_at(start) : _at(end)].mean())
        return bool(change.low <= truth <= change.high)

    return Held(
        holds(found.overall, found.start, found.end),
        tuple(holds(part.change, part.start, part.end) for part in found.segments),
        tuple(_at(j.low) <= turn <= _at(j.high) for j in found.joinpoints) if len(found.joinpoints) == 1 else (),
    )


def _at(quarter: Quarter) -> int:
    return 4 * (quarter.year - 2014) + quarter.number - 1


def covered_in(series: int, kind: dict) -> str:
    """Say how often intervals hold the truth."""
    before, after = kind.get("before", -0.08), kind.get("after", 0.25)
    held = []
    for seed in range(1000, 1000 + series):
        made, turn = made_series(seed, **kind)
        held.append(held_by(estimate_trend(made, TrendSettings(replicates=200, seed=seed)), turn, before, after))
    parts = [one for of in held for one in of.segments]
    turns = [one for of in held for one in of.turns] if before != after else []
    return (
        f"average change {np.mean([of.overall for of in held]):.3f} of {series}, change of a segment "
        f"{np.mean(parts):.3f} of {len(parts)}, turn " + (f"{np.mean(turns):.3f} of {len(turns)}" if turns else "-")
    )


def main() -> None:
    words = sys.argv[1:]
    series, coverage = [*(int(word) for word in words if word.isdigit()), 200, 100][:2]
    letters = "".join(word for word in words if word.isalpha()) or "abcdef"
    for name, kind in KINDS.items():
        if name[0] not in letters:
            continue
        near, one, none = found_in(series, kind)
        print(f"{name}: near {near:.3f}, exactly one {one:.3f}, none {none:.3f} of {series}", flush=True)
        began = time.perf_counter()
        print(f"   held: {covered_in(coverage, kind)} ({time.perf_counter() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
