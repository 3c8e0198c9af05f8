"""No value of a key column comes out of an analysis: not in words, not in JSON, not in a chart. SYNTHETIC."""

from __future__ import annotations

import csv

import pytest

from network_ties import many_networks
from test_protect_commands import clerestory


@pytest.mark.parametrize("words", [(), ("--json",)], ids=["words", "json"])
def test_networks_print_no_person_and_no_event(tmp_path, words):
    text = many_networks()
    renamed = text.replace("\nP", "\nZQP").replace(",E", ",ZQE")
    (tmp_path / "ties.csv").write_text(renamed, encoding="utf-8")
    done = clerestory(
        "network", "ties.csv", "--replicates", "20", "--chart", "c.svg", *words, cwd=tmp_path, stage="analyse"
    )
    assert done.returncode == 0, done.stderr
    keys = {row[name] for row in csv.DictReader(renamed.splitlines()) for name in ("person", "event")}
    assert len(keys) > 300
    said = done.stdout + done.stderr + (tmp_path / "c.svg").read_text(encoding="utf-8")
    assert [key for key in keys if key in said] == []
    assert "ZQ" not in said
