"""DOCX to blocks: what a reader sees, in order; the rest is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from clerestory.errors import DocumentError
from clerestory.model.redaction.documents import Block, Document, Format, Inside, Role
from clerestory.protect.documents.limits import MOST_BLOCKS
from clerestory.protect.documents.packages import Package, check_office_programs, damaged, opened
from clerestory.protect.documents.relations import targets_of
from clerestory.protect.documents.visible import visible
from clerestory.protect.documents.word.names import short, value
from clerestory.protect.documents.word.pictures import Media
from clerestory.protect.documents.word.styles import Styles, styles_of
from clerestory.protect.documents.word.text import Walk, Words, children

# Parts that are read; every other one is left behind and counted under the first name that fits.
_READ = re.compile(r"word/(document|footnotes|endnotes|styles|header\d*|footer\d*)\.xml")
_OTHER_PARTS: Mapping[str, str] = MappingProxyType(
    {
        r"\[Content_Types\]\.xml|.*\.rels": "",
        r"docProps/thumbnail.*": "thumbnails",
        r"docProps/.*": "properties",
        r"word/comments.*|word/people\.xml": "comments",
        r"word/media/.*": "pictures",
        r"word/(embeddings|activeX)/.*": "embedded files",
        r"word/(charts|diagrams)/.*": "charts and diagrams",
        r"word/glossary/.*": "building blocks",
        r"word/fonts?/.*|word/fontTable\.xml": "fonts",
        r"word/(settings|webSettings)\.xml": "settings",
        r"customXml/.*": "custom XML",
        r"word/(numbering|theme/.*|stylesWithEffects)(\.xml)?": "numbering and themes",
    }
)
_BLOCK_WRAPPERS = frozenset(
    ["w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "mc:AlternateContent", "mc:Choice"]
)
_PROGRAMS = re.compile(r"vbaProject|vbaData|macro", re.IGNORECASE)


@dataclass
class _Reading:
    walk: Walk
    notes: Mapping[tuple[str, str], Any]
    media: Media
    blocks: list[Block] = field(default_factory=list)
    pictures: list[Inside] = field(default_factory=list)
    tables: int = 0

    @property
    def styles(self) -> Styles:
        return self.walk.styles

    def body(self, element: Any) -> None:
        for name, child in children(element):
            if name == "w:p":
                self.paragraph(child)
            elif name == "w:tbl":
                self.table(child)
            elif name in _BLOCK_WRAPPERS:
                self.body(child)
            elif name not in ("w:sectPr", "w:bookmarkEnd", "w:proofErr", "w:tcPr"):
                self.walk.leave(child)

    def paragraph(self, element: Any) -> None:
        role, level, is_hidden = self._kind(element)
        words = self.walk.words_of(element)
        text = self._seen(words.parts)
        if is_hidden and text:
            self.walk.left["hidden text"] += 1
        elif text:
            self._add(Block(text, role, level))
        self._follow(words, shown=not is_hidden)

    def _follow(self, words: Words, *, shown: bool) -> None:
        """Add the notes, text boxes and pictures of a paragraph after it."""
        for key in words.notes:
            if key in self.notes:
                text, pictures = self._inner(self.notes[key])
                if text:
                    self._add(Block(text, Role.NOTE))
                self.keep(pictures)
        for box in words.boxes:
            self.body(box)
        for element in words.pictures:
            picture = self.media.picture(element) if shown else None
            if picture is None:
                self.walk.leave(element)
            else:
                self.keep([picture])

    def keep(self, pictures: Iterable[Inside], cell: tuple[int, int, int] | tuple[()] = ()) -> None:
        self.pictures += [replace(picture, after=len(self.blocks), cell=cell or picture.cell) for picture in pictures]

    def _inner(self, element: Any) -> tuple[str, list[Inside]]:
        """Give all that is in a note or a cell, a line for each paragraph, and its pictures."""
        inner = _Reading(self.walk, self.notes, self.media)
        inner.body(element)
        pictures = [replace(picture, cell=()) for picture in inner.pictures]
        return "\n".join(block.text for block in inner.blocks), pictures

    def table(self, element: Any) -> None:
        self.tables += 1
        number = self.tables
        for row, line in enumerate(_below(element, "w:tr"), start=1):
            column = 1
            for cell in _below(line, "w:tc"):
                text, pictures = self._inner(cell)
                if _is_continued(cell) and (text or pictures):
                    self.walk.left["cells under a merged cell"] += 1
                    text, pictures = "", []
                self.keep(pictures, (number, row, column))
                self._add(Block(text, Role.CELL, table=number, row=row, column=column))
                column += _span(cell)

    def _add(self, block: Block) -> None:
        if len(self.blocks) >= MOST_BLOCKS:
            raise DocumentError(
                f"it has more than {MOST_BLOCKS:,} blocks", where="the document", remedy="Part it into several."
            )
        self.blocks.append(block)

    def _seen(self, parts: list[str]) -> str:
        return visible("".join(parts), self.walk.left).strip(" \n")

    def _kind(self, paragraph: Any) -> tuple[Role, int, bool]:
        properties = next((child for name, child in children(paragraph) if name == "w:pPr"), ())
        found = {short(child.tag): child for child in properties}
        style = (value(found["w:pStyle"]) if "w:pStyle" in found else None) or ""
        is_hidden = style in self.styles.hidden
        if style in self.styles.headings:
            return Role.HEADING, self.styles.headings[style], is_hidden
        if "w:numPr" in found:
            levels = [value(child) or "0" for name, child in children(found["w:numPr"]) if name == "w:ilvl"]
            return Role.ITEM, _level(levels[0] if levels else "0"), is_hidden
        if style in self.styles.items:
            return Role.ITEM, self.styles.items[style], is_hidden
        return Role.PARAGRAPH, 1, is_hidden


def read_docx(data: bytes, where: str) -> Document:
    """Read a DOCX to blocks.

    Headers stand first and footers last; notes and text boxes follow the paragraph on which they hang; tracked
    insertions are text, tracked deletions are left behind.

    Raises
    ------
    DocumentError
        If the file is damaged, locked, holds macros, or is beyond the limits.
    """
    package = opened(data, where)
    check_office_programs(package, _PROGRAMS)
    left: Counter[str] = Counter()
    parts = {name: package.tree(name) for name in sorted(filter(_READ.fullmatch, package.names))}
    media = Media(package, {root: targets_of(package, name) for name, root in parts.items()})
    walk = Walk(styles_of(parts.get("word/styles.xml")), left)
    reading = _Reading(walk, _notes(parts), media)
    document = parts.get("word/document.xml", ())
    body = next((child for name, child in children(document) if name == "w:body"), None)
    if body is None:
        raise damaged(where)
    _add_ends(reading, parts, "header")
    reading.body(body)
    _add_ends(reading, parts, "footer")
    _count_parts(package, left, media.used)
    return Document(Format.DOCX, tuple(reading.blocks), left_behind=dict(left), inside=tuple(reading.pictures))


def _add_ends(reading: _Reading, parts: Mapping[str, Any], kind: str) -> None:
    """Add the headers or footers of all pages."""
    for name, root in parts.items():
        if re.fullmatch(rf"word/{kind}\d*\.xml", name):
            _add_once(reading, root)


def _add_once(reading: _Reading, root: Any) -> None:
    """Add the paragraphs of a header that no other header said already."""
    inner = _Reading(reading.walk, reading.notes, reading.media, tables=reading.tables)
    inner.body(root)
    said = {block.text for block in reading.blocks}
    reading.blocks += [block for block in inner.blocks if block.role is Role.CELL or block.text not in said]
    reading.tables = inner.tables
    reading.keep(inner.pictures)


def _notes(parts: Mapping[str, Any]) -> Mapping[tuple[str, str], Any]:
    notes = {}
    for kind in ("footnote", "endnote"):
        for name, child in children(parts.get(f"word/{kind}s.xml", ())):
            if name == f"w:{kind}":
                notes[f"w:{kind}Reference", value(child, "id") or ""] = child
    return notes


def _count_parts(package: Package, left: Counter[str], used: Collection[str]) -> None:
    for name in package.names:
        if _READ.fullmatch(name) or name in used:
            continue
        kind = next((kind for pattern, kind in _OTHER_PARTS.items() if re.fullmatch(pattern, name)), "unknown parts")
        if kind:
            left[kind] += 1


def _below(element: Any, wanted: str) -> Iterator[Any]:
    """Yield rows of a table or cells of a row, also those inside content controls and tracked insertions."""
    for name, child in children(element):
        if name == wanted:
            yield child
        elif name in _BLOCK_WRAPPERS:
            yield from _below(child, wanted)


def _properties(cell: Any) -> Mapping[str, Any]:
    found = next((child for name, child in children(cell) if name == "w:tcPr"), ())
    return {short(child.tag): child for child in found}


def _is_continued(cell: Any) -> bool:
    merge = _properties(cell).get("w:vMerge")
    return merge is not None and value(merge) != "restart"


def _span(cell: Any) -> int:
    span = _properties(cell).get("w:gridSpan")
    number = value(span) if span is not None else None
    return min(int(number), 64) if number and number.isdecimal() else 1


def _level(text: str) -> int:
    return min(int(text), 8) + 1 if text.isdecimal() else 1
