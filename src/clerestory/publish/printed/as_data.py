"""A shown paper as plain data for the template of Typst, in which every text is legible in the font."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from clerestory.publish.printed.fonts import FAMILY, legible
from clerestory.publish.printed.sheets import A4, INSET, MARGIN, TALLEST, Sheet, fitted, is_short, row_lines
from clerestory.publish.shown.prose import Cells, Code, Heading, Listing, Paragraph, Piece, Quote, Rule, Run, Terms
from clerestory.publish.shown.values import (
    Column,
    Grid,
    Note,
    RegisterPart,
    ShownCase,
    ShownChart,
    ShownFinding,
    ShownRegister,
    ShownTable,
)
from clerestory.publish.shown.whole import CONTENTS, SUPPORT_ANCHOR, ShownPaper

Data = dict[str, Any]
_SIZE = re.compile(r'viewBox="\S+ \S+ (?P<width>[\d.]+) (?P<height>[\d.]+)"')


def as_data(paper: ShownPaper) -> Data:
    """Give what the template prints; numbers in it are sizes, and every number of the paper is text."""
    pieces = [_piece(piece) for piece in paper.pieces]
    note = {"name": paper.note.name, "text": paper.note.text, "link": paper.note.link, "to": SUPPORT_ANCHOR}
    data = {
        "title": paper.marked_title,
        "name": paper.title,
        "publisher": paper.publisher,
        "keywords": list(paper.keywords),
        "description": paper.mark_sentence or paper.title,
        "mark": paper.mark,
        "mark-sentence": paper.mark_sentence,
        "font": FAMILY,
        "margin": MARGIN,
        "inset": INSET,
        "tallest": TALLEST,
        "sheet": _sheet(A4),
        "block": _terms(paper.block),
        "note": note,
        "files": _notes(paper.files),
        "contents": CONTENTS,
        "pieces": pieces,
        "anchors": sorted(_anchors(pieces)),
    }
    made: Data = _legible(data)
    return made


def _legible(value: Any) -> Any:
    if isinstance(value, str):
        return value if value == "\n" else legible(value)
    if isinstance(value, dict):
        return {key: _legible(of) for key, of in value.items()}
    return [_legible(of) for of in value] if isinstance(value, list) else value


def _anchors(pieces: Sequence[Data]) -> Iterator[str]:
    """Yield where links within the paper may lead."""
    for piece in pieces:
        if "anchor" in piece:
            yield str(piece["anchor"])
        yield from _anchors(piece.get("parts", ()))
        yield from _anchors([piece["chart"]] if piece.get("chart") else ())


def _piece(piece: Piece) -> Data:
    return _MADE[type(piece)](piece)


def _heading(of: Heading) -> Data:
    return {"kind": "heading", "level": of.level, "anchor": of.anchor, "words": _words(of.words)}


def _paragraph(of: Paragraph) -> Data:
    return {"kind": "paragraph", "words": _words(of.words)}


def _listing(of: Listing) -> Data:
    items = [[_piece(piece) for piece in item] for item in of.items]
    return {"kind": "list", "numbered": of.is_numbered, "items": items}


def _quote(of: Quote) -> Data:
    return {"kind": "quote", "pieces": [_piece(piece) for piece in of.pieces]}


def _code(of: Code) -> Data:
    return {"kind": "code", "lines": of.text.split("\n")}


def _rule(_: Rule) -> Data:
    return {"kind": "rule"}


def _cells(of: Cells) -> Data:
    return {"kind": "cells", "grid": _grid(of.grid)}


def _terms(of: Terms) -> Data:
    return {"kind": "terms", "pairs": [[name, list(values)] for name, values in of.pairs]}


def _table(of: ShownTable) -> Data:
    replies = [
        {"title": f"Reply of {reply.name} to table {of.number}", "paragraphs": list(reply.paragraphs)}
        for reply in of.replies
    ]
    made = _titled(f"Table {of.number}. {of.title}", of.anchor, of.grid, about=of.about, under=of.under)
    return made | {"replies": replies}


def _titled(
    title: str, anchor: str, grid: Grid | None, *, about: Sequence[str] = (), under: Sequence[Note] = ()
) -> Data:
    return {
        "kind": "table",
        "title": title,
        "anchor": anchor,
        "about": list(about),
        "grid": _grid(grid) if grid else None,
        "under": _notes(under),
        "replies": [],
    }


def _chart(of: ShownChart) -> Data:
    return {
        "kind": "chart",
        "title": f"Chart {of.number}. {of.title}",
        "numbers": f"Chart {of.number} in numbers",
        "anchor": of.anchor,
        "about": list(of.about),
        "description": of.description,
        "svg": of.svg,
        "tall": _is_tall(of.svg),
        "grid": _grid(of.grid),
        "under": _notes(of.under),
    }


def _is_tall(svg: str) -> bool:
    """Say whether a chart as wide as the page would be higher than a page has room for."""
    size = _SIZE.search(svg)
    return size is not None and float(size["height"]) / float(size["width"]) > TALLEST / A4.room


def _finding(of: ShownFinding) -> Data:
    return {
        "kind": "finding",
        "title": of.title,
        "sentences": list(of.sentences),
        "chart": _chart(of.chart) if of.chart else None,
        "details": [_titled(part.summary, "details", part.grid) for part in of.details],
        "under": _notes(of.under),
    }


def _case(of: ShownCase) -> Data:
    return {
        "kind": "case",
        "title": of.title,
        "paragraphs": [[{"text": part.text, "gap": part.is_mark} for part in parts] for parts in of.paragraphs],
        "told": of.told,
        "marks": [list(mark) for mark in of.marks],
        "place": of.place,
    }


def _register_part(of: RegisterPart) -> Data:
    return _titled(of.title, of.anchor, of.grid, about=(of.about,) if of.about else (), under=of.under)


def _register(of: ShownRegister) -> Data:
    first = _register_part(of.tables) if of.tables else _paragraph(Paragraph((Run(of.nothing),)))
    return {"kind": "parts", "parts": [first, *map(_register_part, of.further)]}


_MADE: Mapping[type, Callable[[Any], Data]] = MappingProxyType(
    {
        Heading: _heading,
        Paragraph: _paragraph,
        Listing: _listing,
        Quote: _quote,
        Code: _code,
        Rule: _rule,
        Cells: _cells,
        Terms: _terms,
        ShownTable: _table,
        ShownChart: _chart,
        ShownFinding: _finding,
        ShownCase: _case,
        RegisterPart: _register_part,
        ShownRegister: _register,
    }
)


def _words(runs: Sequence[Run]) -> list[Data]:
    return [
        {
            "text": run.text,
            "strong": run.is_strong,
            "emphasis": run.is_emphasis,
            "to": run.address[1:] if run.address.startswith("#") else "",
            "address": "" if run.address.startswith("#") else run.address,
            "footnote": run.address.startswith("https://"),
        }
        for run in runs
    ]


def _notes(notes: Sequence[Note]) -> list[Data]:
    return [
        {
            "sign": note.sign,
            "text": note.text,
            "links": [{"words": link.words, "file": link.file} for link in note.links],
        }
        for note in notes
    ]


def _grid(grid: Grid) -> Data:
    fit = fitted(grid)
    lines = row_lines(grid, fit)
    return {
        "columns": [_column(column) for column in grid.columns],
        "groups": [{"name": column.group, "span": span, "column": _column(column)} for column, span in grid.groups],
        "rows": [
            {
                "label": row.label,
                "values": list(row.values),
                "margin": row.is_margin,
                "action": row.action,
                "line": high == 1,
            }
            for row, high in zip(grid.rows, lines, strict=True)
        ],
        "widths": list(fit.widths),
        "size": fit.size,
        "sheet": _sheet(fit.sheet),
        "across": fit.sheet != A4,
        "short": is_short(grid, fit, lines=lines),
    }


def _column(column: Column) -> Data:
    return {"label": column.label, "kind": column.kind.value, "group": column.group}


def _sheet(sheet: Sheet) -> Data:
    return {"width": sheet.width, "height": sheet.height}
