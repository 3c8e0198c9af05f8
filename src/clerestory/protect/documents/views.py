"""Views of a text in which words can hide: encoded, reversed, taken apart, packed once more.

Every view is read as it is and then once more, to a depth: a packed text can hold an encoded one.
"""

from __future__ import annotations

import base64
import binascii
import html
import io
import quopri
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from clerestory.protect.documents.limits import MOST_NESTED

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[ :]?){4,}")
_ESCAPES = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")
_NUMBERED = re.compile("_x([0-9A-Fa-f]{4})_")  # of workbooks
_WORD = re.compile(r"=\?[^?\s]+\?([bqBQ])\?([^?\s]*)\?=")
_TAGS = {0xE0000 + point: chr(point) for point in range(0x20, 0x7F)}
_MOST_UNPACKED = 2**26  # bytes of one packed piece that are looked at; a check may not be choked either
_DEEP_BELOW = 200_000  # signs; a longer text is decoded once, not again and again


def views_of(text: str, depth: int = MOST_NESTED) -> Iterator[str]:
    """Yield a text and everything that it can be decoded to, each backwards, too."""
    seen = {text}
    layer = [text]
    for _ in range(depth):
        made = [view for each in layer for decode in _DECODERS for view in decode(each)]
        layer = [view for view in dict.fromkeys(made) if view.strip() and view not in seen]
        seen.update(layer)
        layer = [view for view in layer if len(view) < _DEEP_BELOW]
    for view in sorted(seen):
        yield view
        yield view[::-1]


def _entities(text: str) -> Iterator[str]:
    if "&" in text:
        yield html.unescape(text)
        yield re.sub(r"&(?!#|\w+;)", "", html.unescape(text))


def _percent(text: str) -> Iterator[str]:
    if "%" in text:
        yield unquote(text, errors="replace")


def _escapes(text: str) -> Iterator[str]:
    if "\\" in text:
        yield _ESCAPES.sub(lambda found: chr(int(found.group(1) or found.group(2), 16)), text)


def _numbered(text: str) -> Iterator[str]:
    if "_x" in text:
        yield _NUMBERED.sub(lambda found: chr(int(found[1], 16)), text)


def _quoted(text: str) -> Iterator[str]:
    if "=" in text:
        raw = quopri.decodestring(text.encode("utf-8", "surrogatepass"))
        yield raw.decode("utf-8", "replace")
        yield raw.decode("latin-1")


def _words_of_headers(text: str) -> Iterator[str]:
    found = [_encoded_word(*match.groups()) for match in _WORD.finditer(text)]
    if found:
        yield "".join(found)


def _encoded_word(kind: str, word: str) -> str:
    if kind in "bB":
        return "".join(_texts(_from_base64(word)))
    return quopri.decodestring(word.encode(), header=True).decode("utf-8", "replace")


def _base64s(text: str) -> Iterator[str]:
    for run in {*_BASE64.findall(text), *_BASE64.findall("".join(text.split()))}:
        if run[1:].islower() and run.isalpha():
            continue  # an ordinary word: eight letters of base64 without a capital are one in a thousand
        for shift in range(4):
            yield from _texts(_from_base64(run[shift:]))


def _from_base64(run: str) -> bytes:
    plain = run.rstrip("=").replace("-", "+").replace("_", "/")
    plain = plain[: len(plain) - (len(plain) % 4 == 1)]
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return b""


def _hexes(text: str) -> Iterator[str]:
    for run in _HEX.findall(text):
        yield from _texts(bytes.fromhex(re.sub("[ :]", "", run)))


def _tags(text: str) -> Iterator[str]:
    if any(point in _TAGS for point in map(ord, set(text))):
        yield "".join(_TAGS[ord(sign)] for sign in text if ord(sign) in _TAGS)


def _wide(text: str) -> Iterator[str]:
    if "\0" in text:
        yield text.replace("\0", "")


def _as_bytes(text: str) -> Iterator[str]:
    """Yield what the bytes of a text that was read sign by sign say in UTF-8, or unpacked."""
    if text.isascii() and "\0" not in text and "PK" not in text and not text.startswith("x"):
        return
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError:
        return
    yield data.decode("utf-8", "replace")
    yield from map(_latin, _unpacked(data))


def _unpacked(data: bytes) -> Iterator[bytes]:
    if b"PK\x03\x04" in data:
        yield from _zipped(data[data.index(b"PK\x03\x04") :])
    for found in re.finditer(rb"\x1f\x8b\x08|x[\x01\x5e\x9c\xda]", data):
        try:
            yield zlib.decompressobj(wbits=47).decompress(data[found.start() :], _MOST_UNPACKED)
        except zlib.error:
            continue


def _zipped(data: bytes) -> Iterator[bytes]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        for entry in archive.infolist():
            yield entry.filename.encode() + b"\n" + entry.comment
            with archive.open(entry) as part:
                yield part.read(_MOST_UNPACKED)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return


def _texts(data: bytes) -> Iterator[str]:
    """Yield bytes as text; those that are neither text nor packed are noise of a word that looked encoded."""
    if data.startswith((b"PK\x03\x04", b"\x1f\x8b")):
        yield _latin(data)
    for encoding in ("utf-8", "utf-16-le"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(text) > 3 and text.isprintable():
            yield text


def _latin(data: bytes) -> str:
    return data.decode("latin-1")


_DECODERS: tuple[Callable[[str], Iterator[str]], ...] = (
    _entities, _percent, _escapes, _numbered, _quoted, _words_of_headers, _base64s, _hexes, _tags, _wide, _as_bytes,
)  # fmt: skip
