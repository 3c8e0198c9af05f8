"""What several folders of tests share: one Spark for a whole process of tests, opened as an application would."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, settings

from postgres import cluster, new_database

# A busy machine fails no test, and neither does chance: every run has the same examples, and few of them.
# `make explore` draws others each time, and many.
_ALWAYS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("few", _ALWAYS, derandomize=True, max_examples=50)
settings.register_profile("explore", _ALWAYS, max_examples=1_000, print_blob=True)
settings.load_profile(os.environ.get("EXAMPLES", "few"))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is collected stays to the end, so that to look for garbage among it, again and again, finds none."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.fixture(scope="session")
def lent_spark(tmp_path_factory):
    """A session that is open already, so that every engine `spark` uses it; tests of our own run in another process.

    Tables of tests have a dozen rows, so nothing is compiled for them and nothing is split.
    """
    from pyspark.sql import SparkSession

    here = tmp_path_factory.mktemp("spark")
    pairs = {
        "spark.master": "local[1]", "spark.io.encryption.enabled": "true", "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false", "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1", "spark.local.dir": str(here / "local"),
        "spark.sql.warehouse.dir": str(here / "warehouse"), "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.shuffle.partitions": "1", "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    }  # fmt: skip
    session = SparkSession.builder.config(map=pairs).getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def engine(request) -> str:
    """The name of an engine that can be used: parametrize it with ENGINES, indirect."""
    if request.param == "spark":
        request.getfixturevalue("lent_spark")
    return request.param


@pytest.fixture(scope="session")
def postgresql():
    """What makes the address of a new, empty database on a PostgreSQL of this process of tests."""
    with cluster() as socket:
        names = count(1)
        yield lambda: new_database(socket, f"desk_{next(names)}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request) -> str:
    """The address of a new database of each kind; empty for SQLite in the zone's own folder."""
    return request.getfixturevalue("postgresql")() if request.param == "postgresql" else ""
