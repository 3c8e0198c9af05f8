"""The page on following a trend, followed literally, and what the reference page says of options and fields."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from clerestory.model.findings.trend_form import TrendForm, TrendPartForm

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "follow-a-trend.md"
REFERENCE = (ROOT / "docs" / "reference" / "trends.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("trend")
    command = clone / ".venv" / "bin" / "clerestory"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from clerestory.cli import main; main()" "$@"\n')
    command.chmod(0o755)
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    done = [subprocess.run(["sh", "-ec", b], cwd=clone, capture_output=True, text=True, check=False) for b in blocks]
    return clone / "build" / "trend", done


def test_every_block_does_what_it_says(followed):
    folder, done = followed
    assert [run.stderr for run in done if run.returncode] == []
    mark, headline, *_ = done[1].stdout.split("\n\n")
    assert mark.startswith("SYNTHETIC: ")
    assert headline.startswith("Recorded offences (definition COCAD) rose")
    assert "per 100 recorded offences fell" in done[2].stdout
    assert "The trend turned at about" in done[1].stdout
    assert (folder / "trend.svg").exists()
    assert json.loads((folder / "trend.json").read_text())["form"] == "clerestory-trend/1"


def test_every_field_has_its_line():
    fields = [*TrendForm.model_fields, *TrendPartForm.model_fields]
    assert [name for name in fields if f"`{name}`" not in REFERENCE] == []
