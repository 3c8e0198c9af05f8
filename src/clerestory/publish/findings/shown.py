"""What a page and a release need of a finding, whatever its kind: words, chart, tables and a file, together."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clerestory.model.commission import DataKind
from clerestory.publish.charts import Chart
from clerestory.spreadsheets import defused

NONE = "–"  # where there is no number to print
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
    """

    title: str
    sentences: tuple[str, ...]
    chart: Chart | None
    numbers: Numbers
    details: tuple[Details, ...]
    note: str
    link: str
    csv: str


def shown_words(why: str, title: str, data: DataKind) -> Shown:
    """Give what is shown where nothing is given but the words why."""
    csv = csv_text(("part", "why", "data"), [("nothing given", why, data.value)])
    return Shown(title, (f"No figures are given. {why}",), None, Numbers("", (), ()), (), "", "", csv)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give rows as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([cell if _NUMBER.fullmatch(cell) else defused(cell) for cell in row] for row in rows)
    return out.getvalue()
