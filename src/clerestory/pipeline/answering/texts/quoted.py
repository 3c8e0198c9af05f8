"""Facts and promises that a text cites by their ids: what each prints, from the record, while it holds."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from clerestory.answer.everything import SUBJECTS
from clerestory.answer.watch.repeating import repeatable, words_of
from clerestory.errors import PaperError
from clerestory.model.answers.kinds import Kind
from clerestory.model.calendar import date_text
from clerestory.pipeline.answering.reading import record_of, state_of
from clerestory.study.answers import AnswerPlace

_REFERENCE = re.compile(r'^(?P<what>statement|due)\["(?P<id>[^"]{1,80})"\]$')
_SLOTS = ("sorry",)  # what is put in its place when the letter goes out


@dataclass
class Quoted:
    """What a text cites of the record of a place; ids are kept in the order in which they are cited."""

    place: AnswerPlace
    day: dt.date
    statements: dict[str, None] = field(default_factory=dict)
    commitments: dict[str, None] = field(default_factory=dict)

    def printed(self, reference: str) -> str | None:
        """Give what a reference prints; None where it is none to a fact or a promise.

        Raises
        ------
        PaperError
            If there is no such fact or promise, or it is not to be repeated any more.
        """
        if reference in _SLOTS:
            return f"{{{{ {reference} }}}}"
        found = _REFERENCE.match(reference)
        if found is None:
            return None
        return self._statement(found["id"]) if found["what"] == "statement" else self._due(found["id"])

    def _statement(self, name: str) -> str:
        state = self._state(Kind.STATEMENT, name)
        found = repeatable(state, self.day)
        if not found.may:
            remedy = f"Cite {found.instead} instead." if found.instead else _CONFIRM
            raise _unfit(f"cites the statement {name!r}, and {found.why_not}", remedy)
        self.statements[name] = None
        return words_of(state)

    def _due(self, name: str) -> str:
        state = self._state(Kind.COMMITMENT, name)
        if state.due is None:
            raise _unfit(f"cites the commitment {name!r}, which has no day", "Give it a day in the ledger.")
        if not (state.state.is_open or state.state.is_kept):
            raise _unfit(f"cites the day of the commitment {name!r}, which is promised no more", "Cite its successor.")
        self.commitments[name] = None
        return date_text(state.due)

    def _state(self, kind: Kind, name: str) -> Any:
        if kind not in SUBJECTS or name not in record_of(self.place).subjects(kind):
            raise _unfit(f"there is no {kind.words} {name!r}", f"List them: `clerestory answer {kind.value} list DIR`.")
        return state_of(self.place, kind, name)


_CONFIRM = "Leave it out, or have it confirmed: `clerestory answer statement confirm`."


def _unfit(what: str, remedy: str) -> PaperError:
    return PaperError(what, where="the text", remedy=remedy)
