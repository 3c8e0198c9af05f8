"""Looks for words in every byte of a release: names, contents, whatever is packed within, and in other spellings."""

from __future__ import annotations

import base64
import binascii
import html
import io
import re
import urllib.parse
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pikepdf
import pypdfium2

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}){6,}")
_HEX_PAIRS = re.compile(rb"(?:[0-9A-Fa-f]{2}\s){5,}[0-9A-Fa-f]{2}")
_ESCAPED = re.compile(rb"\\u([0-9A-Fa-f]{4})")


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
    if data.startswith(b"PK"):
        yield from _parts_of_package(name, data)
    if data.startswith(b"%PDF"):
        yield from _parts_of_pdf(name, data)


def _parts_of_package(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield f"comment of {name}", package.comment
        for entry in package.infolist():
            yield f"about {entry.filename} in {name}", entry.comment + b"\n" + entry.extra
            yield from parts_of(f"{entry.filename} in {name}", package.read(entry))


def _parts_of_pdf(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    with pikepdf.open(io.BytesIO(data)) as document:
        streams = [of for of in document.objects if isinstance(of, pikepdf.Stream)]
        for number, stream in enumerate(streams):
            yield f"stream {number} of {name}", _content(stream)
            yield f"about stream {number} of {name}", repr(dict(stream.items())).encode()
        others = [of for of in (*document.objects, document.trailer) if not isinstance(of, pikepdf.Stream)]
        yield f"objects of {name}", "\n".join(text for of in others for text in _strings(of, depth=0)).encode()
    with pypdfium2.PdfDocument(data) as read:
        for number, page in enumerate(read):
            yield f"page {number + 1} of {name}", page.get_textpage().get_text_bounded().encode()


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
        yield urllib.parse.unquote(plain)
        yield html.unescape(plain)
    for coded in _decoded(data):
        yield from _plain(coded)


def _plain(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", errors="replace")
    if b"\0" in data:
        for start in (0, 1):
            yield data[start:].decode("utf-16-le", errors="replace")
            yield data[start:].decode("utf-16-be", errors="replace")


def _decoded(data: bytes) -> Iterator[bytes]:
    text_like = data if _is_text(data) else b""
    for run in _BASE64.findall(text_like):
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
    if b"\\u" in text_like:
        yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)).encode(errors="replace"), data)


def _is_text(data: bytes) -> bool:
    return b"\0" not in data[:4096]
