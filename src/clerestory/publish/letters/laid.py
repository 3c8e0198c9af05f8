"""A letter laid out: the same blocks in the same order, whatever file they are written to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from clerestory.model.answers.written import Addressee, LetterOut, Part, PartKind
from clerestory.model.calendar import date_text

LANGUAGE = "en-GB"


class Laid(Enum):
    """What a block of a letter is."""

    MARK = "mark"  # of made-up cases
    OFFICE = "office"  # who writes, at the right
    ADDRESSEE = "addressee"
    LINE = "line"  # date and references
    PARAGRAPH = "paragraph"
    TITLE = "title"
    HEADING = "heading"
    ITEM = "item"
    SIGNATORY = "signatory"
    COPIES = "copies"


@dataclass(frozen=True)
class LaidBlock:
    """A block of a letter, in lines that stay apart."""

    kind: Laid
    lines: tuple[str, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """Its lines, a line end between."""
        return "\n".join(self.lines)


_PARTS = {PartKind.PARAGRAPH: Laid.PARAGRAPH, PartKind.HEADING: Laid.HEADING, PartKind.ITEM: Laid.ITEM}


def laid_out(letter: LetterOut) -> tuple[LaidBlock, ...]:
    """Give the blocks of a letter in order; a block without words is left out."""
    return tuple(block for block in _blocks(letter) if block.text.strip())


def _blocks(letter: LetterOut) -> Iterator[LaidBlock]:
    yield LaidBlock(Laid.MARK, (letter.data.mark_sentence,))
    yield LaidBlock(Laid.OFFICE, _said(letter.office))
    yield from (LaidBlock(Laid.ADDRESSEE, _address(one)) for one in letter.addressees)
    yield LaidBlock(Laid.LINE, (date_text(letter.date),))
    yield LaidBlock(Laid.LINE, (f"Our reference: {letter.own_reference}",))
    if letter.their_reference:
        yield LaidBlock(Laid.LINE, (f"Your reference: {letter.their_reference}",))
    yield LaidBlock(Laid.PARAGRAPH, (letter.salutation,))
    yield LaidBlock(Laid.TITLE, (letter.title,))
    yield from map(_part, letter.parts)
    yield LaidBlock(Laid.PARAGRAPH, (letter.sign_off,))
    yield LaidBlock(Laid.SIGNATORY, (letter.signatory,))
    if letter.copies:
        yield LaidBlock(Laid.COPIES, ("Copies to: " + "; ".join(one.name for one in letter.copies),))


def _part(part: Part) -> LaidBlock:
    return LaidBlock(_PARTS[part.kind], (part.text,))


def _address(one: Addressee) -> tuple[str, ...]:
    return _said((one.name, *one.lines))


def _said(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines if line.strip())
