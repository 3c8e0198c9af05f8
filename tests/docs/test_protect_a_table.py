"""The page on protecting a table, followed literally in sh and in Python."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from commands import PATIENCE, install

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "protect-a-table.md"
BLOCKS = re.findall(r"^ *```(sh|python)\n(.*?)^ *```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def followed(tmp_path_factory) -> tuple[Path, list[tuple[str, subprocess.CompletedProcess[str]]]]:
    """A clone as `make setup` leaves it, in which every block was run in the order of the page."""
    clone = install(tmp_path_factory.mktemp("clone"))
    (clone / "docs" / "how-to").mkdir(parents=True)
    shutil.copy(PAGE.with_name("synthetic-cells.csv"), clone / "docs" / "how-to")
    done = []
    for kind, block in BLOCKS:
        if "pandas" in block and kind == "python" and not find_spec("pandas"):
            continue
        run = ["sh", "-ec", block] if kind == "sh" else [sys.executable, "-c", block]
        done.append(
            (block, subprocess.run(run, cwd=clone, capture_output=True, text=True, timeout=PATIENCE, check=False))
        )
    return clone / "build" / "table", done


def test_every_block_does_what_it_says(followed):
    _, done = followed
    assert [(block, run.stderr) for block, run in done if run.returncode] == []
    assert {kind for kind, _ in BLOCKS} == {"sh", "python"}
    told = "".join(run.stdout for _, run in done)
    assert told.count("has a second table that agrees with all that is published") == 6


def test_what_is_handed_over_shows_no_unsafe_count(followed):
    folder, _ = followed
    lines = (folder / "published.csv").read_text(encoding="utf-8").splitlines()
    shown = [line.split(",") for line in lines[1:]]
    assert len(shown) == 9 * 3 * 4
    assert not {row[-2] for row in shown} & set("12345")
    assert any(row[-1] == "[c]" for row in shown)


@pytest.mark.parametrize("library", ["pyarrow", "pandas"])
def test_libraries_give_the_same_table(followed, library):
    if not find_spec(library):
        pytest.skip(f"{library} is not installed")
    folder, _ = followed
    polars = (folder / "polars.csv").read_text(encoding="utf-8")
    assert (folder / f"{library}.csv").read_text(encoding="utf-8").replace('"', "") == polars.replace('"', "")
