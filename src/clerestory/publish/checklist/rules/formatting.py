"""Rules 14 to 19: words, links, fonts, titles, symbols, and what floats or is printed around the cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from clerestory.model.checklist.report import Finding
from clerestory.publish.checklist.rules.findings import failed, failed_at, look, looks_at, styled, worded
from clerestory.publish.checklist.workbook import Cell, Drawn, Link, Sheet, Style, Workbook
from clerestory.spreadsheets.addresses import Area, cell_at

_SPACED = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3}(?!\S)")
_FEWEST_CAPITALS = 15  # letters of a text that is shouted, and not an abbreviation
_VAGUE = re.compile(
    r"(click )?(here|link)|click|go|back|url|download|(find out |read )?more( information)?"
    r"|(this |web ?|home )?(page|link|site|report|document)|website"
)
_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_SHORT_ADDRESS = 30  # letters; shorter ones are read out soon enough
_FILES = re.compile(r"\.(pdf|ods|odt|odp|xlsx?|docx?|pptx?|csv|zip)$", re.IGNORECASE)
_SERIF = re.compile(
    r"times|georgia|cambria|garamond|palatino|bookman|schoolbook|courier|constantia|antiqua|baskerville|didot|bodoni"
    r"|rockwell|perpetua|(?<!sans )(?<!sans)serif|roman",
    re.IGNORECASE,
)
_SMALLEST, _SMALLEST_TITLE = 10, 12  # points
_FEWEST_TITLE_WORDS = 2
_NO_WORDS = re.compile(r"[^\w\s\[\]*†‡§¶]+")
_RISKY = frozenset("~^|•‣·¬¦«»")
_READ_OUT = frozenset("°©®™№℃%")


def hard_words(book: Workbook) -> Iterator[Finding]:
    """Yield texts in capitals and words with a space between their letters; the rest is for a person."""
    for sheet in book.sheets:
        yield from failed_at("a text in capitals", sheet, worded(sheet, _is_shouted))
        spaced = worded(sheet, lambda cell: _SPACED.search(cell.text))
        yield from failed_at("a word with a space between its letters", sheet, spaced)


def _is_shouted(cell: Cell) -> bool:
    letters = sum(map(str.isalpha, cell.text))
    return letters >= _FEWEST_CAPITALS and cell.text.isupper() and " " in cell.text.strip()


def has_links(book: Workbook) -> bool:
    """Whether a workbook has a link, or an address that is none."""
    return any(sheet.links or any(worded(sheet, _is_address)) for sheet in book.sheets)


def poor_links(book: Workbook) -> Iterator[Finding]:
    """Yield links whose words do not say where they lead."""
    leads: dict[str, str] = {}
    for sheet in book.sheets:
        linked = {(link.row, link.column) for link in sheet.links}
        for link in sheet.links:
            yield from _faults(sheet, link, leads)
        plain = (place for place in worded(sheet, _is_address) if place not in linked)
        yield from looks_at("an address that is no link; words that lead there are better", sheet, plain)


def _faults(sheet: Sheet, link: Link, leads: dict[str, str]) -> Iterator[Finding]:
    words, place = " ".join(link.text.split()).casefold().rstrip(".: »>"), cell_at(link.row, link.column)
    if not words:
        yield failed("a link without words", sheet, place)
    elif _VAGUE.fullmatch(words):
        yield failed("a link whose words do not say where it leads", sheet, place)
    elif _ADDRESS.fullmatch(words) and len(words) > _SHORT_ADDRESS:
        yield failed("a long address in place of words", sheet, place)
    elif leads.setdefault(words, link.target) != link.target:
        yield failed("the same words as another link, which leads elsewhere", sheet, place)
    elif (file := _FILES.search(link.target)) and file[1].casefold() not in words:
        yield look("does the link say the kind and size of the file that it leads to?", sheet, place)


def _is_address(cell: Cell) -> bool:
    return bool(_ADDRESS.fullmatch(cell.text.strip()))


def hard_to_read(book: Workbook) -> Iterator[Finding]:
    """Yield fonts with serifs, small, slanted, underlined or turned text."""
    for sheet in book.sheets:
        for what, is_wanted in _LOOKS.items():
            yield from failed_at(what, sheet, styled(sheet, is_wanted))
        linked = {(link.row, link.column) for link in sheet.links}
        underlined = (place for place in styled(sheet, lambda style: style.underlined) if place not in linked)
        yield from failed_at("underlined text that is no link", sheet, underlined)


_LOOKS = {
    "a font with serifs": lambda style: bool(_SERIF.search(style.font)),
    f"text smaller than {_SMALLEST} points": lambda style: style.size < _SMALLEST,
    "italic text": lambda style: style.italic,
    "text that is not horizontal": lambda style: style.turned,
}


def poor_titles(book: Workbook) -> Iterator[Finding]:
    """Yield sheets whose cell A1 has no title of its own, tagged as a heading of the first level."""
    seen: set[str] = set()
    for sheet in (sheet for sheet in book.sheets if sheet.rows):
        cell = sheet.rows.get(1, {}).get(1)
        if cell is None:
            yield failed("there is no title in A1", sheet, cell_at(1, 1))
            continue
        title = " ".join(cell.text.split()).casefold()
        if cell.style.heading != 1:
            yield failed("the title is not tagged as Heading 1", sheet, cell_at(1, 1))
        if title in seen:
            yield failed("two sheets have the same title", sheet, cell_at(1, 1))
        seen.add(title)
        yield from _doubtful(sheet, title, cell.style)


def _doubtful(sheet: Sheet, title: str, style: Style) -> Iterator[Finding]:
    if len(title.split()) < _FEWEST_TITLE_WORDS and not re.fullmatch(r"notes|contents|cover", title):
        yield look("does the title describe the sheet?", sheet, cell_at(1, 1))
    if style.size < _SMALLEST_TITLE:
        yield look(f"the title is smaller than {_SMALLEST_TITLE} points", sheet, cell_at(1, 1))


def symbols(book: Workbook) -> Iterator[Finding]:
    """Yield cells that hold nothing but signs, and signs that readers aloud pass over."""
    for sheet in book.sheets:
        alone = worded(sheet, lambda cell: _NO_WORDS.fullmatch(cell.text.strip()))
        yield from failed_at("nothing but a symbol", sheet, alone)
        yield from failed_at("a symbol that may not be read out", sheet, worded(sheet, _has_risky))


def _has_risky(cell: Cell) -> bool:
    text = cell.text
    if _NO_WORDS.fullmatch(text.strip()) or _is_address(cell):
        return False
    return any(sign in _RISKY or _is_picture(sign) for sign in text)


def _is_picture(sign: str) -> bool:
    return not sign.isascii() and unicodedata.category(sign) == "So" and sign not in _READ_OUT


def beside_the_cells(book: Workbook) -> Iterator[Finding]:
    """Yield heads and feet of pages with words of their own, boxes of text, comments and toolbars."""
    if book.toolbars:
        yield failed("toolbars of its own")
    for sheet in book.sheets:
        if sheet.page_texts:
            yield failed("words or a picture at the head or foot of printed pages", sheet)
        for drawing in sheet.drawings:
            if drawing.kind in (Drawn.TEXT_BOX, Drawn.CONTROL):
                yield failed(f"a floating {drawing.kind.value}", sheet, _at(drawing.row, drawing.column))
        yield from (look("a comment, which floats over the cells", sheet, area) for area in sheet.comments)


def images(book: Workbook) -> Iterator[Finding]:
    """Yield pictures, charts and shapes."""
    for sheet in book.sheets:
        for drawing in sheet.drawings:
            if drawing.kind in (Drawn.PICTURE, Drawn.CHART, Drawn.SHAPE):
                what = "with" if drawing.has_alternative else "without"
                place = _at(drawing.row, drawing.column)
                yield failed(f"a {drawing.kind.value} {what} alternative text", sheet, place)


def macros(book: Workbook) -> Iterator[Finding]:
    """Yield what could run."""
    yield from map(failed, book.macros)


def _at(row: int, column: int) -> Area | None:
    return cell_at(row, column) if row and column else None
