"""`protect document` on PDF files and pictures: words, scans, exhibits, and a machine without tesseract."""

from __future__ import annotations

import io
import shutil

import pypdf
import pytest
import typst
from PIL import Image, ImageDraw, ImageFont

from clerestory.cli import main
from clerestory.protect.documents.pdf import ocr
from pdf_hiding_places import FONT

SECRETS = ("Quillfeather", "Oakenshaw")
LINES = (
    "A report of a meeting",
    "written by Zelda Quillfeather on that day",
    "and by Marvin Oakenshaw too",
    "End here",
)
needs_ocr = pytest.mark.skipif(not shutil.which("tesseract"), reason="needs tesseract")


def page() -> Image.Image:
    image = Image.new("RGB", (1654, 2339), "white")
    drawing, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 40)
    for at, line in enumerate(LINES):
        drawing.text((150, 200 + 120 * at), line, font=font, fill="black")
    return image


def picture(form: str) -> bytes:
    out = io.BytesIO()
    page().save(out, form, **({"resolution": 200} if form == "PDF" else {}))
    return out.getvalue()


@pytest.fixture
def redact(tmp_path, capsys):
    (tmp_path / "R.csv").write_text("person,name\nP1,Zelda Quillfeather\nP2,Marvin Oakenshaw\n")

    def run(name: str, data: bytes, out: str = "out.pdf") -> tuple[int, str, bytes]:
        (tmp_path / name).write_bytes(data)
        words = ["protect", "document", str(tmp_path / name), "--roster", str(tmp_path / "R.csv"), "--out"]
        code = _code([*words, str(tmp_path / out)])
        made = tmp_path / out
        return code, capsys.readouterr().err, made.read_bytes() if made.exists() else b""

    return run


def _code(words: list[str]) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["clerestory", *words])
        try:
            main()
        except SystemExit as end:
            return int(end.code or 0)
    return 0


def text_of(data: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(data)).pages)


def text_on_pictures_of(data: bytes) -> str:
    found = []
    for sheet in pypdf.PdfReader(io.BytesIO(data)).pages:
        for image in sheet.images:
            out = io.BytesIO()
            image.image.save(out, "PNG")
            found += [word.text for word in ocr.read_words(out.getvalue())]
    return " ".join(found)


def test_a_pdf_of_words_is_redacted(redact):
    source = typst.compile("\\ ".join(LINES).encode(), format="pdf")
    code, error, made = redact("words.pdf", source)
    assert code == 0, error
    assert not any(secret in text_of(made) for secret in SECRETS)
    assert text_of(made).count("[withheld: s.40(2)]") == 2
    assert "A report of a meeting" in text_of(made)


@needs_ocr
@pytest.mark.parametrize(("name", "form"), [("scan.pdf", "PDF"), ("scan.png", "PNG"), ("scan.jpg", "JPEG")])
def test_a_scan_is_redacted_and_what_is_left_is_shown(redact, name, form):
    code, error, made = redact(name, picture(form))
    assert code == 0, error
    shown = text_on_pictures_of(made)
    assert not any(secret in shown for secret in SECRETS)
    assert "A report of a meeting" in shown
    assert "End here" in shown


@needs_ocr
def test_a_scan_is_redacted_to_a_plain_text(redact):
    code, error, made = redact("scan.pdf", picture("PDF"), out="out.txt")
    assert code == 0, error
    assert not any(secret.encode() in made for secret in SECRETS)
    assert b"written by [withheld: s.40(2)] on that day" in made


@pytest.mark.parametrize(("name", "form"), [("scan.pdf", "PDF"), ("scan.png", "PNG")])
def test_without_tesseract_a_scan_is_refused(redact, monkeypatch, tmp_path, name, form):
    monkeypatch.setattr(ocr, "_PLACES", str(tmp_path))
    code, error, made = redact(name, picture(form))
    assert (code, made) == (34, b"")
    assert "tesseract-ocr" in error


def test_a_picture_is_not_written_as_a_picture(redact):
    code, error, made = redact("scan.png", picture("PNG"), out="out.png")
    assert (code, made) == (34, b"")
    assert "ends in .pdf" in error
