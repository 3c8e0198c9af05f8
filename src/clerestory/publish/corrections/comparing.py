"""What differs between two releases: values of CSV files by their place, charts by their bytes, sentences by words."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import PurePosixPath

from clerestory.model.corrections import ChangedValue
from clerestory.publish.claims.sentences import sentences

Values = Mapping[tuple[str, str], str]  # by place and column
_PLACES = ("row_key", "row_label", "column_key", "column_label", "key", "label", "part", "name", "class", "from", "to")
_UNSAID = (*_PLACES, "status", "data")  # columns that are no value of their own
_BLOCKS = ("p", "li", "h2", "h3", "h4", "dt", "dd")
_NOT_TEXT = ("table", "figure", "svg", "script", "style")


def changed_values(then: Mapping[str, bytes], now: Mapping[str, bytes]) -> dict[str, list[ChangedValue]]:
    """Give the changed values of each CSV file of tables and findings, by name of the file, where there are any.

    A cell that was withheld and is shown now, or the other way, is a change: its sign and its number are both public.
    """
    found: dict[str, list[ChangedValue]] = {}
    for name in sorted({*_tables(then), *_tables(now)}):
        before, after = _values(then.get(name, b"")), _values(now.get(name, b""))
        changed = [
            ChangedValue(
                file=name, place=at[0], column=at[1], then=before.get(at, _NONE), now=after.get(at, _NONE)
            )
            for at in dict.fromkeys((*before, *after))
            if before.get(at) != after.get(at)
        ]  # fmt: skip
        if changed:
            found[name] = changed
    return found


_NONE = ""


def changed_charts(then: Mapping[str, bytes], now: Mapping[str, bytes]) -> tuple[str, ...]:
    """Give the names of the files of charts that differ, or that one of the two has not; narrow drawings left out."""
    names = {name for name in (*then, *now) if name.startswith("charts/") and not name.endswith("-narrow.svg")}
    return tuple(sorted(name for name in names if then.get(name) != now.get(name)))


def changed_sentences(then: bytes, now: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the sentences of a paper's page that it has no more, and those that are new, in their order."""
    before, after = _sentences(then), _sentences(now)
    return tuple((Counter(before) - Counter(after)).elements()), tuple((Counter(after) - Counter(before)).elements())


def _tables(files: Mapping[str, bytes]) -> Iterator[str]:
    return (name for name in files if name.startswith("tables/") and PurePosixPath(name).suffix == ".csv")


def _values(data: bytes) -> Values:
    """Read a CSV file as values by place and column; a place that stands twice is numbered."""
    found: dict[tuple[str, str], str] = {}
    seen: Counter[str] = Counter()
    for row in csv.DictReader(io.StringIO(data.decode())):
        place = _place(row)
        seen[place] += 1
        numbered = place if seen[place] == 1 else f"{place} ({seen[place]})"
        found |= {(numbered, column): value for column, value in _said(row)}
    return found


def _place(row: Mapping[str, str]) -> str:
    """Name the place of a row as people know it: by labels, and by keys where there are none."""
    labelled = {name for name in _PLACES if name.endswith("key") and row.get(f"{name.removesuffix('key')}label")}
    return ", ".join(row[name] for name in _PLACES if row.get(name) and name not in labelled)


def _said(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the values of a row; the sign of a count that is not shown stands in its place."""
    for column, value in row.items():
        if column == "count":
            yield column, f"{value} {row.get('status') or ''}".strip()
        elif column not in _UNSAID:
            yield column, value
    if "count" not in row and "status" in row:
        yield "status", row["status"]


def _sentences(page: bytes) -> list[str]:
    reader = _ArticleText()
    reader.feed(page.decode())
    return [one.text.strip() for block in reader.blocks for one in sentences(block) if one.text.strip()]


class _ArticleText(HTMLParser):
    """The text of each block of the article, without tables and charts, which are compared by their files."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._inside, self._skipped = False, 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "article":
            self._inside = True
        elif tag in _NOT_TEXT:
            self._skipped += 1
        elif tag in _BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._inside = False
        elif tag in _NOT_TEXT:
            self._skipped -= 1
        elif tag in _BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if self._inside and not self._skipped:
            if not self.blocks:
                self.blocks.append("")
            self.blocks[-1] += data
