"""The engines that the same tables are made on; Spark only where there is Java."""

from __future__ import annotations

import importlib.util
import shutil

import pytest

NO_SPARK = pytest.mark.skipif(
    shutil.which("java") is None or importlib.util.find_spec("pyspark") is None,
    reason="Spark needs Java 17 (make setup installs it, as root) and pyspark",
)
# A table on Spark costs seconds of planning: of many examples of one way to count, one is made on Spark.
ON_ONE_MACHINE = ["polars", "duckdb"]
ENGINES = [*ON_ONE_MACHINE, pytest.param("spark", marks=NO_SPARK)]
