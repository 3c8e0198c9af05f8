"""The page of a first study, followed literally in sh."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from commands import PATIENCE, install
from studies import SHIPPED

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "first-study.md"


@pytest.fixture
def clone(tmp_path) -> Path:
    """A place with the example and the command, as `make setup` leaves it."""
    example = tmp_path / "examples" / "modern-slavery-2013"
    example.mkdir(parents=True)
    for name in SHIPPED:
        source = ROOT / "examples" / "modern-slavery-2013" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, example / name)
    return install(tmp_path)


def sh(clone: Path, line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", "-c", line], cwd=clone, capture_output=True, text=True, timeout=PATIENCE, check=False)


def give_keys(study: Path, keys: dict[str, str]) -> None:
    text = (study / "study.toml").read_text(encoding="utf-8")
    for person, key in keys.items():
        text = text.replace(f'\nid = "{person}"', f'\nid = "{person}"\npublic_key = "{key}"')
    (study / "study.toml").write_text(text, encoding="utf-8")


def test_every_line_of_the_page_does_what_it_says(clone):
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    made = {line: sh(clone, line) for line in lines[:5]}
    keys = {Path(line.split()[-1]).stem: result.stdout.strip() for line, result in made.items() if " keys " in line}
    give_keys(clone / "build" / "my-study", keys)
    results = [*made.values(), *(sh(clone, line) for line in lines[5:])]
    told = [(line, result.returncode, result.stderr) for line, result in zip(lines, results, strict=True)]
    runs = [code for line, code, _ in told if " run " in line]
    assert runs == [40, 40, 0], told
    assert [told_one for told_one in told if told_one[1] and " run " not in told_one[0]] == []
    assert len(keys) == 2
    assert '"simulated": false' in (clone / "build/my-study/releases/2026-11-26-REBUILT/seal.json").read_text("utf-8")
