"""What a page and a release need of a finding, whatever its kind: words, chart, tables and a file, together."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clerestory.publish.charts import Chart

NONE = "–"  # where there is no number to print


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


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give rows as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
