"""The page on telling a case, followed literally."""

from __future__ import annotations

from followed import follow


def test_the_block_says_what_the_page_says(tmp_path):
    (done,) = follow("tell-a-case.md", tmp_path)
    assert done.returncode == 0, done.stderr
    states = [line.split(": ")[:2] for line in done.stdout.splitlines() if line.startswith("inv")]
    assert states == [["inv1", "CLEAR"], ["inv2", "ACTIVE"], ["inv3", "HOLD"]]
    assert "until 2027-12-31" in done.stdout
