"""A redaction that is killed: nothing half done has a name, and the same command given again finishes."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time

import pytest

from redaction_folders import fill

COMMAND = [sys.executable, "-c", "from clerestory.cli import main; main()", "protect", "document"]
OPTIONS = ["--roster", "roster.csv", "--case", "case.json", "--style", "pseudonym", "--log", "log.jsonl"]
FILES = 60


@pytest.fixture
def case(tmp_path):
    fill(tmp_path)
    (tmp_path / "case").mkdir()
    for number in range(FILES):
        said = f"{number}. Zelda Quillfeather wrote to Marvin Oakenshaw.\n" * 20
        (tmp_path / "case" / f"{number:03}.txt").write_text(said)
    return tmp_path


def begin(case, *names):
    return subprocess.Popen([*COMMAND, *names, *OPTIONS], cwd=case, stderr=subprocess.DEVNULL)


def until(true, process):
    while not true() and process.poll() is None:
        time.sleep(0.002)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_folder_that_is_killed_in_the_middle_has_no_name_and_is_made_by_the_same_command_again(case, how):
    partial = case / ".partial-new-new"
    process = begin(case, "case", "--out", "new", "--proposals", "p.json")
    until(lambda: partial.exists() and len(list(partial.iterdir())) > 3, process)
    assert process.poll() is None
    process.send_signal(how)
    process.wait()
    assert [name for name in ("new", "p.json", "log.jsonl", "case.json") if (case / name).exists()] == []
    assert partial.exists() is (how is signal.SIGKILL)
    again = begin(case, "case", "--out", "new", "--proposals", "p.json")
    assert again.wait() == 0
    made = {path.name: path.read_text() for path in (case / "new").iterdir()}
    assert sorted(made) == [f"{number:03}.txt" for number in range(FILES)]
    pairs = [re.findall(r"\[Person (\d)\] wrote to \[Person (\d)\]", text) for text in made.values()]
    assert {len(each) for each in pairs} == {20}
    assert len({pair for each in pairs for pair in each}) == 1
    assert len(json.loads((case / "p.json").read_text())["documents"]) == FILES
    assert [path.name for path in case.iterdir() if path.name.startswith(".partial-")] == []


@pytest.mark.slow
def test_a_document_that_is_killed_while_it_is_written_has_no_name(case):
    (case / "big.txt").write_text("Zelda Quillfeather wrote to Marvin Oakenshaw.\n" * 4_000)
    process = begin(case, "big.txt", "--out", "new.txt")
    until(lambda: bool(list(case.glob(".partial-*"))), process)
    process.kill()
    process.wait()
    assert not (case / "new.txt").exists() or (case / "log.jsonl").exists()
    (case / "new.txt").unlink(missing_ok=True)
    again = begin(case, "big.txt", "--out", "new.txt")
    assert again.wait() == 0
    assert (case / "new.txt").read_text().count(" wrote to ") == 4_000
    assert list(case.glob(".partial-*")) == []
