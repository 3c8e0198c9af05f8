"""Seconds of an audit of published tables, beside scipy's HiGHS solving two linear programmes a cell on a sample.

Tables T1 and T2 are drawn and protected, then audited as anybody would: ``pinned`` asks whether a second table in whole
numbers exists, ``intervals`` from where to where each hidden cell can go. The peer bounds the cells of a sample without
whole numbers, one programme an end on the same equations, and its seconds a cell are taken times all hidden cells.
Each run is a process of its own. Exact are intervals whose ends are both taken by a table in whole numbers.

    .venv/bin/python benchmarks/audit_intervals.py [--tables T1,T2] [--seed 1] [--attackers outsider] [--sample 10]
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
from hierarchical_tables import SIZES, table
from processes import asked_for, measured
from scipy.optimize import linprog

from clerestory import pipeline
from clerestory.model.attackers import Attacker
from clerestory.model.rules import TableRules, ThresholdRule
from clerestory.protect.audit.equations import equations_of
from clerestory.protect.audit.table_audit import Criterion, audit_published
from clerestory.protect.hierarchies.engine import ZeroRule
from clerestory.protect.hierarchies.files import read_published

THRESHOLD = 5


def published(folder: str, dims: str):
    return read_published(Path(folder) / "published.csv", [levels.split("/") for levels in dims.split(",")])


def protect(folder: str, dims: str, attackers: str, seed: str) -> int:
    return pipeline.protect_table(
        Path(folder) / "cells.csv",
        pipeline.Asked(
            (dims,),
            "freq",
            TableRules(ThresholdRule(THRESHOLD)),
            seed=int(seed),
            zeros=ZeroRule(published=True),
            attackers=[Attacker(word) for word in attackers.split("+")],
        ),
        outs=[Path(folder) / "published.csv"],
        proof=Path(folder) / "proof.json",
    ).suppressed


def audit(folder: str, dims: str, criterion: str) -> int:
    done = audit_published(published(folder, dims), criterion=Criterion(criterion))
    return int(done.intervals.exact.sum())


def peer(folder: str, dims: str, sample: str) -> int:
    system = equations_of(published(folder, dims), 1)
    cells = np.random.default_rng(1).permutation(len(system.rows))[: int(sample)]
    for cell in cells:
        for sign in (1, -1):
            cost = np.zeros(len(system.rows))
            cost[cell] = sign
            done = linprog(cost, A_eq=system.A, b_eq=system.b, bounds=(1, None), method="highs")
            assert done.success, done.message
    return len(cells)


def main(asked: argparse.Namespace) -> None:
    print("| table | cells | hidden | criterion | exact | s | cpu s | MB | peer cpu s, scaled | ratio |")
    print(f"| --- | ---: | ---: | --- |{' ---: |' * 6}")
    for name in asked.tables.split(","):
        size = SIZES[name]
        with tempfile.TemporaryDirectory() as folder:
            table(size, asked.seed).write_csv(Path(folder) / "cells.csv")
            hidden = measured(__file__, "protect", folder, size.dims, asked.attackers, asked.seed)["count"]
            sampled = measured(__file__, "peer", folder, size.dims, asked.sample)
            scaled = sampled["cpu_seconds"] / sampled["count"] * hidden
            for criterion in ("pinned", "intervals"):
                ours = measured(__file__, "audit", folder, size.dims, criterion)
                print(
                    f"| {name} | {size.cells:,} | {hidden:,} | {criterion} | {ours['count']:,} | {ours['seconds']:.2f} "
                    f"| {ours['cpu_seconds']:.2f} | {ours['peak_mb']:,.0f} | {scaled:,.1f} "
                    f"| {ours['cpu_seconds'] / scaled:.4f} |"
                )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", default="T1,T2", help="of T1, T2, T3; by default T1,T2")
    parser.add_argument("--seed", type=int, default=1, help="of the table and its protection")
    parser.add_argument("--attackers", default="outsider", help="classes with +; by default outsider")
    parser.add_argument("--sample", type=int, default=10, help="cells that the peer is asked about")
    return parser.parse_args()


if __name__ == "__main__" and not asked_for({"protect": protect, "audit": audit, "peer": peer}):
    main(arguments())
