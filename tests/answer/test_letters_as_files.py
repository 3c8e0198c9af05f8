"""Letters written to files and read back: the same paragraphs in every form, nothing of the day, nothing forged."""

from __future__ import annotations

import email
import io
import subprocess
import zipfile
from dataclasses import replace
from email.policy import default
from pathlib import Path

import docx
import odfdo
import pikepdf
import pytest
from lxml import etree
from tests.letters_out import letter_out

from clerestory.errors import AnswerError
from clerestory.model.answers.written import Addressee
from clerestory.model.commission import DataKind
from clerestory.pipeline.answering.texts.documents import read_received, received_text, write_letter
from clerestory.publish.letters import LetterForm, letter_file
from clerestory.publish.letters.laid import Laid, laid_out

EVERY = tuple(LetterForm)


def plain(text: str) -> str:
    return " ".join(text.split())


def expected(letter) -> list[str]:
    """What a reader sees of a letter, a line each; of a PDF and a text the lines of an address are one."""
    return [plain(block.text) for block in laid_out(letter)]


@pytest.mark.parametrize("form", EVERY)
def test_what_is_written_is_read_as_the_same_paragraphs(form):
    letter = letter_out()
    name, data = letter_file(letter, form)
    read = received_text(data, Path(name).suffix, where=name)
    assert [plain(one).removeprefix("- ") for one in read.paragraphs] == expected(letter)
    assert not read.not_read
    assert read.heads.get("subject", letter.title).startswith(letter.title)


@pytest.mark.parametrize("form", EVERY)
def test_the_same_letter_gives_the_same_bytes_and_another_others(form):
    letter = letter_out()
    assert letter_file(letter, form) == letter_file(letter, form)
    assert letter_file(letter, form)[1] != letter_file(letter_out("Another text."), form)[1]


def test_the_mark_of_made_up_cases_is_on_every_letter_and_in_its_name():
    name, data = letter_file(letter_out(), LetterForm.TXT)
    assert name == "SYNTHETIC-MIN-0000001-1.txt"
    assert data.decode().startswith("SYNTHETIC: ")
    name, data = letter_file(letter_out(data=DataKind.CONFIDENTIAL), LetterForm.TXT)
    assert name == "MIN-0000001-1.txt"
    assert b"SYNTHETIC" not in data


def test_a_docx_has_title_language_and_headings_as_its_own_library_reads_them():
    document = docx.Document(io.BytesIO(letter_file(letter_out(), LetterForm.DOCX)[1]))
    core = document.core_properties
    assert (core.title, core.language, core.author) == ("Your letter about exploitation", "en-GB", "Office of Answers")
    assert core.created.date().isoformat() == core.modified.date().isoformat() == "2026-05-25"
    styles = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith(("Head", "List"))]
    assert styles == [
        ("Heading 1", "Your letter about exploitation"),
        ("Heading 2", "What we found"),
        ("List Bullet", "One thing, at first."),
        ("List Bullet", "Another thing, after it."),
    ]
    assert not document.inline_shapes  # no picture of a hand


def test_an_odt_has_title_language_and_headings_as_another_library_reads_them():
    data = letter_file(letter_out(), LetterForm.ODT)[1]
    document = odfdo.Document(io.BytesIO(data))
    assert document.meta.title == "Your letter about exploitation"
    assert document.meta.language == "en-GB"
    headings = [(one.get_attribute("text:outline-level"), one.inner_text) for one in document.body.headers]
    assert headings == [("1", "Your letter about exploitation"), ("2", "What we found")]
    assert not document.body.images
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.namelist()[0] == "mimetype"
        assert package.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        styles = etree.fromstring(package.read("styles.xml"))
    assert set(styles.xpath("//@*[local-name()='country']")) == {"GB"}


def test_a_pdf_is_tagged_with_title_language_and_headings_as_another_library_reads_them():
    with pikepdf.open(io.BytesIO(letter_file(letter_out(), LetterForm.PDF)[1])) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Your letter about exploitation"
            assert metadata["pdfuaid:part"] == "1"
        assert [one.title for one in pdf.open_outline().root] == ["Your letter about exploitation"]
        assert not [one for page in pdf.pages for one in page.get_images()]


def test_a_message_is_a_draft_with_the_text_and_the_pdf():
    letter = letter_out()
    message = email.message_from_bytes(letter_file(letter, LetterForm.EML)[1], policy=default)
    assert message["X-Unsent"] == "1"
    assert [one.addr_spec for one in message["To"].addresses] == ["anna@example.org"]
    assert message["Subject"] == "Your letter about exploitation (MIN/0000001/1)"
    assert message["Date"].datetime.date() == letter.date
    lines = message.get_body(("plain",)).get_content().splitlines()
    assert lines == letter_file(letter, LetterForm.TXT)[1].decode().splitlines()
    (attached,) = message.iter_attachments()
    assert attached.get_content() == letter_file(letter, LetterForm.PDF)[1]
    assert attached.get_filename() == "SYNTHETIC-MIN-0000001-1.pdf"


@pytest.mark.parametrize("line", ["a\r\nBcc: all@example.org", "a\u2028b", "a\u200bb"])
def test_no_line_of_a_letter_brings_another_with_it(line):
    with pytest.raises(AnswerError, match="line end"):
        letter_out(title=line)
    with pytest.raises(AnswerError, match="line end"):
        letter_out(addressees=(Addressee(line),))


@pytest.mark.parametrize("lacking", ["title", "own_reference", "signatory", "office", "addressees", "parts"])
def test_a_letter_without_what_every_letter_has_is_none(lacking):
    with pytest.raises(AnswerError, match="missing"):
        letter_out(**{lacking: "" if isinstance(getattr(letter_out(), lacking), str) else ()})


def test_an_address_that_is_none_is_told_without_it():
    letter = letter_out(addressees=(Addressee("Anna", email="no address"),))
    with pytest.raises(AnswerError, match="e-mail address") as refusal:
        letter_file(letter, LetterForm.EML)
    assert "no address" not in str(refusal.value)


def test_nothing_is_written_over(tmp_path):
    written = write_letter(letter_out(), EVERY, tmp_path / "out")
    assert [path.suffix for path in written] == [f".{form.value}" for form in EVERY]
    with pytest.raises(AnswerError, match="is there already"):
        write_letter(letter_out(), [LetterForm.TXT], tmp_path / "out")


def test_signs_that_no_font_has_are_told_by_their_number():
    letter = letter_out("A sign 中 that is rare.")
    for form in (LetterForm.DOCX, LetterForm.ODT, LetterForm.TXT):
        assert "中" in received_text(letter_file(letter, form)[1], f".{form.value}", where="a").text
    assert "[U+4E2D]" in received_text(letter_file(letter, LetterForm.PDF)[1], ".pdf", where="a").text


@pytest.mark.slow
@pytest.mark.parametrize("form", [LetterForm.DOCX, LetterForm.ODT])
def test_a_word_processor_shows_the_same_on_one_page(form, tmp_path):
    letter = letter_out()
    name, data = letter_file(letter, form)
    (tmp_path / name).write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path / "out", tmp_path / name], check=True, capture_output=True)
    shown = read_received(tmp_path / "out" / f"{Path(name).stem}.pdf")
    # It sets some letters apart, so spaces are not compared.
    words = ["".join(one.split()) for one in shown.paragraphs]
    assert words == ["".join(one.split()) for one in expected(letter)]
    with pikepdf.open(tmp_path / "out" / f"{Path(name).stem}.pdf") as pdf:
        assert len(pdf.pages) == 1


def test_every_block_of_a_letter_is_of_a_kind_that_is_laid_out():
    kinds = {block.kind for block in laid_out(letter_out())}
    assert kinds == set(Laid)
    assert laid_out(replace(letter_out(), copies=(), their_reference=""))[-1].kind is Laid.SIGNATORY
