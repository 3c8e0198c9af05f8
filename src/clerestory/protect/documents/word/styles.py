"""What styles of a DOCX say of its paragraphs: which are headings, items of lists, or hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from clerestory.protect.documents.word.names import short, value

_HEADING = re.compile(r"heading ?([1-9])|title()|subtitle()", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number|paragraph)(?: ([2-9]))?", re.IGNORECASE)
_LONGEST_CHAIN = 20  # of styles based on another


@dataclass(frozen=True)
class Styles:
    """Styles by id: level of a heading, level of an item, and those whose text is hidden."""

    headings: dict[str, int]
    items: dict[str, int]
    hidden: frozenset[str]


def styles_of(root: Any) -> Styles:
    """Read the part of styles; None gives no styles."""
    elements = {} if root is None else {value(e, "styleId") or "": e for e in root if short(e.tag) == "w:style"}
    headings, items, hidden = {}, {}, set()
    for name, element in elements.items():
        chain = _chain(name, elements)
        label = _named(element)
        if found := _HEADING.fullmatch(label):
            headings[name] = int(found.group(1) or 1)
        elif (found := _LIST.fullmatch(label)) or any(_has(e, "w:numPr") for e in chain):
            items[name] = int(found.group(1) or 1) if found else 1
        if next((is_on(e) for link in chain for e in link.iter() if short(e.tag) == "w:vanish"), False):
            hidden.add(name)
    return Styles(headings, items, frozenset(hidden))


def is_on(element: Any) -> bool:
    """Tell whether a property that is on or off is on."""
    return (value(element) or "true") not in ("0", "false", "off")


def _chain(name: str, elements: dict[str, Any]) -> list[Any]:
    chain: list[Any] = []
    while name in elements and len(chain) < _LONGEST_CHAIN:
        chain.append(elements[name])
        name = next((value(e) or "" for e in elements[name] if short(e.tag) == "w:basedOn"), "")
    return chain


def _named(element: Any) -> str:
    return next((value(e) or "" for e in element if short(e.tag) == "w:name"), "")


def _has(element: Any, name: str) -> bool:
    return any(short(e.tag) == name for e in element.iter())
