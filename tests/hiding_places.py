"""Places of documents in which a word can hide, planted by editing the raw file; shares no code with the product."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage

import docx
import odfdo
import openpyxl

TOKEN = "Zarquonbly"
Parts = dict[str, bytes]
Plant = Callable[[bytes], bytes]
_B64 = base64.b64encode(TOKEN.encode()).decode()
_PERCENT = "".join(f"%{byte:02X}" for byte in TOKEN.encode())
_ENTITIES = "".join(f"&#x{ord(sign):x};" for sign in TOKEN)
_TAGS = "".join(chr(0xE0000 + ord(sign)) for sign in TOKEN)


def unzipped(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Mapping[str, bytes], comment: bytes = b"", extra: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, data) in enumerate(parts.items()):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.comment, entry.extra = (comment, extra) if not number else (b"", b"")
            package.writestr(entry, data)
    return out.getvalue()


def in_part(part: str, before: str, snippet: str) -> Plant:
    """Put a snippet of XML in front of the last place of a tag in a part."""

    def plant(data: bytes) -> bytes:
        parts = unzipped(data)
        head, tag, tail = parts[part].decode().rpartition(before)
        assert tag, f"{part} has no {before}"
        return zipped(parts | {part: f"{head}{snippet}{tag}{tail}".encode()})

    return plant


def as_part(name: str, content: bytes) -> Plant:
    return lambda data: zipped(unzipped(data) | {name: content})


def _of_package() -> dict[str, Plant]:
    nested = zipped({"a.txt": TOKEN.encode()})
    return {
        "comment of the package": _with_comment,
        "bytes in front of the package": lambda data: TOKEN.encode() + data,
        "bytes after the package": lambda data: data + TOKEN.encode(),
        "comment of a part": lambda data: zipped(unzipped(data), comment=TOKEN.encode()),
        "extra field of a part": lambda data: zipped(unzipped(data), extra=b"zz\x0a\x00" + TOKEN.encode()),
        "name of a part": as_part(f"{TOKEN}.xml", b"<a/>"),
        "unknown part": as_part("data.bin", TOKEN.encode()),
        "unknown part in UTF-16": as_part("data.bin", TOKEN.encode("utf-16-le")),
        "unknown part in base64": as_part("data.bin", _B64.encode()),
        "unknown part in percent signs": as_part("data.bin", _PERCENT.encode()),
        "unknown part backwards": as_part("data.bin", TOKEN[::-1].encode()),
        "nested package": as_part("nested.zip", nested),
        "package in a nested package": as_part("nested.zip", zipped({"b.zip": nested})),
    }


def _with_comment(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.comment = TOKEN.encode()
    return out.getvalue()


def _each(part: str, before: str, snippets: Mapping[str, str]) -> dict[str, Plant]:
    return {name: in_part(part, before, snippet) for name, snippet in snippets.items()}


def _parts(names: Mapping[str, str]) -> dict[str, Plant]:
    return {f"part {name}": as_part(name, text.encode()) for name, text in names.items()}


def _run(inner: str, properties: str = "") -> str:
    return f"<w:p><w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r></w:p>"


def _drawn(shape: str) -> str:
    return _run(f"<w:drawing>{shape}</w:drawing>")


def _odt_table(cell: str, row: str = "", table: str = "") -> str:
    return f"<table:table {table}><table:table-row {row}>{cell}</table:table-row></table:table>"


def _odt_box(inner: str, names: str = "") -> str:
    size = 'svg:width="6cm" svg:height="3cm" text:anchor-type="paragraph"'
    return f"<draw:frame {size} {names}><draw:text-box>{inner}</draw:text-box></draw:frame>"


def _cell(inner: str, row: str = "") -> str:
    return f'<row r="900" {row}><c r="A900" t="inlineStr"><is>{inner}</is></c></row>'


_W_TEXT = f"<w:t>{TOKEN}</w:t>"
_DRAWING = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
_WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
_DOCX_BODY = {
    "plain text": _run(_W_TEXT),
    "text split over runs": "<w:p>" + "".join(f"<w:r><w:t>{s}</w:t></w:r>" for s in TOKEN) + "</w:p>",
    "text in entities": _run(f"<w:t>{_ENTITIES}</w:t>"),
    "text with signs without a shape": _run(f"<w:t>{chr(0x200B).join(TOKEN)}</w:t>"),
    "text in tag signs": _run(f"<w:t>seen{_TAGS}</w:t>"),
    "hidden text": _run(_W_TEXT, "<w:vanish/>"),
    "white text": _run(_W_TEXT, '<w:color w:val="FFFFFF"/>'),
    "tiny text": _run(_W_TEXT, '<w:sz w:val="1"/>'),
    "tracked insertion": f'<w:p><w:ins w:id="1" w:author="a"><w:r>{_W_TEXT}</w:r></w:ins></w:p>',
    "tracked deletion": f'<w:p><w:del w:id="1"><w:r><w:delText>{TOKEN}</w:delText></w:r></w:del></w:p>',
    "tracked move": f'<w:p><w:moveFrom w:id="1"><w:r>{_W_TEXT}</w:r></w:moveFrom></w:p>',
    "author of a change": f'<w:p><w:ins w:id="1" w:author="{TOKEN}"><w:r><w:t>seen</w:t></w:r></w:ins></w:p>',
    "field code": _run(f"<w:instrText> QUOTE {TOKEN} </w:instrText>"),
    "simple field": f'<w:p><w:fldSimple w:instr=" DOCPROPERTY {TOKEN} "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>',
    "field data": _run(f"<w:fldData>{_B64}</w:fldData>"),
    "bookmark": f'<w:p><w:bookmarkStart w:id="1" w:name="{TOKEN}"/><w:bookmarkEnd w:id="1"/></w:p>',
    "anchor of a link": f'<w:p><w:hyperlink w:anchor="{TOKEN}"><w:r><w:t>seen</w:t></w:r></w:hyperlink></w:p>',
    "tip of a link": f'<w:p><w:hyperlink w:tooltip="{TOKEN}"><w:r><w:t>seen</w:t></w:r></w:hyperlink></w:p>',
    "alt text": _drawn(f'<wp:inline {_DRAWING}><wp:docPr id="1" name="a" descr="{TOKEN}"/></wp:inline>'),
    "text box": _drawn(f"<wps:txbx {_WPS}><w:txbxContent>{_run(_W_TEXT)}</w:txbxContent></wps:txbx>"),
    "content control": f'<w:sdt><w:sdtPr><w:alias w:val="{TOKEN}"/></w:sdtPr><w:sdtContent/></w:sdt>',
    "style of a paragraph": f'<w:p><w:pPr><w:pStyle w:val="{TOKEN}"/></w:pPr></w:p>',
    "revision mark": f'<w:p w:rsidR="{TOKEN}"/>',
    "font of a run": _run("<w:t>seen</w:t>", f'<w:rFonts w:ascii="{TOKEN}"/>'),
    "symbols": _run("".join(f'<w:sym w:font="S" w:char="F0{ord(s):02X}"/>' for s in TOKEN) + f"<w:x>{TOKEN}</w:x>"),
    "comment of XML": f"<!-- {TOKEN} -->",
    "processing instruction": f"<?note {TOKEN}?>",
    "text between elements": TOKEN,
    "cell of a table": f"<w:tbl><w:tr><w:tc>{_run(_W_TEXT)}</w:tc></w:tr></w:tbl>",
    "cell under a merged one": f"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{_run(_W_TEXT)}</w:tc></w:tr></w:tbl>",
    "caption of a table": f'<w:tbl><w:tblPr><w:tblCaption w:val="{TOKEN}"/></w:tblPr></w:tbl>',
    "element of another program": f'<x:y xmlns:x="urn:x">{TOKEN}</x:y>',
}  # fmt: skip
_DOCX_PARTS = {
    "docProps/core2.xml": f"<a>{TOKEN}</a>",
    "docProps/custom.xml": f"<a>{TOKEN}</a>",
    "word/comments.xml": f"<a>{TOKEN}</a>",
    "word/people.xml": f"<a>{TOKEN}</a>",
    "word/header9.xml": f"<w:hdr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{_run(_W_TEXT)}</w:hdr>",
    "word/footer9.xml": f"<w:ftr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{_run(_W_TEXT)}</w:ftr>",
    "word/glossary/document.xml": f"<a>{TOKEN}</a>",
    "word/media/image1.png": TOKEN,
    "word/embeddings/a.bin": TOKEN,
    "word/vbaProject.bin": TOKEN,
    "customXml/item9.xml": f"<a>{TOKEN}</a>",
    "word/charts/chart1.xml": f"<a>{TOKEN}</a>",
    "word/diagrams/data1.xml": f"<a>{TOKEN}</a>",
    "docProps/thumbnail2.jpeg": TOKEN,
}
_A = f"<text:p>{TOKEN}</text:p>"
_ODT_BODY = {
    "plain text": _A,
    "text split over spans": f"<text:p>{''.join(f'<text:span>{s}</text:span>' for s in TOKEN)}</text:p>",
    "text in entities": f"<text:p>{_ENTITIES}</text:p>",
    "text with signs without a shape": f"<text:p>{chr(0x200B).join(TOKEN)}</text:p>",
    "text in tag signs": f"<text:p>seen{_TAGS}</text:p>",
    "heading": f'<text:h text:outline-level="1">{TOKEN}</text:h>',
    "item of a list": f"<text:list><text:list-item>{_A}</text:list-item></text:list>",
    "header of a list": f"<text:list><text:list-header>{_A}</text:list-header></text:list>",
    "comment": f"<text:p><office:annotation>{_A}</office:annotation></text:p>",
    "tracked change": f"<text:tracked-changes><text:changed-region>{_A}</text:changed-region></text:tracked-changes>",
    "note": f"<text:p>a<text:note><text:note-body>{_A}</text:note-body></text:note></text:p>",
    "citation of a note": f"<text:p>a<text:note><text:note-citation>{TOKEN}</text:note-citation></text:note></text:p>",
    "hidden text": f'<text:p><text:hidden-text text:string-value="{TOKEN}">{TOKEN}</text:hidden-text></text:p>',
    "hidden paragraph": f"<text:p><text:hidden-paragraph>{TOKEN}</text:hidden-paragraph></text:p>",
    "hidden section": f'<text:section text:name="a" text:display="none">{_A}</text:section>',
    "name of a section": f'<text:section text:name="{TOKEN}"><text:p>seen</text:p></text:section>',
    "bookmark": f'<text:p><text:bookmark text:name="{TOKEN}"/></text:p>',
    "reference mark": f'<text:p><text:reference-mark text:name="{TOKEN}"/></text:p>',
    "mark of an index": f'<text:p><text:toc-mark text:string-value="{TOKEN}"/></text:p>',
    "field": f'<text:p><text:user-defined text:name="{TOKEN}">seen</text:user-defined></text:p>',
    "formula of a field": f'<text:p><text:expression text:formula="{TOKEN}">1</text:expression></text:p>',
    "placeholder": f'<text:p><text:placeholder text:description="{TOKEN}">seen</text:placeholder></text:p>',
    "declaration": f'<text:variable-decls><text:variable-decl text:name="{TOKEN}"/></text:variable-decls>',
    "script": f"<text:p><text:script>{TOKEN}</text:script></text:p>",
    "reading above a text": f"<text:p><text:ruby><text:ruby-text>{TOKEN}</text:ruby-text></text:ruby></text:p>",
    "style of a paragraph": f'<text:p text:style-name="{TOKEN}">seen</text:p>',
    "cell of a table": _odt_table(f"<table:table-cell>{_A}</table:table-cell>"),
    "covered cell": _odt_table(f"<table:covered-table-cell>{_A}</table:covered-table-cell>"),
    "hidden row": _odt_table(f"<table:table-cell>{_A}</table:table-cell>", 'table:visibility="collapse"'),
    "name of a table": _odt_table("<table:table-cell/>", table=f'table:name="{TOKEN}"'),
    "text box": f"<text:p>{_odt_box(_A)}</text:p>",
    "text box on a page": _odt_box(_A),
    "list in a text box": _odt_box(f"<text:list><text:list-item>{_A}</text:list-item></text:list>"),
    "text box in a text box": _odt_box(f"<text:p>seen{_odt_box(_A)}</text:p>"),
    "text box in a group": f"<draw:g>{_odt_box(_A)}</draw:g>",
    "text of a shape": f"<text:p><draw:custom-shape>{_A}</draw:custom-shape></text:p>",
    "name of a text box": _odt_box("<text:p>seen</text:p>", f'draw:name="{TOKEN}"'),
    "description of a text box": f"<draw:frame><svg:desc>{TOKEN}</svg:desc><draw:text-box/></draw:frame>",
    "comment of XML": f"<!-- {TOKEN} -->",
    "processing instruction": f"<?note {TOKEN}?>",
    "text between elements": TOKEN,
    "element of another program": f'<x:y xmlns:x="urn:x">{TOKEN}</x:y>',
}  # fmt: skip
_ODT_PARTS = {
    "meta2.xml": f"<a>{TOKEN}</a>", "settings2.xml": f"<a>{TOKEN}</a>", "Thumbnails/a.png": TOKEN,
    "Pictures/a.png": TOKEN, "Object 1/content.xml": f"<a>{TOKEN}</a>", "ObjectReplacements/Object 1": TOKEN,
    "Versions/Version1": TOKEN, "Configurations2/a.xml": f"<a>{TOKEN}</a>", "Basic/Standard/a.xml": f"<a>{TOKEN}</a>",
    "META-INF/documentsignatures.xml": f"<a>{TOKEN}</a>", "Fonts/a.ttf": TOKEN, "manifest2.rdf": TOKEN,
}  # fmt: skip
_XLSX_SHEET = {
    "cell": _cell(f'<t>{TOKEN}</t>'),
    "cell split over runs": _cell(f'{"".join(f"<r><t>{s}</t></r>" for s in TOKEN)}'),
    "cell in entities": _cell(f'<t>{_ENTITIES}</t>'),
    "cell with signs without a shape": _cell(f'<t>{chr(0x200B).join(TOKEN)}</t>'),
    "cell in numbers of signs": _cell(f'<t>{"".join(f"_x{ord(sign):04X}_" for sign in TOKEN)}</t>'),
    "cell in part in numbers": _cell(f"<t>{TOKEN[:3]}_x{ord(TOKEN[3]):04x}_{TOKEN[4:]}</t>"),
    "cell in tag signs": _cell(f'<t>seen{_TAGS}</t>'),
    "hidden row": _cell(f"<t>{TOKEN}</t>", 'hidden="1"'),
    "text of a formula": f'<row r="900"><c r="A900"><f>LEN("{TOKEN}")</f><v>1</v></c></row>',
    "value of a formula": f'<row r="900"><c r="A900" t="str"><f>A1</f><v>{TOKEN}</v></c></row>',
    "reading above a text": _cell(f'<t>a</t><rPh sb="0" eb="1"><t>{TOKEN}</t></rPh>'),
    "far cell": f'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>{TOKEN}</t></is></c></row>',
    "error of a cell": f'<row r="900"><c r="A900" t="e"><v>{TOKEN}</v></c></row>',
    "element of a cell": f'<row r="900"><c r="A900"><extLst><ext>{TOKEN}</ext></extLst></c></row>',
}  # fmt: skip
_XLSX_AFTER = {
    "header of a page": f"<headerFooter><oddHeader>{TOKEN}</oddHeader></headerFooter>",
    "data validation": f'<dataValidations><dataValidation prompt="{TOKEN}"/></dataValidations>',
    "list of a validation": f"<dataValidation><formula1>{TOKEN}</formula1></dataValidation>",
    "conditional format": f"<conditionalFormatting><cfRule><formula>{TOKEN}</formula></cfRule></conditionalFormatting>",
    "link": f'<hyperlinks><hyperlink ref="A1" location="{TOKEN}"/></hyperlinks>',
    "tip of a link": f'<hyperlinks><hyperlink ref="A1" tooltip="{TOKEN}"/></hyperlinks>',
    "scenario": f'<scenarios><scenario name="{TOKEN}"/></scenarios>',
    "protected range": f'<protectedRanges><protectedRange name="{TOKEN}"/></protectedRanges>',
    "extension": f"<extLst><ext>{TOKEN}</ext></extLst>",
    "name of code": f'<sheetPr codeName="{TOKEN}"/>',
    "comment of XML": f"<!-- {TOKEN} -->",
    "processing instruction": f"<?note {TOKEN}?>",
    "text between elements": TOKEN,
    "element of another program": f'<x:y xmlns:x="urn:x">{TOKEN}</x:y>',
}  # fmt: skip
_XLSX_BOOK = {
    "defined name": f'<definedNames><definedName name="{TOKEN}">1</definedName></definedNames>',
    "value of a defined name": f'<definedNames><definedName name="a">"{TOKEN}"</definedName></definedNames>',
    "sharing of a file": f'<fileSharing userName="{TOKEN}"/>',
}
_XLSX_PARTS = {
    "docProps/core2.xml": f"<a>{TOKEN}</a>", "docProps/custom.xml": f"<a>{TOKEN}</a>",
    "xl/comments9.xml": f"<a>{TOKEN}</a>", "xl/threadedComments/a.xml": f"<a>{TOKEN}</a>",
    "xl/persons/person.xml": f"<a>{TOKEN}</a>", "xl/media/image1.png": TOKEN,
    "xl/drawings/drawing9.xml": f"<a>{TOKEN}</a>", "xl/charts/chart1.xml": f"<a>{TOKEN}</a>",
    "xl/pivotCache/pivotCacheRecords1.xml": f"<a>{TOKEN}</a>", "xl/externalLinks/a.xml": f"<a>{TOKEN}</a>",
    "xl/connections.xml": f"<a>{TOKEN}</a>", "xl/revisions/a.xml": f"<a>{TOKEN}</a>", "customXml/item1.xml": TOKEN,
    "xl/vbaProject.bin": TOKEN, "xl/embeddings/a.bin": TOKEN, "xl/tables/table1.xml": f"<a>{TOKEN}</a>",
    "xl/worksheets/sheet99x.xml": f"<a>{TOKEN}</a>",
}  # fmt: skip


def docx_places() -> dict[str, Plant]:
    return {**_of_package(), **_each("word/document.xml", "<w:sectPr", _DOCX_BODY), **_parts(_DOCX_PARTS)}


def odt_places() -> dict[str, Plant]:
    return {**_of_package(), **_each("content.xml", "</office:text>", _ODT_BODY), **_parts(_ODT_PARTS)}


def xlsx_places() -> dict[str, Plant]:
    sheet = "xl/worksheets/sheet1.xml"
    return {
        **_of_package(),
        **_each(sheet, "</sheetData>", _XLSX_SHEET),
        **_each(sheet, "</worksheet>", _XLSX_AFTER),
        **_each("xl/workbook.xml", "</workbook>", _XLSX_BOOK),
        **_parts(_XLSX_PARTS),
    }


_HEADERS = (
    "Received", "Message-ID", "In-Reply-To", "References", "Reply-To", "Sender", "Return-Path", "Bcc", "X-Mailer",
    "X-Originating-IP", "X-Secret", "Comments", "Keywords", "Organization", "Thread-Topic", "Thread-Index", "List-Id",
    "DKIM-Signature", "Authentication-Results", "Delivered-To", "User-Agent", "Resent-From", "Resent-To",
    "Disposition-Notification-To", "Auto-Submitted", "Content-Description", "Content-ID", "Content-Location",
    "ARC-Seal", "Autocrypt", "Face", "Importance",
)  # fmt: skip


def _header(name: str, value: str) -> Plant:
    return lambda data: f"{name}: {value}\r\n".encode() + data


def _body(text: bytes) -> Plant:
    return lambda data: data + text


def _multipart(preamble: str = "", part: str = "", epilogue: str = "", boundary: str = "b1") -> Plant:
    def plant(data: bytes) -> bytes:
        kind = f'Content-Type: multipart/mixed; boundary="{boundary}"'
        head = f"From: a@force.example\r\nMIME-Version: 1.0\r\n{kind}\r\n\r\n"
        seen = f"--{boundary}\r\nContent-Type: text/plain\r\n\r\nseen\r\n"
        return f"{head}{preamble}\r\n{seen}--{boundary}\r\n{part}\r\n--{boundary}--\r\n{epilogue}\r\n".encode()

    return plant


def eml_places() -> dict[str, Plant]:
    word = f"=?utf-8?B?{_B64}?="
    parts = {
        "name of an attached file": f'Content-Type: image/png; name="{TOKEN}"\r\nContent-ID: <a>\r\n\r\nx',
        "attached text": f'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="a"\r\n\r\n{TOKEN}',
        "attached text in base64": f"Content-Type: text/csv\r\nContent-Transfer-Encoding: base64\r\n\r\n{_B64}",
        "attached message": f"Content-Type: message/rfc822\r\n\r\nFrom: {TOKEN}\r\n\r\n{TOKEN}",
        "header of a part": f"Content-Type: text/plain\r\nX-Part: {TOKEN}\r\n\r\nseen",
        "invitation": f"Content-Type: text/calendar\r\n\r\nSUMMARY:{TOKEN}",
        "comment of HTML": f"Content-Type: text/html\r\n\r\n<p>a<!-- {TOKEN} --></p>",
        "hidden text of HTML": f'Content-Type: text/html\r\n\r\n<p>a<span style="display: none">{TOKEN}</span></p>',
        "script of HTML": f"Content-Type: text/html\r\n\r\n<script>{TOKEN}</script><p>a</p>",
        "style of HTML": f"Content-Type: text/html\r\n\r\n<style>.{TOKEN}{{}}</style><p>a</p>",
        "alt text of HTML": f'Content-Type: text/html\r\n\r\n<p>a<img alt="{TOKEN}"></p>',
        "link of HTML": f'Content-Type: text/html\r\n\r\n<p><a href="http://{TOKEN}.example">a</a></p>',
        "title of HTML": f"Content-Type: text/html\r\n\r\n<head><title>{TOKEN}</title></head><p>a</p>",
        "text of HTML": f"Content-Type: text/html\r\n\r\n<p>{TOKEN[:4]}<b>{TOKEN[4:]}</b></p>",
    }
    return {
        **{f"header {name}": _header(name, TOKEN) for name in _HEADERS},
        "header in an encoded word": _header("X-Secret", word),
        "subject in an encoded word": _header("Subject", word),
        "name of a sender": _header("From", f"{TOKEN} <a@force.example>"),
        "text": _body(f"\r\n{TOKEN}\r\n".encode()),
        "text with signs without a shape": _body(chr(0x200B).join(TOKEN).encode()),
        "text in tag signs": _body(f"seen{_TAGS}".encode()),
        "text with soft line breaks": _body(f"\r\n{TOKEN[:4]}=\r\n{TOKEN[4:]}\r\n".encode()),
        "preamble": _multipart(preamble=TOKEN),
        "epilogue": _multipart(epilogue=TOKEN),
        "boundary": _multipart(boundary=TOKEN),
        **{f"{name}": _multipart(part=part) for name, part in parts.items()},
    }


def sources() -> Iterator[tuple[str, bytes]]:
    """Yield a small document of each format, made by the format's own library."""
    out = io.BytesIO()
    letter = docx.Document()
    letter.add_paragraph("Seen by all")
    letter.save(out)
    yield "docx", out.getvalue()
    out = io.BytesIO()
    text = odfdo.Document("text")
    text.body.append(odfdo.Paragraph("Seen by all"))
    text.save(out)
    yield "odt", out.getvalue()
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "Seen by all"
    book.save(out)
    yield "xlsx", out.getvalue()
    message = EmailMessage()
    message["To"] = "b@force.example"
    message.set_content("Seen by all\n", cte="quoted-printable")
    yield "eml", message.as_bytes().replace(b"\n", b"\r\n")


PLACES: dict[str, dict[str, Plant]] = {
    "docx": docx_places(), "odt": odt_places(), "xlsx": xlsx_places(), "eml": eml_places(),
}  # fmt: skip
