"""What the registers show: of what is withheld, and of what the paper claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clerestory.model.releases import Withheld
from clerestory.model.wording.claims import Claim
from clerestory.publish.contents import Contents
from clerestory.publish.references import date_text
from clerestory.publish.register import MEANINGS
from clerestory.publish.shown.values import Column, Grid, Kind, Link, Note, Register, Row, ShownRegister

CLAIMS_HEADING = "Claims and what they rest on"
CLAIMS_TITLE = "Claims of this paper and what they rest on"
_VERDICT = (
    "A verdict holds at both ends of what is possible: whatever is not known, and whatever true counts the rounded "
    "ones stand for."
)
_NOTHING = "Nothing was withheld from the tables of this release."
_OF_TEXTS = (
    'Each reason stands here once, however many texts it withholds. "Neither confirmed nor denied" stands here whether '
    "or not there is such a text."
)
_DECIDED = (Column("Decided by", Kind.TEXT), Column("Looked at again by", Kind.DATE))
_HEAD_OF_TABLES = (
    Column("Output", Kind.TEXT),
    Column("Cells withheld"),
    Column("Cells in all"),
    Column("Reason", Kind.TEXT),
    Column("Law or code", Kind.TEXT),
    *_DECIDED,
)
_HEAD_OF_TEXTS = (Column("Reason", Kind.TEXT), Column("Law", Kind.TEXT), *_DECIDED)
_HEAD_OF_CLAIMS = tuple(
    Column(label, Kind.TEXT) for label in ("Sentence", "It claims", "Rests on", "Verdict", "Bounds or reason")
)


def shown_register(entries: Sequence[Withheld], anchor: str = "register") -> ShownRegister:
    """Give what the register of what is withheld shows."""
    of_tables = [entry for entry in entries if entry.extent != "texts"]
    of_texts = [entry for entry in entries if entry.extent == "texts"]
    title = f"Register of what is withheld{' from tables' if of_texts else ''}"
    tables = Grid(_HEAD_OF_TABLES, tuple(map(_row_of_table, of_tables)))
    texts = Grid(_HEAD_OF_TEXTS, tuple(Row(_reason(entry), (entry.law, *_decided(entry))) for entry in of_texts))
    title_of_texts = "Register of texts about cases that are withheld"
    return ShownRegister(
        Register(anchor, title, "", tables) if of_tables else None,
        "" if of_tables else _NOTHING,
        Register(f"{anchor}-texts", title_of_texts, _OF_TEXTS, texts) if of_texts else None,
    )


def claims_grid(claims: Sequence[Claim], named: Callable[[str], str]) -> Grid:
    """Give the cells of the register of claims."""
    rows = (Row(c.sentence, (c.meaning or "a number", named(c.source), c.verdict.value, c.evidence)) for c in claims)
    return Grid(_HEAD_OF_CLAIMS, tuple(rows))


def claims_note(contents: Contents) -> Note:
    """Give what stands below the register of claims."""
    return Note(_VERDICT, links=(Link("The claims as CSV", f"{contents.file_name('claims')}.csv"),))


def _row_of_table(entry: Withheld) -> Row:
    extent = "" if entry.extent == "cells" else f" ({entry.extent})"
    cells = (str(count or "–") for count in (entry.cells_withheld, entry.cells_in_table))
    return Row(f"{entry.output}{extent}", (*cells, _reason(entry), entry.law, *_decided(entry)))


def _reason(entry: Withheld) -> str:
    return f"{entry.reason}: {MEANINGS[entry.reason]}"


def _decided(entry: Withheld) -> tuple[str, str]:
    return ", ".join(entry.decided_by), date_text(entry.review_by)
