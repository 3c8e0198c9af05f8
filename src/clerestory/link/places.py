"""Where the records of a linkage are compared: in this process, or on an existing Spark."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clerestory.model.engines import AnalyseSettings, EngineName, SparkSettings


@dataclass(frozen=True)
class Place:
    """Where records are compared; pairs, persons and errors are the same in each.

    Attributes
    ----------
    folder : Path or None
        What does not fit into memory is written below it, into a folder of its owner's alone; None leaves it to the
        system's folder for temporary files.
    spark : SparkSettings or None
        Where Spark is; it needs a folder. None is DuckDB in this process.
    """

    folder: Path | None = None
    spark: SparkSettings | None = None


HERE = Place()


def place_for(settings: AnalyseSettings, folder: Path) -> Place:
    """Give the place that study.toml asks for.

    Splink has no polars: whoever makes tables by polars links by DuckDB.
    """
    return Place(folder, settings.spark if settings.engine is EngineName.SPARK else None)
