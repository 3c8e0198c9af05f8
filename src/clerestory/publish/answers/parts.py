"""What a part of the answers gives a release: its page, its tables, and other files for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from clerestory.model.commission import DataKind
from clerestory.model.forms import Form
from clerestory.publish.csv_files import csv_text
from clerestory.publish.open_data.columns import Column, data_column, header
from clerestory.publish.open_data.metadata import About, DataFile, metadata_beside

P = TypeVar("P", bound=Form)


def _none(_: object) -> Mapping[str, Any]:
    return {}


def _no_tables(_: object) -> Iterable[AnswerTable]:
    return ()


@dataclass(frozen=True)
class AnswerTable:
    """A table of answers for programs: a CSV, and what is said of it.

    Attributes
    ----------
    name : str
        Of the file, without ending and without the mark of made-up data.
    columns : tuple of Column
        But the last, which says what kind of data it is.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    notes: tuple[str, ...] = ()

    def text(self, data: DataKind) -> str:
        """Give the CSV."""
        return csv_text(header((*self.columns, data_column(data))), [[*row, data.value] for row in self.rows])

    def described(self, path: str, data: DataKind) -> DataFile:
        """Give what is said of the CSV at a path."""
        title = f"{data.mark}: {self.title}" if data.mark else self.title
        return DataFile(path, title, (*self.columns, data_column(data)), notes=self.notes)

    def files(self, path: str, about: About) -> dict[str, str]:
        """Give the CSV with its metadata beside it, by name, outside a release."""
        return {path: self.text(about.data), **metadata_beside(self.described(path, about.data), about)}


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
    tables : callable
        Gives tables for programs; the metadata of the release tell of each.
    files : callable
        Gives further files by name (without the mark of made-up data), such as a feed.
    values : callable
        Gives what the template asks for beside the part.
    """

    name: str
    page: str
    template: str
    title: str
    about: str
    tables: Callable[[P], Iterable[AnswerTable]] = _no_tables
    files: Callable[[P], Mapping[str, str]] = _none
    values: Callable[[P], Mapping[str, Any]] = _none
