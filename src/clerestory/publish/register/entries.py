"""The register of what is withheld: as public as the paper, and safe itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from clerestory.model.commission import DataKind, StudySettings, WithheldOutput
from clerestory.model.comparisons.differences import is_too_incomplete
from clerestory.model.grounds import GROUNDS
from clerestory.model.redaction.case_texts import MEANINGS as MEANINGS_OF_TEXTS
from clerestory.model.redaction.case_texts import CaseText
from clerestory.model.redaction.holds import NCND
from clerestory.model.releases import Withheld
from clerestory.model.tables import ProtectedTable
from clerestory.publish.comparisons.rows import compared_rows

REASON = "SDC"  # the one public code for every suppressed cell, small or protecting another
INCOMPLETE = "QUAL"  # a comparison of which too little is known (rule Q7)
MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        REASON: "Protects small numbers",
        INCOMPLETE: "Too little is known",
        **{code.value: ground.meaning for code, ground in GROUNDS.items()},
        **{code: meaning for code, (meaning, _) in MEANINGS_OF_TEXTS.items()},
    }
)
_TEXTS = "Texts about cases"
_LAW = (
    "Small numbers could identify a person: Freedom of Information Act 2000, section 40; Sexual Offences (Amendment) "
    "Act 1992, section 1."
)
_QUALITY = "Code of Practice for Statistics: quality."
_PRACTICE = "Small numbers could identify a person; Code of Practice for Statistics."


def withheld_register(
    tables: Sequence[ProtectedTable],
    settings: StudySettings,
    numbers: Mapping[str, int],
    *,
    decided_by: Sequence[str] = (),
    lawyers: Sequence[str] = (),
    texts: Sequence[CaseText] = (),
) -> tuple[Withheld, ...]:
    """Give an entry for each table with suppressed cells, and for each dropped comparison, in the order of the paper.

    After them one for each reason for which texts about cases are held, and one for each output withheld as a whole.

    It counts cells, never persons, and does not say which cell was unsafe and which protects it (rule S13).

    Parameters
    ----------
    numbers : mapping of str to int
        The number under which the paper prints a table, by its id; a table without one is released as CSV alone.
    decided_by : sequence of str
        Posts of those who checked at gate protect.
    lawyers : sequence of str
        Posts of lawyers who decided there: on texts, beside the others.
    texts : sequence of CaseText
        What may leave of them, and the reason of those that may not.
    """
    rebuilt = settings.study.data is DataKind.REBUILT
    order = {table.shape.id: (table.shape.id not in numbers, numbers.get(table.shape.id, 0)) for table in tables}
    found = [part for table in sorted(tables, key=lambda table: order[table.shape.id]) for part in _parts(table)]
    of_tables = tuple(
        Withheld(
            id=f"W{number}",
            key=f"{'comparison' if part.extent == 'comparison' else 'table'}:{table.shape.id}",
            output=name_of_table(table, numbers),
            extent=part.extent,
            cells_withheld=part.withheld,
            cells_in_table=part.of,
            reason=part.reason,
            law=_QUALITY if part.reason == INCOMPLETE else _PRACTICE if rebuilt else _LAW,
            decided_by=tuple(decided_by),
            review_by=settings.release.review_by,
        )
        for number, (table, part) in enumerate(found, start=1)
    )
    more = (*_of_texts(texts, settings.release.review_by, (*decided_by, *lawyers)), *_of_outputs(settings))
    return (*of_tables, *(entry.model_copy(update={"id": f"W{n}"}) for n, entry in enumerate(more, len(found) + 1)))


def _of_texts(texts: Sequence[CaseText], latest: dt.date, decided_by: Sequence[str]) -> Iterator[Withheld]:
    """Yield an entry for each reason, never for a text: neither how many nor which are held is said (rule S13).

    What is neither confirmed nor denied has its entry wherever there are texts at all, or the entry would confirm it.
    """
    reasons = {text.reason for text in texts if text.is_held} | ({NCND} if texts else set())
    for reason in sorted(reasons):
        yield Withheld(
            id="W",
            key=f"texts:{reason}",
            output=_TEXTS,
            extent="texts",
            reason=reason,
            law=f"{MEANINGS_OF_TEXTS[reason][1]}.",
            decided_by=tuple(decided_by),
            review_by=min([latest, *(text.review for text in texts if text.reason == reason and text.review)]),
        )


def _of_outputs(settings: StudySettings) -> Iterator[Withheld]:
    """Yield an entry for each output that study.toml withholds as a whole."""
    made_up = "" if settings.study.data is DataKind.CONFIDENTIAL else " (simulated)"
    posts = {person.id: person.post + made_up for person in settings.people}
    yield from (_of_output(output, posts[output.decided_by]) for output in settings.withheld if not output.came_out)


def _of_output(output: WithheldOutput, post: str) -> Withheld:
    return Withheld(
        id="W",
        key=output_key(output),
        output=output.output,
        extent="output",
        reason=output.reason.value,
        law=f"{GROUNDS[output.reason].law}.",
        public_interest=output.public_interest or None,
        decided_by=(post,),
        review_by=output.review_by,
    )


def output_key(output: WithheldOutput) -> str:
    """Give the key of an output's entry."""
    return f"output:{output.id}"


@dataclass(frozen=True)
class _Part:
    """What is withheld of a table, and why."""

    extent: Literal["cells", "whole table", "comparison"]
    withheld: int
    of: int
    reason: str


def _parts(table: ProtectedTable) -> Iterator[tuple[ProtectedTable, _Part]]:
    """Yield what is withheld of a table: cells, and a comparison that is dropped whichever way it points (rule Q7)."""
    if table.suppressed:
        cells = table.shape.size[0] * table.shape.size[1]
        yield table, _Part("whole table" if table.whole else "cells", table.suppressed, cells, REASON)
    if table.shape.comparison and is_too_incomplete(table):
        categories = len(compared_rows(table))
        yield table, _Part("comparison", categories, categories, INCOMPLETE)


def name_of_table(table: ProtectedTable, numbers: Mapping[str, int]) -> str:
    """Name a table as readers know it; ids of study.toml mean nothing to them."""
    number = numbers.get(table.shape.id)
    return f"Table {number}. {table.shape.title}" if number else f"{table.shape.title} (as CSV alone)"
