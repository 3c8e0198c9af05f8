"""The sources of decided documents are known by the key of their case: files, folders, and what lies in them."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from clerestory.errors import TaggerError
from clerestory.model.commission import DataKind
from clerestory.model.redaction.documents import Block, Document, Format
from clerestory.model.redaction.review import ReviewOutcome
from clerestory.pipeline import DecidedText, RedactionAsked, Reviewer, decided_into, open_review, redact_folder
from clerestory.pipeline.redaction.learning import learnable
from clerestory.protect.documents import write_document
from redaction_folders import fill


@pytest.fixture
def reviewed(tmp_path):
    """A folder of three documents with proposals in one file, of which two were decided about."""
    fill(tmp_path)
    (tmp_path / "case").mkdir()
    for number, form in enumerate((Format.DOCX, Format.PDF, Format.TEXT), 1):
        blocks = (Block(f"Report {number}."), Block("Zelda Quillfeather wrote on 12 March 2014."))
        write_document(Document(form, blocks), tmp_path / "case" / f"{number}{form.value}")
    asked = RedactionAsked(
        rosters=(tmp_path / "roster.csv",), case=tmp_path / "case.json", proposals=tmp_path / "p.json",
        reviewers=tmp_path / "reviewers.toml", data=DataKind.SYNTHETIC,
    )  # fmt: skip
    redact_folder(tmp_path / "case", tmp_path / "new", asked)
    review = open_review(
        tmp_path / "case", decided_into(asked, tmp_path / "said.toml"), Reviewer("one", dt.date(2026, 1, 5))
    )
    for shown in list(review.waiting()):
        if shown.document != "3.txt":
            review.decide(shown.proposal, ReviewOutcome.REMOVE)
    return tmp_path


def learnt(folder, source="case", proposals="p.json"):
    decided = DecidedText(folder / source, folder / proposals, folder / "said.toml", folder / "case.json")
    return list(learnable(decided, folder / "reviewers.toml", DataKind.SYNTHETIC))


def test_what_was_decided_of_a_folder_is_learnt_at_the_places_of_its_documents(reviewed):
    texts = learnt(reviewed)
    assert len(texts) == 2
    for text in texts:
        assert {text.text[span.start : span.end] for span in text.decided} == {"Zelda Quillfeather", "12 March 2014"}


def test_proposals_of_many_documents_may_lie_in_a_folder_of_files(reviewed):
    (reviewed / "proposals").mkdir()
    form = json.loads((reviewed / "p.json").read_text())
    for number, document in enumerate(form["documents"]):
        (reviewed / "proposals" / f"{number}.json").write_text(json.dumps({**form, "documents": [document]}))
    assert len(learnt(reviewed, proposals="proposals")) == 2


def test_a_document_that_was_changed_since_is_refused(reviewed):
    (reviewed / "case" / "1.docx").unlink()
    write_document(Document(Format.DOCX, (Block("Zelda Quillfeather wrote."),)), reviewed / "case" / "1.docx")
    with pytest.raises(TaggerError, match="is not what decided document") as raised:
        learnt(reviewed)
    assert "Quillfeather" not in str(raised.value)
