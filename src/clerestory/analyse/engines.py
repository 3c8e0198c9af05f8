"""Where tabulation runs: polars, DuckDB or Spark, the same tables cell for cell."""

from __future__ import annotations

import json
import re
import shutil
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import duckdb
import narwhals as nw
import polars as pl

from clerestory.errors import TableError
from clerestory.model.engines import EngineName, SparkSettings
from clerestory.spark import sent_frame, spark_session
from clerestory.study.writing import partial_folder


class Engine(Protocol):
    """Something that reads the vault's cases as lazy frames."""

    def cases(self, entity: str) -> nw.LazyFrame[Any]:
        """Give the accepted rows of an entity, every column as text."""

    def linked(self, entity: str) -> nw.LazyFrame[Any]:
        """Give ``pseudonym`` and ``person`` of the records of an entity that were linked, every column as text."""

    def leaves(self, of: Mapping[str, int]) -> nw.LazyFrame[Any]:
        """Give a frame of ``value`` and ``leaf`` that can be joined with cases."""

    def held(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Give the same rows, computed once for all that asks for them."""


class EngineOver:
    """An engine that reads what another reads; those above it read some entity in another way."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def cases(self, entity: str) -> nw.LazyFrame[Any]:
        """Give the accepted rows of an entity, every column as text."""
        return self._engine.cases(entity)

    def linked(self, entity: str) -> nw.LazyFrame[Any]:
        """Give ``pseudonym`` and ``person`` of the records of an entity that were linked, every column as text."""
        return self._engine.linked(entity)

    def leaves(self, of: Mapping[str, int]) -> nw.LazyFrame[Any]:
        """Give a frame of ``value`` and ``leaf`` that can be joined with cases."""
        return self._engine.leaves(of)

    def held(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Give the same rows, computed once for all that asks for them."""
        return self._engine.held(frame)


class PolarsEngine:
    """In this process, by polars."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def cases(self, entity: str) -> nw.LazyFrame[Any]:
        """Give the accepted rows of an entity, every column as text."""
        return self._read(_existing(self._folder, entity))

    def linked(self, entity: str) -> nw.LazyFrame[Any]:
        """Give ``pseudonym`` and ``person`` of the records of an entity that were linked, every column as text."""
        return _persons(self._read(_links(self._folder, entity)))

    def _read(self, path: Path) -> nw.LazyFrame[Any]:
        return nw.from_native(pl.scan_parquet(path, glob=False))

    def leaves(self, of: Mapping[str, int]) -> nw.LazyFrame[Any]:
        """Give a frame of ``value`` and ``leaf`` that can be joined with cases."""
        return nw.from_native(_leaf_frame(of).lazy())

    def held(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Give the same rows, computed once for all that asks for them."""
        return frame.collect("polars").lazy()


class DuckDBEngine:
    """In this process, by DuckDB, which also works on more cases than fit into memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # What does not fit into memory is cases too, and DuckDB would write it where the process stands, open to all.
        # Made here, since DuckDB makes a folder as open as the umask; so named that a sweep clears it after a kill.
        spilled = partial_folder(folder / "duckdb", mode=0o700)
        weakref.finalize(self, shutil.rmtree, spilled, ignore_errors=True)
        self._connection = duckdb.connect(config={"temp_directory": str(spilled)})
        self._connection.execute("SET threads = 2")
        self._number_held = 0

    def cases(self, entity: str) -> nw.LazyFrame[Any]:
        """Give the accepted rows of an entity, every column as text."""
        return self._read(_existing(self._folder, entity))

    def linked(self, entity: str) -> nw.LazyFrame[Any]:
        """Give ``pseudonym`` and ``person`` of the records of an entity that were linked, every column as text."""
        return _persons(self._read(_links(self._folder, entity)))

    def _read(self, path: Path) -> nw.LazyFrame[Any]:
        return nw.from_native(self._connection.read_parquet(str(path)))

    def leaves(self, of: Mapping[str, int]) -> nw.LazyFrame[Any]:
        """Give a frame of ``value`` and ``leaf`` that can be joined with cases."""
        return nw.from_native(self._connection.from_arrow(_leaf_frame(of).to_arrow()))

    def held(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Give the same rows, computed once for all that asks for them; what does not fit into memory spills."""
        name = f"held{self._number_held}"
        self._number_held += 1
        frame.to_native().create(name)
        return nw.from_native(self._connection.table(name))


class SparkEngine:
    """On an existing Spark, by as many machines as it has; without a cluster, by its local mode in one Java."""

    def __init__(self, folder: Path, settings: SparkSettings) -> None:
        self._folder = folder
        self._session = spark_session(folder, settings)
        # Within one machine Spark reads the vault itself; on a cluster only where all its machines see the vault.
        self._reads = settings.is_one_machine or settings.cases == "read"
        self._sent: dict[Path, nw.LazyFrame[Any]] = {}

    def cases(self, entity: str) -> nw.LazyFrame[Any]:
        """Give the accepted rows of an entity, every column as text."""
        return self._read(_existing(self._folder, entity))

    def linked(self, entity: str) -> nw.LazyFrame[Any]:
        """Give ``pseudonym`` and ``person`` of the records of an entity that were linked, every column as text."""
        return _persons(self._read(_links(self._folder, entity)))

    def _read(self, path: Path) -> nw.LazyFrame[Any]:
        if self._reads:
            return _of_spark(self._session.read.parquet(_as_hadoop_spells(path)))
        if path not in self._sent:  # once, however many tables ask: executors hold what they were sent
            rows = pl.read_parquet(path, glob=False).to_arrow()
            self._sent[path] = self.held(_of_spark(sent_frame(self._session, rows)))
        return self._sent[path]

    def leaves(self, of: Mapping[str, int]) -> nw.LazyFrame[Any]:
        """Give a frame of ``value`` and ``leaf`` that can be joined with cases.

        As text within the plan: a small frame that is sent opens a socket for each, and pyspark closes none of them.
        """
        text = json.dumps(dict(of)).replace("\\", "\\\\").replace("'", "\\'")
        rows = f"explode(from_json('{text}', 'map<string, bigint>')) AS (value, leaf)"
        return _of_spark(self._session.range(1, numPartitions=1).selectExpr(rows))

    def held(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Give the same rows, computed once for all that asks for them.

        Without how they came about: a plan that grows with every variable takes longer to make than to carry out.
        """
        return _of_spark(frame.to_native().localCheckpoint())


def engine_on(name: EngineName | str, folder: Path, *, spark: SparkSettings | None = None) -> Engine:
    """Give the engine of that name on a folder of cases (``<entity>.parquet``).

    Parameters
    ----------
    spark : SparkSettings, optional
        Where Spark is; by default it runs within this machine.

    Raises
    ------
    EngineError
        If Spark is asked for and cannot be used.
    """
    match EngineName(name):
        case EngineName.POLARS:
            return PolarsEngine(folder)
        case EngineName.DUCKDB:
            return DuckDBEngine(folder)
        case EngineName.SPARK:
            return SparkEngine(folder, spark or SparkSettings())


def _of_spark(frame: Any) -> nw.LazyFrame[Any]:
    lazy: nw.LazyFrame[Any] = nw.from_native(frame)
    return lazy


def _leaf_frame(of: Mapping[str, int]) -> pl.DataFrame:
    return pl.DataFrame({"value": list(of), "leaf": list(of.values())}, schema={"value": pl.String, "leaf": pl.Int64})


def _as_hadoop_spells(path: Path) -> str:
    """Give a path as itself: Hadoop takes brackets, braces and stars for patterns."""
    return "file://" + re.sub(r"([\\{}\[\]*?^])", r"\\\1", str(path.absolute()))


def _persons(links: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    return links.select("pseudonym", "person").unique()


def _existing(folder: Path, entity: str) -> Path:
    path = folder / f"{entity}.parquet"
    if not path.exists():
        raise TableError(
            f"there are no cases of the entity {entity!r}",
            where=str(folder),
            remedy="Name an entity of the instrument, and run the stage collect first.",
        )
    return _readable(path, "collect")


def _links(cases: Path, entity: str) -> Path:
    path = cases.with_name("links") / f"{entity}.parquet"
    if not path.exists():
        raise TableError(
            f"no {entity} is linked, so none can be counted by person",
            where=str(path.parent),
            remedy="Let givers send encodings, and run the stage link first: `clerestory run STUDY`.",
        )
    return _readable(path, "link")


def _readable(path: Path, stage: str) -> Path:
    try:
        pl.scan_parquet(path, glob=False).collect_schema()  # a bracket in the path of a study is no pattern
    except pl.exceptions.PolarsError:
        raise TableError(
            f"is not what the stage {stage} wrote",
            where=str(path),
            remedy=f"Run the stage {stage} again: `clerestory run STUDY`.",
        ) from None
    return path
