"""A word planted anywhere in a PDF is in no new file of it, and planted in a new file it is found."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from clerestory.errors import ResidueError
from clerestory.model.redaction.documents import Block, Document, Format, Role
from clerestory.protect.documents.pdf.checking import check_pdf_clear
from clerestory.protect.documents.pdf.reading import read_pdf
from clerestory.protect.documents.pdf.writing import write_pdf
from pdf_hiding_places import PLACES

WORD = "Quarnwick"
# One of each way to hide; all others take two minutes, and run with the slow tests.
QUICK = ("text under a box", "invisible text", "earlier revision", "attachment", "small picture", "object stream")
EACH = [place if place in QUICK else pytest.param(place, marks=pytest.mark.slow) for place in PLACES]
CLEAN = Document(
    Format.PDF,
    (Block("Heading", Role.HEADING), Block("These words are kept."), Block("one", Role.ITEM)),
)


@pytest.fixture(scope="module")
def clean() -> bytes:
    return write_pdf(CLEAN)


def withheld(document: Document) -> Document:
    assert not document.pictures
    return replace(document, blocks=tuple(replace(b, text=b.text.replace(WORD, "[withheld]")) for b in document.blocks))


def words_by_others(data: bytes, folder: Path) -> bytes:
    """Everything that qpdf unpacks, and the text that poppler reads."""
    source, unpacked = folder / "out.pdf", folder / "out.qdf"
    source.write_bytes(data)
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", source, unpacked], check=True)
    text = subprocess.run(["pdftotext", source, "-"], check=True, capture_output=True).stdout
    return data + unpacked.read_bytes() + text


def test_there_are_at_least_45_places():
    assert len(PLACES) >= 45


@pytest.mark.skipif(not shutil.which("qpdf") or not shutil.which("pdftotext"), reason="needs qpdf and poppler")
@pytest.mark.parametrize("place", EACH)
def test_a_word_planted_in_a_source_is_in_no_new_file(place, clean, tmp_path):
    document = read_pdf(PLACES[place](clean, WORD), "source.pdf")
    assert "These words are kept." in document.text
    written = write_pdf(withheld(document))
    check_pdf_clear(written, "new.pdf", [WORD])
    found = words_by_others(written, tmp_path)
    forms = (
        WORD.encode(),
        WORD.encode("utf-16-be"),
        WORD.encode().hex().encode(),
        WORD.encode("utf-16-be").hex().encode(),
    )
    assert [form for form in forms if form.lower() in found.lower()] == []


@pytest.mark.parametrize("place", EACH)
def test_a_word_planted_in_a_new_file_is_found(place, clean):
    check_pdf_clear(clean, "new.pdf", [WORD])
    with pytest.raises(ResidueError, match="withheld passage is still there") as raised:
        check_pdf_clear(PLACES[place](clean, WORD), "new.pdf", [WORD])
    assert WORD not in str(raised.value)
