"""The page on sharing lawfully, followed literally in sh."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from commands import PATIENCE, install

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "share-lawfully.md"
BLOCKS = re.findall(r"^ *```sh\n(.*?)^ *```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def followed(tmp_path_factory) -> tuple[Path, list[tuple[str, subprocess.CompletedProcess[str]]]]:
    """A clone as `make setup` leaves it, in which every line was run in the order of the page."""
    clone = install(tmp_path_factory.mktemp("clone"))
    lines = [line.strip() for block in BLOCKS for line in block.splitlines()]
    done = [
        (
            line,
            subprocess.run(
                ["sh", "-c", line], cwd=clone, capture_output=True, text=True, timeout=PATIENCE, check=False
            ),
        )
        for line in lines
    ]
    return clone / "build", done


def test_every_line_does_what_it_says(followed):
    _, done = followed
    assert [(line, run.stderr) for line, run in done if run.returncode] == []


def test_the_gateway_has_its_sections_and_the_wrong_one_its_reason(followed):
    _, done = followed
    picks = [run for line, run in done if " pick " in line]
    assert "DPA 2018 Sch 1 para 4" in picks[0].stdout
    assert "Part 3 is for competent authorities" in picks[1].stderr


def test_documents_have_gaps_that_are_counted_and_say_what_the_data_are(followed):
    build, done = followed
    for kind in ("notice", "assessment", "policy"):
        text = (build / f"{kind}.md").read_text(encoding="utf-8")
        (run,) = [run for line, run in done if f"share {kind} " in line]
        assert run.stderr.strip() == f"{text.count('TO DECIDE:')} gap(s) to decide"
        assert "SYNTHETIC: made-up records of fictional forces" in text


def test_the_earlier_record_is_kept_and_the_letter_names_nobody(followed):
    build, done = followed
    assert (build / "shared/sharing/earlier/SYN-CSC-01-v1.toml").exists()
    assert 'reason = "Looked at again after a year."' in (build / "shared/sharing/SYN-CSC-01.toml").read_text("utf-8")
    (letter,) = [run.stdout for line, run in done if " letter " in line]
    assert "R-2026-001" in letter
    (listed,) = [run.stdout for line, run in done if " list " in line]
    assert "by 2026-04-10" in listed
    assert "OVERDUE" not in listed
