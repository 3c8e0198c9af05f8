"""A paragraph outside a paper, read against the last release: every figure a reference, every claim borne out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clerestory.errors import PaperError
from clerestory.model.answers.statements import TOLD
from clerestory.model.answers.written import CitedCell
from clerestory.model.calendar import date_text
from clerestory.model.wording.claims import Sense
from clerestory.model.wording.sentences import as_read
from clerestory.publish.cited.tables import ReleasedTables
from clerestory.publish.claims import (
    CLAIM,
    Evidence,
    Passage,
    References,
    Sentence,
    read_claims,
    read_mark,
    sentences,
)
from clerestory.publish.claims.evidence import CELL, NOTHING_DECLARED
from clerestory.publish.claims.gate import TESTIMONY
from clerestory.publish.numbers import literal_numbers
from clerestory.publish.paper.places import MOST, PLACE, filled, number_at, place_of
from clerestory.publish.paper.references import REFERENCE, cited_cell, printed_day, printed_of_tables

_CELL = re.compile(CELL)
_OF_TABLES = re.compile(r"^(?!statement\[|due\[).*\[|^claim ")
_LONG_QUOTE = 3  # words up to which a quotation is a term
_QUOTED = re.compile('\u201c[^\u201d]*\u201d|"[^"]*"')


@dataclass(frozen=True)
class Standing:
    """What the caller of a check knows and a release does not.

    Attributes
    ----------
    printed : callable
        Gives what a reference to a fact or a promise of the caller's prints; None where it is none of these. Raises
        PaperError where there is no such fact.
    without : callable
        Gives a text with letters in place of the figures that may stand, as long as it was.
    """

    printed: Callable[[str], str | None] = lambda reference: None
    without: Callable[[str], str] = lambda text: text


@dataclass(frozen=True)
class CitedFault:
    """What is wrong in a sentence, by its place in the paragraph from 1, and what to do."""

    sentence: int
    what: str
    remedy: str


@dataclass(frozen=True)
class CitedText:
    """A paragraph with its references printed.

    Attributes
    ----------
    text : str
        What readers see.
    sentences : tuple of str
        The same, a sentence each, as far as the program tells sentences apart.
    without_tables : tuple of str
        The same without what is cited of tables, which speaks of many cases and never of one.
    cited : tuple of tuple of str
        The references of each sentence, without braces.
    faults : tuple of CitedFault
    cells : tuple of CitedCell
        Of every reference and of every claim.
    """

    text: str
    sentences: tuple[str, ...]
    without_tables: tuple[str, ...]
    cited: tuple[tuple[str, ...], ...]
    faults: tuple[CitedFault, ...]
    cells: tuple[CitedCell, ...]


def read_cited(paragraph: str, tables: ReleasedTables | None, standing: Standing) -> CitedText:
    """Print the references of a paragraph, and tell what is wrong with it.

    Parameters
    ----------
    paragraph : str
        In one line; Markdown in it means nothing.
    tables : ReleasedTables or None
        Of the last release; None where there is none, and then no figure can be cited.
    """
    return _Reading(paragraph, tables, standing).read()


class _Reading:
    """One paragraph while it is read."""

    def __init__(self, paragraph: str, tables: ReleasedTables | None, standing: Standing) -> None:
        self._tables, self._standing = tables, standing
        self._said = tuple(match[1].strip() for match in REFERENCE.finditer(paragraph))[:MOST]
        numbers = iter(range(MOST))
        self._bare = REFERENCE.sub(lambda match: place_of(next(numbers)), paragraph)
        self._wrong: dict[int, PaperError] = {}
        self._cells: list[CitedCell] = []
        self._printed = [self._print(at, reference) for at, reference in enumerate(self._said)]

    def read(self) -> CitedText:
        """Give the paragraph as it is read."""
        found = tuple(sentences(as_read(self._bare)))
        pairs = zip(self._said, self._printed, strict=True)
        others = ["" if _OF_TABLES.search(reference) else printed for reference, printed in pairs]
        return CitedText(
            filled(self._bare, self._printed),
            tuple(filled(one.text, self._printed) for one in found),
            tuple(filled(one.text, others) for one in found),
            tuple(tuple(self._said[at] for at in self._places(one)) for one in found),
            tuple(fault for number, one in enumerate(found, 1) for fault in self._faults(number, one)),
            tuple(self._cells),
        )

    @staticmethod
    def _places(sentence: Sentence) -> list[int]:
        return [number_at(match) for match in PLACE.finditer(sentence.text)]

    def _print(self, at: int, reference: str) -> str:
        try:
            return self._words(reference)
        except PaperError as error:
            self._wrong[at] = error
            return ""

    def _words(self, reference: str) -> str:
        said = self._standing.printed(reference)
        if said is None:
            said = printed_day(reference)
        if said is None:
            said = self._of_tables(reference)
        if said is None:
            raise _unfit("holds a reference of no form that there is", "docs/reference/answer-texts.md has every form.")
        return said

    def _of_tables(self, reference: str) -> str | None:
        """Give what the release and its tables say; None where the reference speaks of neither."""
        if self._tables is None:
            if _OF_TABLES.search(reference):
                raise _unfit(
                    "cites a table, and nothing is released yet", "Wait for the release, or leave the figure out."
                )
            return "" if read_mark(reference) else None
        said = _of_release(reference, self._tables)
        if said is None:
            said = printed_of_tables(reference, self._tables)
            self._keep(reference, said or "")
        return said

    def _keep(self, reference: str, said: str) -> None:
        """Keep the cells that a reference or a claim cites."""
        assert self._tables is not None
        for name in _CELL.findall(reference) if reference.startswith(CLAIM) else [reference]:
            cell = cited_cell(name, self._tables)
            if cell:
                shape = cell.table.shape
                row, column = shape.rows[cell.row].key, shape.columns[cell.column].key
                self._cells.append(CitedCell(shape.id, row, column, said, self._tables.release))

    def _faults(self, number: int, sentence: Sentence) -> Iterator[CitedFault]:
        for at in self._places(sentence):
            if at in self._wrong:
                yield CitedFault(number, self._wrong[at].what, self._wrong[at].remedy)
        if "{{" in sentence.text or "}}" in sentence.text:
            yield CitedFault(number, "holds braces that begin or end no reference", "Write {{ ... }} on one line.")
        if any(True for _ in literal_numbers(self._standing.without(sentence.text))):
            yield CitedFault(number, _FIGURE, _FIGURE_REMEDY)
        yield from (CitedFault(number, *each) for each in self._claims(sentence))
        yield from (CitedFault(number, *each) for each in self._quotes(sentence))

    def _claims(self, sentence: Sentence) -> Iterator[tuple[str, str]]:
        evidence = self._tables.evidence if self._tables else Evidence(NOTHING_DECLARED, {})
        _, wrong = read_claims([Passage(1, sentence.text)], References(self._said, self._printed), evidence)
        senses = {hit.word: hit.meaning.sense for hit in sentence.claims()}
        for each in wrong:
            sense = senses.get(each.fault.word)
            yield each.fault.what, _INSTEAD.get(sense, each.fault.remedy) if sense else each.fault.remedy

    def _quotes(self, sentence: Sentence) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with what somebody said: it is marked, and is never evidence of a cause."""
        is_marked = any(self._said[at] == TESTIMONY or TOLD in self._printed[at] for at in self._places(sentence))
        quoted = max((len(found[0].split()) for found in _QUOTED.finditer(sentence.text)), default=0)
        if quoted > _LONG_QUOTE and not is_marked:
            yield (
                "quotes somebody and is not marked as testimony",
                "Write {{ testimony }} in the sentence, and name who said it.",
            )
        if is_marked and any(hit.meaning.sense is Sense.CAUSE for hit in sentence.claims()):
            yield "takes testimony for evidence of a cause", "Quote what was seen or felt, and leave the cause out."


# What no table of a release can bear out, and what to write then.
_INSTEAD = {
    Sense.CAUSE: "Leave the cause out: no table of a release shows one.",
    Sense.PREVALENCE: 'Write "recorded": a table counts what was recorded, and not what happened.',
}
_FIGURE = "holds a number that no table and no recorded fact has behind it"
_FIGURE_REMEDY = (
    'Cite a cell, {{ t1["row", "column"] }}, or a fact, {{ statement["id"] }}; of a year write {{ year 2020 }}.'
)


def _of_release(reference: str, tables: ReleasedTables) -> str | None:
    """Give what a reference to the release itself prints; None where it is none."""
    start, end = tables.period
    said = {
        "release.date": date_text(tables.date),
        "study.title": tables.title,
        "study.period": f"{date_text(start)} to {date_text(end)}",
    }
    return said.get(reference)


def _unfit(what: str, remedy: str) -> PaperError:
    return PaperError(what, where="the text", remedy=remedy)
