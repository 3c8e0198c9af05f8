"""Faults of Spark in our own words: theirs quote plans and rows, so none of them is passed on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from clerestory.errors import EngineError

_WHERE = "the engine spark"
_ANYTHING = (
    "stopped at work",
    "Run again; if it stops again, look into the logs of the executors, or choose --engine duckdb.",
)
# What a message of Spark holds, what that means, and what to do.
_MEANINGS = (
    ("OutOfMemoryError", "has too little memory", "Give spark.driver.memory or spark.executor.memory more in conf."),
    ("maxResultSize", "has too little memory", "Give spark.driver.maxResultSize and spark.driver.memory more in conf."),
    ("No space left on device", "has no space left on a disk", "Make space where the vault or an executor writes."),
    (
        "spark.authenticate.secret",
        "has no secret to authenticate with",
        "Put spark.authenticate.secret into spark-defaults.conf of SPARK_CONF_DIR; the master has the same.",
    ),
    (
        "All masters are unresponsive",
        "was not let in by the master",
        "Check that it is a master of Spark 4 and has the same spark.authenticate.secret.",
    ),
    (
        "FileNotFoundException",
        "has executors that do not see the vault",
        'Mount it on all machines under the same path, or set cases = "sent" in [analyse.spark].',
    ),
)


@contextmanager
def spark_faults() -> Iterator[None]:
    """Turn whatever Spark raises within into an EngineError that quotes nothing."""
    try:
        yield
    except _kinds() as error:
        raise _error(error) from None


def _error(fault: BaseException) -> EngineError:
    """Say what a fault of Spark means, as far as it is known."""
    said = str(fault)
    what, remedy = next((meaning for sign, *meaning in _MEANINGS if sign in said), _ANYTHING)
    return EngineError(f"{what} ({type(fault).__name__})", where=_WHERE, remedy=remedy)


def _kinds() -> tuple[type[BaseException], ...]:
    """Give the kinds of faults of Spark; none where it was never loaded, so that nothing is loaded here."""
    py4j, errors = sys.modules.get("py4j.protocol"), sys.modules.get("pyspark.errors")
    if py4j is None or errors is None:
        return ()
    return (py4j.Py4JError, errors.PySparkException, ConnectionError)  # the last where Java has ended
