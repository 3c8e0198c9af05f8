"""Protected tables and study settings for tests of the paper and the pages."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from clerestory.model.approved import ApprovedOutput
from clerestory.model.commission import StudySettings
from clerestory.model.decisions import Gate
from clerestory.model.releases import Approval, Seal, Signatory
from clerestory.model.tables import Position, ProtectedTable, TableShape
from clerestory.publish import read_manifest, sign_release, write_seal
from clerestory.publish.signatures import SecretKey, simulated_key

FORCES = {"F1": "Aldermere", "F2": "Brackenshire"}
SEXES = {"M": "Male", "F": "Female"}


def shape(id="t1", title="Suspects by force and sex", forces=FORCES, sexes=SEXES, note="") -> TableShape:
    def positions(name, codes, unknown):
        known = frozenset(codes)
        singles = [Position(c, label, frozenset({(name, frozenset({c}))})) for c, label in codes.items()]
        lost = [Position("not_recorded", "Not recorded", frozenset({(name, frozenset({"not_recorded"}))}))]
        head = [Position("total", "Total"), Position("known", "Known", frozenset({(name, known)}))]
        return (*head, *singles, *lost) if unknown else (head[0], *singles)

    return TableShape(
        id=id, title=title, unit="suspect", cohort="suspect", rows=positions("force", forces, False),
        columns=positions("sex", sexes, True), row_heading="Lead body", column_heading="Sex", note=note,
    )  # fmt: skip


def table(**options) -> ProtectedTable:
    """Total 1,000: known 340 (282 male, 58 female), 660 not recorded; one force is suppressed but for its total."""
    counts = ((1000, 340, 282, 58, 660), (700, 240, 200, 40, 460), (300, None, None, None, None))
    return ProtectedTable(shape(**options), counts)


def column_table() -> ProtectedTable:
    """A table of one column, with a base that is too small for a percentage."""
    whole = shape(id="t2", title="Suspects by sex")
    made = TableShape(
        id="t2", title="Suspects by sex", unit="suspect", cohort="others", rows=whole.columns,
        columns=(Position("total", "Number"),), row_heading="Sex",
    )  # fmt: skip
    return ProtectedTable(made, ((40,), (20,), (12,), (8,), (20,)))


def study(data="synthetic", title="A paper", **more) -> StudySettings:
    people = [
        {"id": "analyst", "post": "Analyst", "roles": ["analyst"]},
        {"id": "a", "post": "Checker A", "roles": ["disclosure checker"]},
    ]
    return StudySettings.model_validate(
        {
            "form": "clerestory-study/1",
            "study": {
                "id": "s", "title": title, "data": data, "publisher": "The publisher", "commissioned_by": "Somebody",
                "questions": ["Q1"], "lawful_basis": ["A6-1E"], "definition": "HO2020", "selection": "All suspects.",
                "authors": ["analyst"], "period_start": "2020-01-01", "period_end": "2020-12-31",
            },
            "release": {"date": "2026-12-15", "review_by": "2027-12-14"},
            "protect": {"preset": "THRESHOLD-6"},
            "tables": [{"id": "t1", "title": "T", "count": "suspect", "rows": "suspect.sex"}],
            "charts": [
                {"id": "c1", "table": "t1", "title": "Bars of suspects", "kind": "bars", "column": "M"},
                {"id": "c2", "table": "t1", "title": "Bounds of shares", "kind": "bounds", "row": "total"},
            ],
            "facts": {"lists": {"value": "six", "source": "The design of the study"}},
            "people": people,
        } | more
    )  # fmt: skip


def approvals() -> tuple[Approval, ...]:
    def one(gate, person, role):
        return Approval(
            gate=gate, person=person, post=person.title(), role=role, decided=dt.date(2026, 12, 1), simulated=True
        )

    return (
        one(Gate.PROTECT, "a", "disclosure checker"),
        one(Gate.PROTECT, "b", "disclosure checker"),
        one(Gate.RELEASE, "chair", "reference group chair"),
        one(Gate.RELEASE, "stat", "lead statistician"),
    )


PAPER = """## What it shows

There were {{ t1["total", "total"] }} suspects, {{ t1["total", "M"].share }} of them men.

{{ chart c1 }}

{{ shares t1["total"] }}

## Forces

{{ table t1 }}

{{ chart c2 }}

{{ table t2 }}

## What was withheld

{{ register }}
"""

# A paper with every part that one of real cases has to have.
PARTED = """## In short {{ part: summary }}

There were {{ t1["total", "total"] }} suspects.

## What we found {{ part: findings }}

### By force

{{ other explanation }} Forces record in their own way.

Words before the table. A [link](register.html) and [a section](#section-1).

{{ table t1 }}

### By sex

{{ chart c1 }}

### Words alone

Nothing is shown here.

## Limits

What is recorded.

## Implications

Ask again.

## Method

Counts.

## Further research

More.

## The group

{{ reference_group }}
"""

# What PAPER lacks of these.
PARTS_BESIDE = """
## Findings

The table.

## Limits

Records.

## Implications

Ask again.

## Method

Counts.

## Further research

More.

{{ reference_group }}
"""


def approved(paper=PAPER, tables=None) -> ApprovedOutput:
    return ApprovedOutput(tables or (table(note="A note."), column_table()), paper, approvals())


KEY = simulated_key("s")


def seal(manifest: str) -> Seal:
    return Seal(
        form="clerestory-seal/2", manifest=manifest, inputs="hmac-sha256:" + "0" * 64, approvals=approvals(),
        signatory=Signatory(person="head", post="Head", key_id=KEY.public.name, simulated=True),
        ledger_length=1, ledger_head="sha256:" + "0" * 64, sealed=dt.datetime(2026, 12, 15, 9, 30, tzinfo=dt.UTC),
    )  # fmt: skip


def seal_anew(release: Path, key: SecretKey = KEY) -> None:
    """Close a release, as it is, by a seal and signatures."""
    write_seal(release, seal("sha256:" + hashlib.sha256((release / "manifest.json").read_bytes()).hexdigest()))
    sign_release(release, read_manifest(release), key)
