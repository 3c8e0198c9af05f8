"""The page on signing and releasing, followed line by line, with the machine's clock set before each step."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from commands import forked
from studies import small_study

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "sign-and-release.md"
TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'
CLOCKED = """
import datetime as dt
from pathlib import Path

from clerestory.cli import main
from clerestory.clock import SystemClock

SystemClock.now = lambda self: dt.datetime.fromisoformat(Path("now").read_text())
main()
"""


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^ *```{kind}\n(.*?)^ *```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def say_in_study_toml(root: Path, text: str, public_key: str) -> None:
    """Put what the page says into a study's settings."""
    said = "\n".join(line.removeprefix("   ") for line in text.splitlines()).replace("...", public_key)
    release, _, people = said.partition("[[people]]")
    path = root / "study.toml"
    before = path.read_text(encoding="utf-8")
    head, _, after = before.partition("[release]\ndate = 2026-11-26\nreview_by = 2027-11-25\n")
    after = after[: after.index('[[people]]\nid = "head"')]
    path.write_text(f"{head}{release}\n{after}\n[[people]]{people}\n", encoding="utf-8")
    tomllib.loads(path.read_text(encoding="utf-8"))


def test_every_line_of_the_page_does_what_it_says(tmp_path):
    (tmp_path / "clocked.py").write_text(CLOCKED, encoding="utf-8")
    root = small_study(tmp_path / "study", {"area": ["n", "s"]}, [("n",)] * 60, tables=TABLES)
    command = f'clerestory() {{ {" ".join(forked())} --program clocked.py "$@"; }}\n'

    def follow(block: str, now: str) -> list[int]:
        (tmp_path / "now").write_text(now, encoding="utf-8")
        lines = [line.strip() for line in block.splitlines()]
        words = [["sh", "-c", command + line] for line in lines if shutil.which("minisign") or "minisign" not in line]
        done = [subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False) for line in words]
        return [one.returncode for one in done]

    key, calendar, gates, sign, public, early, after = blocks("sh")
    assert follow(key, "2027-06-01T10:00:00+00:00") == [0]
    (settings,) = blocks("toml")
    say_in_study_toml(root, settings, (tmp_path / "head.public").read_text(encoding="utf-8").strip())
    assert follow(calendar, "2027-06-01T10:00:00+00:00") == [0]
    assert follow(gates, "2027-06-20T10:00:00+00:00") == [40, 0, 40, 0, 42]
    assert follow(sign + public, "2027-06-28T10:00:00+00:00") == [0, 0]
    assert follow(early, "2027-06-29T10:00:00+00:00") == [46, 43]
    assert follow(early, "2027-07-01T08:29:59+00:00") == [0, 43]
    assert set(follow(after, "2027-07-01T08:30:00+00:00")) == {0}


@pytest.mark.parametrize("number", [42, 43])
def test_the_page_names_exit_codes_that_there_are(number):
    codes = (PAGE.parents[1] / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    assert f"exit code {number}" in PAGE.read_text(encoding="utf-8")
    assert f"| {number} |" in codes
