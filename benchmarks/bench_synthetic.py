"""Seconds and peak memory to make a synthetic nation, beside plain writing of as many random cells.

The peer draws frames of random codes with numpy and writes them with polars, one file for each giver: no structure, no
rules, the same number of cells. The ratio says what the structure costs. Each run is a process of its own, so that the
peak memory is its own.

    .venv/bin/python benchmarks/bench_synthetic.py [PERSONS ...]
"""

import tempfile
from pathlib import Path

import numpy as np
import polars as pl
from processes import asked_for, asked_sizes, measured

from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic import make_nation

SIZES = (20_000, 200_000, 1_000_000)
GIVERS = 44
PEER_COLUMNS = 15
CODES = ("ABC", "DE", "F", "GHIJ", "U", "vicqqqqqqqqqqqqqqqqqqqqqqqqqq")


def nation(place: str, persons: str) -> int:
    instrument = read_instrument(shipped_instrument())
    made = make_nation(Path(place) / "nation", instrument, persons=int(persons), givers=GIVERS)
    cells = 0
    for entity in instrument.entities:
        for path in made.folder.glob(f"returns/*/*/{entity}.csv"):
            with path.open("rb") as file:
                columns = file.readline().count(b",") + 1
                cells += columns * sum(1 for _ in file)
    return cells


def peer(place: str, cells: str) -> int:
    rng = np.random.default_rng(1)
    folder = Path(place) / "peer"
    folder.mkdir()
    rows = int(cells) // PEER_COLUMNS // GIVERS
    codes = pl.Series(CODES)
    for giver in range(GIVERS):
        columns = {f"c{i}": codes.gather(rng.integers(0, len(CODES), rows)) for i in range(PEER_COLUMNS)}
        pl.DataFrame(columns).write_csv(folder / f"{giver}.csv")
    return int(cells)


def main(sizes: tuple[int, ...]) -> None:
    print("synthetic nation, 44 givers; peer: numpy and polars, as many random cells")
    print(f"{'persons':>10} {'cells':>12} {'seconds':>9} {'peak MB':>9} {'peer s':>8} {'ratio':>6}")
    for persons in sizes:
        with tempfile.TemporaryDirectory() as place:
            ours = measured(__file__, "nation", place, persons)
            plain = measured(__file__, "peer", place, int(ours["count"]))
        print(
            f"{persons:>10,} {int(ours['count']):>12,} {ours['seconds']:>9.2f} {ours['peak_mb']:>9.0f}"
            f" {plain['seconds']:>8.2f} {ours['seconds'] / plain['seconds']:>6.1f}"
        )


if __name__ == "__main__" and not asked_for({"nation": nation, "peer": peer}):
    main(asked_sizes(__doc__, SIZES))
