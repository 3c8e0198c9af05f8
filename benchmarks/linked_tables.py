"""Two crossing hierarchies of the same places, each by ethnicity, protected together and table by table.

Table by table each pattern is safe for a reader who has that table alone. What a reader of both can do is asked of
linear programmes over the kinds of cases, which share no code with the search: how many unsafe cells have one value
left. Protected together none has; what that costs is the ratio of hidden cells.

    .venv/bin/python benchmarks/linked_tables.py [--tables T1,T2] [--seeds 1-3]
"""

import argparse
import time

import numpy as np
import polars as pl
from hierarchical_tables import SIZES, table
from scipy import optimize, sparse

from clerestory.model.attackers import Attacker
from clerestory.model.rules import ThresholdRule
from clerestory.protect import protect_frame, protect_linked_frame

THRESHOLD, ZONES = 5, 7
OUTSIDER = [Attacker.OUTSIDER]


def membership(published: pl.DataFrame, cells: pl.DataFrame) -> sparse.csr_array:
    """Which rows of cases each published cell is the sum of, from nothing but the codes."""
    levels = [name for name in published.columns if name not in ("freq", "symbol")]
    codes = {level: cells[level].to_numpy() for level in levels}
    rows = [
        np.logical_and.reduce([(codes[level] == row[level]) | (row[level] == "Total") for level in levels])
        for row in published.iter_rows(named=True)
    ]
    return sparse.csr_array(np.array(rows), dtype=float)


def pinned(tables: list[pl.DataFrame], cells: pl.DataFrame) -> int:
    """How many unsafe cells have one value left for a reader of all tables."""
    H = sparse.vstack([membership(published, cells) for published in tables], format="csr")
    n = cells["freq"].to_numpy().astype(float)
    x = H @ n
    hidden = np.concatenate([(published["symbol"] == "[c]").to_numpy() for published in tables])
    H, x = sparse.vstack([H[~hidden], H[hidden]], format="csr"), np.concatenate([x[~hidden], x[hidden]])
    shown = int((~hidden).sum())
    least = np.concatenate([x[:shown], np.ones(len(x) - shown)])
    most = np.concatenate([x[:shown], np.full(len(x) - shown, np.inf)])
    limits = optimize.LinearConstraint(H, least, most)
    found = 0
    for row in range(shown, len(x)):
        if x[row] >= THRESHOLD:
            continue
        ends = [
            sign * optimize.milp(sign * H[[row]].toarray().ravel(), constraints=limits, bounds=optimize.Bounds(0)).fun
            for sign in (1, -1)
        ]
        found += ends[1] - ends[0] < 1e-6
    return found


def one_run(name: str, seed: int) -> list[str]:
    size = SIZES[name]
    places, groups, _ = (dimension.split("/") for dimension in size.dims.split(","))
    cells = table(size, seed).filter(pl.col("freq") > 0)
    finest = pl.col(places[-1])
    cells = cells.with_columns(zone=pl.format("Z{}", finest.rank("dense") % ZONES))
    cells = cells.group_by([*places, "zone", *groups], maintain_order=True).agg(pl.col("freq").sum())
    asked = [[places, groups], [["zone", places[-1]], groups]]
    rule = ThresholdRule(THRESHOLD)
    begun = time.process_time()
    apart = [protect_frame(cells, each, "freq", rule, seed=seed, attackers=OUTSIDER)[0] for each in asked]
    between = time.process_time()
    together, _ = protect_linked_frame(cells, asked, "freq", rule, seed=seed, attackers=OUTSIDER)
    ended = time.process_time()
    hidden = [sum((each["symbol"] == "[c]").sum() for each in tables) for tables in (apart, together)]
    told = [pinned(tables, cells) for tables in (apart, together)]
    seconds = (between - begun, ended - between)
    words = [name, str(seed), f"{sum(each.height for each in together):,}", *(f"{n:,}" for n in (*hidden, *told))]
    return [*words, f"{hidden[1] / max(hidden[0], 1):.2f}", *(f"{each:.1f}" for each in seconds)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", default="T1,T2")
    parser.add_argument("--seeds", default="1,2,3")
    asked = parser.parse_args()
    heads = ["table", "seed", "cells", "hidden apart", "together", "pinned apart", "together", "ratio", "s apart", "s"]
    print(f"| {' | '.join(heads)} |\n|{' --- |' * len(heads)}")
    for name in asked.tables.split(","):
        for seed in asked.seeds.split(","):
            print(f"| {' | '.join(one_run(name, int(seed)))} |", flush=True)


if __name__ == "__main__":
    main()
