"""The writings that are decoded, each with a form that text in words seldom has."""

from __future__ import annotations

import base64
import binascii
import re

from clerestory.protect.text.coded.views import Coding

_FEWEST = 4  # letters of what was decoded; fewer say nothing
_HIGHEST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


def _said(data: bytes) -> str | None:
    """Give bytes as text, if they are one: printable, with letters."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        shown = "".join(text.split())
        if shown.isprintable() and sum(map(str.isalpha, shown)) >= _FEWEST and _is_of_one_script(shown):
            return text
    return None


def _is_of_one_script(text: str) -> bool:
    """Say whether a text is mostly Latin: bytes that are no text in UTF-16 are signs of all scripts of the world."""
    return 2 * sum(ord(sign) < 0x250 for sign in text) > len(text)


def _base64(found: re.Match[str]) -> str | None:
    run = "".join(found[0].split()).rstrip("=").replace("-", "+").replace("_", "/")
    for shift in range(4):
        said = _said(_from_base64(run[shift:]))
        if said is not None:
            return said
    return None


def _from_base64(run: str) -> bytes:
    whole = run[: len(run) - (len(run) % 4 == 1)]
    try:
        return base64.b64decode(whole + "=" * (-len(whole) % 4))
    except (binascii.Error, ValueError):
        return b""


def _base32(found: re.Match[str]) -> str | None:
    run = found[0].rstrip("=")
    try:
        return _said(base64.b32decode(run + "=" * (-len(run) % 8)))
    except (binascii.Error, ValueError):
        return None


def _hexadecimal(found: re.Match[str]) -> str | None:
    digits = re.sub(r"0x|\\x|[^0-9A-Fa-f]", "", found[0])
    return _said(bytes.fromhex(digits[: len(digits) & ~1]))


def _decimal(found: re.Match[str]) -> str | None:
    return _of_points([int(number) for number in re.findall(r"\d+", found[0])])


def _bits(found: re.Match[str]) -> str | None:
    digits = re.sub(r"\s", "", found[0])
    return _said(bytes(int(digits[at : at + 8], 2) for at in range(0, len(digits) - 7, 8)))


def _points(found: re.Match[str]) -> str | None:
    return _of_points([int(number, 16) for number in re.findall(r"[0-9A-Fa-f]+(?![+])", found[0])])


def _of_points(points: list[int]) -> str | None:
    if any(point > _HIGHEST or point in _SURROGATES for point in points):
        return None
    text = "".join(map(chr, points))
    return text if text.isprintable() and sum(map(str.isalpha, text)) >= _FEWEST else None


def _escape(found: re.Match[str]) -> str | None:
    octal, *hexadecimal = found.groups()
    point = int(octal, 8) if octal else int(next(filter(None, hexadecimal)), 16)
    return chr(point) if point <= _HIGHEST and point not in _SURROGATES else None


def _quoted(found: re.Match[str]) -> str | None:
    data = binascii.a2b_qp(found[0])
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _entity(found: re.Match[str]) -> str | None:
    point = int(found[1]) if found[1] else int(found[2], 16)
    return chr(point) if point <= _HIGHEST and point not in _SURROGATES else None


def _punycode(found: re.Match[str]) -> str | None:
    try:
        return found[1].encode().decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return None


def _utf7(found: re.Match[str]) -> str | None:
    try:
        return _said(_from_base64(found[1]).decode("utf-16-be").encode())
    except UnicodeDecodeError:
        return None


def _misread(found: re.Match[str]) -> str | None:
    try:
        return found[0].encode("cp1252").decode()
    except UnicodeError:
        return None


def _tag(found: re.Match[str]) -> str:
    """Give a space for a tag that parts words, and nothing for one that may stand within a word."""
    return "" if found[1] is None or found[1].lower() in _WITHIN_WORDS else " "


_WITHIN_WORDS = frozenset(
    {"a", "b", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u", "wbr"}
)

# A run of letters and figures that is no word: a capital or figure within, or signs that words have not.
_BASE64 = re.compile(
    r"(?<![A-Za-z0-9+/])(?![A-Z]?[a-z]+(?![A-Za-z0-9+/=]))[A-Za-z0-9+/_-]{10,}(?:\s+[A-Za-z0-9+/_-]{8,})*"
)
_HEXADECIMAL = re.compile(r"(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[\s:,]{0,2}){5,}(?:0x|\\x)?[0-9A-Fa-f]{2}")
_ESCAPE = re.compile(
    r"\\(?:([0-3][0-7]{2})|x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]{1,6})\}|U([0-9A-Fa-f]{8})|([0-9A-Fa-f]{2,6})(?: |\b))"
)

CODINGS: tuple[Coding, ...] = (
    Coding(_BASE64, _base64),
    Coding(re.compile(r"\b[A-Z2-7]{13,}(?![a-z])"), _base32),
    Coding(_HEXADECIMAL, _hexadecimal),
    Coding(re.compile(r"(?<!\d)(?:\d{2,3}[\s,;]+){5,}\d{2,3}(?!\d)"), _decimal),
    Coding(re.compile(r"(?:[01]{8}\s?){4,}[01]{8}"), _bits),
    Coding(re.compile(r"(?:[Uu]\+[0-9A-Fa-f]{4,6}[\s,]*){3,}[Uu]\+[0-9A-Fa-f]{4,6}"), _points),
    Coding(_ESCAPE, _escape, begins="\\"),
    Coding(re.compile(r"=(?:[0-9A-F]{2}(?:=[0-9A-F]{2})*|[ \t]*\r?\n)"), _quoted, begins="="),
    Coding(re.compile(r"&#(?:(\d{2,6})|[xX]([0-9A-Fa-f]{2,6}));?"), _entity, begins="&#"),
    Coding(re.compile(r"--(?<=[xX][nN]--)([A-Za-z0-9-]+)"), _punycode, begins="--"),
    Coding(re.compile(r"\+([A-Za-z0-9+/]{8,400})-"), _utf7, begins="+"),
    Coding(re.compile("(?:[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]{1,3})+"), _misread),
    Coding(re.compile(r"<(?:!--.{0,400}?--|/?([A-Za-z][A-Za-z0-9]*)[^<>\n]{0,200})>", re.DOTALL), _tag, begins="<"),
)
