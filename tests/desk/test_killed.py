"""Acts of real processes that are killed, on both databases: what was acknowledged is there, in table and ledger."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from clerestory.ledger import ledger_entries, verify_ledger
from served_desks import example

ACTING = Path(__file__).parent.parent / "acting_process.py"


@pytest.fixture
def study(tmp_path) -> Path:
    return example(tmp_path)


def rows(study: Path, database_url: str) -> list[tuple[int, str, str]]:
    """The table as another program reads it."""
    asked = "SELECT seq, prev, hash FROM store_act ORDER BY seq"
    if database_url:
        with psycopg.connect(database_url) as connection:
            return connection.execute(asked).fetchall()
    connection = sqlite3.connect(study / "desk" / "desk.sqlite3")
    try:
        return connection.execute(asked).fetchall()
    finally:
        connection.close()


def test_one_of_many_wins_and_a_kill_loses_no_act_that_was_acknowledged(study, database_url):
    acting = subprocess.run([sys.executable, ACTING, study, database_url], capture_output=True, text=True, check=True)
    told = json.loads(acting.stdout)
    kept = rows(study, database_url)
    assert told["winners"] == 1
    assert told["ends"] == [signal.SIGKILL] * 3
    assert told["ledger"] < told["table"]  # the last commit was there, its entry was not
    assert set(told["acknowledged"]) <= {seq for seq, _, _ in kept}
    assert [seq for seq, _, _ in kept] == list(range(1, told["table"] + 1))
    assert [prev for _, prev, _ in kept[1:]] == [hashed for _, _, hashed in kept[:-1]]
    ledger = study / "desk" / "acts.jsonl"
    assert verify_ledger(ledger).length == told["table"]
    assert [entry.detail for entry in ledger_entries(ledger)] == [
        {"act": seq, "hash": hashed} for seq, _, hashed in kept
    ]
