"""What a page and a release need of a finding, whatever its kind: words, chart, tables and a file, together."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clerestory.model.commission import DataKind
from clerestory.publish.charts.svg import Chart
from clerestory.publish.open_data.columns import Column, code, data_column, header, text
from clerestory.spreadsheets import defused

NONE = "–"  # where there is no number to print
_WORDS = (code("part", "Part", key=True), text("why", "Why nothing is given", required=True))
_NUMBER = re.compile(r"-?[0-9.]+(e[+-][0-9]+)?")  # below 0 it begins as a formula does


@dataclass(frozen=True)
class Numbers:
    """The numbers of the chart in words, for the table beside it: each row a label and its values."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Details:
    """A further table, folded: the first column heads the rows, the last ``numbers`` columns are numbers."""

    summary: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int


@dataclass(frozen=True)
class Shown:
    """A finding as a paper shows it; without a chart where nothing may be given but words.

    Attributes
    ----------
    note : str
        What stands below it, before the link to its file.
    link : str
        The words of that link.
    csv : str
        Its file, which the release has whether the paper shows the finding or not.
    columns : tuple of Column
        Those of the file but the last, which says what kind of data it is.
    """

    title: str
    sentences: tuple[str, ...]
    chart: Chart | None
    numbers: Numbers
    details: tuple[Details, ...]
    note: str
    link: str
    csv: str
    columns: tuple[Column, ...]


def shown_words(why: str, title: str, data: DataKind) -> Shown:
    """Give what is shown where nothing is given but the words why."""
    csv = csv_text(_WORDS, [("nothing given", why)], data)
    return Shown(title, (f"No figures are given. {why}",), None, Numbers("", (), ()), (), "", "", csv, _WORDS)


def csv_text(columns: Sequence[Column], rows: Iterable[Sequence[str]], data: DataKind) -> str:
    """Give rows as CSV, each with the kind of data behind it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header((*columns, data_column(data))))
    writer.writerows(
        [cell if _NUMBER.fullmatch(cell) else defused(cell) for cell in (*row, data.value)] for row in rows
    )
    return out.getvalue()
