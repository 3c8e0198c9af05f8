"""Studies with made-up interviews, small and without a run: cases in the vault are written here."""

from __future__ import annotations

import csv
import shutil
from importlib import resources
from pathlib import Path

import polars as pl

from clerestory import pipeline
from clerestory.model.instrument import PROVIDER

OVER, LIVE, ACQUITTED, LINKED, HELD = (f"inv{letter * 26}" for letter in "abcde")
# Stage, linked matters and police release of each: what rules L5 to L7 ask of a case before words may come from it.
CASES = {
    OVER: ("P6", "N", "CLEAR"),
    LIVE: ("P4", "N", "CLEAR"),
    ACQUITTED: ("P7", "N", "CLEAR"),
    LINKED: ("P6", "Y", "CLEAR"),
    HELD: ("P6", "N", "HOLD"),
}
PRESET = "THRESHOLD-6"


def bare_study(folder: Path, *, preset: str = PRESET) -> Path:
    """A synthetic study with a few cases in its vault and no interviews."""
    folder.mkdir(parents=True)
    template = resources.files("clerestory.synthetic").joinpath("template", "study.toml").read_text(encoding="utf-8")
    (folder / "study.toml").write_text(template.replace("CHILD-SEX-OFF", preset), encoding="utf-8")
    cases = folder / "vault" / "cases"
    cases.mkdir(parents=True)
    rows = [(inv, *told, f"SYN-FORCE-0{at}") for at, (inv, told) in enumerate(CASES.items())]
    names = ["inv_pseudo", "proceedings_stage", "linked_matters", "police_release", PROVIDER]
    pl.DataFrame(rows, schema=names, orient="row").write_parquet(cases / "investigation.parquet")
    return folder


def demo_study(folder: Path, *, interviews: int = 40, preset: str = PRESET) -> Path:
    """A synthetic study with made-up interviews of two coders."""
    pipeline.demonstrate_interviews(bare_study(folder, preset=preset), interviews=interviews)
    return folder


def rewrite_register(root: Path, **columns: str) -> list[str]:
    """Set columns of every interview of the register; gives the pseudonyms in order."""
    path = root / "vault" / "interviews" / "register.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row | columns for row in csv.DictReader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return [row["int_pseudo"] for row in rows]


def copy_of(root: Path, folder: Path) -> Path:
    """A copy of a study to spoil."""
    return Path(shutil.copytree(root, folder))
