"""What a workbook of ours is made of: sheets of one header row, no merged cells, nothing said by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Cell = str | int | float


class Closed(Enum):
    """Whether a column may hold other values than its choices."""

    YES = "yes"
    NO = "no"  # families of codes and lists of several cannot be enumerated: the choices help, and do not refuse


@dataclass(frozen=True)
class Choices:
    """The values that a column may hold: a run of cells in a column of another sheet, rows counted from 1."""

    sheet: str
    column: str
    first_row: int
    last_row: int
    closed: Closed = Closed.YES


@dataclass(frozen=True)
class Column:
    """A column: its header, its width in characters, and what a person is told who enters a cell of it."""

    header: str
    width_characters: int = 12
    prompt: str = ""
    choices: Choices | None = None


@dataclass(frozen=True)
class Sheet:
    """A sheet: its columns, and rows below the header, each as wide as they are."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()

    def __post_init__(self) -> None:
        assert all(len(row) == len(self.columns) for row in self.rows), f"sheet {self.name} has a row of another width"


@dataclass(frozen=True)
class Workbook:
    """Sheets under one title; ``mark`` (SYNTHETIC, say) is printed at the head of every page of every sheet."""

    title: str
    sheets: tuple[Sheet, ...]
    mark: str = ""
