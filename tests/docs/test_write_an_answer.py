"""The page on answers that may go out, followed literally, and what the reference page says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.studies import published_example

from clerestory.answer.writing.plain import LONGEST_SENTENCE
from clerestory.answer.writing.templates import SLOTS, shipped_templates
from clerestory.model.answers.text_certificates import LONGEST_DAYS
from clerestory.model.answers.written import MOST_LETTERS
from clerestory.pipeline.answering.texts.documents import read_received
from followed import follow

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "answer-texts.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    clone = tmp_path_factory.mktemp("answer")
    (clone / "build").mkdir()
    shutil.copytree(published_example(tmp_path_factory), clone / "build" / "answers")
    return clone


@pytest.fixture(scope="module")
def done(clone):
    return follow("write-an-answer.md", clone)


def test_every_block_does_what_it_says(done, clone):
    assert [run.stderr for run in done if run.returncode] == []
    _, read, begun, refused, mended, sent = done
    assert "How many cases were on the list of the police?" in read.stdout
    assert begun.stderr == ""
    for what in ("“most”", "a number that no table", 'promises without a day: "shortly"'):
        assert what in refused.stderr
    assert "A minority of cases were on the list of the police (40.2% of all): 1,102 of 2,744." in mended.stdout
    assert "no problem: it may go out" in mended.stderr
    assert [Path(line).suffix for line in sent.stdout.splitlines()[-4:]] == [".docx", ".odt", ".pdf", ".eml"]


def test_the_documents_say_what_was_cleared(done, clone):
    for path in sorted((clone / "build" / "reply").iterdir()):
        assert path.name.startswith("REBUILT-MIN-0000001-1.")
        text = " ".join(read_received(path).text.split())
        assert "1,102 of 2,744" in text
        assert "Our reference: MIN/0000001/1" in text
        assert "Head of Correspondence" in text


def test_the_reference_page_has_every_template_and_slot():
    assert [name for name in shipped_templates() if f"`{name}`" not in REFERENCE] == []
    assert [slot for slot in SLOTS if f"`{slot}`" not in REFERENCE] == []


def test_the_figures_of_the_page_are_those_of_the_program():
    assert f"more than {LONGEST_SENTENCE} words" in REFERENCE
    assert re.search(rf"\b{LONGEST_DAYS} days at most", REFERENCE)
    assert f"{MOST_LETTERS:,} signs" in REFERENCE
