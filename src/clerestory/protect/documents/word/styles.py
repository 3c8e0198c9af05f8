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
    said = {name: _Said.by(element) for name, element in elements.items()}
    headings, items, hidden = {}, {}, set()
    for name, style in said.items():
        chain = _chain(name, said)
        if found := _HEADING.fullmatch(style.label):
            headings[name] = int(found.group(1) or 1)
        elif (found := _LIST.fullmatch(style.label)) or any(link.has_numbers for link in chain):
            items[name] = int(found.group(1) or 1) if found else 1
        if next((link.hides for link in chain if link.hides is not None), False):
            hidden.add(name)
    return Styles(headings, items, frozenset(hidden))


@dataclass(frozen=True)
class _Said:
    """What one style says by itself; whether it hides is None where it does not say."""

    label: str
    based_on: str
    has_numbers: bool
    hides: bool | None

    @classmethod
    def by(cls, element: Any) -> _Said:
        within = [(short(e.tag), e) for e in element.iter()]
        return cls(
            label=_child(element, "w:name"),
            based_on=_child(element, "w:basedOn"),
            has_numbers=any(name == "w:numPr" for name, _ in within),
            hides=next((is_on(e) for name, e in within if name == "w:vanish"), None),
        )


def is_on(element: Any) -> bool:
    """Tell whether a property that is on or off is on."""
    return (value(element) or "true") not in ("0", "false", "off")


def _chain(name: str, said: dict[str, _Said]) -> list[_Said]:
    chain: list[_Said] = []
    while name in said and len(chain) < _LONGEST_CHAIN:
        chain.append(said[name])
        name = said[name].based_on
    return chain


def _child(element: Any, name: str) -> str:
    return next((value(e) or "" for e in element if short(e.tag) == name), "")
