"""What the workbooks of a release hold, read from their XML: what is shown, what is kept behind it, what is hidden."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from released.grids import Grid, grid, one_spaced

Element = Any
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ODS = {
    name: f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text")
}  # the names of their namespaces


@dataclass(frozen=True)
class Sheet:
    """A worksheet: each line of cells, as (kept value, shown text), and whatever is not for the eye."""

    lines: tuple[tuple[tuple[str, str], ...], ...]
    hidden: tuple[str, ...]  # the tags and states of whatever hides something

    @property
    def title(self) -> str:
        return self.lines[0][0][1]

    @property
    def table(self) -> Grid:
        """The one table: all lines that are as wide as the sheet."""
        width = max(len(line) for line in self.lines)
        lines = [[shown for _, shown in line] for line in self.lines if len(line) == width]
        return grid(lines[0], lines[1:])


def xlsx_sheets(path: Path) -> dict[str, Sheet]:
    with zipfile.ZipFile(path) as parts:
        strings = shared_strings(parts)
        names = {of.get("Id"): of.get("Target") for of in _xml(parts, "xl/_rels/workbook.xml.rels")}
        book = _xml(parts, "xl/workbook.xml")
        return {
            of.get("name"): _xlsx_sheet(
                _xml(parts, _within("xl", names[of.get(_RELATED)])), strings, of.get("state", "")
            )
            for of in book.iter(f"{_MAIN}sheet")
        }


def shared_strings(parts: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in parts.namelist():
        return []
    return ["".join(text.text or "" for text in of.iter(f"{_MAIN}t")) for of in _xml(parts, "xl/sharedStrings.xml")]


def unused_strings(path: Path) -> set[str]:
    """Texts that a workbook carries and no cell shows."""
    with zipfile.ZipFile(path) as parts:
        strings = shared_strings(parts)
        used = {
            int(of.findtext(f"{_MAIN}v"))
            for name in parts.namelist()
            if name.startswith("xl/worksheets/sheet")
            for of in _xml(parts, name).iter(f"{_MAIN}c")
            if of.get("t") == "s"
        }
    return {text for at, text in enumerate(strings) if at not in used}


def xlsx_extras(path: Path) -> list[str]:
    """Parts of a workbook that may keep more than its sheets do: charts, caches, links, drawings, macros, comments."""
    wanted = re.compile(r"chart|cache|external|drawing|vba|comment|query|connection|custom|embed|media", re.I)
    with zipfile.ZipFile(path) as parts:
        named = [of.get("name") for of in _xml(parts, "xl/workbook.xml").iter(f"{_MAIN}definedName")]
        return [name for name in parts.namelist() if wanted.search(name)] + named


def _xlsx_sheet(root: Element, strings: list[str], state: str) -> Sheet:
    lines = [tuple(_xlsx_cell(of, strings) for of in row.iter(f"{_MAIN}c")) for row in root.iter(f"{_MAIN}row")]
    hidden = [f"{of.tag} hidden" for of in root.iter() if of.get("hidden") in {"1", "true"}]
    formulas = [f"formula {of.text}" for of in root.iter(f"{_MAIN}f")]
    return Sheet(tuple(lines), tuple(hidden + formulas + ([state] if state else [])))


def _xlsx_cell(of: Element, strings: list[str]) -> tuple[str, str]:
    kept = of.findtext(f"{_MAIN}v") or "".join(text.text or "" for text in of.iter(f"{_MAIN}t"))
    if of.get("t") == "s":
        return strings[int(kept)], strings[int(kept)]
    value = f"{float(kept):.15g}" if kept and of.get("t", "n") == "n" else kept  # as spreadsheets show it
    return value, value


def ods_sheets(path: Path) -> dict[str, Sheet]:
    with zipfile.ZipFile(path) as parts:
        root = _xml(parts, "content.xml")
    return {of.get(f"{_ODS['table']}name"): _ods_sheet(of) for of in root.iter(f"{_ODS['table']}table")}


def _ods_sheet(of: Element) -> Sheet:
    lines = []
    for row in of.iter(f"{_ODS['table']}table-row"):
        line = tuple(cell for one in row for cell in _ods_cells(one))
        lines += [line] * int(row.get(f"{_ODS['table']}number-rows-repeated", 1)) if line else []
    names = {"visibility", "display", "formula", "protected"}
    hidden = [f"{key} {value}" for one in of.iter() for key, value in one.attrib.items() if key.split("}")[-1] in names]
    return Sheet(tuple(lines), tuple(hidden))


def _ods_cells(of: Element) -> Iterator[tuple[str, str]]:
    shown = one_spaced(" ".join("".join(text.itertext()) for text in of.iter(f"{_ODS['text']}p")))
    kept = of.get(f"{_ODS['office']}value") or of.get(f"{_ODS['office']}string-value") or shown
    yield from [(kept, shown)] * int(of.get(f"{_ODS['table']}number-columns-repeated", 1))


def _xml(parts: zipfile.ZipFile, name: str) -> Element:
    return ElementTree.fromstring(parts.read(name))  # noqa: S314 - a file of the release under test


def _within(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
