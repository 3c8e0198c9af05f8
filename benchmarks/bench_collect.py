"""Seconds and peak memory to check the returns of a synthetic nation, beside a plain reading of the same files.

The peer reads every file with polars as text and checks nothing. The ratio says what encoding, keys, code lists, free
text and reports cost. Each run is a process of its own, so that the peak memory is its own.

    .venv/bin/python benchmarks/bench_collect.py [PERSONS ...]
"""

import tempfile
from pathlib import Path

import polars as pl
from processes import asked_for, asked_sizes, measured

from clerestory.collect import collect_returns
from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic import make_nation

SIZES = (20_000, 190_000)
GIVERS = 44


def ours(place: str) -> int:
    folder = Path(place)
    found = collect_returns(folder / "returns", read_instrument(folder / "instrument"))
    return sum(sum(receipt.rows_in.values()) for receipt in found.receipts)


def peer(place: str) -> int:
    return sum(pl.read_csv(path, infer_schema=False).height for path in sorted(Path(place).glob("returns/*/*/*.csv")))


def main(sizes: tuple[int, ...]) -> None:
    print("collect, 44 returns; peer: polars reads the same files as text and checks nothing")
    print(f"{'rows':>10} {'seconds':>9} {'peak MB':>9} {'peer s':>8} {'ratio':>6}")
    for persons in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "n"
            make_nation(folder, read_instrument(shipped_instrument()), persons=persons, givers=GIVERS)
            checked, plain = measured(__file__, "ours", folder), measured(__file__, "peer", folder)
        assert checked["count"] == plain["count"]
        print(
            f"{int(checked['count']):>10,} {checked['seconds']:>9.2f} {checked['peak_mb']:>9.0f}"
            f" {plain['seconds']:>8.2f} {checked['seconds'] / plain['seconds']:>6.1f}"
        )


if __name__ == "__main__" and not asked_for({"ours": ours, "peer": peer}):
    main(asked_sizes(__doc__, SIZES))
