"""Where tabulation runs: polars or DuckDB, the same tables cell for cell."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import duckdb
import narwhals as nw
import polars as pl

from clerestory.errors import TableError
from clerestory.study.writing import partial_folder


class Engine(Protocol):
    """Something that reads the vault's cases as lazy frames."""

    def cases(self, entity: str) -> nw.LazyFrame[Any]:
        """Give the accepted rows of an entity, every column as text."""

    def leaves(self, of: Mapping[str, int]) -> nw.LazyFrame[Any]:
        """Give a frame of ``value`` and ``leaf`` that can be joined with cases."""


class PolarsEngine:
    """In this process, by polars."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def cases(self, entity: str) -> nw.LazyFrame[Any]:
        """Give the accepted rows of an entity, every column as text."""
        return nw.from_native(pl.scan_parquet(_existing(self._folder, entity)))

    def leaves(self, of: Mapping[str, int]) -> nw.LazyFrame[Any]:
        """Give a frame of ``value`` and ``leaf`` that can be joined with cases."""
        return nw.from_native(_leaf_frame(of).lazy())


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

    def cases(self, entity: str) -> nw.LazyFrame[Any]:
        """Give the accepted rows of an entity, every column as text."""
        return nw.from_native(self._connection.read_parquet(str(_existing(self._folder, entity))))

    def leaves(self, of: Mapping[str, int]) -> nw.LazyFrame[Any]:
        """Give a frame of ``value`` and ``leaf`` that can be joined with cases."""
        return nw.from_native(self._connection.from_arrow(_leaf_frame(of).to_arrow()))


_ENGINES: Mapping[str, type[PolarsEngine] | type[DuckDBEngine]] = {
    "polars": PolarsEngine,
    "duckdb": DuckDBEngine,
}


def engine_on(name: str, folder: Path) -> Engine:
    """Give the engine of that name on a folder of cases (``<entity>.parquet``)."""
    return _ENGINES[name](folder)


def _leaf_frame(of: Mapping[str, int]) -> pl.DataFrame:
    return pl.DataFrame({"value": list(of), "leaf": list(of.values())}, schema={"value": pl.String, "leaf": pl.Int64})


def _existing(folder: Path, entity: str) -> Path:
    path = folder / f"{entity}.parquet"
    if not path.exists():
        raise TableError(
            f"there are no cases of the entity {entity!r}",
            where=str(folder),
            remedy="Name an entity of the instrument, and run the stage collect first.",
        )
    try:
        pl.read_parquet_schema(path)
    except pl.exceptions.PolarsError:
        raise TableError(
            "is not what the stage collect wrote",
            where=str(path),
            remedy="Run the stage collect again: `clerestory run STUDY`.",
        ) from None
    return path
