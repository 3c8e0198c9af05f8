"""The databases that Splink works in: DuckDB in this process, or an existing Spark. Both are given the same SQL.

What keeps one text for both: bits lie in columns and not in lists, which DuckDB counts from 1 and Spark from 0; nothing
is divided; no function of Splink's jar is used (``bit_count``, ``levenshtein`` and ``substr`` are there and here); a
number like 0.62 is a decimal on both and no binary fraction, so that Dice is exact.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib import import_module
from typing import Protocol

import polars as pl
from splink.internals.splink_dataframe import SplinkDataFrame

from clerestory.link.databases.on_duckdb import duckdb_database
from clerestory.link.places import Place

__all__ = ["Database", "database_of"]


class Database(Protocol):
    """Something that Splink's SQL runs in."""

    def registered(self, frame: pl.DataFrame) -> SplinkDataFrame:
        """Give records as a table of Splink's."""

    def rows(self, query: str) -> pl.DataFrame:
        """Give what a query finds, in any order."""


def database_of(place: Place) -> AbstractContextManager[Database]:
    """Open the database of a place; what it wrote is gone when the block ends.

    Raises
    ------
    EngineError
        If Spark is asked for and cannot be used, or stops at work.
    """
    if place.spark is None:
        return duckdb_database(place.folder)
    on_spark = import_module("clerestory.link.databases.on_spark")  # it reads pyspark, which need not be there
    found: AbstractContextManager[Database] = on_spark.spark_database(place)
    return found
