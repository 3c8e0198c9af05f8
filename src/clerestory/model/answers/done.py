"""An act that was done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Generic, TypeVar

from clerestory.model.answers.acts.common import AnswerAct

A = TypeVar("A", bound=AnswerAct)


@dataclass(frozen=True)
class Done(Generic[A]):
    """An act with who did it, and when it was recorded.

    Attributes
    ----------
    time : datetime
        In UTC. What happened when stands in fields of the act: a letter is often recorded after its day of receipt.
    person : str
        Id of a person, or the program's.
    """

    time: dt.datetime
    person: str
    act: A
