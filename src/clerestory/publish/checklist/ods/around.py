"""What lies around the cells of an ODS: properties, where the cursor stands, page heads, macros."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clerestory.publish.checklist.limits import PART_BYTES
from clerestory.publish.checklist.ods.styles import Styles
from clerestory.publish.checklist.page_words import has_own_words
from clerestory.spreadsheets.markup import Document, Element, check_prefixes, counted, tree
from clerestory.spreadsheets.package import Package, Refuse

_FROZEN = "2"  # the split mode of a pane that does not scroll
_HEADS = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
_FILLED_IN = frozenset({"sheet-name", "page-number", "page-count", "date", "time", "file-name", "title"})
_MACROS = {"basic": "macros in Basic", "scripts": "scripts", "dialogs": "dialogs of macros"}


@dataclass
class View:
    """What the settings say of one sheet."""

    cursor: tuple[int, int] | None = None
    is_frozen: bool = False


@dataclass
class Views:
    """What the settings say of the sheets, by name, and which is shown first."""

    active: str = ""
    sheets: dict[str, View] = field(default_factory=dict)


def part(package: Package, name: str, damaged: Refuse) -> Element:
    """Give a small part as a tree; empty where there is no such part."""
    if name not in package.names:
        return Element("", {})
    return tree([package.read(name, PART_BYTES)], damaged)


def properties_of(package: Package, styles: Styles, damaged: Refuse) -> dict[str, str]:
    """Give title, creator and language of a workbook, as far as they are filled."""
    meta = part(package, "meta.xml", damaged)
    found = {name: meta.first(name).text.strip() for name in ("title", "creator", "language")}
    found["creator"] = found["creator"] or meta.first("initial-creator").text.strip()
    found["language"] = found["language"] or styles.language()
    return {name: value for name, value in found.items() if value}


def views_of(package: Package, damaged: Refuse) -> Views:
    """Give where the cursor stands and what is frozen."""
    settings = part(package, "settings.xml", damaged)
    views = Views()
    for item in settings.all("config-item"):
        if item.get("name") == "ActiveTable":
            views.active = item.text
    for tables in settings.all("config-item-map-named"):
        if tables.get("name") == "Tables":
            views.sheets |= {entry.get("name"): _view(entry) for entry in tables.children}
    return views


def _view(entry: Element) -> View:
    said = {item.get("name"): item.text.strip() for item in entry.all("config-item")}
    column, row = counted(said.get("CursorPositionX", "")), counted(said.get("CursorPositionY", ""))
    cursor = None if row is None or column is None else (row + 1, column + 1)
    return View(cursor, _FROZEN in (said.get("HorizontalSplitMode"), said.get("VerticalSplitMode")))


def read_styles(package: Package, styles: Styles, damaged: Refuse) -> None:
    """Take in the styles of styles.xml."""

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        check_prefixes(attributes, damaged)
        styles.start(tag, attributes)

    if "styles.xml" in package.names:
        Document(start, damaged, end=styles.end).parse(package.chunks("styles.xml"))


def worded_pages(package: Package, damaged: Refuse) -> frozenset[str]:
    """Give the master pages whose head or foot has words of its own; names and numbers of sheets and pages are none."""
    pages = part(package, "styles.xml", damaged).all("master-page")
    return frozenset(page.get("name") for page in pages if any(map(_has_words, page.all(*_HEADS))))


def _has_words(head: Element) -> bool:
    if head.get("display", "true") == "false":
        return False
    words = "".join(e.text for e in head.all("p", "span", "a") if e.tag not in _FILLED_IN)
    return has_own_words(words) or next(head.all("image"), None) is not None


def macros_of(package: Package) -> tuple[str, ...]:
    """Give what could run, in words."""
    folders = {name.lower().partition("/")[0] for name in package.names if not name.endswith("/")}
    return tuple(words for folder, words in _MACROS.items() if folder in folders)
