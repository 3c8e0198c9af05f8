"""What a page of a release shows: its tables, sentences and the words for its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html

from released.grids import Grid, grid, one_spaced

Element = Any  # of lxml


def page(path: Path) -> Element:
    return lxml.html.fromstring(path.read_bytes())


def tables(root: Element) -> dict[str, Grid]:
    """Every table by the id of its caption, or by its own label."""
    return {of.get("aria-labelledby") or of.get("aria-label"): _grid(of) for of in root.iter("table")}


def files_of_tables(root: Element) -> dict[str, list[str]]:
    """The CSV files that the page names beside each table, by the number of the table."""
    found = {}
    for table in root.iter("table"):
        around = [of for of in table.iterancestors("div") if "table" in (of.get("class") or "").split()]
        if around:
            hrefs = [a.get("href") for a in around[0].iter("a")]
            found[table.get("aria-labelledby").removeprefix("table-")] = [h for h in hrefs if h.endswith(".csv")]
    return found


def files_of_charts(root: Element) -> dict[str, str]:
    """The SVG file of each chart, by the number of the chart."""
    links = ((a.text_content(), a.get("href")) for a in root.iter("a"))
    return {found[1]: href for text, href in links if (found := re.fullmatch(r"Chart (\d+) as SVG", text))}


def pictures(root: Element) -> dict[str, str]:
    """The words for each picture, by the file of the picture."""
    return {image.get("src"): image.get("alt") for image in root.iter("img")}


def sentences(root: Element) -> list[str]:
    """The words of the article that stand in no table, caption or list of contents."""
    kinds = {"p", "li", "dd", "dt"}
    found = (of for article in root.iter("article") for of in article.iter() if of.tag in kinds)
    return [one_spaced(of.text_content()) for of in found if not _is_beside(of)]


def words(root: Element) -> str:
    """Every word that a reader sees or hears."""
    heard = [of.get(name, "") for of in root.iter() for name in ("alt", "title", "aria-label", "data-label", "content")]
    return one_spaced(" ".join([*root.itertext(), *heard]))


def _is_beside(of: Element) -> bool:
    return bool({"caption", "about"} & set((of.get("class") or "").split()))


def _grid(table: Element) -> Grid:
    """The table with each cell in all rows and columns that it spans; of several rows of the head the last is taken."""
    places: dict[tuple[int, int], str] = {}
    heads = 0
    for at, row in enumerate(table.iter("tr")):
        heads += row.getparent().tag == "thead"
        for cell in (child for child in row if child.tag in {"td", "th"}):
            first = next(column for column in range(1000) if (at, column) not in places)
            for down in range(int(cell.get("rowspan", 1))):
                for across in range(int(cell.get("colspan", 1))):
                    places[at + down, first + across] = cell.text_content() if not across else ""
    return grid(*_parted(list(_lines(places)), heads))


def _lines(places: dict[tuple[int, int], str]) -> Iterator[list[str]]:
    width = 1 + max(column for _, column in places)
    for at in range(1 + max(row for row, _ in places)):
        yield [places.get((at, column), "") for column in range(width)]


def _parted(lines: list[list[str]], heads: int) -> tuple[list[str], list[list[str]]]:
    return lines[heads - 1], lines[heads:]
