"""Java that is missing, too old or broken is named before Spark is started."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerestory.errors import EngineError
from clerestory.spark.java import check_java


def a_java(folder: Path, script: str) -> Path:
    """A program called java that only does what the script says."""
    java = folder / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    java.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo 'openjdk version \"11.0.2\" 2019-01-15' >&2", "is version 11; Spark needs 17 or newer"),
        # as versions were written once
        ("echo 'java version \"1.8.0_292\"' >&2", "is version 1; Spark needs 17 or newer"),
        ("exit 1", "does not say its version"),
    ],
)
def test_a_java_that_spark_cannot_use_is_refused(tmp_path, monkeypatch, script, message):
    monkeypatch.setenv("JAVA_HOME", str(a_java(tmp_path, script)))
    with pytest.raises(EngineError, match=message):
        check_java()


@pytest.mark.parametrize("version", ["17", "21.0.4", "26-ea"])
def test_a_java_that_is_new_enough_is_taken(tmp_path, monkeypatch, version):
    monkeypatch.setenv("JAVA_HOME", str(a_java(tmp_path, f"echo 'openjdk version \"{version}\"' >&2")))
    check_java()


def test_java_home_that_points_nowhere_is_named_though_there_is_java_elsewhere(tmp_path, monkeypatch):
    there = a_java(tmp_path / "there", "echo 'openjdk version \"17\"' >&2")
    monkeypatch.setenv("PATH", str(there / "bin"))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(EngineError, match="no Java where JAVA_HOME points"):
        check_java()
    monkeypatch.delenv("JAVA_HOME")
    check_java()


def test_without_any_java_the_message_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="no Java on this machine") as caught:
        check_java()
    assert "openjdk-17-jre-headless" in caught.value.remedy
    assert caught.value.exit_code == 14


def test_a_java_that_does_not_start_is_named(tmp_path, monkeypatch):
    home = a_java(tmp_path, "")
    (home / "bin" / "java").write_bytes(b"\x00 not a program")
    monkeypatch.setenv("JAVA_HOME", str(home))
    with pytest.raises(EngineError, match="does not start"):
        check_java()
