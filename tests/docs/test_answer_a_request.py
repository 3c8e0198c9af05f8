"""The page on answering a request, followed literally."""

from __future__ import annotations

import re
import shutil

import pytest

from followed import HOW_TO, follow


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    clone = tmp_path_factory.mktemp("request")
    (clone / "docs" / "how-to").mkdir(parents=True)
    shutil.copy(HOW_TO / "synthetic-note.toml", clone / "docs" / "how-to")
    return follow("answer-a-request.md", clone)


def test_every_block_does_what_it_says(done):
    assert [run.returncode for run in done] == [0, 0, 0, 104, 0, 0, 104, 0, 0, 0, 0]
    assert "FOI-2026-0001: How concerns are passed on; open, due on 31 March 2026" in done[1].stdout
    assert "31: Law enforcement; qualified, needs a harm (LEO, ACTIVE)" in done[2].stdout
    assert "nobody has weighed the public interest" in done[3].stderr
    assert "you wrote it" in done[6].stderr
    assert "Section 31: Law enforcement" in done[8].stdout
    assert "On balance: The harm would fall on children" in done[8].stdout
    assert "Information Commissioner" in done[8].stdout
    assert "Dear Robin Sample," in done[9].stdout
    assert "On balance: The harm would fall on children" in " ".join(done[9].stdout.split())


def test_the_log_tells_what_was_asked_and_not_by_whom(done):
    others = (*done[:9], *done[10:])  # the letter is to who asked
    said = "".join(run.stdout + run.stderr for run in others)
    row = r"^FOI-2026-0001,Request for information,2026-03-02,[\d-]{10},How forces pass on concerns"
    assert re.search(row, done[10].stdout, re.MULTILINE)
    assert "Robin" not in said
