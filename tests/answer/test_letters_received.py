"""Documents that came, read as text: every form, what is hidden is told of, and what is hostile is refused."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.letters_out import letter_out

from clerestory.errors import AnswerError
from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.texts.documents import read_received, received_text, words_of
from clerestory.publish.letters import LetterForm, letter_file
from commands import clerestory


def docx_of(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def message_of(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("Dear all,\n\nWe ask\nfor an answer.\n")
    return message


def test_lines_of_a_text_that_touch_are_one_paragraph():
    read = received_text(b"\xef\xbb\xbfDear all,\r\n\r\n\r\nWe ask\r\nfor it.\r\n", ".txt", where="a.txt")
    assert read.paragraphs == ("Dear all,", "We ask\nfor it.")


def test_the_heads_of_a_message_stand_apart():
    message = message_of(From="A <a@example.org>", To="b@example.org", Cc="c@example.org", Subject="About it")
    read = received_text(message.as_bytes(), ".eml", where="a.eml")
    assert read.heads == {
        "from": "A <a@example.org>", "to": "b@example.org", "cc": "c@example.org", "subject": "About it",
    }  # fmt: skip
    assert read.paragraphs == ("Dear all,", "We ask\nfor an answer.")


def test_documents_attached_to_a_message_are_read_and_others_are_told_of():
    letter = letter_out()
    message = message_of(Subject="About it")
    for form in (LetterForm.PDF, LetterForm.DOCX):
        name, data = letter_file(letter, form)
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="a.exe")
    message.add_attachment(b"%PDF-broken", maintype="application", subtype="pdf", filename="b.pdf")
    read = received_text(message.as_bytes(), ".eml", where="a.eml")
    assert [one.name for one in read.attached] == ["attachment 1", "attachment 2"]
    assert all("That is all" in one.text for one in read.attached)
    assert read.not_read == {"attachments that are not read": 2}


def test_what_a_word_file_hides_is_told_of():
    document = docx.Document()
    document.add_paragraph("What is seen.")
    hidden = document.add_paragraph().add_run("What is hidden.")
    hidden.font.hidden = True
    cut = '<w:del {} w:id="1" w:author="A"><w:r><w:delText>What was cut.</w:delText></w:r></w:del>'
    document.add_paragraph()._p.append(parse_xml(cut.format(nsdecls("w"))))
    document.add_comment(document.paragraphs[0].runs, text="What was said beside.", author="A")
    read = received_text(docx_of(document), ".docx", where="a.docx")
    assert read.paragraphs == ("What is seen.",)
    assert {"hidden text", "tracked deletions", "comments"} <= set(read.not_read)


def test_white_letters_of_a_pdf_are_told_of():
    name, data = letter_file(letter_out(), LetterForm.PDF)
    assert not received_text(data, ".pdf", where=name).not_read
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        font = next(iter(page.Resources.Font.keys()))
        page.contents_add(f"BT 1 1 1 rg {font} 10 Tf 100 40 Td <00010002> Tj ET".encode())
        out = io.BytesIO()
        pdf.save(out)
    assert received_text(out.getvalue(), ".pdf", where=name).not_read == {"letters that are not seen": 2}


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"0" * 64 * 2**20)
    return out.getvalue()


def with_part(name: str) -> bytes:
    out = io.BytesIO(docx_of(docx.Document()))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, b"program")
    return out.getvalue()


def locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter_file(letter_out(), LetterForm.PDF)[1])) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


HOSTILE = {
    "a bomb": (bomb, ".docx"),
    "macros": (lambda: with_part("word/vbaProject.bin"), ".docx"),
    "another form": (lambda: letter_file(letter_out(), LetterForm.PDF)[1], ".docx"),
    "a form that is not read": (lambda: b"a", ".exe"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n", ".png"),
    "a password": (locked_pdf, ".pdf"),
    "an old form": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".docx"),
    "half a file": (lambda: letter_file(letter_out(), LetterForm.ODT)[1][:900], ".odt"),
    "no text": (lambda: b"a\0b", ".txt"),
    "no message": (lambda: b"\n\nnothing", ".eml"),
    "nothing": (lambda: b"", ".pdf"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_hostile_or_broken_is_refused(what):
    data, suffix = HOSTILE[what]
    with pytest.raises(AnswerError):
        received_text(data(), suffix, where=f"a{suffix}")


def test_a_letter_is_found_by_the_words_of_the_document_that_came(tmp_path):
    begin(tmp_path, office="Office of Answers")
    for name, text in (("a", "We ask for an umbrella."), ("b", "We ask for a lantern.")):
        (tmp_path / f"{name}.docx").write_bytes(letter_file(letter_out(text), LetterForm.DOCX)[1])
        said = ("--sender", "public", "--subject", "a question", "--from", "A reader", "--received", "2026-01-05")
        clerestory("answer", "letter", "receive", tmp_path, *said, "--file", tmp_path / f"{name}.docx", check=True)
    found = clerestory("answer", "letter", "search", tmp_path, "lantern", check=True).stdout
    assert "MIN/0000002" in found
    assert "MIN/0000001" not in found


def test_a_file_that_cannot_be_read_has_no_words_and_is_kept():
    assert words_of(b"MZ", "a.exe") == words_of(b"%PDF-", "a.pdf") == ""
    assert words_of(b"Dear all,", "a.txt") == "Dear all,"


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path):
    with pytest.raises(AnswerError, match=r"a\.docx"):
        read_received(tmp_path / "a.docx")


@pytest.mark.external
@pytest.mark.parametrize("number", range(3))
def test_letters_of_others_are_read_whole(number):
    folder = Path(__file__).parents[3] / "shared" / "examples" / "source-documents"
    if not folder.is_dir():
        pytest.skip("the shared documents are not here")
    path = sorted(folder.glob("*.txt"))[number]
    read = read_received(path)
    assert " ".join(read.text.split()) == " ".join(path.read_text(encoding="utf-8").split())
    assert not read.not_read
