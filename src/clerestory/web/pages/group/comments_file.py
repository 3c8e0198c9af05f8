"""The comments of a round as a file of CSV: what the pages show to who answers, and no more."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from clerestory.model.desk.documents import Document
from clerestory.model.desk.group import Remark, Round
from clerestory.publish.csv_files import csv_text
from clerestory.review.desk.following import follow
from clerestory.web.pages.group import shelf
from clerestory.web.pages.group.standing import later_draft
from clerestory.web.pages.group.writing import titles
from clerestory.web.pages.visits import Visit
from clerestory.web.pages.words import time_words
from clerestory.web.service.studies import served_study

COLUMNS = (
    *("round", "comment", "member", "document", "place", "row", "column", "words read", "written", "about", "text"),
    *("answer", "answered by", "answered", "answer text", "what changed", "in the last draft", "data"),
)


def comments_csv(visit: Visit, round_: Round, remarks: Iterable[Remark], *, waiting: Container[str]) -> str:
    """Give comments as CSV, one a row; no program that opens it takes a text for a formula.

    Parameters
    ----------
    waiting : container of str
        Ids of those that have no answer that stands.
    """
    rows = _Rows(visit, round_, waiting, titles(round_), shelf.place_names(round_), _later(visit, round_))
    return csv_text(COLUMNS, map(rows.row, remarks))


@dataclass(frozen=True)
class _Rows:
    """What all rows are made of."""

    visit: Visit
    round: Round
    waiting: Container[str]
    titles: Mapping[str, str]
    places: Mapping[tuple[str, str], str]
    later: Mapping[str, Document]

    def row(self, remark: Remark) -> list[object]:
        anchor, last = remark.anchor, remark.wordings[-1]
        return [
            self.round.number,
            remark.id,
            self.visit.post_of(remark.member),
            self.titles.get(anchor.document, anchor.document),
            self.places[anchor.document, anchor.block],
            anchor.row,
            anchor.column,
            anchor.quote,
            time_words(last.time),
            last.aim.value,
            last.text,
            *self._answer(remark),
            self._now(remark),
            served_study().settings.study.data.value,
        ]

    def _answer(self, remark: Remark) -> list[str]:
        given = remark.answer
        if given is None:
            return ["", "", "", "", ""]
        fallen = " (no longer stands)" if remark.id in self.waiting else ""
        who, when = self.visit.post_of(given.person), time_words(given.time)
        return [given.disposition.words + fallen, who, when, given.text, given.change]

    def _now(self, remark: Remark) -> str:
        document = self.later.get(remark.anchor.document)
        return follow(self.round.number, remark, document).found.value if document else ""


def _later(visit: Visit, round_: Round) -> Mapping[str, Document]:
    """Give the documents of the last draft, where it came after the round's and is open to the person."""
    latest = later_draft(visit, round_)
    return shelf.documents_in(latest.draft) if latest else {}
