"""Seconds to make all tables of a synthetic nation, and to link its victims, on each engine, and to start Spark.

For tables the nation's persons are copied under new pseudonyms until there are as many as asked for, so that the work
per record stays what it is. Links are made of the nation before it is copied, since copies are the same people. Ratios
are to polars, and of links to DuckDB, of seconds in the same run, Java's included. Each engine has a process of its
own; Spark does the work twice, since Java is slow at first. What is made is compared.

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
from clerestory.link.linkage import link
from clerestory.link.places import Place
from clerestory.link.preparing.encoded import comparable_encodings
from clerestory.model.engines import SparkSettings
from clerestory.model.links.people import KIND, PersonKind
from clerestory.spark import end_session, spark_session
from clerestory.study import open_study

SIZES = (20_000, 1_000_000)
MADE = 20_000
SPARK = SparkSettings(conf={"spark.driver.memory": "6g"})


def nation(root: Path, persons: int) -> None:
    """Collect a nation and copy its cases until it has so many persons."""
    small = min(persons, MADE)
    pipeline.synthesise(root, persons=small, givers=44, seed=1)
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
    return hashed([table.counts.tolist() for table in made.tables])


def links(root: Path, engine: str) -> str:
    """Link the victims of all givers, and give a hash of pairs and persons."""
    files = enumerate(sorted((root / "vault" / "link").glob("*/*.parquet")))
    victims = pl.col(KIND) == PersonKind.VICTIM.value
    rows = pl.concat([pl.read_parquet(p).filter(victims).with_columns(pl.lit(n).alias("giver")) for n, p in files])
    place = Place(root / "vault" / "cases", SPARK if engine == "spark" else None)
    linkage = link(comparable_encodings(rows.drop("giver"), rows["giver"]), threshold=0.5, place=place)
    return hashed([linkage.pairs.to_dict(as_series=False), linkage.person.tolist()])


def hashed(made: object) -> str:
    return hashlib.sha256(json.dumps(made).encode()).hexdigest()


WORK = {"tables": (tables, ("polars", "duckdb", "spark")), "links": (links, ("duckdb", "spark"))}


def work(root: str, engine: str, what: str) -> None:
    said: dict[str, object] = {"start": 0.0}
    begun = time.perf_counter()
    if engine == "spark":
        spark_session(Path(root) / "vault" / "cases", SPARK)
        said["start"] = time.perf_counter() - begun
    for which in ("first", "second") if engine == "spark" else ("first",):
        begun = time.perf_counter()
        said["hash"] = WORK[what][0](Path(root), engine)
        said[which] = time.perf_counter() - begun
    end_session()
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    said["cpu"] = sum(u.ru_utime + u.ru_stime for u in usage)
    said["peak_mb"] = max(u.ru_maxrss for u in usage) / 1024
    print(json.dumps(said))


def main(sizes: tuple[int, ...]) -> None:
    print(
        f"{'persons':>10} {'what':>7} {'engine':>8} {'start s':>8} {'first s':>8} {'again s':>8} {'cpu s':>8}"
        f" {'peak MB':>8} ratio"
    )
    for persons in sizes:
        with tempfile.TemporaryDirectory() as place:
            root = Path(place) / "nation"
            nation(root, persons)
            show("tables", root, persons)
            if persons == min(sizes):
                show("links", root, min(persons, MADE))


def show(what: str, root: Path, persons: int) -> None:
    """Measure each engine in turn, and print a line for each."""
    engines = WORK[what][1]
    lines = {engine: measured(root, engine, what) for engine in engines}
    for engine, said in lines.items():
        assert said["hash"] == lines[engines[0]]["hash"]
        numbers = " ".join(f"{said.get(name, 0):>8.1f}" for name in ("start", "first", "second", "cpu", "peak_mb"))
        ratio = said.get("second", said["first"]) / lines[engines[0]]["first"]
        print(f"{persons:>10,} {what:>7} {engine:>8} {numbers} {ratio:>5.1f}", flush=True)


def measured(root: Path, engine: str, what: str) -> dict[str, Any]:
    words = [sys.executable, __file__, "--work", str(root), engine, what]
    said: dict[str, Any] = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    return said


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(*sys.argv[2:])
    else:
        main(asked_sizes(__doc__, SIZES))
