"""Values of a sheet as texts: shared strings looked up, days written as dates, formulas as what they gave."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from clerestory.protect.documents.visible import visible

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, repr=False)
class Values:
    """What cells refer to: the shared strings, the styles that are dates or show nothing, and the first day."""

    strings: Sequence[str]
    dates: frozenset[int]
    blank: frozenset[int]
    is_of_1904: bool

    def of(self, cell: Any, left: Counter[str]) -> str:
        """Give the text that a cell shows."""
        kind, raw = cell.get("t", "n"), _first(cell, "v")
        if _first(cell, "f") is not None:
            left["formulas"] += 1
        style = int(cell.get("s", "0"))
        if style in self.blank and raw:
            left["cells whose format shows nothing"] += 1
            return ""
        if kind == "inlineStr":
            return visible("".join(_strings(child) for child in cell if local(child) == "is"), left)
        if kind == "s":
            return self.strings[int(raw)] if raw and int(raw) < len(self.strings) else ""
        if kind == "b":
            return "TRUE" if raw == "1" else "FALSE"
        if kind == "n" and raw and style in self.dates:
            return self._day(raw)
        return visible(unescaped(raw or ""), left)

    def _day(self, raw: str) -> str:
        epoch = CALENDAR_MAC_1904 if self.is_of_1904 else CALENDAR_WINDOWS_1900
        try:
            moment = from_excel(float(raw), epoch)
        except (ValueError, OverflowError):
            return raw  # a number that is no day; shown as it is held
        return str(moment).removesuffix(" 00:00:00")


def values_of(strings: Any, styles: Any, workbook: Any, left: Counter[str]) -> Values:
    """Read the parts that cells refer to; each may be missing."""
    texts = [visible(_strings(item), left) for item in strings] if strings is not None else []
    phonetic = sum(1 for e in strings.iter() if local(e) == "rPh") if strings is not None else 0
    left["readings above a text"] += phonetic
    formats = _formats(styles)
    dates = frozenset(n for n, code in enumerate(formats) if is_date_format(code))
    blank = frozenset(n for n, code in enumerate(formats) if code.strip() == ";;;")
    properties = next((e for e in workbook if local(e) == "workbookPr"), None)
    is_of_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return Values(texts, dates, blank, is_of_1904)


def unescaped(text: str) -> str:
    """Give a string of a workbook as it is shown: any sign can stand in it by its number (ECMA-376, ST_Xstring).

    Examples
    --------
    >>> unescaped("_x0041_nn"), unescaped("_x005F_x0041_")
    ('Ann', '_x0041_')
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def local(element: Any) -> str:
    """Give the name of an element without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _formats(styles: Any) -> list[str]:
    """Give the number format of every style of cells, in order."""
    if styles is None:
        return []
    own = {int(e.get("numFmtId", "0")): e.get("formatCode", "") for e in styles.iter() if local(e) == "numFmt"}
    used = next((e for e in styles if local(e) == "cellXfs"), ())
    numbers = [int(e.get("numFmtId", "0")) for e in used]
    return [own.get(number) or BUILTIN_FORMATS.get(number, "General") for number in numbers]


def _strings(item: Any) -> str:
    """Give the text of a string: its own or that of its runs, without readings above it."""
    parts = []
    for child in item:
        if local(child) == "t":
            parts.append(unescaped(child.text or ""))
        elif local(child) == "r":
            parts.append(_strings(child))
    return "".join(parts)


def _first(cell: Any, name: str) -> str | None:
    return next((child.text or "" for child in cell if local(child) == name), None)
