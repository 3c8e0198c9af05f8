"""What a part of the answers gives a release: its page, and its files for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from clerestory.model.forms import Form
from clerestory.publish.open_data.columns import Column

P = TypeVar("P", bound=Form)


def _none(_: object) -> Mapping[str, str]:
    return {}


def _nothing(_: object) -> Mapping[str, object]:
    return {}


@dataclass(frozen=True)
class DescribedCsv:
    """A CSV of a part, as its metadata tell of it: the name without mark and ending, the title, and the columns."""

    name: str
    title: str
    columns: tuple[Column, ...]


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
    values : callable
        Gives what the template asks for beside the part.
    csv : tuple of DescribedCsv
        Those of the files that are CSV, each with a last column that says what kind of data it has.
    """

    name: str
    page: str
    template: str
    title: str
    about: str
    files: Callable[[P], Mapping[str, str]] = _none
    values: Callable[[P], Mapping[str, object]] = _nothing
    csv: tuple[DescribedCsv, ...] = ()
