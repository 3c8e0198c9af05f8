"""The lines of a text without what came with them: marks of Markdown, signs without a shape, gaps of a scan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_QUOTED = re.compile(r"^\s{0,3}>\s?")
_ITEM = re.compile(r"^\s{0,8}(?:[-*•–▪]|\d{1,2}[.)]|\([a-z0-9]\))\s+(?=\S)")
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_ESCAPED = re.compile(r"\\([*_#\[\]().!-])")
_GAP = re.compile(r"[ \t]+")
_BEFORE_POINT = re.compile(r" ([,.;:?!])(?= |$)")
_RULE = re.compile(r"^[-_*=~. ]{3,}$")
_BOLD = re.compile(r"^\s*\*\*.{1,200}\*\*\s*$")


@dataclass(frozen=True)
class Line:
    """A line of a text, cleaned; ``number`` counts the lines as they came, from 1."""

    number: int
    words: str
    is_heading: bool = False
    is_item: bool = False


def lines_of(text: str) -> Iterator[Line]:
    r"""Yield the lines of a text, blank ones as lines without words.

    Examples
    --------
    >>> [line.words for line in lines_of("## **Reply**\n[site](http://a.example) , and *more*")]
    ['Reply', 'site, and more']
    """
    whole = unicodedata.normalize("NFKC", text.replace("\r\n", "\n"))
    for number, raw in enumerate(re.split(r"[\n\r\f\v\x85\u2028\u2029]", whole), start=1):
        yield _line(number, _seen(raw)) if raw else Line(number, "")


def _seen(raw: str) -> str:
    """Give a line without signs that have no shape."""
    if raw.isprintable():
        return raw
    return "".join(sign for sign in raw if sign == "\t" or unicodedata.category(sign) not in _UNSEEN)


def _line(number: int, raw: str) -> Line:
    if _RULE.match(raw):
        return Line(number, "")
    is_heading = _HEADING.match(raw) is not None
    raw = _QUOTED.sub("", _HEADING.sub("", raw))
    is_item = not _BOLD.match(raw) and _ITEM.match(raw) is not None
    if is_item:
        raw = _ITEM.sub("", raw)
    return Line(number, _plain(raw), is_heading=is_heading, is_item=is_item)


def _plain(raw: str) -> str:
    said = _ESCAPED.sub(r"\1", _LINK.sub(r"\1", raw)).replace("*", "").replace("__", "").replace("`", "")
    return _BEFORE_POINT.sub(r"\1", _GAP.sub(" ", said).strip())
