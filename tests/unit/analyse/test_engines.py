"""Cases that do not fit into memory stay where the cases are: DuckDB writes them into a closed folder of the vault."""

from __future__ import annotations

import os

import polars as pl
import pytest

from clerestory.analyse import engine_on
from clerestory.study.writing import PARTIAL, sweep

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
