"""How acts about requests are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clerestory.errors import AnswerNowError
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.done import Done
from clerestory.model.answers.request_settings import RequestSettings
from clerestory.model.answers.requests import Request

Policy = Callable[[Request, Done[acts.RequestAct], Any, RequestSettings], None]
LEAST_WORDS = 8  # of a reason that is weighed; fewer weigh nothing, as in [[withheld]] of study.toml


def not_now(act: AnswerAct, what: str, remedy: str) -> AnswerNowError:
    """Give the refusal of what the state does not allow."""
    return AnswerNowError(what, where=type(act).model_fields["act"].default, remedy=remedy)


def says_little(text: str) -> bool:
    """Whether a text has fewer words than a reason needs."""
    return len(text.split()) < LEAST_WORDS
