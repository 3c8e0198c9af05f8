"""A letter as plain text: a line for each line of a block, and an empty line between blocks."""

from __future__ import annotations

from clerestory.model.answers.written import LetterOut
from clerestory.publish.letters.laid import Laid, LaidBlock, laid_out

_BEFORE = {Laid.ITEM: "- "}


def letter_text(letter: LetterOut) -> bytes:
    """Give a letter as UTF-8."""
    return ("\n\n".join(map(_written, laid_out(letter))) + "\n").encode()


def _written(block: LaidBlock) -> str:
    return _BEFORE.get(block.kind, "") + block.text
