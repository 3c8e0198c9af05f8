"""Cells, value and time that the protection of a hierarchical table costs, beside GaussSuppression's defaults.

Each table is protected and its proof verified, each in a process of its own, so that the peak memory is its own. What
was lost is what the protection says of itself. What GaussSuppression lost on the same tables is read from
``peers.csv``, which may lie beside the repository in ``../shared/bench``; without it there are no ratios. It names some
seeds only. Its ``log_lost`` is taken to be the sum of ln(1 + n) over secondary cells; were it that of ln n, our ratios
of logs would be some 4 % lower than printed.

    .venv/bin/python benchmarks/protect_tables.py [--tables T1,T2] [--seeds 1-20] [--attackers outsider] ...

Results go to ``build/bench-protect``: ``runs.csv`` with every run, ``runs.md`` with the tables that are printed.
"""

import argparse
import json
import subprocess
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import polars as pl
from hierarchical_tables import GROWING, SIZES, table
from processes import asked_for, measured

from clerestory import __version__, pipeline
from clerestory.model.attackers import Attacker
from clerestory.model.criteria import NOT_PINNED, Width
from clerestory.model.rules import TableRules, ThresholdRule
from clerestory.protect.hierarchies.engine import ZeroRule

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".." / "shared" / "bench" / "peers.csv"
PEER = "GaussSuppression"
THRESHOLD = 5
ALL = SIZES | GROWING
SEEDS = {"T1": "1-20", "T2": "1-3", "T3": "1"} | dict.fromkeys(GROWING, "1")  # where none are asked for
ATTACKERS = "outsider,outsider+singleton"
LOSSES = ("secondary", "log", "value")
COLUMNS = (  # heading, field of a run, form
    ("unsafe", "unsafe", ",.0f"),
    ("secondary", "secondary", ",.0f"),
    ("log", "log", ",.1f"),
    ("value", "value", ",.0f"),
    ("of peer's cells", "secondary_ratio", ".1%"),
    ("log", "log_ratio", ".1%"),
    ("value", "value_ratio", ".1%"),
    ("protect s", "protect_seconds", ".2f"),
    ("cpu s", "protect_cpu_seconds", ".2f"),
    ("MB", "protect_mb", ",.0f"),
    ("verify s", "verify_seconds", ".2f"),
    ("cpu s", "verify_cpu_seconds", ".2f"),
    ("MB", "verify_mb", ",.0f"),
)


@dataclass(frozen=True)
class Run:
    """One table, protected and verified; None is what was not measured or has no peer."""

    table: str
    seed: int
    attackers: str
    cells: int
    unsafe: int | None = None
    secondary: int | None = None
    log: float | None = None
    value: int | None = None
    secondary_ratio: float | None = None
    log_ratio: float | None = None
    value_ratio: float | None = None
    protect_seconds: float | None = None
    protect_cpu_seconds: float | None = None
    protect_mb: float | None = None
    verify_seconds: float | None = None
    verify_cpu_seconds: float | None = None
    verify_mb: float | None = None
    peer_seconds: str = ""
    note: str = ""


def protect(place: str, dims: str, attackers: str, seed: str, iterations: str, criterion: str) -> int:
    folder = Path(place)
    done = pipeline.protect_table(
        folder / "cells.csv",
        pipeline.Asked(
            (dims,),
            "freq",
            TableRules(ThresholdRule(THRESHOLD)),
            seed=int(seed),
            zeros=ZeroRule(published=True),
            width=Width.of_rule_s3(THRESHOLD) if criterion == "interval" else NOT_PINNED,
            attackers=[Attacker(word) for word in attackers.split("+")],
            iterations=int(iterations),
        ),
        outs=[folder / "published.csv"],
        proof=folder / "proof.json",
        loss=folder / "loss.json",
    )
    return done.suppressed


def verify(place: str) -> int:
    folder = Path(place)
    return pipeline.verify_tables([folder / "published.csv"], folder / "proof.json").unsafe


def one_run(
    name: str, seed: int, attackers: str, *, iterations: int, criterion: str, timeout: float, peer: dict | None
) -> Run:
    size = ALL[name]
    classes, attackers = attackers, f"{attackers}, {criterion}" if criterion != "pinned" else attackers
    run = {"table": name, "seed": seed, "attackers": attackers, "cells": size.cells}
    run |= {"peer_seconds": peer["seconds"]} if peer else {}
    with tempfile.TemporaryDirectory() as place:
        table(size, seed).write_csv(Path(place) / "cells.csv")
        words = (place, size.dims, classes, seed, iterations, criterion)
        try:
            made = measured(__file__, "protect", *words, timeout=timeout)
        except subprocess.TimeoutExpired:
            return Run(**run, note=f"stopped after {timeout:.0f} s")
        checked = measured(__file__, "verify", place)
        lost = json.loads((Path(place) / "loss.json").read_text())
    unsafe, lost = lost["primary"], {kind: lost[kind] for kind in LOSSES}
    assert checked["count"] == unsafe
    if peer:
        assert peer["primary"] == unsafe, "the peer had another table"
        run |= {f"{kind}_ratio": lost[kind] / peer[kind] for kind in LOSSES if peer[kind] is not None}
    return Run(
        **run,
        unsafe=unsafe,
        **lost,
        protect_seconds=made["seconds"],
        protect_cpu_seconds=made["cpu_seconds"],
        protect_mb=made["peak_mb"],
        verify_seconds=checked["seconds"],
        verify_cpu_seconds=checked["cpu_seconds"],
        verify_mb=checked["peak_mb"],
    )


def peers(path: Path) -> dict[tuple[str, int], dict]:
    """Read what the peer lost, for each table and seed that it was given; nothing where it was stopped."""
    if not path.exists():
        return {}
    rows = pl.read_csv(path).filter(pl.col("tool").str.starts_with(PEER))
    return {
        (row["table"], row["seed"]): {
            "primary": row["primary"],
            "secondary": row["secondary"],
            "log": row["log_lost"],
            "value": row["value_lost"],
            "seconds": row["seconds"],
        }
        for row in rows.to_dicts()
    }


def report(runs: list[Run]) -> str:
    """Give every run, the worst and the median of each table, and how the time grows, in Markdown."""
    return "\n".join(
        [
            f"Clerestory {__version__}, threshold {THRESHOLD}, zeros published; % of what {PEER}'s defaults lose.",
            "",
            *every_run(runs),
            "",
            *summary(runs),
            "",
            *growth(runs),
            "",
        ]
    )


def every_run(runs: list[Run]) -> list[str]:
    rows = heading(["table", "seed", "attackers"], [*(column for column, _, _ in COLUMNS), "note"])
    for r in runs:
        fields = [shown(getattr(r, name), form) for _, name, form in COLUMNS]
        rows.append(f"| {r.table} | {r.seed} | {r.attackers} | {' | '.join(fields)} | {r.note} |")
    return rows


def summary(runs: list[Run]) -> list[str]:
    columns = [column for column in COLUMNS if column[1] not in ("unsafe", *LOSSES)]
    rows = heading(
        ["table", "attackers", "of all"], ["cells", "runs", "with a peer", *(column for column, _, _ in columns)]
    )
    for name, attackers in dict.fromkeys((r.table, r.attackers) for r in runs):
        here = [r for r in runs if (r.table, r.attackers) == (name, attackers) and r.secondary is not None]
        compared = sum(r.secondary_ratio is not None for r in here)
        for word, of in (("worst", np.max), ("median", np.median)):
            fields = [shown(over(here, field, of), form) for _, field, form in columns]
            start = f"| {name} | {attackers} | {word} | {ALL[name].cells:,} | {len(here)} | {compared}"
            rows.append(f"{start} | {' | '.join(fields)} |")
    return rows


def growth(runs: list[Run]) -> list[str]:
    """Give the exponent b of time = a cells^b through the medians of the tables."""
    rows = heading(["time grows as the number of cells to the power of"], ["protect", "protect cpu", "verify"])
    for attackers in dict.fromkeys(r.attackers for r in runs):
        here = [r for r in runs if r.attackers == attackers and r.secondary is not None]
        names = list(dict.fromkeys(r.table for r in here))
        if len(names) < 2:
            continue
        cells = [ALL[name].cells for name in names]
        exponents = []
        for column in ("protect_seconds", "protect_cpu_seconds", "verify_seconds"):
            medians = [over([r for r in here if r.table == name], column, np.median) for name in names]
            exponents.append(f"{np.polyfit(np.log(cells), np.log(medians), 1)[0]:.2f}")
        rows.append(f"| {attackers}, {min(cells):,} to {max(cells):,} cells | {' | '.join(exponents)} |")
    return rows


def heading(words: list[str], figures: list[str]) -> list[str]:
    """Begin a table in Markdown: words to the left, figures to the right."""
    rules = ["---"] * len(words) + ["---:"] * len(figures)
    return [f"| {' | '.join(words + figures)} |", f"| {' | '.join(rules)} |"]


def over(runs: list[Run], column: str, of) -> float | None:
    values = [getattr(r, column) for r in runs if getattr(r, column) is not None]
    return float(of(values)) if values else None


def shown(number: float | None, form: str) -> str:
    return "" if number is None else format(number, form)


def numbers(text: str) -> list[int]:
    """Read ``1-3,7`` as 1, 2, 3, 7."""
    ends = [part.partition("-") for part in text.split(",")]
    return [n for first, _, last in ends for n in range(int(first), int(last or first) + 1)]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", default=",".join(SIZES), help=f"of {', '.join(ALL)}; by default {', '.join(SIZES)}")
    parser.add_argument("--seeds", help=f"for each table, as 1-20 or 1,5; by default {SEEDS}")
    parser.add_argument("--attackers", default=ATTACKERS, help=f"classes with +, runs with commas; default {ATTACKERS}")
    parser.add_argument("--iterations", type=int, default=1, help="of the search")
    parser.add_argument("--criterion", default="pinned", choices=["pinned", "interval"], help="of the unsafe cells")
    parser.add_argument("--timeout", type=float, default=900, help="seconds after which a protection is stopped")
    parser.add_argument("--peers", type=Path, default=PEERS, help="the figures of the peer")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench-protect", help="where results go")
    return parser.parse_args()


def main(asked: argparse.Namespace) -> None:
    known = peers(asked.peers)
    if not known:
        print(f"{asked.peers.resolve()} is not here, so nothing is compared with {PEER}.\n")
    asked.out.mkdir(parents=True, exist_ok=True)
    runs: list[Run] = []
    for name in asked.tables.split(","):
        for seed in numbers(asked.seeds or SEEDS[name]):
            for attackers in asked.attackers.split(","):
                peer = known.get((name, seed))
                limits = {"iterations": asked.iterations, "criterion": asked.criterion, "timeout": asked.timeout}
                runs.append(one_run(name, seed, attackers, **limits, peer=peer))
                pl.DataFrame([asdict(run) for run in runs], infer_schema_length=None).write_csv(asked.out / "runs.csv")
    text = report(runs)
    (asked.out / "runs.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__" and not asked_for({"protect": protect, "verify": verify}):
    main(arguments())
