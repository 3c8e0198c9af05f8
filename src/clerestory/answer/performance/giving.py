"""What each kind of subject gives to be counted in the performance table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from clerestory.answer.performance.answered import Answered
from clerestory.answer.requests.counting import answered_of as answered_of_request
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.settings import AnswerSettings

GIVERS: Mapping[Kind, Callable[[Any, AnswerSettings], Iterable[Answered]]] = MappingProxyType(
    {
        Kind.REQUEST: answered_of_request,
    }
)
