"""Looks for words in every byte of a release: names, contents, whatever is packed within, and in other spellings."""

from __future__ import annotations

import base64
import binascii
import html
import io
import re
import struct
import urllib.parse
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import pikepdf
import pypdfium2

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}){6,}")
_HEX_PAIRS = re.compile(rb"(?:[0-9A-Fa-f]{2}\s){5,}[0-9A-Fa-f]{2}")
_HEX_SIGN = rb"[0-9A-Fa-f]"
_ESCAPED = re.compile(  # of JSON, of scripts, and of style sheets
    rb"\\(?:u(%b{4})|x(%b{2})|u\{(%b{1,6})\}|(%b{2,6}) ?)" % ((_HEX_SIGN,) * 4)
)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_BEGINNINGS = tuple(base64.b64encode(sign + b"xx")[:4] for sign in (b"PK\x03", b"%PDF", b"\x89PN", b"\x1f\x8b\x08"))
_LINE_END = re.compile(rb"(?<=[A-Za-z0-9+/]{60})\r?\n[ \t]*")
_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def places_of(files: Mapping[str, bytes], words: Iterable[str]) -> list[tuple[str, str]]:
    """Every place, by file and part, in which one of the words stands in whatever spelling, and the word."""
    wanted = {word: word.casefold() for word in words}
    found = []
    for place, text in texts_of(files):
        folded = text.casefold()
        found += [(place, word) for word, other in wanted.items() if other in folded]
    return found


def texts_of(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield each part of the files with all that it may say."""
    for name, data in files.items():
        for place, part in parts_of(name, data):
            yield place, "\n".join(spellings(part))


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, whatever it is for."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def parts_of(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file's name, its bytes and all that is packed in them."""
    yield f"name of {name}", name.encode()
    yield name, data
    for begins, parts in _PACKED.items():
        if data.startswith(begins):
            yield from parts(name, data)
    if _is_text(data):
        for number, inner in enumerate(_embedded(data)):
            yield from parts_of(f"base64 {number} of {name}", inner)


def _parts_of_package(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield f"comment of {name}", package.comment
        entries = package.infolist()
        yield f"times of {name}", b"".join(_time_of(entry) for entry in entries)
        for entry in entries:
            yield f"about {entry.filename} in {name}", entry.comment + b"\n" + entry.extra
            yield from parts_of(f"{entry.filename} in {name}", package.read(entry))
        listed = {entry.header_offset for entry in entries}
    yield from _unlisted(name, data, listed)


def _time_of(entry: zipfile.ZipInfo) -> bytes:
    """The field for the time of an entry, as its bytes: seconds to years from the lowest bit on."""
    year, month, day, hour, minute, second = entry.date_time
    return struct.pack("<HH", hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day)


def _unlisted(name: str, data: bytes, listed: Collection[int]) -> Iterator[tuple[str, bytes]]:
    """Yield the entries that lie in a package and stand in no list of it."""
    for found in re.finditer(rb"PK\x03\x04", data):
        head = data[found.start() : found.start() + 30]
        if found.start() not in listed and len(head) == 30:
            begin = found.end() + 26 + sum(struct.unpack("<HH", head[26:]))
            yield f"unlisted entry at {found.start()} of {name}", _inflated(data[begin:], -zlib.MAX_WBITS)


def _parts_of_pdf(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    with pikepdf.open(io.BytesIO(data)) as document:
        streams = [of for of in document.objects if isinstance(of, pikepdf.Stream)]
        for number, stream in enumerate(streams):
            yield from parts_of(f"stream {number} of {name}", _content(stream))
            yield f"about stream {number} of {name}", repr(dict(stream.items())).encode()
        others = [of for of in (*document.objects, document.trailer) if not isinstance(of, pikepdf.Stream)]
        yield f"objects of {name}", "\n".join(text for of in others for text in _strings(of, depth=0)).encode()
    with pypdfium2.PdfDocument(data) as read:
        for number, page in enumerate(read):
            yield f"page {number + 1} of {name}", page.get_textpage().get_text_bounded().encode()
    for found in _STREAM.finditer(data):  # also of objects that an update replaced
        yield f"bytes from {found.start()} of {name}", _inflated(found[1], zlib.MAX_WBITS)


def _parts_of_png(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 8
    while at + 8 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, chunk = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        yield f"{kind.decode(errors='replace')} of {name}", chunk
        words = chunk if kind != b"IDAT" else b""  # what the picture shows is no text
        for begin in (found.start() for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", words[:400])):
            yield f"packed in {kind.decode(errors='replace')} of {name}", _inflated(chunk[begin:], zlib.MAX_WBITS)
        at += length + 12


def _parts_of_gzip(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield from parts_of(f"unpacked {name}", _inflated(data, zlib.MAX_WBITS | 16))


_PACKED = {
    b"PK": _parts_of_package,
    b"%PDF": _parts_of_pdf,
    b"\x89PNG": _parts_of_png,
    b"\x1f\x8b": _parts_of_gzip,
}


def _inflated(data: bytes, form: int) -> bytes:
    """What can be unpacked of bytes that may be packed."""
    try:
        return zlib.decompressobj(form).decompress(data)
    except zlib.error:
        return b""


def _embedded(data: bytes) -> Iterator[bytes]:
    """Yield the files that stand in a text as base64."""
    for run in _BASE64.findall(_LINE_END.sub(b"", data)):
        if run.startswith(_BEGINNINGS):
            yield base64.b64decode(run[: len(run) // 4 * 4])


def _content(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # of a kind of picture that has no bytes but its own
        return stream.read_raw_bytes()


def _strings(of: pikepdf.Object, *, depth: int) -> Iterator[str]:
    """Yield the texts of an object; what it refers to comes by itself."""
    if isinstance(of, pikepdf.String | pikepdf.Name):
        yield str(of)
    elif isinstance(of, pikepdf.Array | pikepdf.Dictionary) and (depth == 0 or not of.is_indirect):
        for value in of.values() if isinstance(of, pikepdf.Dictionary) else of:
            if isinstance(value, pikepdf.Object):
                yield from _strings(value, depth=depth + 1)


def spellings(data: bytes) -> Iterator[str]:
    """Yield the texts that bytes may stand for: as they are, in wide letters, and what is written as other letters."""
    for plain in _plain(data):
        yield plain
        yield from _read(plain)
    for coded in _decoded(data):
        yield from _plain(coded)


def _read(plain: str) -> Iterator[str]:
    """Yield a text backwards, and as it is read: without marks and signs that nobody sees, and with others resolved."""
    yield plain[::-1]
    yield _TAG.sub("", plain).translate(_UNSEEN)
    for resolve in (urllib.parse.unquote, html.unescape):
        once = resolve(plain)
        if once != plain:
            yield once
            yield resolve(once)


def _plain(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", errors="replace")
    if b"\0" in data:
        yield data.replace(b"\0", b"").decode("utf-8", errors="replace")
        for start in (0, 1):
            yield data[start:].decode("utf-16-le", errors="replace")
            yield data[start:].decode("utf-16-be", errors="replace")


def _decoded(data: bytes) -> Iterator[bytes]:
    text_like = data if _is_text(data) else b""
    lines = _LINE_END.sub(b"", text_like)
    for run in dict.fromkeys([*_BASE64.findall(text_like), *_BASE64.findall(lines)]):
        usual = run.translate(bytes.maketrans(b"-_", b"+/"))
        for start in range(4):
            part = usual[start:]
            part = part[:-1] if len(part) % 4 == 1 else part  # one letter alone stands for nothing
            yield base64.b64decode(part + b"=" * (-len(part) % 4))
    for run in _HEX.findall(text_like):
        for start in (0, 1):
            yield binascii.unhexlify(run[start:][: (len(run) - start) // 2 * 2])
    for run in _HEX_PAIRS.findall(text_like):
        yield bytes.fromhex(run.decode())
    if b"\\" in text_like:
        yield _ESCAPED.sub(_sign, data)


def _sign(found: re.Match[bytes]) -> bytes:
    number = int(found[found.lastindex or 0], 16)
    return chr(number).encode(errors="replace") if number <= 0x10FFFF else found[0]


def _is_text(data: bytes) -> bool:
    return b"\0" not in data[:4096]
