"""The paragraphs and sentences of a text, each with its place in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from clerestory.answer.reading.cleaning import Line, lines_of
from clerestory.model.answers.reading import Place
from clerestory.model.wording.sentences import sentence_spans

LONGEST_SENTENCE = 2_000  # signs; what is longer is no sentence, and is read in parts so that no text is slow
_STANDS_ALONE = re.compile(
    r"(?:dear\b.{1,80}|(?:my dear )?(?:sir|madam)s?(?: or madam)?,?|(?:c\.?c\.?|copy|copies|copied to|to)\s?:.{0,200}"
    r"|(?:(?:our|your|my)\s)?ref(?:erence)?\s?:.{1,120}|(?:date|subject|re|from|sent)\s?:.{1,200}"
    r"|(?:yours|kind regards|regards|best wishes|with best wishes|sincerely)\b.{0,30})",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.?!:;][\"”’')\]]*$")
_LEAST_WRAPPED = 40  # signs of a line that goes on behind a blank one
_LEAST_UNMARKED, _MOSTLY = 8, 0.6  # words of a sentence without its full stop, most of which are in small letters
_MOST_WRAPPED = 40  # lines
_BROKEN_WORD = re.compile(r"([A-Za-z]{2,})-$")
_FIRST_WORD = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True)
class Said:
    """A sentence with its place."""

    words: str
    place: Place


@dataclass(frozen=True)
class Unit:
    """Lines that belong together: a paragraph, a part of one that stands alone, or an item of a list."""

    paragraph: int
    lines: tuple[Line, ...]
    top: int = 1  # number of the first line of its paragraph
    begun: int = 0  # sentences of its paragraph before it

    @property
    def is_heading(self) -> bool:
        """Whether it is marked as a heading."""
        return self.lines[0].is_heading

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return self.lines[0].is_item

    @property
    def first(self) -> str:
        """Its first line."""
        return self.lines[0].words

    @cached_property
    def words(self) -> str:
        """Its lines as one; a word that a line end breaks is whole again."""
        parts: list[str] = []
        for line in self.lines:
            if parts and _BROKEN_WORD.search(parts[-1]) and _FIRST_WORD.match(line.words):
                parts[-1] = parts[-1].rstrip("-")
            elif parts:
                parts.append(" ")
            parts.append(line.words)
        return "".join(parts)

    @cached_property
    def is_prose(self) -> bool:
        """Whether it is said in sentences, as the body of a letter is."""
        words = self.words
        count = words.count(" ") + 1
        if self.is_heading or (len(self.lines) == 1 and _STANDS_ALONE.fullmatch(words)):
            return False
        if count >= _LEAST_UNMARKED and sum(word[0].islower() for word in words.split()) > _MOSTLY * count:
            return True
        return count >= 3 and (self.is_item or bool(_ENDS.search(words)))

    @cached_property
    def sentences(self) -> tuple[Said, ...]:
        """Its sentences."""
        spans = [part for span in sentence_spans(self.words) for part in _parts(*span)]
        return tuple(
            Said(self.words[start:end], Place(paragraph=self.paragraph, sentence=self.begun + number))
            for number, (start, end) in enumerate(spans, start=1)
        )

    def place(self, line: Line | None = None) -> Place:
        """Give the place of a line of it; of the first without."""
        return Place(paragraph=self.paragraph, line=(line or self.lines[0]).number - self.top + 1)


def units_of(text: str) -> tuple[Unit, ...]:
    """Give the units of a text in order. A sentence that goes on behind a blank line is one with its beginning."""
    units: list[Unit] = []
    blocks = (list(lines) for has, lines in groupby(lines_of(text), key=lambda line: bool(line.words)) if has)
    for number, block in enumerate(blocks, start=1):
        begun = 0
        for lines in _split(block):
            if units and _goes_on(units[-1], lines[0]):  # few times, so that no text is slow
                units[-1] = replace(units[-1], lines=(*units[-1].lines, *lines))
                continue
            units.append(Unit(number, tuple(lines), block[0].number, begun))
            begun += len(units[-1].sentences)
    return tuple(units)


def _split(block: Sequence[Line]) -> Iterator[list[Line]]:
    """Part a block at items and at lines that stand alone, such as a salutation right above the first sentence."""
    held: list[Line] = []
    for line in block:
        alone = line.is_heading or _STANDS_ALONE.fullmatch(line.words) is not None
        if held and (alone or line.is_item):
            yield held
            held = []
        held.append(line)
        if alone:
            yield held
            held = []
    if held:
        yield held


def _goes_on(before: Unit, line: Line) -> bool:
    last = before.lines[-1]
    return (
        len(before.lines) < _MOST_WRAPPED
        and not (last.is_heading or line.is_heading or line.is_item)
        and len(last.words) >= _LEAST_WRAPPED
        and not _ENDS.search(last.words)
        and line.words[:1].islower()
    )


def _parts(start: int, end: int) -> Iterable[tuple[int, int]]:
    return ((at, min(at + LONGEST_SENTENCE, end)) for at in range(start, end, LONGEST_SENTENCE))
