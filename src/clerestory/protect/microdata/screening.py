"""Columns that may not be in an extract: free text, and what looks like an identifier (rule S11)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from clerestory.errors import TableError
from clerestory.model.wording.identifiers import HARMLESS, PATTERNS

_LONGEST_LABEL = 40  # characters; labels of code lists with spaces are shorter, sentences are longer
_MOST_LABELS = 20  # texts with a space of which most stand once are no code list


def check_columns(frame: pl.DataFrame, columns: Sequence[str]) -> None:
    """Refuse a column of free text, or of what looks like an identifier, without quoting it.

    Names of columns are not looked at, and names of persons without a title are found only as free text.

    Raises
    ------
    TableError
        At the first such column.
    """
    for column in columns:
        found = _looks_like(frame[column].cast(pl.String).drop_nulls())
        if found:
            raise TableError(
                f"holds what looks like {found}",
                where=f"column {column}",
                remedy="Leave the column out, or give short codes: years for dates, a code list for words.",
            )


def _looks_like(values: pl.Series) -> str | None:
    counted = values.value_counts(name="n")
    texts = counted[values.name]
    for name, pattern in PATTERNS.items():
        looked_at = texts.str.replace_all(HARMLESS[name], " ") if name in HARMLESS else texts
        if looked_at.str.contains(pattern).any():
            return name
    words = counted.filter(texts.str.contains(r"\S\s+\S"))
    long = (words[values.name].str.len_chars() > _LONGEST_LABEL).any()
    single = int((words["n"] == 1).sum())
    return "free text" if long or (words.height > _MOST_LABELS and 2 * single > words.height) else None
