"""SYNTHETIC PDFs with bad redactions, in ways of which each is planted five times, and good ones beside them.

They are written by hand (operators), by pikepdf, Typst and Pillow; nothing of the product makes or reads them. Each bad
file has two to four pages, of which one has the fault, and a name that is nobody's.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw, ImageFilter, ImageFont

NAMES = ("Orla Quennell", "Tamsin Overbury", "Idris Kettlewell", "Bronagh Sandwith", "Perran Lockyer")
LINES = (
    "SYNTHETIC. This page was made for a test and is about nobody.",
    "The panel met in the spring and read the file from its first page.",
    "It asked the force for the minutes of four meetings.",
    "Nothing in the minutes changed what the panel had found before.",
    "The review makes six recommendations, of which two are for schools.",
)
PAGE = (595, 842)
FONT = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def width_of(text: str, size: float) -> float:
    """Give about how wide Helvetica is."""
    return len(text) * size * 0.52


@dataclass
class Paper:
    """A PDF in the making."""

    rng: random.Random
    pdf: pikepdf.Pdf = field(default_factory=pikepdf.new)

    def page(self, content: bytes, **resources: object) -> pikepdf.Page:
        self.pdf.add_blank_page(page_size=PAGE)
        page = self.pdf.pages[-1]
        page.Resources = Dictionary(Font=Dictionary(F1=FONT), **resources)
        page.Contents = self.pdf.make_stream(content)
        return page

    def plain(self, count: int) -> None:
        for _ in range(count):
            self.page(running(self.rng))

    def picture(self, image: Image.Image, *, jpeg: bool = False) -> pikepdf.Object:
        image = image.convert("RGB")
        if jpeg:
            kept = io.BytesIO()
            image.save(kept, "JPEG", quality=85)
            data, extra = kept.getvalue(), {"Filter": Name.DCTDecode}
        else:
            data, extra = image.tobytes(), {}
        stream = self.pdf.make_stream(data)
        for key, value in {
            "Type": Name.XObject,
            "Subtype": Name.Image,
            "Width": image.width,
            "Height": image.height,
            "ColorSpace": Name.DeviceRGB,
            "BitsPerComponent": 8,
            **extra,
        }.items():
            stream[f"/{key}"] = value
        return stream


def text(words: str, x: float, y: float, *, size: float = 11, before: str = "") -> bytes:
    spelt = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT {before} /F1 {size} Tf {x:.1f} {y:.1f} Td ({spelt}) Tj ET\n".encode("cp1252")


def running(rng: random.Random) -> bytes:
    lines = rng.choices(LINES, k=24)
    return b"".join(text(line, 72, 760 - 22 * place) for place, line in enumerate(lines))


@dataclass(frozen=True)
class Spot:
    """Where a name stands on a page, and its box."""

    name: str
    x: float
    y: float
    size: float

    @property
    def content(self) -> bytes:
        lead = "The young person, "
        return text(lead, self.x, self.y, size=self.size) + text(
            self.name, self.x + width_of(lead, self.size), self.y, size=self.size
        )

    @property
    def rect(self) -> tuple[float, float, float, float]:
        left = self.x + width_of("The young person, ", self.size) - 1
        return left, self.y - 3, left + width_of(self.name, self.size) * 1.15, self.y + self.size

    def filled(self, colour: str = "0 g") -> bytes:
        left, bottom, right, top = self.rect
        return f"{colour} {left:.1f} {bottom:.1f} {right - left:.1f} {top - bottom:.1f} re f 0 g\n".encode()


def spot(rng: random.Random) -> Spot:
    return Spot(rng.choice(NAMES), 72, rng.choice((100, 140, 180)), rng.choice((9, 11, 14)))


# --- ways of bad redaction; each gives the faults that tell it ---


def under_shape(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    colour = rng.choice(("0 g", "0.1 0.1 0.4 rg", "1 g", "0.6 g", "0 0 0 1 k"))
    paper.page(running(rng) + at.content + at.filled(colour))


def under_label(paper: Paper, rng: random.Random) -> None:
    """A box over the name, and a label written on the box."""
    at = spot(rng)
    label = text(rng.choice(("s.40(2)", "REDACTED", "[withheld]")), at.rect[0] + 4, at.y, size=at.size, before="1 g")
    paper.page(running(rng) + at.content + at.filled() + label)


def under_form(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    left, bottom, right, top = at.rect
    form = paper.pdf.make_stream(b"0 g 0 0 1 1 re f")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
    draw = f"q {right - left:.1f} 0 0 {top - bottom:.1f} {left:.1f} {bottom:.1f} cm /Fm1 Do Q\n".encode()
    paper.page(running(rng) + at.content + draw, XObject=Dictionary(Fm1=form))


def annotated(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    page = paper.page(running(rng) + at.content)
    kind = rng.choice((Name.Square, Name.Stamp, Name.FreeText, Name.Highlight))
    left, bottom, right, top = at.rect
    look = paper.pdf.make_stream(f"0 g 0 0 {right - left:.1f} {top - bottom:.1f} re f".encode())
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, right - left, top - bottom])
    note = Dictionary(
        Type=Name.Annot, Subtype=kind, Rect=Array(at.rect), AP=Dictionary(N=look), C=Array([0, 0, 0]), F=4
    )
    page.Annots = Array([paper.pdf.make_indirect(note)])


def not_applied(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    page = paper.page(running(rng) + at.content)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=Array(at.rect), IC=Array([0, 0, 0]))
    page.Annots = Array([paper.pdf.make_indirect(note)])


def under_picture(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    left, bottom, right, top = at.rect
    noise = Image.effect_noise((90, 18), 60) if rng.random() < 0.5 else Image.new("RGB", (90, 18), (30, 30, 30))
    draw = f"q {right - left:.1f} 0 0 {top - bottom:.1f} {left:.1f} {bottom:.1f} cm /Im1 Do Q\n".encode()
    picture = paper.picture(noise, jpeg=rng.random() < 0.5)
    paper.page(running(rng) + at.content + draw, XObject=Dictionary(Im1=picture))


def same_colour(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    if rng.random() < 0.5:
        content = text(at.name, at.rect[0] + 2, at.y, size=at.size, before="1 g") + b"0 g\n"
    else:
        content = at.filled() + text(at.name, at.rect[0] + 2, at.y, size=at.size, before="0 g")
    paper.page(running(rng) + text("The young person, ", at.x, at.y, size=at.size) + content)


def scan(rng: random.Random, at: Spot, *, box: int | None) -> Image.Image:
    """Give a scanned page at 150 dots an inch, with the name painted over where ``box`` is a level of grey."""
    factor = 150 / 72
    image = Image.new("L", (int(PAGE[0] * factor), int(PAGE[1] * factor)), 250)
    pen = ImageDraw.Draw(image)
    lines = [(line, 72.0, 760.0 - 22 * place) for place, line in enumerate(rng.choices(LINES, k=20))]
    for line, x, y in [*lines, (f"The young person, {at.name}", at.x, at.y)]:
        pen.text((x * factor, (PAGE[1] - y - 11) * factor), line, fill=20, font=ImageFont.load_default(11 * factor))
    if box is not None:
        left, bottom, right, top = (side * factor for side in at.rect)
        pen.rectangle((left, PAGE[1] * factor - top, right, PAGE[1] * factor - bottom), fill=box)
    return image


def with_text_layer(paper: Paper, rng: random.Random, *, box: int | None) -> None:
    at = Spot(rng.choice(NAMES), 72, 140, 11)
    layer = b"3 Tr " + at.content + b"0 Tr\n"
    draw = f"q {PAGE[0]} 0 0 {PAGE[1]} 0 0 cm /Im1 Do Q\n".encode()
    picture = paper.picture(scan(rng, at, box=box), jpeg=rng.random() < 0.5)
    content = text(at.name, at.rect[0] + 2, at.y, before="3 Tr") if box is not None else layer
    paper.page(draw + content, XObject=Dictionary(Im1=picture))


def invisible(paper: Paper, rng: random.Random) -> None:
    with_text_layer(paper, rng, box=rng.choice((0, 0, 250, 90)))


def outside(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    far = rng.random() < 0.5
    page = paper.page(running(rng) + text(at.name, 700 if far else 30, 400 if far else 20))
    if not far:
        page.CropBox = Array([20, 60, 575, 820])


def revision(paper: Paper, rng: random.Random) -> bytes:
    """Write the file, then add a second content of one page to its end."""
    at = spot(rng)
    paper.page(running(rng) + at.content)
    paper.plain(1)
    kept = io.BytesIO()
    paper.pdf.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = kept.getvalue()
    root = pikepdf.open(io.BytesIO(data))
    number = root.pages[len(root.pages) - 2].Contents.objgen[0]
    content = text("The young person, ", at.x, at.y, size=at.size) + at.filled()
    begun = data.rindex(b"startxref") + 9
    before = int(data[begun:].split()[0])
    size, catalogue = int(root.trailer.Size), root.Root.objgen[0]
    added = b"%d 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (number, len(content), content)
    place = len(data)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (size, catalogue, before)
    return data + added + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (place + len(added))


def layer(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    group = paper.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Names")))
    paper.page(
        running(rng) + b"/OC /Layer BDC\n" + at.content + b"EMC\n",
        Properties=Dictionary(Layer=group),
    )
    paper.pdf.Root.OCProperties = Dictionary(
        OCGs=Array([group]), D=Dictionary(OFF=Array([group]), Order=Array([group]))
    )


def clipped(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    paper.page(running(rng) + b"q 0 0 20 20 re W n\n" + at.content + b"Q\n")


def glyphs(paper: Paper, rng: random.Random) -> None:
    """Letters that a font of type 3 draws as boxes, with the letters in its table for copying."""
    at = spot(rng)
    square = paper.pdf.make_stream(b"600 0 0 -200 600 800 d1 0 -200 601 1000 re f")
    codes = sorted({ord(sign) for sign in at.name})
    lines = "".join(f"<{code:02X}> <{code:04X}>\n" for code in codes)
    table = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{lines}endbfchar endcmap end"
    )
    boxes = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, -200, 600, 800]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(box=square),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([part for c in codes for part in (c, Name.box)])),
        FirstChar=0,
        LastChar=255,
        Widths=Array([600] * 256),
        Resources=Dictionary(),
        ToUnicode=paper.pdf.make_stream(table.encode()),
    )
    content = running(rng) + f"BT /F2 {at.size} Tf 72 {at.y} Td ({at.name}) Tj ET\n".encode()
    page = paper.page(content)
    page.Resources.Font.F2 = paper.pdf.make_indirect(boxes)


def structure(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    mark = b"/Span <</ActualText (%s)>> BDC\n" % at.name.encode()
    page = paper.page(running(rng) + (mark + at.filled() + b"EMC\n" if rng.random() < 0.5 else at.filled()))
    element = paper.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, Pg=page.obj, K=0))
    element.ActualText = String(at.name)
    paper.pdf.Root.StructTreeRoot = paper.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([element])))


def beside(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    page = paper.page(running(rng) + text("The young person, ", at.x, at.y, size=at.size) + at.filled())
    way = rng.randrange(4)
    if way == 0:
        paper.pdf.docinfo["/Title"] = f"Statement of {at.name}"
    elif way == 1:
        with paper.pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"Statement of {at.name}", 0))
    elif way == 2:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array(at.rect), Contents=String(f"is {at.name}"))
        page.Annots = Array([paper.pdf.make_indirect(note)])
    else:
        paper.pdf.attachments["statement.txt"] = at.name.encode()


def form_field(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    page = paper.page(running(rng))
    left, bottom, right, top = at.rect
    look = paper.pdf.make_stream(f"0 g 0 0 {right - left:.1f} {top - bottom:.1f} re f".encode())
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, right - left, top - bottom])
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("f"), Rect=Array(at.rect), F=4)
    widget.AP = Dictionary(N=look)
    widget[rng.choice(("/V", "/DV"))] = String(at.name)
    if rng.random() < 0.3:
        widget.F = 2
    made = paper.pdf.make_indirect(widget)
    page.Annots = Array([made])
    paper.pdf.Root.AcroForm = Dictionary(Fields=Array([made]))


def see_through(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    state = Dictionary(GS1=Dictionary(Type=Name.ExtGState, ca=rng.choice((0.6, 0.75, 0.9, 0.95))))
    paper.page(running(rng) + at.content + b"q /GS1 gs " + at.filled() + b"Q\n", ExtGState=state)


def thumbnail(paper: Paper, rng: random.Random) -> None:
    at = Spot(rng.choice(NAMES), 72, 140, 11)
    before = scan(rng, at, box=None).resize((106, 150))
    page = paper.page(text("This page was withheld.", 72, 760) + b"0 g 60 100 470 620 re f\n")
    page.Thumb = paper.picture(before)


def orphan(paper: Paper, rng: random.Random) -> bytes:
    """Leave the content or picture of before in the file, with nothing that refers to it."""
    at = spot(rng)
    page = paper.page(running(rng) + text("The young person, ", at.x, at.y, size=at.size) + at.filled())
    left = paper.pdf.make_stream(at.content) if rng.random() < 0.5 else paper.picture(scan(rng, at, box=None))
    page.Left = left
    kept = io.BytesIO()
    paper.pdf.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    data = kept.getvalue()
    return re.sub(rb"/Left \d+ 0 R", lambda found: b" " * len(found[0]), data)


def pixelated(paper: Paper, rng: random.Random) -> None:
    at = Spot(rng.choice(NAMES), 72, 140, 11)
    image = scan(rng, at, box=None)
    factor = 150 / 72
    left, bottom, right, top = (int(side * factor) for side in at.rect)
    height = image.height
    place = (left, height - top - 6, right, height - bottom + 6)
    part = image.crop(place)
    size = rng.choice((6, 8, 10))
    small = part.resize((max(part.width // size, 1), max(part.height // size, 1)), Image.Resampling.BOX)
    image.paste(small.resize((small.width * size, small.height * size), Image.Resampling.NEAREST), place[:2])
    draw = f"q {PAGE[0]} 0 0 {PAGE[1]} 0 0 cm /Im1 Do Q\n".encode()
    paper.page(draw, XObject=Dictionary(Im1=paper.picture(image)))


def width(paper: Paper, rng: random.Random) -> None:
    at = spot(rng)
    lead = text("The young person, ", at.x, at.y, size=at.size)
    paper.page(running(rng) + lead + at.filled() + text("said so.", at.rect[2] + 4, at.y, size=at.size))


Way = Callable[[Paper, random.Random], bytes | None]
WAYS: dict[str, tuple[Way, frozenset[str]]] = {
    "shape over text": (under_shape, frozenset({"text-under-shape"})),
    "box with a label": (under_label, frozenset({"text-under-shape"})),
    "form over text": (under_form, frozenset({"text-under-shape"})),
    "annotation over text": (annotated, frozenset({"text-under-annotation"})),
    "redaction not applied": (not_applied, frozenset({"redaction-not-applied"})),
    "picture over text": (under_picture, frozenset({"text-under-picture"})),
    "colour of the ground": (same_colour, frozenset({"text-in-colour-of-its-ground"})),
    "text layer of a scan": (invisible, frozenset({"invisible-text"})),
    "outside the page": (outside, frozenset({"text-outside-page"})),
    "earlier revision": (revision, frozenset({"earlier-revision"})),
    "layer switched off": (layer, frozenset({"layer-switched-off"})),
    "clipped away": (clipped, frozenset({"text-clipped-away"})),
    "glyphs as boxes": (glyphs, frozenset({"glyphs-that-hide-letters"})),
    "structure": (structure, frozenset({"words-in-structure"})),
    "beside the page": (beside, frozenset({"words-beside-the-page", "attachment"})),
    "form field": (form_field, frozenset({"value-of-form-field"})),
    "see-through": (see_through, frozenset({"see-through-cover"})),
    "thumbnail": (thumbnail, frozenset({"thumbnail-of-before"})),
    "orphan": (orphan, frozenset({"object-not-referenced"})),
    "pixelated": (pixelated, frozenset({"pixelated-picture"})),
    "width of a box": (width, frozenset({"width-of-box"})),
}
OF_FILE = {"beside the page", "orphan"}  # no page is told


def bad_pdf(way: str, seed: int) -> tuple[bytes, int]:
    """Give a bad PDF of a way and the page of its fault, from 1."""
    rng = random.Random(f"{way}-{seed}")  # noqa: S311 - plants, no secret
    paper = Paper(rng)
    before = rng.randrange(3)
    paper.plain(before)
    done = WAYS[way][0](paper, rng)
    if done is not None:
        return done, before + 1
    paper.plain(1)
    return saved(paper.pdf), before + 1


def saved(pdf: pikepdf.Pdf) -> bytes:
    kept = io.BytesIO()
    pdf.save(kept, static_id=True)
    return kept.getvalue()


# --- good files ---


def good_running(rng: random.Random) -> bytes:
    paper = Paper(rng)
    paper.plain(3)
    return saved(paper.pdf)


def good_table(rng: random.Random) -> bytes:
    """Shaded cells drawn before their text, and white words on a dark heading."""
    content = b"0.07 0.26 0.43 rg 60 700 480 24 re f\n" + text("Area      Suspects      Victims", 70, 707, before="1 g")
    for row in range(12):
        shade = b"0.9 g" if row % 2 else b"0.75 0.85 0.95 rg"
        content += shade + b" 60 %d 480 20 re f 0 g\n" % (676 - 22 * row)
        content += text(f"Area {row}      {rng.randrange(90)}      {rng.randrange(90)}", 70, 682 - 22 * row)
    paper = Paper(rng)
    paper.page(content)
    return saved(paper.pdf)


def good_chart(rng: random.Random) -> bytes:
    content = b""
    for row in range(10):
        content += text(f"Force {row}", 60, 700 - 30 * row, size=10)
        size = rng.randrange(40, 300)
        content += b"0.07 0.26 0.43 rg 120 %d %d 14 re f 0 g\n" % (697 - 30 * row, size)
        content += text(f"{size}", 125 + size, 700 - 30 * row, size=10)
        content += text("within", 130, 700 - 30 * row, size=8, before="1 g") + b"0 g\n"
    paper = Paper(rng)
    paper.page(content)
    return saved(paper.pdf)


def good_watermark(rng: random.Random) -> bytes:
    state = Dictionary(GS1=Dictionary(Type=Name.ExtGState, ca=0.25))
    paper = Paper(rng)
    mark = b"q /GS1 gs 0.5 g BT /F1 70 Tf 0.7 0.7 -0.7 0.7 120 200 Tm (SYNTHETIC) Tj ET Q\n"
    highlight = b"q /GS1 gs 1 0.9 0 rg 70 734 300 14 re f Q\n"
    paper.page(running(rng) + mark + highlight, ExtGState=state)
    return saved(paper.pdf)


def good_marks(rng: random.Random) -> bytes:
    """Properly redacted: the words are gone, and marks of one width stand in their place."""
    content = running(rng)
    for row in range(4):
        content += text("The young person, ", 72, 220 - 22 * row) + b"0 g 180 %d 60 13 re f\n" % (217 - 22 * row)
        content += text("said so.", 246, 220 - 22 * row)
    paper = Paper(rng)
    paper.page(content + text("[withheld: s.40(2)]", 72, 100))
    paper.pdf.docinfo["/Title"] = "Review of the panel"
    return saved(paper.pdf)


def good_scan(rng: random.Random) -> bytes:
    paper = Paper(rng)
    with_text_layer(paper, rng, box=None)
    return saved(paper.pdf)


def good_blackout(rng: random.Random) -> bytes:
    """A scan whose name was painted over, without a text layer."""
    at = Spot(rng.choice(NAMES), 72, 140, 11)
    paper = Paper(rng)
    draw = f"q {PAGE[0]} 0 0 {PAGE[1]} 0 0 cm /Im1 Do Q\n".encode()
    image = scan(rng, at, box=0).filter(ImageFilter.GaussianBlur(0.6))
    paper.page(draw, XObject=Dictionary(Im1=paper.picture(image, jpeg=True)))
    return saved(paper.pdf)


def good_form(rng: random.Random) -> bytes:
    paper = Paper(rng)
    page = paper.page(running(rng))
    look = paper.pdf.make_stream(
        b"BT /F1 11 Tf 0 g 2 5 Td (Spring panel) Tj ET", Resources=Dictionary(Font=Dictionary(F1=FONT))
    )
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 150, 18])
    widget = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("f"), Rect=Array([72, 120, 222, 138]), F=4
    )
    widget.AP, widget.V = Dictionary(N=look), String("Spring panel")
    made = paper.pdf.make_indirect(widget)
    page.Annots = Array([made])
    paper.pdf.Root.AcroForm = Dictionary(Fields=Array([made]))
    return saved(paper.pdf)


SHADED = """#table(columns: 2, fill: (x, y) => if y == 0 { rgb("#12436D") } else { rgb("#eee") },
  text(white)[Area], text(white)[Suspects], [North], [12], [South], [7])"""


def good_typst(rng: random.Random) -> bytes:
    source = "\n\n".join(
        [
            '#set document(title: "Review")\n#set heading(numbering: "1.")\n= Findings',
            *rng.choices(LINES, k=30),
            SHADED,
            "#highlight[A sentence that matters.] #strike[One that is struck out.]",
            "#box(fill: black, inset: 3pt)[#text(white)[Note]]",
            *rng.choices(LINES, k=60),
        ]
    )
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def good_increment(rng: random.Random) -> bytes:
    """Saved by adding to the end, as a signature does, with the same page."""
    paper = Paper(rng)
    paper.plain(1)
    kept = io.BytesIO()
    paper.pdf.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = kept.getvalue()
    read = pikepdf.open(io.BytesIO(data))
    size, catalogue = int(read.trailer.Size), read.Root.objgen[0]
    before = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    added = b"%d 0 obj\n<</Type/Metadata/Kept 1>>\nendobj\n" % size
    table = b"xref\n%d 1\n%010d 00000 n \n" % (size, len(data))
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (size + 1, catalogue, before)
    return data + added + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(data) + len(added))


GOOD: dict[str, Callable[[random.Random], bytes]] = {
    "running text": good_running,
    "shaded table": good_table,
    "bar chart": good_chart,
    "watermark and highlight": good_watermark,
    "properly redacted": good_marks,
    "scan with a text layer": good_scan,
    "scan painted over": good_blackout,
    "filled form": good_form,
    "Typst": good_typst,
    "saved twice": good_increment,
}


def good_pdf(kind: str, seed: int) -> bytes:
    """Give a good PDF of a kind."""
    return GOOD[kind](random.Random(f"{kind}-{seed}"))  # noqa: S311 - plants, no secret


def write(data: bytes, path: Path) -> Path:
    """Put a file where a test asks for it."""
    path.write_bytes(data)
    return path
