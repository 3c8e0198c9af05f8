"""Seconds and peak memory to measure, and to make, an extract of 8 keys, beside a bare DuckDB group-by over them.

The extract holds k = 10 and l = 2 with blanks for at most 5 in 100 records; there are 11,520 combinations of levels.
Each run is a process of its own, so that the peak memory is its own; all four times include drawing the records.

    .venv/bin/python benchmarks/bench_microdata.py [RECORDS ...]
"""

import duckdb
import numpy as np
import polars as pl
from processes import asked_for, asked_sizes, measured

from clerestory.protect.microdata import ExtractRule, Hierarchy, make_extract, measure_anonymity, minimal_sample_uniques

CARDINALITIES = (90, 2, 43, 20, 8, 5, 12, 6)
STEPS = ((5, 10, 30), (), (5, 15), (5, 10), (2,), (2,), (3, 6), ())  # codes that one coarser code stands for
KEYS = [f"k{number}" for number in range(len(CARDINALITIES))]


def drawn(records: str) -> pl.DataFrame:
    rng = np.random.default_rng(1)
    columns = {key: rng.integers(0, size, int(records)) for key, size in zip(KEYS, CARDINALITIES, strict=True)}
    return pl.DataFrame({**columns, "s": rng.integers(0, 6, int(records))})


def measures(records: str) -> int:
    return measure_anonymity(drawn(records), KEYS, "s").records


def uniques(records: str) -> int:
    minimal_sample_uniques(drawn(records), KEYS)
    return int(records)


def extract(records: str) -> int:
    trees = {
        key: Hierarchy(
            (key, *(f"by {step}" for step in steps)),
            tuple((str(code), *(f"{step}/{code // step}" for step in steps)) for code in range(size)),
        )
        for key, size, steps in zip(KEYS, CARDINALITIES, STEPS, strict=True)
        if steps
    }
    return make_extract(drawn(records), KEYS, "s", ExtractRule(10, 2), hierarchies=trees)[1].records


def peer(records: str) -> int:
    frame = drawn(records).to_arrow()
    with duckdb.connect() as base:
        base.register("extract", frame)
        base.sql(f"select min(n) from (select count(*) n from extract group by {', '.join(KEYS)})").fetchall()  # noqa: S608
    return int(records)


def main(sizes: tuple[int, ...]) -> None:
    print("microdata, 8 keys; peer: DuckDB, one group-by over the same keys")
    print(f"{'records':>10} {'work':>9} {'seconds':>9} {'peak MB':>9} {'peer s':>8} {'ratio':>6}")
    for records in sizes:
        plain = measured(__file__, "peer", records)
        for work in ("measures", "uniques", "extract"):
            ours = measured(__file__, work, records)
            print(
                f"{records:>10,} {work:>9} {ours['seconds']:>9.2f} {ours['peak_mb']:>9.0f}"
                f" {plain['seconds']:>8.2f} {ours['seconds'] / plain['seconds']:>6.1f}"
            )


if __name__ == "__main__" and not asked_for(
    {"measures": measures, "uniques": uniques, "extract": extract, "peer": peer}
):
    main(asked_sizes(__doc__, (100_000, 1_000_000)))
