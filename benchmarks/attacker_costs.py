"""What each class of attacker, and each criterion, costs a hierarchical table in hidden cells.

The cases of every inner cell are spread over operations, a few large and many small, and over givers (one a force), by
draws of this file; the counts of cells stay those of ``hierarchical_tables``. So a row is protected against outsiders,
against each other class beside them, and against all together, with unsafe cells not pinned and with intervals of the
width of rule S3.

    .venv/bin/python benchmarks/attacker_costs.py [--tables T1] [--seeds 1-5] [--operations 60]
"""

import argparse
import time

import numpy as np
import polars as pl
from hierarchical_tables import SIZES, table
from protect_tables import numbers

from clerestory.model.attackers import Attacker
from clerestory.model.criteria import NOT_PINNED, Width
from clerestory.model.rules import ThresholdRule
from clerestory.protect import protect_frame

THRESHOLD = 5
NAMED = {Attacker.OPERATION: "operation", Attacker.GIVER: "force"}
CLASSES = {
    "outsider": [Attacker.OUTSIDER],
    "and singleton": [Attacker.OUTSIDER, Attacker.SINGLETON],
    "and operation": [Attacker.OUTSIDER, Attacker.OPERATION],
    "and giver": [Attacker.OUTSIDER, Attacker.GIVER],
    "all four": list(Attacker),
}
CRITERIA = {"not pinned": NOT_PINNED, "interval": Width.of_rule_s3(THRESHOLD)}
HEADS = ("table", "seed", "attackers", "criterion", "unsafe", "secondary", "value", "of outsider's cells", "cpu s")


def with_operations(cells: pl.DataFrame, seed: int, operations: int) -> pl.DataFrame:
    """Spread each cell's cases over the operations, sizes as 1/rank; a row for each operation with cases in a cell."""
    rng = np.random.default_rng([seed, operations])
    shares = 1 / np.arange(1, operations + 1)
    drawn = rng.multinomial(cells["freq"].to_numpy(), shares / shares.sum())
    cell, operation = np.nonzero(drawn)
    rows = cells[cell].with_columns(
        pl.Series("freq", drawn[cell, operation]), pl.Series("operation", [f"O{number:03d}" for number in operation])
    )
    empty = cells.filter(pl.col("freq") == 0).with_columns(pl.lit("").alias("operation"))
    return pl.concat([rows, empty])


def one_run(name: str, seed: int, classes: str, *, criterion: str, operations: int) -> tuple[int, int, int, float]:
    """Give unsafe cells, secondary cells, their value, and processor seconds."""
    size = SIZES[name]
    dims = [levels.split("/") for levels in size.dims.split(",")]
    levels = [level for own in dims for level in own]
    truth = table(size, seed)
    rows = with_operations(truth, seed, operations)
    attackers = CLASSES[classes]
    begun = time.process_time()
    published, proof = protect_frame(
        rows,
        dims,
        "freq",
        ThresholdRule(THRESHOLD),
        seed=seed,
        width=CRITERIA[criterion],
        attackers=attackers,
        contributors={kind: column for kind, column in NAMED.items() if kind in attackers},
    )
    seconds = time.process_time() - begun
    shown, _ = protect_frame(truth, dims, "freq", ThresholdRule(1), seed=seed, attackers=[Attacker.OUTSIDER])
    both = published.select(*levels, "symbol").join(shown.select(*levels, "freq"), on=levels)
    hidden = both.filter(
        (pl.col("symbol") == "[c]") & (pl.col("freq") >= THRESHOLD)
        | (pl.col("symbol") == "[c]") & (pl.col("freq") == 0)
    )
    return len(proof.unsafe), hidden.height, int(hidden["freq"].sum()), seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", default="T1")
    parser.add_argument("--seeds", default="1-5")
    parser.add_argument("--operations", type=int, default=60)
    asked = parser.parse_args()
    print(f"| {' | '.join(HEADS)} |\n|{' --- |' * len(HEADS)}")
    for name in asked.tables.split(","):
        for seed in numbers(asked.seeds):
            for criterion in CRITERIA:
                base = 0
                for classes in CLASSES:
                    unsafe, cells, value, seconds = one_run(
                        name, seed, classes, criterion=criterion, operations=asked.operations
                    )
                    base = base or cells
                    figures = (f"{unsafe:,}", f"{cells:,}", f"{value:,}", f"{cells / base:.2f}", f"{seconds:.1f}")
                    print(f"| {' | '.join((name, str(seed), classes, criterion, *figures))} |", flush=True)


if __name__ == "__main__":
    main()
