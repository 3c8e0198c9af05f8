"""An existing Spark; read only where one is asked for, since it reads pyspark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import polars as pl
from splink import SparkAPI
from splink.internals.exceptions import SplinkException
from splink.internals.splink_dataframe import SplinkDataFrame

from clerestory.link.places import Place
from clerestory.spark import sent_frame, spark_faults, spark_session

_RECORDS = "clerestory_records"


class _Tables(SparkAPI):
    """Splink's Spark that keeps no table: each is read once here, and Splink would write it as a file, unencrypted."""

    def _break_lineage_and_repartition(self, spark_df: Any, templated_name: str, physical_name: str) -> Any:
        return spark_df


class SparkDatabase:
    """Spark as Splink takes it."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._tables: Any = _Tables(spark_session=session, register_udfs_automatically=False)  # type: ignore[no-untyped-call]
        self._sent: list[Any] = []

    def registered(self, frame: pl.DataFrame) -> SplinkDataFrame:
        """Give records as a table of Splink's: sent once, and held by the executors, since every rule reads them."""
        sent = sent_frame(self._session, frame.to_arrow()).persist()
        self._sent.append(sent)
        sent.createOrReplaceTempView(_RECORDS)
        made: SplinkDataFrame = self._tables.register(_RECORDS, table_name="records")
        return made

    def rows(self, query: str) -> pl.DataFrame:
        """Give what a query finds, in any order."""
        return pl.DataFrame(pl.from_arrow(self._session.sql(query).toArrow()))

    def forget(self) -> None:
        """Let Spark forget the records, and all tables that were made of them."""
        for view in (_RECORDS, *self._tables._created_tables):
            self._session.catalog.dropTempView(view)
        for frame in self._sent:
            frame.unpersist()


@contextmanager
def spark_database(place: Place) -> Iterator[SparkDatabase]:
    """Give the Spark of this process as a database.

    Raises
    ------
    EngineError
        If it cannot be used, or stops at work.
    """
    assert place.folder is not None  # a place on Spark has one
    assert place.spark is not None
    database = SparkDatabase(spark_session(place.folder, place.spark))
    with spark_faults():
        try:
            yield database
        except SplinkException as error:  # it wraps what Spark raised, and quotes it
            raise (error.__cause__ or error) from None
        finally:
            database.forget()
