"""Times of the estimates of scale, as ratios to one general optimiser (scipy) on the same models in the same run.

``python benchmarks/scale.py [LISTS.csv]``; without a file five independent lists are made. The coverage over nations is
`benchmarks/scale_nations.py`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
from scipy import optimize

from clerestory.analyse.scale import hierarchical_models, read_lists
from clerestory.analyse.scale.bootstrap import resample
from clerestory.analyse.scale.information import score_models
from clerestory.analyse.scale.methods import Procedures
from clerestory.model.findings.scale import Method, ScaleSettings

PEER = 40  # models that the peer fits; its time for all is that of these, times their share


def made_up() -> np.ndarray:
    on = np.random.default_rng(1).random((3000, 5)) < [0.25, 0.2, 0.15, 0.12, 0.1]
    counts = np.bincount(on @ (1 << np.arange(5)), minlength=32).astype(float)
    counts[0] = 0
    return counts


def peer_seconds(counts: np.ndarray, models: np.ndarray) -> float:
    """Fit each model by scipy's trust region with gradient and Hessian; histories that must be 0 are left out first."""
    began = time.perf_counter()
    histories = np.arange(1, len(counts))
    for terms in models:
        used = np.flatnonzero(terms)
        within = ((histories[:, None] & used) == used).astype(float)
        alive = within.T @ counts[1:] > 0
        kept = ~(within[:, ~alive] > 0).any(axis=1)
        X, seen = within[kept][:, alive], counts[1:][kept]
        start = np.linalg.lstsq(X, np.log(seen + 0.5), rcond=None)[0]
        optimize.minimize(
            lambda b, X=X, n=seen: (np.exp(X @ b) - n * (X @ b)).sum(),
            start,
            jac=lambda b, X=X, n=seen: X.T @ (np.exp(X @ b) - n),
            hess=lambda b, X=X: X.T @ (np.exp(X @ b)[:, None] * X),
            method="trust-exact",
        )
    return time.perf_counter() - began


def timed(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    counts = read_lists(Path(sys.argv[1])).counts.astype(float) if len(sys.argv) > 1 else made_up()
    models = hierarchical_models(5)
    peer = peer_seconds(counts, models[:: len(models) // PEER][:PEER]) / PEER
    ours = timed(lambda: score_models(counts, models)) / len(models)
    print(
        f"a model: {1e6 * ours:.0f} microseconds with its check of existence, {peer / ours:.0f} times less than scipy"
    )
    print(f"all {len(models):,} models: {ours * len(models):.1f} s")
    procedures = Procedures(counts, ScaleSettings())
    for method in (Method.STEPWISE, Method.BIC_ALL, Method.BIC_PAIRS, Method.BIC_DOWNHILL):
        chooser = procedures.ready(method).chooser
        seconds = timed(lambda ready=chooser: resample(counts, ready, np.random.default_rng(1), number=1000))
        print(f"{method.value}: 1,000 replicates in {seconds:.1f} s, the time of {seconds / peer:.0f} scipy fits")


if __name__ == "__main__":
    main()
