"""DuckDB in this process."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl
from splink import DuckDBAPI
from splink.internals.splink_dataframe import SplinkDataFrame

from clerestory.study.writing import partial_folder

_THREADS = 2


class DuckDBDatabase:
    """DuckDB as Splink takes it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def registered(self, frame: pl.DataFrame) -> SplinkDataFrame:
        """Give records as a table of Splink's."""
        return DuckDBAPI(self._connection).register(frame.to_arrow(), table_name="records")

    def rows(self, query: str) -> pl.DataFrame:
        """Give what a query finds, in any order."""
        return pl.DataFrame(pl.from_arrow(self._connection.sql(query).to_arrow_table()))


@contextmanager
def duckdb_database(folder: Path | None) -> Iterator[DuckDBDatabase]:
    """Open a database in memory; what does not fit lies in a folder of its owner's alone, and goes with it."""
    with _spilled(folder) as spilled:
        connection = duckdb.connect(config={"temp_directory": str(spilled), "threads": _THREADS})
        connection.execute("SET enable_progress_bar = false")  # it would draw over what the command line says
        try:
            yield DuckDBDatabase(connection)
        finally:
            connection.close()


@contextmanager
def _spilled(folder: Path | None) -> Iterator[Path]:
    """Give a folder for what does not fit into memory; below ``folder`` a sweep clears it after a kill."""
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="clerestory-link-") as spilled:
            yield Path(spilled)
        return
    made = partial_folder(folder / "duckdb", mode=0o700)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
