"""Pictures whose file shows more than a reader sees are left behind; text boxes of OpenDocument are read in order."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import docx
import odfdo
import pytest
from PIL import Image

from clerestory.model.redaction.documents import Document, InsideKind
from clerestory.protect.documents import read_bytes
from commands import PATIENCE
from hiding_places import unzipped, zipped

CHANGED = "pictures that are cropped, changed or hidden"
WHOLE, LEFT = (1, 0), (0, 1)  # pictures that are kept, and those left behind
OFFICE, PDF_TO_TEXT = shutil.which("soffice"), shutil.which("pdftotext")
_PNG = io.BytesIO()
Image.new("RGB", (90, 40), "white").save(_PNG, "PNG")


def of_pictures(document: Document) -> tuple[int, int]:
    kept = sum(inside.kind is InsideKind.PICTURE for inside in document.inside)
    return kept, document.left_behind.get(CHANGED, 0)


def edited(data: bytes, part: str, changes: Mapping[str, str]) -> bytes:
    """Change the text of a part; each piece stands in it."""
    parts = unzipped(data)
    text = parts[part].decode()
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    return zipped(parts | {part: text.encode()})


def letter() -> bytes:
    file, out = docx.Document(), io.BytesIO()
    file.add_paragraph("Seen").add_run().add_picture(io.BytesIO(_PNG.getvalue()))
    file.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Seen", "Seen", WHOLE),
        ("<a:stretch>", '<a:srcRect l="0" r="0"/><a:stretch>', WHOLE),
        ("<a:stretch>", '<a:srcRect b="40000"/><a:stretch>', LEFT),
        ("<a:stretch>", '<a:srcRect l="-9"/><a:stretch>', LEFT),
        ('prst="rect"', 'prst="ellipse"', LEFT),
        ('<a:prstGeom prst="rect"/>', "<a:custGeom/>", LEFT),
        ('r:embed="rId9"/>', 'r:embed="rId9"><a:grayscl/></a:blip>', LEFT),
        ('r:embed="rId9"/>', 'r:embed="rId9"><a:lum bright="70000"/></a:blip>', LEFT),
        ('r:embed="rId9"/>', 'r:embed="rId9"><a:duotone/></a:blip>', LEFT),
        ('r:embed="rId9"/>', 'r:embed="rId9"><a:alphaModFix amt="0"/></a:blip>', LEFT),
        ('r:embed="rId9"/>', 'r:embed="rId9"><a:extLst/></a:blip>', WHOLE),
        ("r:embed=", "r:link=", LEFT),
        ("<wp:docPr ", '<wp:docPr hidden="1" ', LEFT),
        ("<pic:cNvPr ", '<pic:cNvPr hidden="true" ', LEFT),
    ],
)
def test_a_picture_of_a_letter_is_kept_if_all_of_it_is_seen(old, new, expected):
    document = read_bytes(edited(letter(), "word/document.xml", {old: new}), ".docx", where="a.docx")
    assert of_pictures(document) == expected


_VML = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt;{style}">'
    '<v:imagedata r:id="rId9" {more}/></v:shape></w:pict></w:r>'
)


@pytest.mark.parametrize(
    ("more", "style", "expected"),
    [
        ("", "", (2, 0)),
        ('croptop="9000f"', "", (1, 1)),
        ('gain="2"', "", (1, 1)),
        ('chromakey="white"', "", (1, 1)),
        ("", "visibility:hidden", (1, 1)),
    ],
)
def test_a_picture_of_an_old_letter_is_kept_if_all_of_it_is_seen(more, style, expected):
    data = edited(letter(), "word/document.xml", {"<w:r>": _VML.format(more=more, style=style) + "<w:r>"})
    assert of_pictures(read_bytes(data, ".docx", where="a.docx")) == expected


def open_letter(*elements: str, styles: str = "") -> bytes:
    """Give a text with elements of our own writing; the picture of it is Pictures/a.png."""
    file, out = odfdo.Document("text"), io.BytesIO()
    file.body.clear()
    file.body.append(odfdo.Paragraph("First"))
    file.save(out)
    filled = {
        "</office:text>": "".join(elements) + "</office:text>",
        "<office:automatic-styles/>": f"<office:automatic-styles>{styles}</office:automatic-styles>",
    }
    data = edited(out.getvalue(), "content.xml", filled)
    held = {"Pictures/a.png": _PNG.getvalue()} if any("draw:image" in element for element in elements) else {}
    return zipped(unzipped(data) | held)


_SIZE = 'svg:width="6cm" svg:height="2cm"'
_IMAGE = '<draw:image xlink:href="Pictures/a.png" xlink:type="simple"/>'


def frame(inner: str, more: str = "") -> str:
    return f"<draw:frame {_SIZE} {more}>{inner}</draw:frame>"


def style(properties: str, name: str = "fr1", parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="graphic" style:parent-style-name="{parent}">'
        f"<style:graphic-properties {properties}/></style:style>"
    )


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("", WHOLE),
        ('fo:clip="auto" draw:luminance="0%" draw:color-mode="standard"', WHOLE),
        ('fo:clip="rect(0cm, 0cm, 0cm, 0cm)"', WHOLE),
        ('fo:clip="rect(0cm, 0cm, 1.5cm, 0cm)"', LEFT),
        ('draw:luminance="80%"', LEFT),
        ('draw:contrast="-100%"', LEFT),
        ('draw:gamma="10%"', LEFT),
        ('draw:color-inversion="true"', LEFT),
        ('draw:image-opacity="3%"', LEFT),
        ('draw:color-mode="watermark"', LEFT),
    ],
)
def test_a_picture_of_an_open_document_is_kept_if_all_of_it_is_seen(properties, expected):
    made_from_another = style(properties, "base") + style("", "fr1", "base")
    held = frame(_IMAGE, 'draw:style-name="fr1"')
    for styles in (style(properties), made_from_another):
        data = open_letter(f"<text:p>{held}</text:p>", styles=styles)
        assert of_pictures(read_bytes(data, ".odt", where="a.odt")) == expected


@pytest.mark.parametrize("href", ["Pictures/none.png", "https://a.example/a.png", "../a.png", ""])
def test_a_picture_that_lies_elsewhere_is_never_fetched(href):
    data = open_letter(f"<text:p>{frame(_IMAGE.replace('Pictures/a.png', href))}</text:p>")
    document = read_bytes(data, ".odt", where="a.odt")
    assert of_pictures(document) == LEFT
    assert document.left_behind["pictures"] == 1


def box(*paragraphs: str, more: str = "") -> str:
    inner = "".join(paragraph if paragraph[0] == "<" else f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    return frame(f"<draw:text-box>{inner}</draw:text-box>", more)


ANCHORED = 'text:anchor-type="paragraph"'
CELL = '<table:table-cell office:value-type="string"><text:p>Of a cell</text:p></table:table-cell>'
TABLE = f"<table:table><table:table-column/><table:table-row>{CELL}</table:table-row></table:table>"
# As wide as the box around it, it would push the word beside it out of sight.
SMALL = box("Inner", more=ANCHORED).replace(_SIZE, 'svg:width="2cm" svg:height="1cm"')
INNER = f"<text:p>with{SMALL}</text:p>"
BOXES = (
    f"<text:p>Before {box('In a box', 'and below', more=ANCHORED)}after</text:p>",
    f"<text:p>Nested{box('Outer', INNER, more=ANCHORED)}</text:p>",
    f"<text:p>Group<draw:g {ANCHORED}>{box('In a group')}</draw:g></text:p>",
    f"<text:p>Shape<draw:custom-shape {ANCHORED} {_SIZE}><text:p>On a shape</text:p></draw:custom-shape></text:p>",
    f"<text:p>Listed{box('<text:list><text:list-item><text:p>An item</text:p></text:list-item></text:list>')}</text:p>",
    f"<text:p>Table{box(TABLE, more=ANCHORED)}</text:p>",
)  # fmt: skip


def test_text_boxes_of_an_open_document_follow_the_paragraph_on_which_they_hang():
    texts = [block.text for block in read_bytes(open_letter(*BOXES), ".odt", where="a.odt").blocks]
    assert texts == [
        "First", "Before after", "In a box", "and below", "Nested", "Outer", "with", "Inner", "Group", "In a group",
        "Shape", "On a shape", "Listed", "An item", "Table", "Of a cell",
    ]  # fmt: skip


def test_a_text_box_in_hidden_text_is_not_silently_shown_or_lost():
    unseen = '<style:text-properties text:display="none"/>'
    hidden = f'<style:style style:name="h" style:family="paragraph">{unseen}</style:style>'
    within = box("In a box", more=ANCHORED)
    data = open_letter(f'<text:p text:style-name="h">Unseen{within}</text:p>', styles=hidden)
    document = read_bytes(data, ".odt", where="a.odt")
    assert [block.text for block in document.blocks] == ["First", "In a box"]
    assert document.left_behind["hidden text"] == 1


@pytest.mark.slow
@pytest.mark.skipif(not (OFFICE and PDF_TO_TEXT), reason="needs LibreOffice and poppler-utils")
def test_libreoffice_prints_the_words_of_text_boxes_that_are_read(tmp_path: Path):
    path = tmp_path / "boxes.odt"
    path.write_bytes(open_letter(*BOXES))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    command = [PDF_TO_TEXT, str(tmp_path / "boxes.pdf"), "-"]
    printed = subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE).stdout.decode()
    read = read_bytes(path.read_bytes(), ".odt", where="a.odt").text
    words = [word for word in printed.split() if any(map(str.isalnum, word))]  # no bullets
    assert sorted(words) == sorted(read.split())
