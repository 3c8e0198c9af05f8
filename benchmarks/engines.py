"""Seconds to make all tables of a synthetic nation on polars, DuckDB and Spark, and what it takes to start Spark.

The nation's persons are copied under new pseudonyms until there are as many as asked for, so that the work per record
stays what it is. Ratios are to polars, of seconds and of the processor's seconds in the same run, Java's included. Each
engine has a process of its own; Spark makes the tables twice, since Java is slow at first. The tables are compared.

    .venv/bin/python benchmarks/engines.py [PERSONS ...]
"""

import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import polars as pl
from processes import asked_sizes

from clerestory import pipeline
from clerestory.analyse import engine_on, tabulate
from clerestory.model.engines import SparkSettings
from clerestory.spark import end_session, spark_session
from clerestory.study import open_study

SIZES = (20_000, 1_000_000)
MADE = 20_000
SPARK = SparkSettings(conf={"spark.driver.memory": "6g"})


def nation(root: Path, persons: int) -> None:
    """Collect a nation and copy its cases until it has so many persons."""
    small = min(persons, MADE)
    pipeline.synthesise(root, persons=small)
    pipeline.run(root, [pipeline.Stage.COLLECT])
    for path in (root / "vault" / "cases").glob("*.parquet"):
        frame = pl.read_parquet(path)
        marks = [pl.col(c) for c in frame.columns if c.endswith("_pseudo")]
        copies = [frame.with_columns(*(m + f"x{n}" if n else m for m in marks)) for n in range(persons // small)]
        pl.concat(copies).write_parquet(path)


def tables(root: Path, engine: str) -> str:
    """Make all tables, and give a hash of their cells."""
    study = open_study(root)
    on = engine_on(engine, study.vault / "cases", spark=SPARK)
    made = tabulate(study.instrument, on, study.settings.tables, operations=True, givers=True)
    cells = [table.counts.tolist() for table in made.tables]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def work(root: str, engine: str) -> None:
    said: dict[str, object] = {"start": 0.0}
    begun = time.perf_counter()
    if engine == "spark":
        spark_session(Path(root) / "vault" / "cases", SPARK)
        said["start"] = time.perf_counter() - begun
    for which in ("first", "second") if engine == "spark" else ("first",):
        begun = time.perf_counter()
        said["hash"] = tables(Path(root), engine)
        said[which] = time.perf_counter() - begun
    end_session()
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    said["cpu"] = sum(u.ru_utime + u.ru_stime for u in usage)
    said["peak_mb"] = max(u.ru_maxrss for u in usage) / 1024
    print(json.dumps(said))


def main(sizes: tuple[int, ...]) -> None:
    print(
        f"{'persons':>10} {'engine':>8} {'start s':>8} {'first s':>8} {'again s':>8} {'cpu s':>8} {'peak MB':>8} ratio"
    )
    for persons in sizes:
        with tempfile.TemporaryDirectory() as place:
            root = Path(place) / "nation"
            nation(root, persons)
            lines = {engine: measured(root, engine) for engine in ("polars", "duckdb", "spark")}
        for engine, said in lines.items():
            assert said["hash"] == lines["polars"]["hash"]
            numbers = " ".join(f"{said.get(name, 0):>8.1f}" for name in ("start", "first", "second", "cpu", "peak_mb"))
            ratio = said.get("second", said["first"]) / lines["polars"]["first"]
            print(f"{persons:>10,} {engine:>8} {numbers} {ratio:>5.1f}", flush=True)


def measured(root: Path, engine: str) -> dict[str, Any]:
    words = [sys.executable, __file__, "--work", str(root), engine]
    said: dict[str, Any] = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    return said


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(*sys.argv[2:])
    else:
        main(asked_sizes(__doc__, SIZES))
