"""What the registers show: of what is withheld, and of what the paper claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clerestory.model.calendar import date_text
from clerestory.model.releases import Withheld
from clerestory.model.wording.claims import Claim
from clerestory.publish.register import MEANINGS
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.values import Column, Grid, Kind, Link, Note, RegisterPart, Row, ShownRegister

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
_NOT_WEIGHED = "Not weighed: the ground is absolute."
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
_HEAD_OF_OUTPUTS = (
    *(Column(label, Kind.TEXT) for label in ("Output", "Reason", "Law or code", "Public interest")),
    *_DECIDED,
)
_HEAD_OF_CLAIMS = tuple(
    Column(label, Kind.TEXT) for label in ("Sentence", "It claims", "Rests on", "Verdict", "Bounds or reason")
)


def shown_register(entries: Sequence[Withheld], anchor: str = "register") -> ShownRegister:
    """Give what the register of what is withheld shows: of tables, of texts, and of whole outputs."""
    texts = [entry for entry in entries if entry.extent == "texts"]
    outputs = [entry for entry in entries if entry.extent == "output"]
    tables = [entry for entry in entries if entry.extent not in ("texts", "output")]
    title = f"Register of what is withheld{' from tables' if texts or outputs else ''}"
    grid = Grid(_HEAD_OF_TABLES, tuple(map(_row_of_table, tables)))
    further = [_of_texts(texts, anchor)] if texts else []
    further += [_of_outputs(outputs, anchor)] if outputs else []
    return ShownRegister(
        RegisterPart(anchor, title, "", grid) if tables else None, "" if tables else _NOTHING, tuple(further)
    )


def claims_grid(claims: Sequence[Claim], named: Callable[[str], str]) -> Grid:
    """Give the cells of the register of claims."""
    rows = (Row(c.sentence, (c.meaning or "a number", named(c.source), c.verdict.value, c.evidence)) for c in claims)
    return Grid(_HEAD_OF_CLAIMS, tuple(rows))


def claims_note(contents: Contents) -> Note:
    """Give what stands below the register of claims."""
    return Note(_VERDICT, links=(Link("The claims as CSV", f"{contents.file_name('claims')}.csv"),))


def _of_texts(entries: Sequence[Withheld], anchor: str) -> RegisterPart:
    rows = (Row(_reason(entry), (entry.law, *_decided(entry))) for entry in entries)
    title = "Register of texts about cases that are withheld"
    return RegisterPart(f"{anchor}-texts", title, _OF_TEXTS, Grid(_HEAD_OF_TEXTS, tuple(rows)))


def _of_outputs(entries: Sequence[Withheld], anchor: str) -> RegisterPart:
    rows = (
        Row(entry.output, (_reason(entry), entry.law, entry.public_interest or _NOT_WEIGHED, *_decided(entry)))
        for entry in entries
    )
    title = "Register of outputs that are withheld as a whole"
    return RegisterPart(f"{anchor}-outputs", title, "", Grid(_HEAD_OF_OUTPUTS, tuple(rows)))


def _row_of_table(entry: Withheld) -> Row:
    extent = "" if entry.extent == "cells" else f" ({entry.extent})"
    cells = (str(count or "–") for count in (entry.cells_withheld, entry.cells_in_table))
    return Row(f"{entry.output}{extent}", (*cells, _reason(entry), entry.law, *_decided(entry)))


def _reason(entry: Withheld) -> str:
    return f"{entry.reason}: {MEANINGS[entry.reason]}"


def _decided(entry: Withheld) -> tuple[str, str]:
    return ", ".join(entry.decided_by), date_text(entry.review_by)
