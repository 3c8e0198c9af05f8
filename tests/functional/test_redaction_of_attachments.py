"""Attachments and pictures inside documents are redacted as documents of their own, or left behind and told of."""

from __future__ import annotations

import io
import json
import shutil
from email.message import EmailMessage

import docx
import odfdo
import openpyxl
import pypdf
import pytest
import xlsxwriter
from docx.shared import Cm
from PIL import Image, ImageDraw, ImageFont
from typer.testing import CliRunner

from clerestory.cli.app import app
from clerestory.protect.documents.pdf import ocr
from pdf_hiding_places import FONT

MARK = "[withheld: s.40(2)]"
needs_ocr = pytest.mark.skipif(not shutil.which("tesseract"), reason="needs tesseract")
SECRETS = ("Quillfeather", "Oakenshaw")


@pytest.fixture
def redact(tmp_path):
    (tmp_path / "R.csv").write_text("person,name\nP1,Zelda Quillfeather\nP2,Marvin Oakenshaw\n")

    def run(name: str, data: bytes, *more: str):
        (tmp_path / name).write_bytes(data)
        words = ["protect", "document", str(tmp_path / name), "--roster", str(tmp_path / "R.csv"), "--out"]
        return CliRunner().invoke(app, [*words, str(tmp_path / f"new{name[name.index('.') :]}"), *more])

    return run


def letter(text: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def picture(*lines: str, form: str = "PNG") -> bytes:
    image, out = Image.new("RGB", (1400, 120 + 90 * len(lines)), "white"), io.BytesIO()
    drawing, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 40)
    for at, line in enumerate(lines):
        drawing.text((60, 60 + 90 * at), line, font=font, fill="black")
    image.save(out, form)
    return out.getvalue()


def message(*files: tuple[str, str, bytes], text: str = "Zelda Quillfeather sent this.") -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "Marvin Oakenshaw <marvin@oak.example>", "A letter"
    made.set_content(text)
    for name, kind, data in files:
        main, sub = kind.split("/")
        made.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()


def test_an_attached_letter_becomes_a_file_of_its_own(redact, tmp_path):
    done = redact("mail.eml", message(("Oakenshaw.docx", "application/octet-stream", letter("Ask Marvin Oakenshaw."))))
    assert done.exit_code == 0, done.output
    assert "[attachment 1]" in (tmp_path / "new.eml").read_text()
    (made,) = tmp_path.glob("new.attachment*")
    assert made.name == "new.attachment-01.docx"
    assert [p.text for p in docx.Document(str(made)).paragraphs] == [f"Ask {MARK}."]


def shown(path) -> str:
    """Give the words that are read on the pictures of a PDF."""
    found = []
    for sheet in pypdf.PdfReader(path).pages:
        for image in sheet.images:
            out = io.BytesIO()
            image.image.save(out, "PNG")
            found += [word.text for word in ocr.read_words(out.getvalue())]
    return " ".join(found)


LINES = ("A note of the meeting", "written by Zelda Quillfeather here", "and nothing more was said")


@needs_ocr
def test_a_picture_in_a_letter_becomes_a_file_of_its_own(redact, tmp_path):
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("Before it.")
    made.add_picture(io.BytesIO(picture(*LINES)), width=Cm(12))
    made.add_table(1, 1).cell(0, 0).paragraphs[0].add_run().add_picture(io.BytesIO(picture(*LINES)), width=Cm(9))
    made.add_paragraph("After it.")
    made.save(out)
    done = redact("letter.docx", out.getvalue())
    assert done.exit_code == 0, done.output
    new = docx.Document(str(tmp_path / "new.docx"))
    assert [p.text for p in new.paragraphs if p.text] == ["Before it.", "[picture 1]", "After it."]
    assert new.tables[0].cell(0, 0).text == "[picture 1]"
    assert [path.name for path in tmp_path.glob("new.pic*")] == ["new.picture-01.pdf"]
    words = shown(tmp_path / "new.picture-01.pdf")
    assert "A note of the meeting" in words
    assert "Quillfeather" not in words


@needs_ocr
def test_a_picture_in_an_open_document_becomes_a_file_of_its_own(redact, tmp_path):
    made, out = odfdo.Document("text"), io.BytesIO()
    made.body.clear()
    made.body.append(odfdo.Paragraph("Before it."))
    part = made.add_file(io.BytesIO(picture(*LINES)))
    held = odfdo.Paragraph("Here ")
    held.append(odfdo.Frame.image_frame(part, size=("9cm", "3cm"), anchor_type="as-char"))
    made.body.append(held)
    made.save(out)
    done = redact("letter.odt", out.getvalue())
    assert done.exit_code == 0, done.output
    texts = [p.text_recursive for p in odfdo.Document(tmp_path / "new.odt").body.get_paragraphs()]
    assert texts == ["Before it.", "Here", "[picture 1]"]
    assert "A note of the meeting" in shown(tmp_path / "new.picture-01.pdf")
    assert "Quillfeather" not in shown(tmp_path / "new.picture-01.pdf")


@needs_ocr
def test_pictures_on_sheets_become_files_and_those_on_hidden_sheets_do_not(redact, tmp_path):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet, hidden = book.add_worksheet("One"), book.add_worksheet("Two")
    sheet.write("B2", "Seen by Zelda Quillfeather")
    sheet.insert_image("B2", "a.png", {"image_data": io.BytesIO(picture(*LINES))})
    sheet.insert_image(
        "D30", "b.png", {"image_data": io.BytesIO(picture("Another note", "of Marvin Oakenshaw", "in it"))}
    )
    hidden.insert_image("A1", "d.png", {"image_data": io.BytesIO(picture("A note on a hidden sheet"))})
    hidden.hide()
    book.close()
    done = redact("book.xlsx", out.getvalue())
    assert done.exit_code == 0, done.output
    made = openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert made["One"]["B2"].value == f"Seen by {MARK}\n[picture 1]"
    assert made["One"]["D30"].value == "[picture 2]"
    assert sorted(path.name for path in tmp_path.glob("new.pic*")) == ["new.picture-01.pdf", "new.picture-02.pdf"]
    assert "Another note" in shown(tmp_path / "new.picture-02.pdf")
    assert "Oakenshaw" not in shown(tmp_path / "new.picture-02.pdf")


def test_a_picture_in_a_hidden_row_is_left(redact, tmp_path):
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "Seen"
    book.active.add_image(openpyxl.drawing.image.Image(io.BytesIO(picture("A hidden note"))), "A60")
    book.active.row_dimensions[60].hidden = True
    book.save(out)
    done = redact("book.xlsx", out.getvalue(), "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["left_behind"]["pictures that are cropped, changed or hidden"] == 1
    assert list(tmp_path.glob("new.pic*")) == []
