"""A letter as PDF/UA-1, typeset by Typst: tagged, the same bytes for the same letter."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from itertools import groupby

import typst

from clerestory.errors import AnswerError
from clerestory.model.answers.written import LetterOut
from clerestory.publish.letters.laid import Laid, LaidBlock, laid_out
from clerestory.publish.printed.fonts import FAMILY, fonts, legible


def letter_pdf(letter: LetterOut) -> bytes:
    """Typeset a letter.

    Raises
    ------
    AnswerError
        If Typst cannot set it.
    """
    template = resources.files(__package__).joinpath("letter.typ").read_bytes()
    day = dt.datetime(letter.date.year, letter.date.month, letter.date.day, tzinfo=dt.UTC)
    try:
        return typst.compile(
            template,
            format="pdf",
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"letter": json.dumps(_data(letter), ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=int(day.timestamp()),
        )
    except typst.TypstError as error:
        raise AnswerError(
            "cannot be typeset",
            where="the PDF of the letter",
            remedy="Write it as .docx, and report this: it is a fault.",
        ) from error


def _data(letter: LetterOut) -> dict[str, object]:
    return {
        "title": legible(letter.title),
        "author": legible(letter.office[0]),
        "description": legible(letter.data.mark_sentence or letter.title),
        "font": FAMILY,
        "blocks": list(_blocks(laid_out(letter))),
    }


def _blocks(blocks: Sequence[LaidBlock]) -> Iterator[Mapping[str, object]]:
    """Yield blocks as the template takes them: items that follow one another are one list."""
    for is_item, group in groupby(blocks, key=lambda block: block.kind is Laid.ITEM):
        if is_item:
            yield {"kind": "items", "lines": [legible(block.text) for block in group]}
        else:
            yield from ({"kind": one.kind.value, "lines": list(map(legible, one.lines))} for one in group)
