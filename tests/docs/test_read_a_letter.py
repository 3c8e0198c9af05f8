"""The page on reading a letter, followed literally, and what the reference page says of fields."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from clerestory.answer.reading import join_promises, read_letter
from clerestory.cli.reference import pages
from clerestory.model.answers.reading import (
    JoinedCommitment,
    JoinedPromises,
    Place,
    PromiseKind,
    Promiser,
    PromiseSource,
    Proposals,
    ProposedCommitment,
    ProposedDate,
    ProposedMoney,
    ProposedReference,
    ProposedWatch,
    ReadDocument,
    ReadDocuments,
    TextKind,
    WatchKind,
    Whose,
)
from followed import follow
from letter_marks import marked_letters

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "reading-letters.md").read_text(encoding="utf-8")
FORMS = (
    ReadDocuments, ReadDocument, Proposals, ProposedDate, ProposedReference, ProposedMoney, ProposedCommitment,
    ProposedWatch, Place, JoinedPromises, JoinedCommitment, PromiseSource,
)  # fmt: skip


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    return follow("read-a-letter.md", tmp_path_factory.mktemp("clone"))


def test_every_block_of_the_page_does_what_it_says(followed):
    assert [run.stderr for run in followed if run.returncode] == []
    _, one, several = followed
    assert "2031-04-25, inferred" in one.stdout
    assert "dated, due 2031-12-31, by We: We will publish the recording standard this year." in one.stdout
    assert "guidance: The Data Guardian is revising its code of practice." in one.stdout
    assert several.stdout.count("reply.txt, paragraph") == 3
    standard = several.stdout.split("\n2. ")[0]
    assert "reply.txt, paragraph" in standard
    assert "notice.txt, paragraph" in standard
    assert '"shortly" names no day' in several.stdout


@pytest.mark.parametrize("form", FORMS)
def test_every_field_is_on_the_page(form):
    assert [name for name in form.model_fields if name != "form" and f"`{name}`" not in REFERENCE] == []


@pytest.mark.parametrize("names", [PromiseKind, Promiser, Whose, WatchKind, TextKind])
def test_every_choice_is_on_the_page(names):
    assert [one.value for one in names if f"`{one.value}`" not in REFERENCE] == []


def test_what_is_read_agrees_with_its_schemas():
    read = [(letter.name, read_letter(letter.text)) for letter in marked_letters("worked_on")]
    documents = ReadDocuments(
        documents=tuple(ReadDocument(document=name, proposals=one, not_read={}) for name, one in read)
    )
    for made, name in ((documents, "read-letter"), (join_promises(read), "joined-promises")):
        schema = json.loads(pages()[f"schemas/{name}.schema.json"])
        jsonschema.Draft202012Validator(schema).validate(json.loads(made.model_dump_json()))
