"""A small synthetic nation whose givers agreed to concern notices: records, returns and study.toml say so."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

from clerestory import pipeline
from clerestory.pipeline import Stage
from clerestory.share import new_record
from clerestory.share.toml_text import toml_text
from sharing import TESTS
from studies import CLOCK

USE = {
    "purpose": "safeguarding",
    "what": "Concern notices back to bodies that know a child.",
    "by": "Safeguarding lead",
    "conditions": ["A6-1E", "A9-G-P18", "A10-S10-5"],
}
TERMS = {
    "conditions": ["A6-1E", "A9-G-P18"],
    "for_receiving": ["A6-1E", "A9-G-P18"],
    "tells": "kinds",
    "to": "Designated safeguarding lead",
}
LEAD = """
[[people]]
id = "lead"
post = "Head of safeguarding"
roles = ["safeguarding lead"]
"""
CONCERN = """
[link]
review_to = 1.0

[link.concern]
bodies = 2

[link.concern.flags]
"victim.vulnerability" = ["CPP", "CIN"]

[link.concern.children]
"victim.age_at_report" = ["00-09", "10-12", "13-15", "16-17"]
"""


def agreed(fields: dict[str, Any], terms: dict[str, Any] | None = TERMS) -> dict[str, Any]:
    """The record of a giver that lets its returns be used to safeguard a child."""
    competent = "S35-2B" in fields["giver"]["conditions"]
    giver = dict(fields["giver"], policy_document="APD-1")
    giver["conditions"] = [*giver["conditions"], "S8-P4" if competent else "A9-G-P18"]
    if competent:
        giver["for_sharing"] = [*giver["for_sharing"], "A9-G-P18"]
    receiver = {"conditions": [*fields["receiver"]["conditions"], "A9-G-P18"], "policy_document": "APD-2"}
    back = {"concern_notices": terms} if terms else {}
    return fields | {"giver": giver, "receiver": receiver, "safeguarding": TESTS, "uses": [*fields["uses"], USE]} | back


def agree(root: Path, slug: str, terms: dict[str, Any] | None = TERMS) -> None:
    """Have one giver agree, in its record and its returns."""
    path = root / "sharing" / f"{slug}.toml"
    fields = agreed(tomllib.loads(path.read_text(encoding="utf-8")), terms)
    path.write_text(toml_text(new_record(fields, where=path), mark="SYNTHETIC"), encoding="utf-8")
    codes = ";".join([*fields["giver"]["conditions"], fields["power"]])
    for returned in (root / "returns" / slug).glob("*/return.csv"):
        with returned.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with returned.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows([row | {"lawful_basis": codes, "consent_reason": "C"} for row in rows])


def concern_nation(root: Path, *, but: tuple[str, ...] = ()) -> Path:
    """A nation of linked victims in which every giver agreed but some."""
    pipeline.synthesise(root, persons=400, givers=6, seed=3)
    for path in (root / "sharing").glob("*.toml"):
        if path.stem not in but:
            agree(root, path.stem)
    with (root / "study.toml").open("a", encoding="utf-8") as file:
        file.write(CONCERN + LEAD)
    pipeline.run(root, [Stage.COLLECT, Stage.LINK], clock=CLOCK)
    return root
