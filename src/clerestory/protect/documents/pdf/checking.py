"""A written PDF is searched for what was withheld, and refused if it has a part that Typst does not write for us."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zlib
from collections.abc import Callable, Collection, Iterator
from urllib.parse import unquote_to_bytes

import pikepdf

from clerestory.errors import ResidueError
from clerestory.protect.documents.pdf.behind import behind
from clerestory.protect.documents.pdf.channels import Channel, channels_of
from clerestory.protect.documents.pdf.ocr import Layout, read_words, required_tesseract
from clerestory.protect.documents.pdf.scans import png_of
from clerestory.protect.text.normalised import normalise

# What Typst writes for every file of ours; anything else behind the pages is a residue, whatever it says.
_OURS = frozenset({"bookmarks", "embedded fonts", "metadata", "page labels", "properties", "alternative texts"})
_LONG = 6  # letters; shorter passages stand in packed bytes by chance, so they are looked for as words of texts only
_PACKED = frozenset({"bytes", "packed stream", "stream"})
_REMEDY = "The file must not leave. Tell whoever keeps the program, and give no part of the file's content."
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[\s:]?){6,}")
_ESCAPED = re.compile(r"\\([0-7]{3})|#([0-9A-Fa-f]{2})|&#(\d{2,6});|&#[xX]([0-9A-Fa-f]{2,5});")


def check_pdf_clear(data: bytes, where: str, gone: Collection[str], *, pictured: Collection[Channel] = ()) -> None:
    """Search a written PDF for passages that were withheld.

    Parameters
    ----------
    data : bytes
    where : str
        Names the file in messages.
    gone : collection of str
        The passages; none of them is ever printed.
    pictured : collection of Channel
        What ``pictured_channels`` gave, where it was asked already; reading pictures takes seconds a page.

    Raises
    ------
    ResidueError
        If one is there, or a part that is never written; it names the page or object and the channel.
    DocumentError
        If a part cannot be looked into; so if there are pictures and tesseract is not installed.
    """
    sought = _Sought(gone)
    for channel in (*channels_of(data, where), *(pictured or pictured_channels(data))):
        if sought.is_in(channel):
            raise _residue(where, f"a withheld passage is still there: {channel.part}, {channel.kind}")
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        foreign = sorted(set(behind(data, pdf)) - _OURS)
    if foreign:
        raise _residue(where, f"the file holds what is never written: {', '.join(foreign)}")
    if not data.rstrip(b"\r\n").endswith(b"%%EOF") or data.count(b"%%EOF") != 1:
        raise _residue(where, "the file goes on after its end")


def _residue(where: str, what: str) -> ResidueError:
    return ResidueError(what, where=where, remedy=_REMEDY)


def pictured_channels(data: bytes) -> Iterator[Channel]:
    """Yield what OCR reads on the pictures of a file, with another layout than they were read with."""
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        for number, item in enumerate(pdf.objects, 1):
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == pikepdf.Name.Image:
                required_tesseract(f"object {number}, picture")
                image = pikepdf.PdfImage(item).as_pil_image()
                words = read_words(png_of(image), Layout.SCATTERED)
                yield Channel(f"object {number}", "picture", " ".join(word.text for word in words))


class _Sought:
    """Passages in one spelling, and the ways in which a channel may have them."""

    def __init__(self, gone: Collection[str]) -> None:
        spelled = {normalise(passage).folded.strip() for passage in gone} - {""}
        bare = {passage: re.sub(r"\W", "", passage) for passage in spelled}
        long = sorted(letters for letters in bare.values() if len(letters) >= _LONG)
        self._words = _any_of(sorted(spelled), r"(?<!\w)(?:%s)(?!\w)")
        self._letters = _any_of([*long, *(letters[::-1] for letters in long)], "(?:%s)")

    def is_in(self, channel: Channel) -> bool:
        """Say whether a channel has a passage in any spelling or code."""
        folded = normalise(channel.text).folded
        if channel.kind not in _PACKED and self._words is not None and self._words.search(folded):
            return True
        return self._letters is not None and any(
            self._letters.search(re.sub(r"\W", "", normalise(view).folded)) for view in _views(channel.text)
        )


def _any_of(passages: Collection[str], frame: str) -> re.Pattern[str] | None:
    if not passages:
        return None
    return re.compile(frame % "|".join(re.escape(passage) for passage in sorted(passages, key=len, reverse=True)))


def _views(text: str) -> Iterator[str]:
    """Yield a text as it stands and as it is after each code that it may be in."""
    yield text
    for decoded in _DECODERS:
        view = decoded(text)
        if view:
            yield view


def _as_bytes(text: str) -> bytes:
    return text.encode("latin-1", "ignore")


def _utf8(text: str) -> str:
    return _as_bytes(text).decode("utf-8", "ignore") if not text.isascii() else ""


def _wide(text: str) -> str:
    """Give 16-bit text as it stands at even and at odd places, in either order of bytes."""
    data = _as_bytes(text)
    if b"\x00" not in data:
        return ""
    ways = ((data, "utf-16-be"), (data, "utf-16-le"), (data[1:], "utf-16-be"), (data[1:], "utf-16-le"))
    return "\n".join(part.decode(name, "ignore") for part, name in ways)


def _base64(text: str) -> str:
    return "\n".join(_from_base64(found.group()) for found in _BASE64.finditer(text))


def _from_base64(letters: str) -> str:
    plain = letters.rstrip("=").replace("-", "+").replace("_", "/")
    plain = plain[: len(plain) - (len(plain) % 4 == 1)]
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4)).decode("latin-1")
    except (binascii.Error, ValueError):
        return ""


def _hex(text: str) -> str:
    runs = (re.sub(r"[\s:]", "", found.group()) for found in _HEX.finditer(text))
    held = [bytes.fromhex(run) for run in runs]
    return "\n".join(part.decode("latin-1") + "\n" + part.decode("utf-16-be", "ignore") for part in held)


def _escaped(text: str) -> str:
    if not _ESCAPED.search(text):
        return ""
    return _ESCAPED.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    octal, name, decimal, entity = found.groups()
    code = int(octal, 8) if octal else int(name or entity, 16) if name or entity else int(decimal)
    return chr(code) if code < 0x110000 else ""


def _percent(text: str) -> str:
    return unquote_to_bytes(text).decode("utf-8", "ignore") if "%" in text and text.isascii() else ""


def _unpacked(text: str) -> str:
    data = _as_bytes(text)
    found = [match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data)][:64]
    return "\n".join(_inflated(data[at:]) for at in found)


def _inflated(data: bytes) -> str:
    try:
        return zlib.decompressobj().decompress(data, 2**22).decode("latin-1")
    except zlib.error:
        return ""


_DECODERS: tuple[Callable[[str], str], ...] = (_utf8, _wide, _base64, _hex, _escaped, _percent, _unpacked)
