"""What a part of the answers gives a release: its page, and its files for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from clerestory.model.forms import Form

P = TypeVar("P", bound=Form)


def _none(_: object) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class AnswerPart(Generic[P]):
    """A part of the answers.

    Attributes
    ----------
    name : str
        Its field in PublicAnswers.
    page, template : str
        Its page, and the template ``answers/<name>.html`` that makes it, with the part as ``made``.
    title, about : str
        What links call it, and a sentence on what it has.
    files : callable
        Gives further files by name (without the mark of made-up data), such as a CSV.
    """

    name: str
    page: str
    template: str
    title: str
    about: str
    files: Callable[[P], Mapping[str, str]] = _none
