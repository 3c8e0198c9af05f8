"""Seconds and peak memory of the cell key method on records, beside the bare counting of DuckDB.

Ours counts records and sums their keys in every cell and margin of four dimensions, one of two levels, and perturbs
all; the peer is one group-by of DuckDB over the same columns of the same file, without margins, keys or perturbation.
Each run is a process of its own, so that the peak memory is its own.

    .venv/bin/python benchmarks/bench_cell_key.py [RECORDS ...]
"""

import tempfile
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
from processes import asked_for, asked_sizes, measured

from clerestory.protect.perturb import Unit, keyed_grid, make_ptable, perturb_cells

SIZES = (1_000_000, 10_000_000)
DIMS = [["region", "force"], ["sex"], ["age"], ["outcome"]]


def make(path: str, records: str) -> int:
    n = int(records)
    rng = np.random.default_rng(1)
    force = rng.integers(0, 44, n)
    codes = {"sex": 3, "age": 12, "outcome": 20}
    columns = {"region": pl.Series([f"R{i}" for i in range(11)]).gather(force // 4)}
    columns["force"] = pl.Series([f"F{i}" for i in range(44)]).gather(force)
    for name, size in codes.items():
        drawn = np.minimum(rng.geometric(0.3, n) - 1, size - 1)
        columns[name] = pl.Series([f"{name} {i}" for i in range(size)]).gather(drawn)
    pl.DataFrame({**columns, "key": rng.random(n)}).write_parquet(path)
    return n


def cell_key(path: str) -> int:
    keyed = keyed_grid(pl.scan_parquet(path), DIMS, "key")
    ptable = make_ptable(deviation=5, variance=3, small=2)
    return int(perturb_cells(keyed, ptable, unit=Unit.OFFENCES).size)


def bare(path: str) -> int:
    names = ", ".join(level for levels in DIMS for level in levels)
    found = duckdb.sql(f"SELECT {names}, count(*) FROM read_parquet('{path}') GROUP BY {names}")  # noqa: S608 - our names
    return len(found.fetchall())


def main(sizes: tuple[int, ...]) -> None:
    print("cell key: all cells and margins perturbed; peer: DuckDB, one group-by of the same columns")
    print(f"{'records':>12} {'cells':>9} {'seconds':>9} {'peak MB':>9} {'peer s':>8} {'ratio':>6}")
    for records in sizes:
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "records.parquet"
            measured(__file__, "make", path, records)
            ours = measured(__file__, "cell_key", path)
            plain = measured(__file__, "bare", path)
        print(
            f"{records:>12,} {int(ours['count']):>9,} {ours['seconds']:>9.2f} {ours['peak_mb']:>9.0f}"
            f" {plain['seconds']:>8.2f} {ours['seconds'] / plain['seconds']:>6.1f}"
        )


if __name__ == "__main__" and not asked_for({"make": make, "cell_key": cell_key, "bare": bare}):
    main(asked_sizes(__doc__, SIZES))
