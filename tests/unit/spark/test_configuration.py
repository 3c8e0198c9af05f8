"""Where Spark writes is not left to whoever started it, nor to what it makes of a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerestory.errors import EngineError
from clerestory.model.engines import SparkSettings
from clerestory.spark.configuration import check_folder, configuration, environment


@pytest.mark.parametrize("name", ["a,b", 'a"b', "a\\b", "a${b}", "a\nb"])
def test_a_folder_that_spark_would_take_for_others_is_refused(name):
    with pytest.raises(EngineError, match="which Spark misreads"):
        check_folder(Path("/vault") / name)


def test_other_signs_may_stand_in_a_path():
    check_folder(Path("/vault/of a [force] {2026} 50% *"))


def test_every_folder_that_is_named_lies_in_the_one_that_was_given():
    scratch = Path("/vault/.partial-new-spark")
    pairs = configuration(SparkSettings(), scratch)
    named = [pairs["spark.local.dir"], pairs["spark.sql.warehouse.dir"], *_of_java(pairs)]
    assert len(named) == 4
    assert all(Path(folder).is_relative_to(scratch) for folder in named)
    assert environment(SparkSettings(), scratch)["SPARK_LOCAL_DIRS"] == pairs["spark.local.dir"]


def _of_java(pairs) -> list[str]:
    words = pairs["spark.driver.extraJavaOptions"].replace('"', "").split()
    return [word.partition("=")[2] for word in words if "=" in word]


def test_a_setting_of_the_study_stands_above_ours_but_for_what_is_closed():
    settings = SparkSettings(conf={"spark.sql.shuffle.partitions": "64", "spark.driver.host": "10.0.0.7"})
    pairs = configuration(settings, Path("/vault/x"))
    assert pairs["spark.sql.shuffle.partitions"] == "64"
    assert pairs["spark.driver.host"] == "10.0.0.7"
    assert pairs["spark.ui.enabled"] == pairs["spark.eventLog.enabled"] == "false"


def test_on_a_cluster_the_driver_can_be_reached_and_on_one_machine_it_cannot():
    alone = configuration(SparkSettings(), Path("/vault/x"))
    cluster = configuration(SparkSettings(master="spark://spark.vault.example:7077"), Path("/vault/x"))
    assert alone["spark.driver.bindAddress"] == "127.0.0.1"
    assert "spark.driver.bindAddress" not in cluster
    assert "SPARK_LOCAL_IP" not in environment(SparkSettings(master="yarn"), Path("/vault/x"))
