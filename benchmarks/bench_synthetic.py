"""Seconds and peak memory to make a synthetic nation, beside plain writing of as many random cells.

The peer draws frames of random codes with numpy and writes them with polars, one file for each giver: no structure, no
rules, the same number of cells. The ratio says what the structure costs. Each run is a process of its own, so that the
peak memory is its own.

    .venv/bin/python benchmarks/bench_synthetic.py [PERSONS ...]
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic import make_nation

SIZES = (20_000, 200_000, 1_000_000)
GIVERS = 44
PEER_COLUMNS = 15
CODES = ("ABC", "DE", "F", "GHIJ", "U", "vicqqqqqqqqqqqqqqqqqqqqqqqqqq")


def nation(folder: Path, persons: int) -> int:
    instrument = read_instrument(shipped_instrument())
    made = make_nation(folder, instrument, persons=persons, givers=GIVERS)
    cells = 0
    for entity in instrument.entities:
        for path in made.folder.glob(f"returns/*/*/{entity}.csv"):
            with path.open("rb") as file:
                columns = file.readline().count(b",") + 1
                cells += columns * sum(1 for _ in file)
    return cells


def peer(folder: Path, cells: int) -> int:
    rng = np.random.default_rng(1)
    folder.mkdir()
    rows = cells // PEER_COLUMNS // GIVERS
    codes = pl.Series(CODES)
    for giver in range(GIVERS):
        columns = {f"c{i}": codes.gather(rng.integers(0, len(CODES), rows)) for i in range(PEER_COLUMNS)}
        pl.DataFrame(columns).write_csv(folder / f"{giver}.csv")
    return cells


def measured(what: str, size: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, f"--{what}", str(size)], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def run(what: str, size: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        begun = time.perf_counter()
        cells = {"nation": nation, "peer": peer}[what](Path(place) / "n", size)
        seconds = time.perf_counter() - begun
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cells": cells, "seconds": seconds, "peak_mb": peak_mb}))


def main(sizes: tuple[int, ...]) -> None:
    print("synthetic nation, 44 givers; peer: numpy and polars, as many random cells")
    print(f"{'persons':>10} {'cells':>12} {'seconds':>9} {'peak MB':>9} {'peer s':>8} {'ratio':>6}")
    for persons in sizes:
        ours = measured("nation", persons)
        plain = measured("peer", int(ours["cells"]))
        print(
            f"{persons:>10,} {int(ours['cells']):>12,} {ours['seconds']:>9.2f} {ours['peak_mb']:>9.0f}"
            f" {plain['seconds']:>8.2f} {ours['seconds'] / plain['seconds']:>6.1f}"
        )


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1].startswith("--"):
        run(sys.argv[1].removeprefix("--"), int(sys.argv[2]))
    else:
        main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
