"""Engines read the same cases and the same leaves, and what does not fit into memory stays where the cases are."""

from __future__ import annotations

import os

import polars as pl
import pytest

from clerestory.analyse import engine_on
from clerestory.errors import EngineError
from clerestory.model.engines import SparkSettings
from clerestory.study.writing import PARTIAL, sweep
from engines import ENGINES, NO_SPARK

MORE_THAN_FITS = "CREATE TABLE more AS SELECT range AS a, hash(range)::VARCHAR AS b FROM range(2_000_000)"
SPILLED = "SELECT path FROM duckdb_temporary_files()"


@pytest.fixture
def vault(tmp_path, monkeypatch):
    """A vault with cases, and a process that stands elsewhere, with an open umask."""
    (tmp_path / "vault" / "cases").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    pl.DataFrame({"sex": ["M", "F"]}).write_parquet(tmp_path / "vault" / "cases" / "case.parquet")
    umask = os.umask(0)
    yield tmp_path / "vault"
    os.umask(umask)


def test_duckdb_spills_into_the_vault_alone_and_clears_it(vault):
    engine = engine_on("duckdb", vault / "cases")
    cases = engine.cases("case").to_native()
    cases.query("cases", "SET memory_limit = '60MB'")
    cases.query("cases", MORE_THAN_FITS)

    spilled = [os.path.realpath(path) for (path,) in cases.query("cases", SPILLED).fetchall()]
    folders = {os.path.dirname(path) for path in spilled}  # noqa: PTH120 - strings of DuckDB
    assert len(spilled) > 0
    assert folders == {str(vault / "cases" / f"{PARTIAL}new-duckdb")}
    assert (vault / "cases" / f"{PARTIAL}new-duckdb").stat().st_mode & 0o777 == 0o700
    assert list((vault.parent / "elsewhere").iterdir()) == []

    del engine, cases
    assert [path.name for path in (vault / "cases").iterdir()] == ["case.parquet"]


def test_what_a_killed_run_spilled_is_cleared_by_the_next(vault):
    engine = engine_on("duckdb", vault / "cases")
    (vault / "cases" / f"{PARTIAL}new-duckdb" / "duckdb_temp_storage.tmp").write_bytes(b"cases")
    sweep(vault)
    assert [path.name for path in (vault / "cases").iterdir()] == ["case.parquet"]
    assert engine.cases("case").collect().shape == (2, 1)


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_every_engine_reads_names_and_values_as_they_are(tmp_path, engine):
    """Signs that a query or a path would take for its own, and nothing at all."""
    values = ["it's", 'a "b"', "back\\slash", "x\ny", "ünï", "", None]
    folder = tmp_path / "a {odd} [name]*"
    folder.mkdir()
    pl.DataFrame({"id": [str(n) for n in range(len(values))], "value": values}).write_parquet(folder / "case.parquet")
    on = engine_on(engine, folder)
    leaves = {value: number for number, value in enumerate(values) if value is not None}
    joined = on.held(on.cases("case").join(on.leaves(leaves), on="value", how="left"))
    found = {row["id"]: row for row in joined.collect("polars").to_native().to_dicts()}
    assert [found[str(n)]["leaf"] for n in range(len(values))] == [*range(len(values) - 1), None]
    assert on.leaves({}).collect("polars").shape == (0, 2)


@NO_SPARK
def test_cases_are_sent_to_a_cluster_that_does_not_see_the_vault(vault, lent_spark):
    """The session is lent, so no master is asked; what a cluster is sent is what this machine read."""
    cluster = SparkSettings(master="spark://spark.vault.example:7077")
    frame = engine_on("spark", vault / "cases", spark=cluster).cases("case")
    assert not frame.to_native().inputFiles()
    assert sorted(frame.collect("polars")["sex"].to_list()) == ["F", "M"]
    assert engine_on("spark", vault / "cases").cases("case").to_native().inputFiles()


@NO_SPARK
def test_a_session_that_does_not_encrypt_what_it_writes_is_not_used(vault, lent_spark, monkeypatch):
    pairs = {"spark.io.encryption.enabled": "false"}
    monkeypatch.setattr(type(lent_spark.sparkContext), "getConf", lambda self: pairs)
    with pytest.raises(EngineError, match=r"without spark\.io\.encryption\.enabled = true"):
        engine_on("spark", vault / "cases")
    open_to_all = SparkSettings(conf=pairs)  # which only a study of made-up or published cases may say
    assert engine_on("spark", vault / "cases", spark=open_to_all).cases("case").collect().shape == (2, 1)
