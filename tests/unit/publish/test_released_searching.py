"""The search of released bytes finds a word wherever it is planted, or its silence would mean nothing."""

from __future__ import annotations

import base64
import io
import zipfile

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
