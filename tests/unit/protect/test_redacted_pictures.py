"""Passages on a scan are painted over by lines of fixed width, and ink that nobody read does not leave."""

from __future__ import annotations

import io
import shutil
import struct
import zlib
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from clerestory.errors import DocumentError, RedactionError
from clerestory.model.redaction.documents import Document, Format, Picture
from clerestory.model.redaction.findings import Finding, Kind
from clerestory.protect.documents.pdf import ocr
from clerestory.protect.documents.pdf.checking import check_pdf_clear
from clerestory.protect.documents.pdf.ocr import read_words
from clerestory.protect.documents.pdf.reading import read_exhibit
from clerestory.protect.documents.pdf.redacting import bands, redacted_pictures
from clerestory.protect.documents.pdf.unread import unread_areas
from clerestory.protect.documents.pdf.writing import write_pdf
from pdf_hiding_places import FONT

needs_ocr = pytest.mark.skipif(not shutil.which("tesseract"), reason="needs tesseract")
LINES = (
    "The report was written on a Tuesday.",
    "It names {} as the witness",
    "and nobody else at that time, they say.",
)


def scan(name: str) -> bytes:
    image = Image.new("RGB", (1200, 500), "white")
    drawing, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 32)
    for at, line in enumerate(LINES):
        drawing.text((100, 60 + 70 * at), line.format(name), font=font, fill="black")
    drawing.arc((200, 320, 700, 460), 0, 300, fill="navy", width=6)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def redacted(name: str):
    document = read_exhibit(scan(name), "scan.png")
    at = document.text.index(name)
    finding = Finding(at, at + len(name), Kind.PERSON, "roster.name")
    return document, redacted_pictures(document, [finding])[0]


@needs_ocr
def test_ocr_reads_nothing_of_a_withheld_name_and_all_other_lines_afterwards():
    document, picture = redacted("Quarnwick")
    words = " ".join(word.text for word in read_words(picture.png))
    assert "Quarnwick" not in words
    assert "Tuesday" in words
    written = write_pdf(replace(document, pictures=(picture,)))
    check_pdf_clear(written, "new.pdf", ["Quarnwick"])


@needs_ocr
def test_ink_that_nobody_read_is_not_on_the_new_picture():
    document, picture = redacted("Quarnwick")
    left, top, right, bottom = unread_areas(document.pictures[0])[0]
    assert len(unread_areas(document.pictures[0])) == 1
    assert (left, top) == pytest.approx((200, 320), abs=16)  # of the drawn arc, to a square
    assert (right, bottom) == pytest.approx((700, 460), abs=16)
    assert (np.array(Image.open(io.BytesIO(picture.png)))[320:470, 200:710] == 255).all()


@needs_ocr
def test_pictures_are_the_same_whatever_name_was_painted_over():
    made = {redacted(name)[1].png for name in ("Quarnwick", "Bob", "Marchantwell", "Jeggy", "Anna")}
    assert len(made) == 1
    pixels = np.array(Image.open(io.BytesIO(made.pop())))
    assert (pixels[130:160] == 0).all()


@pytest.mark.parametrize("height", [20, 30, 44])
def test_a_band_is_as_high_as_the_space_between_the_lines_that_are_shown(height):
    assert bands([(150 - height // 2, 150 + height // 2)], [(60, 90), (190, 220), (250, 280)], 500) == [(92, 188)]


def test_a_band_without_a_line_above_or_below_runs_to_the_edge():
    assert bands([(20, 50)], [], 500) == [(0, 500)]


def test_a_picture_on_which_nothing_was_painted_over_is_never_written():
    with pytest.raises(RedactionError, match="nothing was painted over"):
        write_pdf(Document(Format.PDF, (), (Picture(scan("Bob"), page=1, is_read=True),)))


@needs_ocr
def test_a_file_with_pictures_is_not_passed_unread_where_tesseract_is_not_installed(monkeypatch, tmp_path):
    document, picture = redacted("Bob")
    written = write_pdf(replace(document, pictures=(picture,)))
    monkeypatch.setattr(ocr, "_PLACES", str(tmp_path))
    with pytest.raises(DocumentError, match="tesseract"):
        check_pdf_clear(written, "new.pdf", ["Bob"])


def png_with(kind: bytes, content: bytes) -> bytes:
    """A picture with one more chunk behind its head, whose sum is right."""
    out = io.BytesIO()
    Image.new("L", (20, 20), 255).save(out, "PNG")
    chunk = struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    return out.getvalue()[:33] + chunk + out.getvalue()[33:]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\nbroken",
        png_with(b"iCCP", b"no end of the name"),
        png_with(b"gAMA", b"\0"),
        png_with(b"IHDR", b"\0"),
    ],
    ids=["empty", "another form", "broken", "a profile without end", "a short gamma", "two heads"],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(DocumentError):
        read_exhibit(data, "scan.png")


@needs_ocr
def test_damaged_notes_of_a_camera_are_neither_read_nor_warned_of():
    out = io.BytesIO()
    notes = Image.Exif()
    notes[0x0112] = 6
    Image.new("RGB", (40, 20), "white").save(out, "JPEG", exif=notes)
    damaged = out.getvalue().replace(b"\x01\x12\x00\x03\x00\x00\x00\x01", b"\x01\x12\x00\x03\x00\xff\x00\x01")
    assert damaged != out.getvalue()
    assert read_exhibit(damaged, "photo.jpg").text == ""
