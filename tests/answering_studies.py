"""A published study that answers: SYNTHETIC, of investigations of two fictional bodies, some of them live."""

from __future__ import annotations

from pathlib import Path

from tests.studies import published, small_study, write

from clerestory.pipeline.answering.beginning import begin

STAGES = {"P3": "ACTIVE", "P6": "CLEAR"}
FREE_BODY, LIVE_BODY = "Northmoor", "Southwick"  # all cases of the first are over; of the second some are live
CASES = (
    *[("P6", "N", "CLEAR", FREE_BODY)] * 57,
    *[("P6", "N", "CLEAR", LIVE_BODY)] * 21,
    *[("P3", "N", "CLEAR", LIVE_BODY)] * 14,
)
TABLES = """[[tables]]
id = "t1"
title = "Investigations by body and stage"
count = "investigation"
rows = "investigation.lead_body"
columns = "investigation.proceedings_stage"
"""
PEOPLE = """
[[people]]
id = "lawyer"
post = "Lawyer"
roles = ["lawyer"]

[[people]]
id = "letters"
post = "Correspondence officer"
roles = ["correspondence officer"]

[[people]]
id = "adviser"
post = "Policy adviser"
roles = ["policy adviser"]
"""


def answering_study(root: Path) -> Path:
    """Write, publish and begin to answer in a study; gives its folder."""
    columns = {
        "proceedings_stage": STAGES, "linked_matters": "NY", "police_release": ("CLEAR", "HOLD"),
        "lead_body": (FREE_BODY, LIVE_BODY),
    }  # fmt: skip
    small_study(root, columns, CASES, tables=TABLES, entity="investigation")
    keys = root / "instrument" / "keys.csv"
    keys.write_text(keys.read_text().replace("sus_pseudo,primary,,sus", "inv_pseudo,primary,,inv"))
    rows = [f"{code},{code},{parent}," for code, parent in STAGES.items()]
    write(root / "instrument" / "codelists" / "proceedings_stage.csv", "code,label,parent,note", rows)
    cases = root / "returns" / "g0" / "r1" / "investigation.csv"
    cases.write_text(cases.read_text().replace("sus_pseudo", "inv_pseudo").replace("\nsus", "\ninv"))
    with (root / "study.toml").open("a", encoding="utf-8") as file:
        file.write(PEOPLE)
    published(root)
    begin(root)
    return root
