"""What the record needs of a kind of subject: its acts, what follows from them, and what may happen now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.done import Done
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.rows import Row
from clerestory.model.answers.settings import AnswerSettings

A = TypeVar("A", bound=AnswerAct)
S = TypeVar("S")


def _by_itself(_subject: str, _act: Any, _others: Callable[[str], Any]) -> None:
    """Let an act happen whatever other subjects there are."""


@dataclass(frozen=True)
class Subjects(Generic[A, S]):
    """A kind of subject.

    Attributes
    ----------
    acts : TypeAdapter
        Reads an act of the kind.
    after : callable
        A pure fold: the state after an act, from the state before (None before the first) and the settings.
    check : callable
        Raises AnswerNowError where an act may not happen in a state.
    row : callable
        What lists have of a state.
    beside : callable
        Raises AnswerNowError where other subjects of the kind, each given by its id or None, do not allow an act.
    """

    kind: Kind
    acts: TypeAdapter[A]
    after: Callable[[S | None, Done[A], AnswerSettings], S]
    check: Callable[[S | None, Done[A], AnswerSettings], None]
    row: Callable[[S, AnswerSettings], Row]
    beside: Callable[[str, A, Callable[[str], S | None]], None] = _by_itself

    def folded(self, done: Iterable[Done[A]], settings: AnswerSettings) -> S | None:
        """Give the state after acts in their order; None where there are none."""
        state: S | None = None
        for one in done:
            state = self.after(state, one, settings)
        return state


AnySubjects = Subjects[Any, Any]
