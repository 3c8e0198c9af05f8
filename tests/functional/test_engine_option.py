"""`run --engine`: the command as somebody meets it who has a Spark, a broken one, or none."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commands import COMMAND, PATIENCE, clerestory
from engines import NO_SPARK
from studies import example, published_example, released_bytes

# Begins a session, says where its files lie and how it is set, ends it, and says what is left.
ONE_SESSION = """
import json, os, signal, sys
sys.modules["pandas"] = None  # is not there where the program is installed without tests
from pathlib import Path
from clerestory.model.engines import SparkSettings
from clerestory.spark import end_session, spark_session
folder, settings = Path(sys.argv[1]), SparkSettings()
before = signal.getsignal(signal.SIGINT)
session = spark_session(folder, settings)
assert spark_session(folder, settings) is session
assert session.range(100).repartition(3).groupBy().sum().toArrow().to_pylist() == [{"sum(id)": 4950}]
conf = dict(session.sparkContext.getConf().getAll())
files = sorted(str(path) for path in folder.rglob("*"))
(scratch,) = folder.iterdir()
mode = scratch.stat().st_mode & 0o777
java = session.sparkContext._gateway.proc
end_session()
left = [str(path) for path in folder.iterdir()]
same = signal.getsignal(signal.SIGINT) is before
print(json.dumps([conf, files, scratch.name, mode, left, same, java.poll() is not None]))
"""


def run(*words, **options):
    """A run by a fresh interpreter, which begins a Spark of its own."""
    return subprocess.run(
        [*COMMAND, "run", *map(str, words)], capture_output=True, text=True, timeout=PATIENCE, check=False, **options
    )


def asking(root: Path, settings: str) -> Path:
    text = (root / "study.toml").read_text(encoding="utf-8")
    (root / "study.toml").write_text(text.replace("[protect]", settings + "\n[protect]"), encoding="utf-8")
    return root


def test_an_engine_that_there_is_not_is_refused(tmp_path):
    done = clerestory("run", example(tmp_path / "study"), "--engine", "abacus")
    assert done.returncode == 2
    assert "abacus" in done.stderr


def test_the_engine_of_the_command_stands_above_that_of_the_study_and_leaves_no_trace(tmp_path, tmp_path_factory):
    there = release_of(published_example(tmp_path_factory))  # on polars
    other = asking(example(tmp_path / "other"), '[analyse]\nengine = "spark"\n')
    without_java = os.environ | {"JAVA_HOME": "/nowhere"}
    clerestory("run", other, "--engine", "duckdb", env=without_java, check=True)
    assert released_bytes(release_of(other)) == released_bytes(there)
    assert "duckdb" not in (other / "ledger.jsonl").read_text(encoding="utf-8")


def released_bytes_of(root: Path, *words, **options) -> dict[str, bytes]:
    done = run(root, *words, **options)
    assert done.returncode == 0, done.stderr
    return released_bytes(release_of(root))


def release_of(root: Path) -> Path:
    return next((root / "releases").glob("2*"))


@NO_SPARK
@pytest.mark.parametrize("lost", [{"JAVA_HOME": "/nowhere"}, {"JAVA_HOME": "", "PATH": "/nowhere"}])
def test_without_java_the_run_stops_in_words_and_nothing_is_published(tmp_path, lost):
    root = example(tmp_path / "study")
    done = clerestory("run", root, "--engine", "spark", env=os.environ | lost)
    assert done.returncode == 14
    assert done.stderr.splitlines()[-3:-1] == [
        "The engine cannot be used.",
        "the engine spark: there is no Java "
        + ("where JAVA_HOME points (/nowhere)" if lost["JAVA_HOME"] else "on this machine"),
    ]
    assert "--engine polars" in done.stderr
    assert not list((root / "releases").glob("*"))
    assert not list(root.rglob(".partial-*"))


@NO_SPARK
def test_a_master_that_does_not_answer_stops_the_run_before_anything_starts(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    master = f'[analyse]\nengine = "spark"\n\n[analyse.spark]\nmaster = "spark://127.0.0.1:{port}"\n'
    done = clerestory("run", asking(example(tmp_path / "study"), master))
    assert done.returncode == 14
    assert f"spark.master spark://127.0.0.1:{port}: nothing answers there" in done.stderr


@NO_SPARK
@pytest.mark.slow
def test_a_session_of_ours_is_closed_encrypted_and_keeps_its_files_in_the_folder_it_was_given(tmp_path):
    vault, temporary = tmp_path / "a [vault] of {our} own", tmp_path / "tmp"
    vault.mkdir()
    temporary.mkdir()
    env = os.environ | {"TMPDIR": str(temporary), "SPARK_LOCAL_DIRS": str(temporary)}
    done = subprocess.run(
        [sys.executable, "-c", ONE_SESSION, str(vault)],
        capture_output=True, text=True, timeout=PATIENCE, check=False, env=env, cwd=temporary,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    conf, files, scratch, mode, left, interrupt_as_before, java_ended = json.loads(done.stdout)
    assert scratch.startswith(".partial-")  # what the next run sweeps after a kill
    assert mode == 0o700
    assert any("blockmgr" in path for path in files)
    assert (left, interrupt_as_before, java_ended) == ([], True, True)
    assert list(temporary.iterdir()) == []
    on = ("spark.authenticate", "spark.network.crypto.enabled", "spark.io.encryption.enabled")
    assert [conf[name] for name in on] == ["true"] * 3
    assert conf["spark.ui.enabled"] == "false"
    assert conf["spark.driver.bindAddress"] == "127.0.0.1"
    assert done.stderr == ""


@NO_SPARK
@pytest.mark.slow
def test_a_run_on_spark_of_its_own_gives_the_same_release_and_leaves_nothing_behind(tmp_path):
    there = released_bytes_of(example(tmp_path / "study"))
    root = example(tmp_path / "other")
    assert released_bytes_of(root, "--engine", "spark") == there
    assert not list(root.rglob(".partial-*"))


@NO_SPARK
@pytest.mark.slow
def test_what_a_killed_run_on_spark_left_is_cleared_by_the_next(tmp_path):
    root = example(tmp_path / "study")
    process = subprocess.Popen(
        [*COMMAND, "run", str(root), "--engine", "spark"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    patience = time.monotonic() + PATIENCE
    while not list((root / "vault").rglob("blockmgr-*")):
        assert process.poll() is None
        assert time.monotonic() < patience
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    released_bytes_of(root, "--engine", "polars")
    assert not list(root.rglob(".partial-*"))
