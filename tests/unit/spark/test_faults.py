"""Faults of Spark are told in our words: what they quote of plans and rows is not passed on."""

from __future__ import annotations

import pytest

from clerestory.errors import EngineError
from clerestory.spark import spark_faults
from engines import NO_SPARK

pytestmark = NO_SPARK


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("java.lang.OutOfMemoryError: Java heap space at row ZQX", "has too little memory"),
        ("java.io.IOException: No space left on device ZQX", "has no space left on a disk"),
        ("requirement failed: set via the spark.authenticate.secret config ZQX", "has no secret to authenticate with"),
        ("java.io.FileNotFoundException: File file:/ZQX does not exist", "has executors that do not see the vault"),
        ("something else about ZQX", "stopped at work"),
    ],
)
def test_a_fault_of_java_says_what_to_do_and_quotes_nothing(said, what):
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkRuntimeError  # noqa: F401 - read, as it is where a session is at work

    with pytest.raises(EngineError, match=what) as caught, spark_faults():
        raise Py4JError(said)
    assert "ZQX" not in str(caught.value)
    assert caught.value.remedy


def test_java_that_ended_is_a_fault_of_the_engine_and_not_of_a_file():
    with pytest.raises(EngineError, match="stopped at work"), spark_faults():
        raise ConnectionRefusedError


def test_other_faults_are_let_through():
    with pytest.raises(KeyError), spark_faults():
        raise KeyError("x")
