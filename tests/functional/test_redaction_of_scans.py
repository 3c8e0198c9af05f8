"""`protect document` on PDF files and pictures: words, scans, exhibits, and a machine without tesseract."""

from __future__ import annotations

import io
import json
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
    """A page of A6 at 200 dpi: lines, and a flourish that OCR cannot read."""
    image = Image.new("RGB", (1165, 827), "white")
    drawing, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 40)
    for at, line in enumerate(LINES):
        drawing.text((100, 60 + 110 * at), line, font=font, fill="black")
    drawing.arc((600, 600, 1000, 760), 0, 300, fill="navy", width=6)
    return image


def picture(form: str) -> bytes:
    out = io.BytesIO()
    page().save(out, form, **({"resolution": 200} if form == "PDF" else {}))
    return out.getvalue()


@pytest.fixture
def redact(tmp_path, capsys):
    (tmp_path / "R.csv").write_text("person,name\nP1,Zelda Quillfeather\nP2,Marvin Oakenshaw\n")

    def run(name: str, data: bytes, out: str = "out.pdf", *more: str) -> tuple[int, str, bytes]:
        (tmp_path / name).write_bytes(data)
        words = ["protect", "document", str(tmp_path / name), "--roster", str(tmp_path / "R.csv"), "--out"]
        code = _code([*words, str(tmp_path / out), *more])
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


def pictures_of(data: bytes) -> list[Image.Image]:
    return [image.image for sheet in pypdf.PdfReader(io.BytesIO(data)).pages for image in sheet.images]


def text_on(image: Image.Image) -> str:
    out = io.BytesIO()
    image.save(out, "PNG")
    return " ".join(word.text for word in ocr.read_words(out.getvalue()))


def ink_in(image: Image.Image, box: tuple[int, int, int, int]) -> set[int]:
    return set(image.convert("L").crop(box).tobytes())


def test_a_pdf_of_words_is_redacted(redact):
    source = typst.compile("\\ ".join(LINES).encode(), format="pdf")
    code, error, made = redact("words.pdf", source)
    assert code == 0, error
    assert not any(secret in text_of(made) for secret in SECRETS)
    assert text_of(made).count("[withheld: s.40(2)]") == 2
    assert "A report of a meeting" in text_of(made)


@needs_ocr
@pytest.mark.parametrize(("name", "form"), [("scan.pdf", "PDF"), ("scan.png", "PNG"), ("scan.jpg", "JPEG")])
def test_a_scan_is_redacted_what_is_left_is_shown_and_unread_ink_is_told(redact, tmp_path, name, form):
    proposals = tmp_path / "proposals.json"
    case = ("--case", str(tmp_path / "case.json"), "--proposals", str(proposals))
    code, error, made = redact(name, picture(form), "out.pdf", *case)
    assert code == 0, error
    (image,) = pictures_of(made)
    shown = text_on(image)
    assert not any(secret in shown for secret in SECRETS)
    assert "A report of a meeting" in shown
    assert "End here" in shown
    assert ink_in(image, (590, 590, 1010, 770)) == {255}
    assert "Ink that nobody read on page 1 is left out (areas: 1)" in error
    ((area,),) = (held["unread_ink"] for held in json.loads(proposals.read_text())["documents"])
    sides = {"left": 600 / 1165, "top": 600 / 827, "right": 1000 / 1165, "bottom": 760 / 827}
    assert {side: area[side] / 1000 for side in sides} == pytest.approx(sides, abs=0.03)
    assert area["page"] == 1


@needs_ocr
def test_a_scan_is_redacted_to_a_plain_text(redact):
    code, error, made = redact("scan.pdf", picture("PDF"), "out.txt")
    assert code == 0, error
    assert not any(secret.encode() in made for secret in SECRETS)
    assert b"written by [withheld: s.40(2)] on that day" in made


@pytest.mark.parametrize(("name", "form"), [("scan.pdf", "PDF"), ("scan.png", "PNG")])
def test_without_tesseract_a_scan_is_refused(redact, monkeypatch, tmp_path, name, form):
    monkeypatch.setattr(ocr, "_PLACES", str(tmp_path))
    code, error, made = redact(name, picture(form))
    assert (code, made) == (34, b"")
    assert "tesseract-ocr" in error


@pytest.mark.parametrize(("name", "form"), [("scan.jpeg", "JPEG"), ("fax.tiff", "TIFF"), ("fax.TIF", "TIFF")])
def test_a_review_takes_a_picture_for_one_however_its_name_ends(capsys, monkeypatch, tmp_path, name, form):
    monkeypatch.setattr(ocr, "_PLACES", str(tmp_path))  # a text would be refused for its bytes
    (tmp_path / name).write_bytes(picture(form))
    (tmp_path / "reviewers.toml").write_text(REVIEWERS)
    options = ["--data", "synthetic", "--case", str(tmp_path / "case.json"), "--person", "one"]
    options += ["--reviewers", str(tmp_path / "reviewers.toml"), "--decide", str(tmp_path / "said.toml")]
    assert _code(["protect", "review", str(tmp_path / name), *options]) == 34
    assert "tesseract-ocr" in capsys.readouterr().err


def test_a_picture_is_not_written_as_a_picture(redact):
    code, error, made = redact("scan.png", picture("PNG"), "out.png")
    assert (code, made) == (34, b"")
    assert "ends in .pdf" in error


REVIEWERS = 'form = "clerestory-reviewers/1"\n' + "".join(
    f'[[people]]\nid = "{who}"\npost = "Disclosure checker"\nroles = ["disclosure checker"]\n' for who in ("one", "two")
)


def decisions_of(people: tuple[str, ...], area: str) -> str:
    said = 'outcome = "keep"\nnote = "A flourish that says nothing."\ndecided = 2026-01-02\nsimulated = true\n'
    each = "".join(f'[[decision]]\nproposal = "{area}"\nperson = "{who}"\n{said}' for who in people)
    return f'form = "clerestory-redaction/1"\n{each}'


@needs_ocr
@pytest.mark.parametrize(("people", "stands"), [(("one",), False), (("one", "two"), True)])  # nobody has read it
def test_ink_that_nobody_read_stands_where_two_reviewers_let_it_stand(redact, tmp_path, people, stands):
    options = ["--data", "synthetic", "--case", str(tmp_path / "case.json")]
    proposals = tmp_path / "proposals.json"
    code, error, _ = redact("scan.png", picture("PNG"), "first.txt", *options, "--proposals", str(proposals))
    assert code == 0, error
    area = json.loads(proposals.read_text())["documents"][0]["unread_ink"][0]["id"]
    (tmp_path / "reviewers.toml").write_text(REVIEWERS)
    (tmp_path / "decisions.toml").write_text(decisions_of(people, area))
    options += ["--reviewers", str(tmp_path / "reviewers.toml"), "--decisions", str(tmp_path / "decisions.toml")]
    code, error, made = redact("scan.png", picture("PNG"), "second.pdf", *options)
    assert code == 0, error
    (image,) = pictures_of(made)
    assert (ink_in(image, (590, 590, 1010, 770)) != {255}) == stands
    assert ("Ink that nobody read" in error) != stands


@needs_ocr
def test_a_review_asks_about_ink_that_nobody_read_by_page_and_area(tmp_path, capsys, monkeypatch):
    (tmp_path / "scan.png").write_bytes(picture("PNG"))
    (tmp_path / "reviewers.toml").write_text(REVIEWERS)
    options = ["--data", "synthetic", "--case", str(tmp_path / "case.json"), "--person", "one"]
    options += ["--reviewers", str(tmp_path / "reviewers.toml"), "--decide", str(tmp_path / "said.toml")]
    command = ["protect", "review", str(tmp_path / "scan.png"), *options]
    assert _code([*command, "--json"]) == 0
    ((waiting,),) = (document["passages"] for document in json.loads(capsys.readouterr().out)["documents"])
    assert (waiting["kind"], waiting["passage"], waiting["is_sure"]) == ("ink that nobody read", "", True)
    assert waiting["place"].startswith("page 1, from 5")  # 600 of 1165 pixels across
    monkeypatch.setattr("sys.stdin", io.StringIO("k\nA flourish that says nothing.\n"))
    assert _code(command) == 0
    assert "Look at the source there." in capsys.readouterr().out
    assert f'proposal = "{waiting["proposal"]}"' in (tmp_path / "said.toml").read_text()
    assert _code([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"] == []  # nothing more waits for this one
