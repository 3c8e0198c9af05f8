"""The words of a file, in order and with their lines: what a reader can see, and what only a program sees."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from clerestory.errors import RosterError
from clerestory.model.spelling import name_in_normal_form

MARKUP = frozenset({".html", ".htm", ".svg", ".xml"})
PLAIN = frozenset({".csv", ".json", ".jsonl", ".md", ".txt", ".toml", ".css", ".tsv"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_POSSESSIVE = re.compile(r"['’]s$")
Word = tuple[str, str, int]  # in normal form, as written, line


def words_of(path: Path) -> list[list[Word]] | None:
    """Give the words of a file as runs in which a name could stand; None where the file is of no kind that is read.

    Markup has a run of its visible text, across tags, and one for each attribute. JSON's escapes are undone.

    Raises
    ------
    RosterError
        If a file of text is not UTF-8.
    """
    suffix = path.suffix.lower()
    if suffix not in MARKUP | PLAIN:
        return None
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise RosterError("is not UTF-8, so it cannot be searched", where=str(path), remedy="Save it so.") from None
    if suffix in MARKUP:
        reader = _Markup()
        reader.feed(text)
        reader.close()
        return [reader.text, *reader.attributes]
    return [list(words_in(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text), 1))]


def words_in(text: str, line: int) -> Iterator[Word]:
    """Yield the words of a text, whose first line has a number.

    One that holds an apostrophe comes without its possessive, one with a hyphen as its parts.
    """
    for number, part in enumerate(text.splitlines(), line):
        for found in _WORD.finditer(part):
            written = _POSSESSIVE.sub("", found[0])
            for word in name_in_normal_form(written).split():
                yield word, written, number


class _Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[Word] = []
        self.attributes: list[list[Word]] = []

    def handle_data(self, data: str) -> None:
        self.text += words_in(data, self.getpos()[0])

    def handle_comment(self, data: str) -> None:
        self.attributes.append(list(words_in(html.unescape(data), self.getpos()[0])))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.attributes += [list(words_in(value, self.getpos()[0])) for _, value in attrs if value]
