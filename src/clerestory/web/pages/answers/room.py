"""The room of answers: who opens its pages, which are always at hand, and how a form becomes an act of the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.http import Http404

from clerestory.answer.permissions import MAY, SEE_ANSWERS
from clerestory.errors import AnswerError
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.performing import perform
from clerestory.study.answers import ANSWERS, AnswerPlace, open_place
from clerestory.web.pages.fields import Unfit, act_of
from clerestory.web.pages.group.room import GROUP
from clerestory.web.pages.visits import Trial, View, Visit

A = TypeVar("A", bound=AnswerAct)
ROOM = replace(GROUP, templates="answers")


def shown(view: View) -> View:
    """Make a view that takes no form, open to who answers and to auditors."""
    return ROOM.shown(roles=SEE_ANSWERS)(view)


def visited(*acts: type[AnswerAct]) -> Callable[[View], View]:
    """Make a view that takes forms, open to who may do one of the acts."""
    return ROOM.visited(roles=frozenset().union(*(MAY[act] for act in acts)))


def place_of(visit: Visit) -> AnswerPlace:
    """Give where answers are kept.

    Raises
    ------
    Http404
        If the study that is served answers nothing: it has no ``answers.toml``.
    """
    root: Path = settings.SERVING.root
    if not (root / ANSWERS).is_file():
        raise Http404
    return open_place(root, clock=settings.CLOCK)


def may(visit: Visit, act: type[AnswerAct]) -> bool:
    """Say whether the person's roles do such an act at all."""
    return bool(MAY[act] & set(visit.person.roles))


def tried(visit: Visit, do: Callable[[], object], *, said: str = "") -> Trial:
    """Do what a form asks for; what refuses it, or which fields do not hold, stands in the trial.

    Parameters
    ----------
    do : callable
        Makes acts of what was typed (``act_of`` tells which fields do not hold) and records them.
    said : str
        What the next page says when it is done.
    """
    try:
        do()
    except Unfit as unfit:
        return Trial(problems=unfit.problems, typed=visit.typed)
    except AnswerError as refusal:
        return Trial(refusal=refusal, typed=visit.typed)
    if said:
        messages.success(visit.request, said)
    return Trial(is_done=True)


def tried_act(visit: Visit, kind: Kind, subject: str, act: type[A], *, said: str = "", **fixed: Any) -> Trial:
    """Do one act as the form says it; ``fixed`` is what the page knows itself."""

    def do() -> None:
        perform(place_of(visit), visit.person.id, kind, subject, act_of(act, visit.typed, **fixed))

    return tried(visit, do, said=said)
