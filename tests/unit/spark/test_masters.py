"""A master that is not there is said at once; Spark would try for a minute."""

from __future__ import annotations

import socket
from types import SimpleNamespace

import pytest

from clerestory.errors import EngineError
from clerestory.model.engines import SparkSettings
from clerestory.spark.masters import check_master, wait_for_executors


@pytest.fixture
def listening():
    """A port at which something listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def silent():
    """A port at which nothing does."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.mark.parametrize("master", ["spark://127.0.0.1:{port}", "k8s://https://127.0.0.1:{port}"])
def test_a_master_that_does_not_answer_is_named(silent, master):
    asked = SparkSettings(master=master.format(port=silent))
    with pytest.raises(EngineError, match=f"127.0.0.1:{silent}: nothing answers there within 5 seconds"):
        check_master(asked)


@pytest.mark.parametrize("master", ["spark://no-such-host.invalid:7077", "spark://127.0.0.1:99999"])
def test_a_host_or_port_that_cannot_be_does_not_answer(master):
    with pytest.raises(EngineError, match="nothing answers"):
        check_master(SparkSettings(master=master))


def test_of_masters_that_stand_by_for_each_other_one_has_to_answer(silent, listening):
    check_master(SparkSettings(master=f"spark://127.0.0.1:{silent},127.0.0.1:{listening}"))


def test_yarn_needs_its_configuration(monkeypatch):
    for name in ("HADOOP_CONF_DIR", "YARN_CONF_DIR"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(EngineError, match="nothing says where YARN is"):
        check_master(SparkSettings(master="yarn"))


@pytest.mark.parametrize("master", ["local", "local[*]", "local[2]"])
def test_this_machine_is_not_asked(master):
    check_master(SparkSettings(master=master))


def cluster_of(executors: int):
    """What a context says of a cluster: the driver is counted among those that have memory."""
    there = SimpleNamespace(size=lambda: 1 + executors)
    status = SimpleNamespace(getExecutorMemoryStatus=lambda: there)
    return SimpleNamespace(_jsc=SimpleNamespace(sc=lambda: status))


def test_a_cluster_that_gives_no_executor_is_not_waited_for_longer_than_was_said():
    asked = SparkSettings(master="spark://127.0.0.1:7077", wait_seconds=1)
    with pytest.raises(EngineError, match="gave no executor within 1 seconds"):
        wait_for_executors(cluster_of(0), asked)
    wait_for_executors(cluster_of(1), asked)
