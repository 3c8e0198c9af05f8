"""What study.toml may say of Spark."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from clerestory.errors import StudyError
from clerestory.model.engines import AnalyseSettings, SparkSettings
from clerestory.study import open_study
from studies import example


@pytest.mark.parametrize(
    ("master", "one_machine"),
    [
        ("local", True),
        ("local[*]", True),
        ("local[4]", True),
        ("spark://spark.vault.example:7077", False),
        ("spark://one:7077,two:7077", False),
        ("k8s://https://kube.vault.example:6443", False),
        ("yarn", False),
    ],
)
def test_masters_and_whether_cases_stay_on_this_machine(master, one_machine):
    assert SparkSettings(master=master).is_one_machine is one_machine


# neither a word, nor a cluster that is no cluster, nor Spark Connect, nor a port that is left out
@pytest.mark.parametrize(
    "master", ["", "cluster", "local-cluster[2,1,1024]", "sc://host:15002", "spark://host", "local[0]"]
)
def test_other_masters_are_refused(master):
    with pytest.raises(ValidationError, match="master"):
        SparkSettings(master=master)


@pytest.mark.parametrize(
    "name",
    [
        "spark.executor.memory",
        "spark.driver.memory",
        "spark.cores.max",
        "spark.sql.shuffle.partitions",
        "spark.dynamicAllocation.maxExecutors",
        "spark.kubernetes.container.image",
    ],
)
def test_how_much_of_a_cluster_is_used_may_be_set(name):
    assert SparkSettings(conf={name: "4"}).conf[name] == "4"


@pytest.mark.parametrize(
    "name",
    [
        "spark.local.dir",  # where cases are written
        "spark.sql.warehouse.dir",
        "spark.eventLog.dir",  # what plans are written to
        "spark.driver.extraJavaOptions",  # any of these through the back door
        "spark.jars.packages",  # code from elsewhere
        "spark.authenticate.secret",  # would stand in study.toml and in the list of processes
        "spark.io.encryption.keygen.algorithm",
        "spark.executor.memory.more",
    ],
)
def test_what_would_open_the_vault_may_not_be_set_and_its_value_is_not_said(name):
    with pytest.raises(ValidationError) as caught:
        SparkSettings(conf={name: "ZQX-SECRET"})
    assert name in caught.value.errors()[0]["msg"]
    assert "ZQX" not in caught.value.errors()[0]["msg"]


def test_encryption_is_on_and_can_be_switched_off_for_made_up_or_published_cases_alone(tmp_path):
    assert SparkSettings().is_encrypted
    root = example(tmp_path / "study")
    off = '[analyse.spark]\nconf = { "spark.io.encryption.enabled" = "false" }\n\n[protect]'
    text = (root / "study.toml").read_text(encoding="utf-8").replace("[protect]", off)
    (root / "study.toml").write_text(text, encoding="utf-8")
    assert not open_study(root).settings.analyse.spark.is_encrypted  # rebuilt from published counts

    real = text.replace('data = "rebuilt from published counts"', 'data = "confidential"')
    assert real != text
    (root / "study.toml").write_text(real, encoding="utf-8")
    with pytest.raises(StudyError, match="encryption may be switched off for made-up or published cases alone"):
        open_study(root)


def test_network_encryption_needs_authentication():
    with pytest.raises(ValidationError, match="switch both off or neither"):
        AnalyseSettings(spark=SparkSettings(conf={"spark.authenticate": "false"}))
