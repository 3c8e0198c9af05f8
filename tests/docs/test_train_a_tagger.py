"""The page on training a tagger, followed literally, and what the reference page says of fields and rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerestory.model.redaction.findings import Kind
from clerestory.protect.text.tagger import DecidedSpan, LabelledSpan, LabelledText, finder, plugged
from clerestory.protect.text.tagger.model import TaggerHead
from followed import follow

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "tagger.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_every_block_does_what_it_says(tmp_path):
    (tmp_path / "build" / "tagger").mkdir(parents=True)
    done = follow("train-a-tagger.md", tmp_path)
    assert [run.stderr for run in done if run.returncode] == []
    assert (tmp_path / "build" / "tagger" / "notes.tagger").exists()


@pytest.mark.parametrize("form", [LabelledText, LabelledSpan, DecidedSpan, TaggerHead])
def test_every_field_has_its_line(form):
    assert [name for name in form.model_fields if f"`{name}`" not in REFERENCE] == []


def test_every_kind_and_rule_is_named():
    rules = (finder.DIRECT_RULE, finder.QUASI_RULE, finder.AGAIN_RULE, plugged.SPACY_RULE, plugged.GLINER_RULE)
    assert [name for name in (*(kind.name for kind in Kind), *rules) if f"`{name}`" not in REFERENCE] == []
