"""Acts about commitments made of what their forms send: a document, evidence and parts stand in fields of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from clerestory.errors import AnswerError
from clerestory.model.answers.acts import commitments as acts
from clerestory.model.forms import Form
from clerestory.pipeline.answering.commitments.ledger import released_evidence
from clerestory.study.answers import AnswerPlace
from clerestory.web.pages.fields import ASKED, Problem, Unfit, act_of

# What is asked where nothing was typed, for fields that forms of other rooms call by the same name.
_ASKED = {
    "owner": "Enter the post or body that keeps it",
    "decision": "Enter what was decided, in at most 200 characters",
    "words": "Enter the promise, in the words of the document",
}
A = TypeVar("A", bound=Form)
Typed = Mapping[str, str]


def made_of(typed: Typed) -> acts.MakeCommitment:
    """Make the act that enters a promise.

    Raises
    ------
    Unfit
        With everything that is wrong, field by field.
    """
    follows = tuple(one for name in typed.get("follows", "").split(",") if (one := name.strip()))
    lines = [line for line in typed.get("parts", "").splitlines() if line.strip()]
    parts = tuple(
        {"id": name.strip(), "title": title.strip()} for name, _, title in (line.partition("=") for line in lines)
    )
    return _with(acts.MakeCommitment, typed, "source", lambda: _source(typed), follows=follows, parts=parts)


def change_of(place: AnswerPlace, act: type[Form], typed: Typed) -> acts.CommitmentAct:
    """Make the act of a change; ``AnswerError`` if a released file that it names is none.

    Raises
    ------
    Unfit
        With everything that is wrong, field by field.
    """
    made: Any
    if act in (acts.KeepCommitment, acts.KeepPart):
        made = _with(act, typed, "evidence", lambda: (_evidence(place, typed),))
    elif act is acts.AddSource:
        made = _with(act, typed, "source", lambda: _source(typed))
    else:
        made = _plain(act, typed)
    return made


def _plain(act: type[A], typed: Typed) -> A:
    try:
        return act_of(act, typed)
    except Unfit as unfit:
        raise Unfit(*_problems(unfit.problems, typed)) from None


def _problems(problems: Iterable[Problem], typed: Typed) -> list[Problem]:
    return [
        Problem(one.field, _ASKED[one.field]) if one.field in _ASKED and not typed.get(one.field) else one
        for one in problems
    ]


def _source(typed: Typed) -> acts.Source:
    """Make a source; the form of an act takes words as verbatim, and a page asks."""
    problems = [] if typed.get("words_are") else [Problem("words_are", ASKED["words_are"])]
    try:
        made = act_of(acts.Source, typed)
    except Unfit as unfit:
        raise Unfit(*unfit.problems, *problems) from None
    if problems:
        raise Unfit(*problems)
    return made


def _evidence(place: AnswerPlace, typed: Typed) -> acts.Evidence:
    if not typed.get("file"):
        return act_of(acts.Evidence, typed)
    shown = act_of(acts.Evidence, {**typed, "file": "", "address": "https://example.org"})
    try:
        return released_evidence(place, title=shown.title, dated=shown.dated, file=typed["file"])
    except AnswerError as error:
        raise Unfit(Problem("file", f"The file {error.what}")) from None


def _with(act: type[A], typed: Typed, name: str, inner: Callable[[], object], **fixed: Any) -> A:
    """Make an act with a part that is a form of its own; the problems of both are told together."""
    problems: list[Problem] = []
    try:
        fixed[name] = inner()
    except Unfit as unfit:
        problems += unfit.problems
    try:
        made = act_of(act, {key: value for key, value in typed.items() if key != name}, **fixed)
    except Unfit as unfit:
        problems += (one for one in unfit.problems if one.field != name)
    if problems:
        raise Unfit(*_problems(problems, typed))
    return made
