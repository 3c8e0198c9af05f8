"""Names of WordprocessingML (ECMA-376, part 1) as the reader needs them."""

from __future__ import annotations

from functools import lru_cache

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OTHERS = {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas": "wpc",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
_PREFIXES = {_W: "w", _STRICT: "w", **_OTHERS}


@lru_cache(maxsize=1024)  # a document has some dozen names, and a hostile one no end of them
def short(tag: object) -> str:
    """Give the name of an element with the prefix that the specification uses; empty for comments and the like."""
    if not isinstance(tag, str):
        return ""
    space, _, name = tag[1:].rpartition("}")
    return f"{_PREFIXES.get(space, '?')}:{name}"


def value(element: object, name: str = "val") -> str | None:
    """Give an attribute of WordprocessingML of an element, or None."""
    found: str | None = None
    for space in (_W, _STRICT):
        found = found if found is not None else element.get(f"{{{space}}}{name}")  # type: ignore[attr-defined]
    return found
