"""The page on redacting a document, followed literally, and what the reference page says of reasons and fields."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from clerestory.model.redaction.reasons import REASONS, ReasonCode
from clerestory.model.redaction.review import (
    DocumentProposals,
    ProposalForm,
    ProposalsForm,
    RedactionDecision,
    RedactionDecisions,
    Reviewers,
)
from clerestory.protect.text.patterns import PatternSettings
from clerestory.protect.text.pseudonyms import CaseForm
from clerestory.study import shipped_instrument
from followed import follow

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "redaction.md").read_text(encoding="utf-8")
FORMS = [DocumentProposals, ProposalForm, ProposalsForm, RedactionDecision, RedactionDecisions, Reviewers,
         PatternSettings, CaseForm]  # fmt: skip


@pytest.mark.slow
def test_every_block_does_what_it_says(tmp_path):
    done = follow("redact-a-document.md", tmp_path)
    assert [run.stderr for run in done if run.returncode] == []
    folder = tmp_path / "build" / "redact"
    first, second, third = ((folder / f"{name}.txt").read_text() for name in ("first", "second", "third"))
    assert first.startswith("SYNTHETIC")
    assert "12 March 2014" not in first
    assert "12 March 2014" in second
    assert len(re.findall(r"\[Person [12]\]", third)) == 3
    assert "Zelda" not in first + second + third


@pytest.mark.parametrize("form", FORMS)
def test_every_field_has_its_line(form):
    assert [
        name for name in form.model_fields if f"`{name}`" not in REFERENCE and f"`[[{name}]]`" not in REFERENCE
    ] == []


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_has_its_row_with_its_mark_and_weight(code):
    reason = REASONS[code]
    (row,) = [line for line in REFERENCE.splitlines() if line.startswith(f"| `{code.value}` |")]
    assert row.endswith(f"| {'qualified' if reason.needs_note else 'absolute'} | `{reason.mark}` |")


def test_reasons_are_codes_of_the_instrument():
    with (shipped_instrument() / "codelists" / "withhold_reason.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    assert [code.value for code in ReasonCode if code.value not in codes] == []
