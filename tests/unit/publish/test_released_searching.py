"""The search of released bytes finds a word wherever it is planted, or its silence would mean nothing."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import zipfile
import zlib

import pikepdf
import pytest

from released.searching import places_of

WORD = "Zarquonbly"


def packed(name="a.txt", text=b"", comment=b"", about=b"", more=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.comment = about
        package.writestr(entry, text + b" " * 100)
        package.comment = comment
    return out.getvalue() + more


def pdf(*, title="", stream=b"", spoken=""):
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.pages[0].Contents = document.make_stream(stream)
        document.Root.Spoken = document.make_indirect(pikepdf.Dictionary(Alt=pikepdf.String(spoken)))
        document.docinfo["/Title"] = title
        document.save(out, compress_streams=True, recompress_flate=True)
    return out.getvalue()


def with_attachment(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["a"] = pikepdf.AttachedFileSpec(document, data)
        document.save(out)
    return out.getvalue()


def with_xmp(words: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        with document.open_metadata() as about:
            about["dc:description"] = words
        document.save(out)
    return out.getvalue()


def replaced() -> bytes:
    """A PDF in which an update took the place of a page's stream; the first lies there still, packed."""
    old = b"5 0 obj <</Filter /FlateDecode>> stream\n" + zlib.compress(WORD.encode()) + b"\nendstream endobj\n"
    whole = pdf(stream=b"% harmless")
    return whole[:-6] + old + whole[-6:]


def png(kind: bytes, content: bytes) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        sum_of = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + sum_of

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(kind, content) + chunk(b"IEND", b"")


def jpeg(words: bytes) -> bytes:
    """The segment of a photograph that says what it shows, in the wide letters of EXIF."""
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(words) + 8) + b"Exif\0\0" + words + b"\xff\xd9"


def with_extra(local: bytes, listed: bytes) -> bytes:
    """A package with an entry that has a field of its own before its content, and one in the list."""
    entry = zipfile.ZipInfo("a.txt")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        entry.extra = struct.pack("<HH", 0xCAFE, len(local)) + local
        package.writestr(entry, b"harmless")
        entry.extra = struct.pack("<HH", 0xCAFE, len(listed)) + listed
    return out.getvalue()


def unlisted() -> bytes:
    """A package whose list has lost its first entry."""
    whole = packed(text=WORD.encode())
    other = packed(name="b.txt", text=b"harmless")
    body = whole[: whole.index(b"PK\x01\x02")]
    at = other.index(b"PK\x01\x02")
    listed, end = other[at : other.index(b"PK\x05\x06")], other[other.index(b"PK\x05\x06") :]
    moved = listed[:42] + struct.pack("<I", len(body)) + listed[46:]
    ended = end[:16] + struct.pack("<I", len(body) + at) + end[20:]
    return body + other[:at] + moved + ended


def with_times(words: bytes) -> bytes:
    """A package whose entries were last changed at times that are letters."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number, at in enumerate(range(0, len(words), 4)):
            time, date = struct.unpack("<HH", words[at : at + 4])
            clock = (time >> 11, time >> 5 & 63, (time & 31) * 2)
            package.writestr(zipfile.ZipInfo(f"{number}", (1980 + (date >> 9), date >> 5 & 15, date & 31, *clock)), b"")
    return out.getvalue()


MIME = base64.encodebytes(b"x" * 50 + WORD.encode() + b"x" * 50)
SPLIT = "".join(f"<w:r><w:t>{sign}</w:t></w:r>" for sign in WORD)

HIDDEN = {
    "plain": WORD.encode(),
    "in other case": WORD.upper().encode(),
    "wide letters": WORD.encode("utf-16-le"),
    "wide letters, the other way, and moved by one": b"x" + WORD.encode("utf-16-be"),
    "base64": base64.b64encode(WORD.encode()),
    "base64 of more": base64.b64encode(b"ab" + WORD.encode() + b"c"),
    "base64 of wide letters": base64.b64encode(WORD.encode("utf-16-le")),
    "base64 for addresses": base64.urlsafe_b64encode(b"\xff\xfe" + WORD.encode()),
    "hex": WORD.encode().hex().encode(),
    "hex with spaces": WORD.encode().hex(" ").encode(),
    "per cent": "".join(f"%{byte:02x}" for byte in WORD.encode()).encode(),
    "entities": "".join(f"&#{ord(sign)};" for sign in WORD).encode(),
    "escapes of JSON": "".join(f"\\u{ord(sign):04x}" for sign in WORD).encode(),
    "an entry of a package": packed(text=WORD.encode()),
    "the name of an entry": packed(name=f"{WORD}.xml"),
    "the comment of a package": packed(comment=WORD.encode()),
    "the comment of an entry": packed(about=WORD.encode()),
    "a package in a package": packed(text=packed(text=WORD.encode())),
    "a compressed stream of a PDF": pdf(stream=b"% " + WORD.encode()),
    "the title of a PDF": pdf(title=f"{WORD} \u2013"),
    "words for a picture of a PDF": pdf(spoken=WORD),
    "the metadata of a PDF": with_xmp(WORD),
    "a file in a PDF": with_attachment(packed(text=WORD.encode())),
    "a stream of a PDF that was replaced": replaced(),
    "the properties of a document": packed("docProps/custom.xml", f"<a>{WORD}</a>".encode("utf-16")),
    "a field of an entry": with_extra(WORD.encode(), b"harmless"),
    "a field of the list of entries": with_extra(b"harmless", WORD.encode("utf-16-le")),
    "an entry in no list": unlisted(),
    "the times of entries": with_times(WORD.encode() + b"  "),
    "what is before a package": WORD.encode() + packed(text=b"harmless"),
    "a package of a package, both packed": packed(text=gzip.compress(packed(text=WORD.encode()))),
    "the words of a picture": png(b"tEXt", b"Comment\0" + WORD.encode()),
    "the packed words of a picture": png(b"zTXt", b"Comment\0\0" + zlib.compress(WORD.encode())),
    "the words of a photograph": jpeg(WORD.encode("utf-16-le")),
    "the address of a picture": b"data:image/png;base64," + base64.b64encode(png(b"tEXt", b"A\0" + WORD.encode())),
    "a picture in a page, packed": b"x " + base64.b64encode(png(b"zTXt", b"A\0\0" + zlib.compress(WORD.encode()))),
    "base64 over lines": MIME,
    "wider letters": WORD.encode("utf-32-be"),
    "per cent twice": "".join(f"%25{byte:02x}" for byte in WORD.encode()).encode(),
    "entities of entities": "".join(f"&amp;#x{ord(sign):x};" for sign in WORD).encode(),
    "escapes of scripts": "".join(f"\\x{ord(sign):02x}" for sign in WORD).encode(),
    "escapes of style sheets": "".join(f"\\{ord(sign):x} " for sign in WORD).encode(),
    "letters in elements of their own": SPLIT.encode(),
    "letters with signs between that nobody sees": "\u00ad".join(WORD).encode(),
    "backwards": WORD[::-1].encode(),
}


@pytest.mark.parametrize("place", HIDDEN)
def test_a_word_is_found_where_it_hides(place):
    assert {word for _, word in places_of({"file": HIDDEN[place]}, [WORD, "elsewhere"])} == {WORD}


def test_a_word_is_found_in_the_name_of_a_file():
    assert places_of({f"tables/{WORD}.csv": b""}, [WORD]) == [
        (f"name of tables/{WORD}.csv", WORD),
    ]


def test_nothing_is_found_where_nothing_is():
    harmless = {"a": packed(text=b"harmless"), "b.pdf": pdf(title="harmless", stream=b"% harmless")}
    assert places_of(harmless, [WORD]) == []
