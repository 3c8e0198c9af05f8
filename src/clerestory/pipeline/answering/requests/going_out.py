"""Everything of an answer to a request that others read: its text, the log, the notice, titles and reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from clerestory.errors import AnswerTextError
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.requests import Request
from clerestory.model.answers.written import CheckedText, CitedCell
from clerestory.pipeline.answering.requests.texts import checked_answer, checked_log, figures_of, kept_answer, own_of
from clerestory.pipeline.answering.texts.checking import check_text, checked_text
from clerestory.study.answers import AnswerPlace

_PRINTED = ("covers", "why", "harm", "opinion", "repeats")  # what a notice prints of a section, beside the weighing
_Check = Callable[[str, str], CheckedText]
_YEAR = r"(?:19|20)\d\d\b"
# Where a title says of which years it is: at its end, before a sign, or as "2019 to 2024".
_YEARS = re.compile(rf"\b{_YEAR}(?:/\d\d\b)?(?=$|[,;\u2013-]| (?:to|and) {_YEAR})")


@dataclass(frozen=True)
class Whole:
    """An answer as it is printed: its text, the words of the log, and its request with the words of the notice."""

    text: str
    log: acts.LogEntry
    request: Request
    figures: tuple[acts.CitedFigure, ...]


def checked_whole(place: AnswerPlace, reference: str, request: Request, text: str, log: acts.LogEntry) -> Whole:
    """Give an answer as it goes out, with every figure that it cites anywhere.

    Raises
    ------
    AnswerTextError
        If something of it may not go out, naming where it stands.
    """
    given = checked_log(place, request, log)
    checked = checked_answer(place, reference, request, text)
    noticed, cells = printed_notice(place, reference, request)
    figures = figures_of((*checked.cells, *(given.cells if given else ()), *cells))
    printed = log.model_copy(update={"given": given.text}) if given else log
    return Whole(checked.text, printed, noticed, figures)


def checked_draft(place: AnswerPlace, reference: str, request: Request, draft: acts.DraftAnswer) -> Whole:
    """Give a draft as it goes out; ``checked_whole`` says what keeps it."""
    log = draft.log.model_copy(update={"given": draft.given or draft.log.given})
    return checked_whole(place, reference, request, kept_answer(place, draft.text), log)


def printed_notice(
    place: AnswerPlace, reference: str, request: Request, *, to_look_at: bool = False
) -> tuple[Request, tuple[CitedCell, ...]]:
    """Give a request with the words of its sections as a notice prints them, and the cells that they cite.

    Raises
    ------
    AnswerTextError
        If some may not go out; not where they are only looked at.
    """
    references = own_of(reference, request)

    def checked(where: str, text: str) -> CheckedText:
        if to_look_at:
            return check_text(place, text, kind=Kind.REQUEST, references=references)
        return _checked(place, where, text, references)

    made = {section: _printed_section(one.act, checked) for section, one in request.applied.items()}
    applied = {section: replace(one, act=made[section][0]) for section, one in request.applied.items()}
    return replace(request, applied=applied), tuple(cell for _, cells in made.values() for cell in cells)


def _printed_section(act: acts.ApplyExemption, checked: _Check) -> tuple[acts.ApplyExemption, tuple[CitedCell, ...]]:
    where = act.section.words
    said = {name: checked(f"{where}, {name}", getattr(act, name)) for name in _PRINTED if getattr(act, name)}
    weighed = act.public_interest
    parts = dict(weighed) if weighed else {}
    weighing = {name: checked(f"{where}, {name}", text) for name, text in parts.items()}
    made = act.model_copy(update={name: one.text for name, one in said.items()})
    if weighed:
        new = weighed.model_copy(update={name: one.text for name, one in weighing.items()})
        made = made.model_copy(update={"public_interest": new})
    return made, tuple(cell for one in (*said.values(), *weighing.values()) for cell in one.cells)


def check_goes_out(place: AnswerPlace, reference: str, request: Request | None, act: AnswerAct) -> None:
    """Check what an act of a request lets others read.

    Raises
    ------
    AnswerTextError
        If it may not go out.
    """
    if request is not None:  # its policies let no such act begin one
        _CHECKS[type(act)](place, reference, request, act)


def _section(place: AnswerPlace, reference: str, request: Request, act: acts.ApplyExemption) -> None:
    references = own_of(reference, request)
    _printed_section(act, lambda where, text: _checked(place, where, text, references))


def _extension(place: AnswerPlace, reference: str, request: Request, act: acts.ExtendRequest) -> None:
    _check_as_it_is(place, "the reason", act.reason, own_of(reference, request))


def _correction(place: AnswerPlace, reference: str, request: Request, act: acts.CorrectAnswer) -> None:
    _check_as_it_is(place, "what was wrong", act.reason, own_of(reference, request))


def _titles(place: AnswerPlace, _reference: str, _request: Request, act: acts.DraftAnswer) -> None:
    for one in act.tables:
        _check_as_it_is(place, f"the title of {one.table}", _YEARS.sub("its year", one.title))


def _clearance(place: AnswerPlace, reference: str, request: Request, _act: acts.ClearAnswer) -> None:
    if request.draft is not None:
        checked_draft(place, reference, request, request.draft.act)


def _check_as_it_is(place: AnswerPlace, where: str, text: str, references: tuple[str, ...] = ()) -> None:
    """Check words that are printed as they are typed."""
    if "{{" in text or "}}" in text:
        raise AnswerTextError(
            "holds a reference", where=where, remedy="It is printed as it is: say it without figures."
        )
    _checked(place, where, text, references)


def _checked(place: AnswerPlace, where: str, text: str, references: tuple[str, ...]) -> CheckedText:
    try:
        return checked_text(place, text, kind=Kind.REQUEST, references=references)
    except AnswerTextError as error:
        raise AnswerTextError(error.what, where=f"{where}, {error.where}", remedy=error.remedy) from None


_CHECKS: Mapping[type[AnswerAct], Callable[[AnswerPlace, str, Request, Any], None]] = MappingProxyType(
    {
        acts.ApplyExemption: _section,
        acts.ExtendRequest: _extension,
        acts.CorrectAnswer: _correction,
        acts.DraftAnswer: _titles,
        acts.ClearAnswer: _clearance,
    }
)
GOING_OUT = frozenset(_CHECKS)
