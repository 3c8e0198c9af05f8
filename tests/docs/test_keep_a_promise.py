"""docs/how-to/keep-a-promise.md, followed in a folder like a fresh clone."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from clerestory.answer.commitments.dues import due_of
from followed import follow

ROOT = Path(__file__).parents[2]
TABLE = re.compile(r"^\| (?P<words>[^|]+) \| (?P<days>[^|]+) \|$", re.MULTILINE)
SAID = dt.date(2020, 5, 19)


def test_the_page_is_followed(tmp_path):
    shutil.copytree(ROOT / "examples" / "commitments-2018-2025", tmp_path / "examples" / "commitments-2018-2025")
    ran = follow("keep-a-promise.md", tmp_path)
    assert [one.returncode for one in ran] == [0] * len(ran), [one.stderr for one in ran]
    chain, undated, dated, became, read = (one.stdout for one in ran)
    assert "days_late: -16" in chain
    assert "group-return-2026\toverdue" in chain
    assert undated.splitlines()[1:3] == ["MADE\t2025-12-31", "MADE\t"]
    assert undated.endswith("training: has no day; give it one (rule P8)\nnot yet\n")
    assert dated == "MADE\t2025-09-30\n"
    assert became.splitlines()[:3] == ["KEPT\t2025-12-31", "PART\t2025-09-30", "DROP\t2025-09-30"]
    assert read == "MADE\t2025-06-30\n"


METHODS = (ROOT / "docs" / "methods" / "commitments.md").read_text(encoding="utf-8")
ROWS = [(row["words"], row["days"]) for row in TABLE.finditer(METHODS) if not row["words"].startswith(("---", "words"))]


@pytest.mark.parametrize(("words", "days"), ROWS)
def test_the_table_of_days_is_what_the_program_gives(words, days):
    given = [one.strip() for one in re.split("[;,]" if "none" in days or ";" not in days else ";", words)]
    told = [days] * len(given) if ";" not in days else [one.strip() for one in days.split(";")]
    found = [due_of(one, SAID).day for one in given]
    assert [f"{day.day} {day:%B %Y}" if day else "none" for day in found] == [one.partition(":")[0] for one in told]
