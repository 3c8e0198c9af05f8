"""A made-up panel: cases of two latent classes, their items, and what two experts say. SYNTHETIC."""

from __future__ import annotations

import numpy as np

TYPES = ("T6", "T3", "T1", "T4")
IN_CLASS = np.array([[0.80, 0.12, 0.05, 0.03], [0.03, 0.02, 0.65, 0.30]])  # share of each class with each type
HAS = np.array([[0.9, 0.85, 0.15, 0.8, 0.9, 0.5], [0.1, 0.2, 0.85, 0.15, 0.2, 0.5]])  # of items a to f


def write_panel(folder, cases=1200, *, errs=0.1, missing=0.03, seed=5):
    """Write codings.csv and items.csv; the second coder errs on so many cases, and has a second type on some."""
    by = np.random.default_rng(seed)
    class_ = (by.random(cases) < 0.6).astype(int)
    first = np.array([by.choice(TYPES, p=IN_CLASS[c]) for c in class_])
    second = np.where(by.random(cases) < errs, by.choice(TYPES, cases), first)
    both = by.random(cases) < 0.05
    items = (by.random((cases, 6)) < HAS[class_]).astype(int).astype(str)
    items[by.random(items.shape) < missing] = ""
    rows = [f"c{n},one,{first[n]}\nc{n},two,{second[n]}{';T9' if both[n] else ''}\n" for n in range(cases)]
    (folder / "codings.csv").write_text("unit,coder,value\n" + "".join(rows))
    lines = [f"c{n}," + ",".join(row) + "\n" for n, row in enumerate(items)]
    (folder / "items.csv").write_text("unit,a,b,c,d,e,f\n" + "".join(lines))
    return class_, first, second, both, items
