"""ODT to blocks: what a reader sees, in order; the rest is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from clerestory.errors import DocumentError
from clerestory.model.redaction.documents import Block, Document, Format, Inside, Role
from clerestory.protect.documents.limits import MOST_BLOCKS
from clerestory.protect.documents.opendocument.elements import BLOCKS, FIELDS, INLINE, LEFT, SHAPES
from clerestory.protect.documents.opendocument.names import attribute, short
from clerestory.protect.documents.opendocument.pictures import Media, media_of
from clerestory.protect.documents.packages import Package, check_programs, damaged, locked, opened
from clerestory.protect.documents.visible import visible

_PARTS: Mapping[str, str] = MappingProxyType(
    {
        r"mimetype|content\.xml|styles\.xml|META-INF/manifest\.xml": "",
        r"meta\.xml|META-INF/.*|manifest\.rdf": "properties",
        r"settings\.xml|Configurations2/.*": "settings",
        r"Thumbnails/.*": "thumbnails",
        r"Pictures/.*|media/.*": "pictures",
        r"Fonts/.*": "fonts",
        r"Object.*|ObjectReplacements/.*": "embedded files",
        r"Versions/.*|VersionList\.xml": "earlier versions",
    }
)
_PROGRAMS = re.compile(r"^(Basic|Scripts|Dialogs)/")
_MOST_REPEATED = 1_000  # spaces, rows or cells that one element may stand for; empty ones beyond are not made
_CLOSED = frozenset({"none", "true", "condition"})


@dataclass
class _Reading:
    left: Counter[str]
    hidden: frozenset[str]
    media: Media
    blocks: list[Block] = field(default_factory=list)
    pictures: list[Inside] = field(default_factory=list)
    tables: int = 0
    hanging: list[Any] = field(default_factory=list)

    def body(self, element: Any, depth: int = 0) -> None:
        for child in element:
            name = short(child.tag)
            if name in ("text:p", "text:h"):
                self.paragraph(child, depth)
            elif name == "text:list":
                self._items(child, depth + 1)
            elif name == "table:table":
                self.table(child)
            elif name in BLOCKS:
                self._section(child)
            elif name in SHAPES:
                self._on_page(child)
            else:
                self.leave(child)

    def _on_page(self, shape: Any) -> None:
        """Add the texts and pictures of a drawing that hangs on a page and on no paragraph."""
        self.hanging = []
        self._shape(shape)
        for found in self.hanging:
            self._hang(found)

    def paragraph(self, element: Any, depth: int) -> None:
        self.hanging = []
        text = visible("".join(self._words(element)), self.left).strip("\n")
        hanging = self.hanging
        if attribute(element, "text", "style-name") in self.hidden:
            self.left["hidden text"] += bool(text)
            hanging = [found for found in hanging if not self._left_picture(found)]
        elif text:
            self._add(_kind(element, text, depth))
        for found in hanging:
            self._hang(found)

    def _left_picture(self, element: Any) -> bool:
        is_picture = short(element.tag) == "draw:image"
        if is_picture:
            self.leave(element)
        return is_picture

    def _hang(self, element: Any) -> None:
        name = short(element.tag)
        if name == "draw:image":
            self._picture(element)
        elif name == "text:note":
            for body in (child for child in element if short(child.tag) == "text:note-body"):
                text, pictures = self._inner(body)
                if text:
                    self._add(Block(text, Role.NOTE))
                self.keep(pictures)
        else:
            self.body(element)

    def _picture(self, element: Any) -> None:
        picture = self.media.picture(element)
        if picture is None:
            self.leave(element)
        else:
            self.keep([picture])

    def keep(self, pictures: Iterable[Inside], cell: tuple[int, int, int] | tuple[()] = ()) -> None:
        """Keep pictures where the reading is, or in a cell."""
        self.pictures += [replace(picture, after=len(self.blocks), cell=cell or picture.cell) for picture in pictures]

    def _words(self, element: Any) -> Iterator[str]:
        """Yield what a reader sees of an element within a paragraph, spaces as the form counts them."""
        yield _collapsed(element.text)
        for child in element:
            yield from self._word(child)
            yield _collapsed(child.tail)

    def _word(self, element: Any) -> Iterator[str]:
        name = short(element.tag)
        if name == "text:s":
            yield " " * _repeated(attribute(element, "text", "c"))
        elif name in ("text:tab", "text:line-break"):
            yield "\t" if name == "text:tab" else "\n"
        elif name == "text:note":
            self.hanging.append(element)
        elif name in SHAPES:
            self._shape(element)
        elif name in INLINE or name in FIELDS:
            yield from self._visible_inline(element, name)
        else:
            self.leave(element)

    def _visible_inline(self, element: Any, name: str) -> Iterator[str]:
        self.left["field codes"] += name in FIELDS
        self.left["targets of links"] += name == "text:a"
        if attribute(element, "text", "style-name") in self.hidden:
            self.left["hidden text"] += 1
            return
        yield from self._words(element)

    def _shape(self, element: Any) -> None:
        """Keep the texts of a drawing for after the paragraph; count its pictures, names and objects."""
        self.left["names and alt texts of drawings"] += bool(attribute(element, "drawing", "name"))
        texts = [child for child in element if short(child.tag) in ("text:p", "text:h", "text:list", "table:table")]
        if texts:
            self.hanging.append(element)
            return
        for child in element:
            name = short(child.tag)
            if name in SHAPES:
                self._shape(child)
            elif name == "draw:image":
                self.hanging.append(child)
            else:
                self.leave(child)

    def _section(self, element: Any) -> None:
        if attribute(element, "text", "display") in _CLOSED:
            self.left["hidden text"] += 1
        else:
            self.body(element)

    def _items(self, element: Any, depth: int) -> None:
        for item in element:
            if short(item.tag) in ("text:list-item", "text:list-header"):
                self.body(item, depth)
            else:
                self.leave(item)

    def table(self, element: Any) -> None:
        self.tables += 1
        number = self.tables
        for row, line in enumerate(_rows(element, self.left), start=1):
            self._row(line, number, row)

    def _row(self, line: Any, number: int, row: int) -> None:
        column = 1
        for cell in line:
            name = short(cell.tag)
            text, pictures = self._inner(cell) if name.startswith("table:") else ("", [])
            if name == "table:covered-table-cell" and (text or pictures):
                self.left["cells under a merged cell"] += 1
                text, pictures = "", []
            if name.startswith("table:"):
                self.keep(pictures, (number, row, column))
                self._add(Block(text, Role.CELL, table=number, row=row, column=column))
                column += _repeated(attribute(cell, "table", "number-columns-repeated"))

    def _inner(self, element: Any) -> tuple[str, list[Inside]]:
        """Give all that is in a note or a cell, a line for each paragraph, and its pictures."""
        inner = _Reading(self.left, self.hidden, self.media)
        inner.body(element)
        pictures = [replace(picture, cell=()) for picture in inner.pictures]
        return "\n".join(block.text for block in inner.blocks), pictures

    def _add(self, block: Block) -> None:
        if len(self.blocks) >= MOST_BLOCKS:
            raise DocumentError(f"it has more than {MOST_BLOCKS:,} blocks", where="the document", remedy="Part it.")
        self.blocks.append(block)

    def leave(self, element: Any) -> None:
        name = short(element.tag)
        if name in LEFT:
            self.left[LEFT[name]] += bool(LEFT[name])
        elif name and (any(text.strip() for text in element.itertext()) or name.startswith("?")):
            self.left["elements that are not known"] += 1


def read_odt(data: bytes, where: str) -> Document:
    """Read an ODT to blocks, headers of pages first and footers last.

    Raises
    ------
    DocumentError
        If the file is damaged, locked, holds macros, or is beyond the limits.
    """
    package = opened(data, where)
    _check(package)
    content, styles = package.tree("content.xml"), package.tree("styles.xml")
    left: Counter[str] = Counter()
    reading = _Reading(left, _hidden_styles(content, styles), media_of(package, content, styles))
    texts = [e for e in content.iter() if short(e.tag) == "office:text"]
    if len(texts) != 1:
        raise damaged(where)
    _add_pages(reading, styles, "header")
    reading.body(texts[0])
    _add_pages(reading, styles, "footer")
    left["scripts"] += sum(1 for e in content.iter() if short(e.tag) == "office:scripts" and len(e))
    for name in package.names - reading.media.used.keys():
        kind = next((kind for pattern, kind in _PARTS.items() if re.fullmatch(pattern, name)), "unknown parts")
        left[kind] += bool(kind)
    left_behind = {k: n for k, n in left.items() if n}
    return Document(Format.ODT, tuple(reading.blocks), left_behind=left_behind, inside=tuple(reading.pictures))


def _check(package: Package) -> None:
    check_programs(package, _PROGRAMS)
    manifest = package.tree("META-INF/manifest.xml")
    if manifest is None or package.part("mimetype").strip() != b"application/vnd.oasis.opendocument.text":
        raise damaged(package.where)
    if any(short(element.tag) == "manifest:encryption-data" for element in manifest.iter()):
        raise locked(package.where)


def _add_pages(reading: _Reading, styles: Any, end: str) -> None:
    """Add the headers or footers of all pages, each text once."""
    names = (f"style:{end}", f"style:{end}-left", f"style:{end}-first")
    for element in styles.iter() if styles is not None else ():
        if short(element.tag) in names:
            inner = _Reading(reading.left, reading.hidden, reading.media, tables=reading.tables)
            inner.body(element)
            said = {block.text for block in reading.blocks}
            reading.blocks += [b for b in inner.blocks if b.role is Role.CELL or b.text not in said]
            reading.tables = inner.tables
            reading.keep(inner.pictures)


def _hidden_styles(*roots: Any) -> frozenset[str]:
    elements = [e for root in roots if root is not None for e in root.iter() if short(e.tag) == "style:style"]
    hidden = {
        attribute(style, "style", "name")
        for style in elements
        for child in style
        if attribute(child, "text", "display") in _CLOSED
    }
    for _ in range(len(elements)):
        more = {attribute(s, "style", "name") for s in elements if attribute(s, "style", "parent-style-name") in hidden}
        if more <= hidden:
            break
        hidden |= more
    return frozenset(hidden)


def _kind(element: Any, text: str, depth: int) -> Block:
    level = attribute(element, "text", "outline-level")
    if short(element.tag) == "text:h":
        return Block(text, Role.HEADING, min(int(level), 9) if level.isdecimal() and int(level) else 1)
    return Block(text, Role.ITEM, min(depth, 9)) if depth else Block(text)


def _rows(element: Any, left: Counter[str]) -> Iterator[Any]:
    for child in element:
        name = short(child.tag)
        if name in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            yield from _rows(child, left)
        elif name == "table:table-row" and attribute(child, "table", "visibility") in ("collapse", "filter"):
            left["hidden rows"] += 1
        elif name == "table:table-row":
            yield child
        elif name in ("table:title", "table:desc"):
            left["names and alt texts of drawings"] += 1


def _collapsed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _repeated(number: str) -> int:
    return min(int(number), _MOST_REPEATED) if number.isdecimal() else 1
