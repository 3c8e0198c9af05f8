"""The words of one paragraph of a DOCX that a reader sees, and what hangs on it: notes and text boxes.

Elements are known by name. One that is not known is left behind with all in it, and counted: a new kind of element of a
later program could hold anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from clerestory.protect.documents.pictures import CHANGED
from clerestory.protect.documents.word.names import short, value
from clerestory.protect.documents.word.pictures import PICTURES
from clerestory.protect.documents.word.styles import Styles, is_on

_SIGNS: Mapping[str, str] = MappingProxyType(
    {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:softHyphen": ""}
)
_WRAPPERS = frozenset(
    [
        "w:ins",
        "w:moveTo",
        "w:hyperlink",
        "w:smartTag",
        "w:customXml",
        "w:sdt",
        "w:sdtContent",
        "w:fldSimple",
        "w:dir",
        "w:bdo",
        "w:ruby",
        "w:rubyBase",
        "m:oMath",
        "m:oMathPara",
        "m:r",
        "m:e",
        "m:num",
        "m:den",
        "m:sup",
        "m:sub",
        "m:f",
        "m:sSup",
        "m:sSub",
        "m:sSubSup",
        "m:rad",
        "m:deg",
        "m:d",
        "m:nary",
        "m:func",
        "m:fName",
        "m:lim",
        "m:limLow",
        "m:limUpp",
        "m:acc",
        "m:bar",
        "m:box",
        "m:borderBox",
        "m:groupChr",
        "m:m",
        "m:mr",
        "m:eqArr",
        "m:sPre",
        "m:phant",
        "mc:AlternateContent",
        "mc:Choice",
    ]
)
_SHAPES = frozenset(
    [
        "w:drawing",
        "w:pict",
        "w:object",
        "wp:inline",
        "wp:anchor",
        "a:graphic",
        "a:graphicData",
        "wps:wsp",
        "wpg:wgp",
        "wpg:grpSp",
        "wpc:wpc",
        "v:shape",
        "v:rect",
        "v:roundrect",
        "v:oval",
        "v:line",
        "v:group",
        "v:polyline",
        "v:shapetype",
        "wps:txbx",
        "v:textbox",
    ]
)
# What is left behind, by the element that holds it, in words for the count.
_LEFT: Mapping[str, str] = MappingProxyType(
    {
        "w:del": "tracked deletions",
        "w:moveFrom": "tracked moves",
        "w:instrText": "field codes",
        "w:delInstrText": "field codes",
        "w:delText": "tracked deletions",
        "w:commentReference": "comments",
        "w:rt": "readings above a text",
        "w:sym": "signs of symbol fonts",
        "w:bookmarkStart": "bookmarks",
        "w:permStart": "permissions to edit",
        "w:sdtPr": "settings of content controls",
        "w:smartTagPr": "smart tags",
        "w:customXmlPr": "custom XML",
        "w:fldData": "field data",
        "wp:docPr": "names and alt texts of drawings",
        "wp:cNvGraphicFramePr": "names and alt texts of drawings",
        "pic:pic": CHANGED,
        "v:imagedata": CHANGED,
        "v:textpath": "lettering in shapes",
        "o:OLEObject": "embedded objects",
        "w:control": "controls",
        "w:altChunk": "imported documents",
        "mc:Fallback": "texts for older programs",
        "w:contentPart": "ink",
    }
)
_EMPTY = frozenset(
    [
        "w:pPr",
        "w:rPr",
        "w:proofErr",
        "w:bookmarkEnd",
        "w:commentRangeStart",
        "w:commentRangeEnd",
        "w:lastRenderedPageBreak",
        "w:fldChar",
        "w:footnoteRef",
        "w:endnoteRef",
        "w:annotationRef",
        "w:separator",
        "w:continuationSeparator",
        "w:permEnd",
        "w:sdtEndPr",
        "w:rubyPr",
        "w:moveFromRangeStart",
        "w:moveFromRangeEnd",
        "w:moveToRangeStart",
        "w:moveToRangeEnd",
        "w:pgNum",
        "w:dayLong",
        "w:dayShort",
        "w:monthLong",
        "w:monthShort",
        "w:yearLong",
        "w:yearShort",
    ]
)
_NOTES = frozenset({"w:footnoteReference", "w:endnoteReference"})
_HANGING = _NOTES | PICTURES | {"w:txbxContent"}
UNKNOWN = "elements that are not known"


@dataclass
class Words:
    """Words of a paragraph, ids of its notes, its text boxes and pictures; filled while the paragraph is walked."""

    parts: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    pictures: list[Any] = field(default_factory=list)

    def hang(self, name: str, element: Any) -> None:
        """Keep what hangs on the paragraph for after it."""
        if name in _NOTES:
            self.notes.append((name, value(element, "id") or ""))
        elif name in PICTURES:
            self.pictures.append(element)
        else:
            self.boxes.append(element)


@dataclass(frozen=True)
class Walk:
    """A walk through paragraphs: the styles it knows and the count of what it leaves behind."""

    styles: Styles
    left: Counter[str]

    def words_of(self, paragraph: Any) -> Words:
        """Give what a reader sees of a paragraph."""
        words = Words()
        for child in paragraph:
            self._visit(child, words)
        return words

    def _visit(self, element: Any, words: Words) -> None:
        name = short(element.tag)
        if name == "w:r":
            self._run(element, words)
        elif name in ("w:t", "m:t"):
            words.parts.append(element.text or "")
        elif name in _SIGNS:
            words.parts.append(_SIGNS[name])
        elif name in _HANGING:
            words.hang(name, element)
        elif name in _WRAPPERS or name in _SHAPES:
            self._within(element, words)
        elif name not in _EMPTY:
            self.leave(element)

    def _within(self, element: Any, words: Words) -> None:
        if short(element.tag) == "w:fldSimple":
            self.left["field codes"] += 1
        if short(element.tag) == "w:hyperlink":
            self.left["targets of links"] += 1
        if element.get("alt") or element.get("title"):
            self.left["names and alt texts of drawings"] += 1
        for child in element:
            self._visit(child, words)

    def _run(self, run: Any, words: Words) -> None:
        if self._is_hidden(run):
            self.left["hidden text"] += 1
            return
        for child in run:
            self._visit(child, words)

    def _is_hidden(self, run: Any) -> bool:
        properties = next((child for child in run if short(child.tag) == "w:rPr"), ())
        for child in properties:
            if short(child.tag) in ("w:vanish", "w:specVanish"):
                return is_on(child)
        return any(short(child.tag) == "w:rStyle" and value(child) in self.styles.hidden for child in properties)

    def leave(self, element: Any) -> None:
        """Count an element that is left behind."""
        name = short(element.tag)
        if name in _LEFT:
            self.left[_LEFT[name]] += 1
        elif name and (any(text.strip() for text in element.itertext()) or name.startswith("?")):
            self.left[UNKNOWN] += 1


def children(element: Any) -> Iterator[tuple[str, Any]]:
    """Yield the children of an element with their short names."""
    for child in element:
        yield short(child.tag), child
