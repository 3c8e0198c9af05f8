"""Finding in columns of text what must never come (rule V13), however it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from clerestory.model.wording.identifiers import DASHES, HARMLESS, INVISIBLE, PATTERNS, QUOTES


def findings(values: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    """Yield the kinds of identifier in a column of text, each with the rows (booleans) that hold it.

    The text is brought to one form first: full-width characters and hard spaces to plain ones, every dash to ``-``,
    invisible characters away.
    """
    distinct = values.unique()
    distinct = distinct.filter(distinct.str.len_bytes() > 2)
    plain = _plain(distinct)
    for kind, pattern in PATTERNS.items():
        looked_at = plain.str.replace_all(HARMLESS[kind], " ") if kind in HARMLESS else plain
        found = distinct.filter(looked_at.str.contains(pattern))
        if found.len():
            yield kind, values.is_in(found.implode()).fill_null(value=False)


def kinds_in(texts: Iterable[str]) -> list[str]:
    """Give the kinds of identifier in loose texts, such as comments and names of sheets."""
    return [kind for kind, _ in findings(pl.Series(list(texts), dtype=pl.String))]


def _plain(values: pl.Series) -> pl.Series:
    plain = values.str.normalize("NFKC").str.replace_all(INVISIBLE, "").str.replace_all(DASHES, "-")
    return plain.str.replace_all(QUOTES, "'").str.replace_all(r"\s", " ")
