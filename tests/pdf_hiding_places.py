"""Places of a PDF in which words can hide, each with the way to plant a word there; made by pikepdf and raw bytes."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def save(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def edited(data: bytes, edit: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        return save(pdf, **options)


def _font(pdf: pikepdf.Pdf, **more: object) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, **more))


def _resources(pdf: pikepdf.Pdf, kind: str, **entries: object) -> None:
    page = pdf.pages[0]
    resources = page.obj.get("/Resources", Dictionary())
    page.obj.Resources = resources
    if kind not in resources:
        resources[kind] = Dictionary()
    for name, value in entries.items():
        resources[kind][f"/{name}"] = value


def _draw(pdf: pikepdf.Pdf, content: str | bytes, **fonts: object) -> None:
    _resources(pdf, "/Font", Hid=_font(pdf), **fonts)
    given = content if isinstance(content, bytes) else content.encode("latin-1")
    pdf.pages[0].contents_add(pdf.make_stream(b"q " + given + b" Q"))


def drawn(content: str) -> Callable[[bytes, str], bytes]:
    """Plant by operators; WORD stands for the word, HEX for its hexadecimal digits."""

    def plant(data: bytes, word: str) -> bytes:
        filled = content.replace("WORD", word).replace("HEX", word.encode().hex())
        return edited(data, lambda pdf: _draw(pdf, filled))

    return plant


def dug(edit: Callable[[pikepdf.Pdf, str], None], **options: object) -> Callable[[bytes, str], bytes]:
    def plant(data: bytes, word: str) -> bytes:
        return edited(data, lambda pdf: edit(pdf, word), **options)

    return plant


def _text(at: str, text: str = "(WORD)") -> str:
    return f"BT /Hid 12 Tf {at} Td {text} Tj ET"


def _picture(pdf: pikepdf.Pdf, image: Image.Image) -> pikepdf.Stream:
    stream = pdf.make_stream(image.convert("RGB").tobytes())
    stream.update(
        Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height, BitsPerComponent=8)
    )
    stream.ColorSpace = Name.DeviceRGB
    return stream


def _show(pdf: pikepdf.Pdf, item: pikepdf.Object, matrix: str = "100 0 0 30 72 300") -> None:
    _resources(pdf, "/XObject", HidX=item)
    _draw(pdf, f"{matrix} cm /HidX Do")


def _form(pdf: pikepdf.Pdf, word: str) -> pikepdf.Stream:
    form = pdf.make_stream(_text("72 250").replace("WORD", word).encode())
    form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 600, 800])))
    form.Resources = Dictionary(Font=Dictionary(Hid=_font(pdf)))
    return form


def _under_picture(pdf: pikepdf.Pdf, word: str) -> None:
    _draw(pdf, _text("72 300").replace("WORD", word))
    _show(pdf, _picture(pdf, Image.new("RGB", (20, 6), "navy")), "140 0 0 30 60 290")


def _layer(pdf: pikepdf.Pdf, name: str = "layer") -> pikepdf.Object:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
    return layer


def _layer_off(pdf: pikepdf.Pdf, word: str) -> None:
    _resources(pdf, "/Properties", HidP=_layer(pdf))
    _draw(pdf, f"/OC /HidP BDC {_text('72 300')} EMC".replace("WORD", word))


def _layer_off_form(pdf: pikepdf.Pdf, word: str) -> None:
    form = _form(pdf, word)
    form.OC = _layer(pdf)
    _show(pdf, form, "1 0 0 1 0 0")


def _clear(pdf: pikepdf.Pdf, word: str) -> None:
    _resources(pdf, "/ExtGState", HidG=Dictionary(ca=0, CA=0))
    _draw(pdf, f"/HidG gs {_text('72 300')}".replace("WORD", word))


def _outside_crop(pdf: pikepdf.Pdf, word: str) -> None:
    _draw(pdf, _text("72 10").replace("WORD", word))
    pdf.pages[0].cropbox = [0, 40, 595, 842]


def _unused_form(pdf: pikepdf.Pdf, word: str) -> None:
    _resources(pdf, "/XObject", HidX=_form(pdf, word))


def _property_list(pdf: pikepdf.Pdf, word: str) -> None:
    _resources(pdf, "/Properties", HidP=pdf.make_indirect(Dictionary(Said=String(word))))
    _draw(pdf, "/Span /HidP BDC EMC")


def _lying_font(pdf: pikepdf.Pdf, word: str) -> None:
    rows = "\n".join(f"<{65 + at:02x}> <{ord(sign):04x}>" for at, sign in enumerate(word))
    table = "1 begincodespacerange <00> <ff> endcodespacerange\n"
    lying = pdf.make_stream(f"{table}{len(word)} beginbfchar\n{rows}\nendbfchar\n".encode())
    signs = "".join(chr(65 + at) for at in range(len(word)))
    _draw(pdf, f"BT /Lie 12 Tf 72 300 Td ({signs}) Tj ET", Lie=_font(pdf, ToUnicode=lying))


def _font_table(pdf: pikepdf.Pdf, word: str) -> None:
    code = word.encode("utf-16-be").hex()
    table = pdf.make_stream(f"1 beginbfchar\n<41> <{code}>\nendbfchar".encode())
    _resources(pdf, "/Font", Odd=_font(pdf, ToUnicode=table))


def _font_name(pdf: pikepdf.Pdf, word: str) -> None:
    font = _font(pdf)
    font.BaseFont = Name(f"/{word}")
    _resources(pdf, "/Font", Odd=font)


def _glyph_names(pdf: pikepdf.Pdf, word: str) -> None:
    coding = Dictionary(Type=Name.Encoding, Differences=Array([65, Name(f"/{word}")]))
    _resources(pdf, "/Font", Odd=_font(pdf, Encoding=coding))


def _info(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.docinfo["/Title"] = word


def _info_own(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.docinfo["/Officer"] = f"case of {word}"


def _info_key(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.docinfo[f"/{word}"] = "x"


def _xmp(pdf: pikepdf.Pdf, word: str) -> None:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    held = f"<rdf:Description xmlns:o='urn:o' rdf:about=''><o:who>{word}</o:who></rdf:Description>"
    whole = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='{rdf}'>{held}</rdf:RDF></x:xmpmeta>"
    packet = pdf.make_stream(whole.encode())
    packet.update(Dictionary(Type=Name.Metadata, Subtype=Name.XML))
    pdf.Root.Metadata = packet


def _picture_xmp(pdf: pikepdf.Pdf, word: str) -> None:
    picture = _picture(pdf, Image.new("RGB", (8, 8), "grey"))
    picture.Metadata = pdf.make_stream(word.encode("utf-16"))
    _show(pdf, picture, "20 0 0 20 72 300")


def _bookmark(pdf: pikepdf.Pdf, word: str) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(word, 0))


def _destination(pdf: pikepdf.Pdf, word: str) -> None:
    place = Array([pdf.pages[0].obj, Name.Fit])
    names = pdf.Root.get("/Names", Dictionary())
    names.Dests = Dictionary(Names=Array([String(word), place]))
    pdf.Root.Names = names


def _page_label(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(word))]))


def _attachment(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.attachments["notes.txt"] = f"about {word}".encode()


def _attachment_name(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.attachments[f"{word}.txt"] = b"nothing"


def _script(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{word}')"))


def _script_tree(pdf: pikepdf.Pdf, word: str) -> None:
    action = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(f"var who = '{word}'".encode()))
    names = pdf.Root.get("/Names", Dictionary())
    names.JavaScript = Dictionary(Names=Array([String("start"), action]))
    pdf.Root.Names = names


def _annotation(pdf: pikepdf.Pdf, kind: pikepdf.Name, **more: object) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array([300, 300, 400, 330]), **more)
    page = pdf.pages[0].obj
    page.Annots = Array([*page.get("/Annots", []), pdf.make_indirect(note)])


def _annotated(kind: pikepdf.Name, key: str, **fixed: object) -> Callable[[bytes, str], bytes]:
    return dug(lambda pdf, word: _annotation(pdf, kind, **{key: String(f"see {word}")}, **fixed))


def _link(pdf: pikepdf.Pdf, word: str) -> None:
    _annotation(pdf, Name.Link, A=Dictionary(S=Name.URI, URI=String(f"https://example.org/{word}")))


def _field(key: str) -> Callable[[bytes, str], bytes]:
    def edit(pdf: pikepdf.Pdf, word: str) -> None:
        given = {"T": String("f"), key: String(word)}
        _annotation(pdf, Name.Widget, FT=Name.Tx, F=2, **given)
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[-1]]))

    return dug(edit)


def _shown_field(pdf: pikepdf.Pdf, word: str) -> None:
    look = pdf.make_stream(f"BT /Hid 12 Tf 2 5 Td ({word}) Tj ET".encode())
    look.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 30])))
    look.Resources = Dictionary(Font=Dictionary(Hid=_font(pdf)))
    _annotation(pdf, Name.Widget, FT=Name.Tx, F=4, T=String("f"), V=String(word), AP=Dictionary(N=look))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[-1]]))


def _xfa(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(f"<xdp><v>{word}</v></xdp>".encode()))


def _unreferenced(data: bytes, word: str) -> bytes:
    at = data.rindex(b"startxref")
    return data[:at] + b"\n% 9999 0 obj (" + word.encode() + b") endobj\n" + data[at:]


def _thumbnail(pdf: pikepdf.Pdf, word: str) -> None:
    thumb = pdf.make_stream((word * 20).encode())
    thumb.update(Dictionary(Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray))
    pdf.pages[0].obj.Thumb = thumb


def _private(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.Root.PieceInfo = Dictionary(Maker=Dictionary(Private=String(word)))


def _earlier_revision(data: bytes, word: str) -> bytes:
    first = drawn(_text("72 300"))(data, word)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        size = int(pdf.trailer.Size)
    start = first.rindex(b"startxref") + 10
    place = int(first[start:].split()[0])
    section = f"\n{size + 90} 0 obj\n(later)\nendobj\n"
    at = len(first) + len(section)
    table = f"xref\n{size + 90} 1\n{len(first) + 1:010d} 00000 n \ntrailer\n"
    with pikepdf.open(io.BytesIO(first)) as pdf:
        root = pdf.Root.objgen[0]
    rest = f"<< /Size {size + 91} /Root {root} 0 R /Prev {place} >>\nstartxref\n{at}\n%%EOF\n"
    return first + section.encode() + table.encode() + rest.encode()


def _structure(pdf: pikepdf.Pdf, word: str) -> None:
    element = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(word))
    root = pdf.Root.get("/StructTreeRoot", Dictionary(Type=Name.StructTreeRoot))
    root.Odd = pdf.make_indirect(element)
    pdf.Root.StructTreeRoot = root


def _jpeg(pdf: pikepdf.Pdf, word: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (16, 16), "grey").save(out, "JPEG", comment=word.encode())
    stream = pikepdf.Stream(pdf, out.getvalue())
    stream.update(
        Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=16, Height=16, BitsPerComponent=8, Filter=Name.DCTDecode
        )
    )
    stream.ColorSpace = Name.DeviceRGB
    _show(pdf, pdf.make_indirect(stream), "20 0 0 20 72 300")


def lettered(word: str, size: tuple[int, int] = (900, 120)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((30, 30), f"seen with {word} there", fill="black", font=ImageFont.truetype(FONT, 40))
    return image


def _small_picture(pdf: pikepdf.Pdf, word: str) -> None:
    _show(pdf, _picture(pdf, lettered(word)), "225 0 0 30 72 300")


def _unused_picture(pdf: pikepdf.Pdf, word: str) -> None:
    shown = _picture(pdf, Image.new("RGB", (8, 8), "grey"))
    shown.Alternates = Array([Dictionary(Image=_picture(pdf, lettered(word)))])
    _show(pdf, shown, "20 0 0 20 72 300")


def _intent(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.Root.OutputIntents = Array([Dictionary(Type=Name.OutputIntent, Info=String(word))])


def _article(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.Root.Threads = Array([pdf.make_indirect(Dictionary(Type=Name.Thread, I=Dictionary(Title=String(word))))])


def _letters_apart(data: bytes, word: str) -> bytes:
    steps = {"i": 2.7, "l": 2.7, "r": 4.0, "c": 6.0, "k": 6.0, "w": 8.7, "Q": 9.4}  # of Helvetica at 12 points
    places = [72 + sum(steps.get(sign, 6.7) for sign in word[:at]) for at in range(len(word))]
    moves = " ".join(f"1 0 0 1 {place} 300 Tm ({sign}) Tj" for place, sign in zip(places, word, strict=True))
    return drawn(f"BT /Hid 12 Tf {moves} ET")(data, word)


def _kerned(data: bytes, word: str) -> bytes:
    return drawn(f"BT /Hid 12 Tf 72 300 Td [{' -20 '.join(f'({sign})' for sign in word)}] TJ ET")(data, word)


PLACES: dict[str, Callable[[bytes, str], bytes]] = {
    "text that is seen": drawn(_text("72 300")),
    "text in hexadecimal": drawn(_text("72 300", "<HEX>")),
    "text letter by letter": _letters_apart,
    "text with kerning": _kerned,
    "text upside down": drawn("BT /Hid 12 Tf -1 0 0 -1 300 300 Tm (WORD) Tj ET"),
    "text on its side": drawn("BT /Hid 12 Tf 0 1 -1 0 300 300 Tm (WORD) Tj ET"),
    "invisible text": drawn(f"3 Tr {_text('72 300')}"),
    "white text": drawn(f"1 g {_text('72 300')}"),
    "nearly white text": drawn(f".95 g {_text('72 300')}"),
    "text under a box": drawn(f"{_text('72 300')} 0 g 60 290 200 30 re f"),
    "text under a picture": dug(_under_picture),
    "text outside the crop box": dug(_outside_crop),
    "text outside the page": drawn(_text("72 3000")),
    "tiny text": drawn("BT /Hid 1 Tf 72 300 Td (WORD) Tj ET"),
    "clipped text": drawn(f"0 0 5 5 re W n {_text('72 300')}"),
    "text as a clip": drawn(f"7 Tr {_text('72 300')}"),
    "text on a layer that is off": dug(_layer_off),
    "form on a layer that is off": dug(_layer_off_form),
    "name of a layer": dug(lambda pdf, word: (_layer(pdf, word), None)[1]),
    "transparent text": dug(_clear),
    "form that is not drawn": dug(_unused_form),
    "other wording of a text": drawn(f"/Span <</ActualText (WORD)>> BDC {_text('72 300', '(stands)')} EMC"),
    "alternative text": drawn(f"/Span <</Alt (WORD)>> BDC {_text('72 300', '(stands)')} EMC"),
    "expansion of a text": drawn(f"/Span <</E (WORD)>> BDC {_text('72 300', '(stands)')} EMC"),
    "list of properties": dug(_property_list),
    "comment in the content": drawn("% WORD\n"),
    "inline picture": drawn("BI /W 9 /H 1 /BPC 8 /CS /G ID WORD EI"),
    "font that lies": dug(_lying_font),
    "table of a font": dug(_font_table),
    "name of a font": dug(_font_name),
    "names of glyphs": dug(_glyph_names),
    "title": dug(_info),
    "own property": dug(_info_own),
    "name of a property": dug(_info_key),
    "metadata": dug(_xmp),
    "metadata of a picture": dug(_picture_xmp),
    "bookmark": dug(_bookmark),
    "destination": dug(_destination),
    "label of a page": dug(_page_label),
    "attachment": dug(_attachment),
    "name of an attachment": dug(_attachment_name),
    "script at opening": dug(_script),
    "script in a tree": dug(_script_tree),
    "comment": _annotated(Name.Text, "Contents"),
    "author of a comment": _annotated(Name.Text, "T"),
    "pop-up": _annotated(Name.Popup, "Contents"),
    "text box": _annotated(Name.FreeText, "Contents", DA=String("/Hid 12 Tf 0 g")),
    "words under a redaction that was not applied": _annotated(Name.Redact, "OverlayText"),
    "link": dug(_link),
    "value of a hidden field": _field("V"),
    "default of a field": _field("DV"),
    "tip of a field": _field("TU"),
    "field that is seen": dug(_shown_field),
    "form program": dug(_xfa),
    "object that nothing refers to": _unreferenced,
    "thumbnail": dug(_thumbnail),
    "private data": dug(_private),
    "earlier revision": _earlier_revision,
    "after the end": lambda data, word: data + b"\n" + word.encode(),
    "before the beginning": lambda data, word: b"% " + word.encode() + b"\n" + data,
    "structure": dug(_structure),
    "comment of a JPEG": dug(_jpeg),
    "small picture": dug(_small_picture),
    "picture that is not shown": dug(_unused_picture),
    "output intent": dug(_intent),
    "article": dug(_article),
    "object stream": dug(_info_own, object_stream_mode=pikepdf.ObjectStreamMode.generate),
}
