"""Studies with texts about cases: SYNTHETIC, of few investigations, each at a stage of its own."""

from __future__ import annotations

from pathlib import Path

from tests.studies import pseudonym, small_study, write

STAGES = {"P1": "HOLD", "P3": "ACTIVE", "P6": "CLEAR", "P7": "NOTEXT"}
FREE, LIVE, UNARRESTED, ACQUITTED, LINKED = 0, 20, 40, 60, 80  # investigations, by number
CASES = (
    *[("P6", "N", "CLEAR")] * 20,
    *[("P3", "N", "CLEAR")] * 20,
    *[("P1", "N", "CLEAR")] * 20,
    *[("P7", "N", "CLEAR")] * 20,
    *[("P6", "Y", "CLEAR")] * 20,
)
TABLE = """[[tables]]
id = "t1"
title = "Investigations by stage"
count = "investigation"
rows = "investigation.proceedings_stage"
"""
WORDS = (
    "A worker noticed that a child was missing school, and wrote it down.\n\n"
    "What was written stayed with that worker until somebody asked.\n"
)


def investigation(number: int) -> str:
    """The pseudonym of an investigation."""
    return "inv" + pseudonym(number)[3:]


def asked(name: str, number: int, title: str = "What was noticed") -> str:
    """What study.toml says of a text."""
    return (
        f'[[texts]]\nid = "{name}"\ntitle = "{title}"\ninvestigation = "{investigation(number)}"\nfile = "{name}.txt"\n'
    )


def text_study(folder: Path, texts: dict[str, int], words: dict[str, str], *, paper: str) -> Path:
    """Write a study with a text for each name, about the investigation of that number."""
    columns = {"proceedings_stage": STAGES, "linked_matters": "NY", "police_release": ("CLEAR", "HOLD")}
    tables = TABLE + "".join(asked(name, number) for name, number in texts.items())
    root = small_study(folder, columns, CASES, tables=tables, paper=paper, entity="investigation")
    keys = root / "instrument" / "keys.csv"
    keys.write_text(keys.read_text().replace("sus_pseudo,primary,,sus", "inv_pseudo,primary,,inv"))
    rows = [f"{code},{code},{parent}," for code, parent in STAGES.items()]
    write(root / "instrument" / "codelists" / "proceedings_stage.csv", "code,label,parent,note", rows)
    cases = root / "returns" / "g0" / "r1" / "investigation.csv"
    cases.write_text(cases.read_text().replace("sus_pseudo", "inv_pseudo").replace("\nsus", "\ninv"))
    (root / "texts").mkdir()
    for name, said in words.items():
        (root / "texts" / f"{name}.txt").write_text(said, encoding="utf-8")
    return root
