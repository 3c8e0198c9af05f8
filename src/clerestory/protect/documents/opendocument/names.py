"""Names of OpenDocument (OASIS, version 1.3, part 3) as the reader needs them."""

from __future__ import annotations

_PREFIX = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {"drawing": "draw", "svg-compatible": "svg"}


def short(tag: object) -> str:
    """Give the name of an element with the prefix that the specification uses; empty for comments and the like."""
    if not isinstance(tag, str):
        return ""
    space, _, name = tag[1:].rpartition("}")
    if not space.startswith(_PREFIX):
        return f"?:{name}"
    prefix = space.removeprefix(_PREFIX).split(":")[0]
    return f"{_PREFIXES.get(prefix, prefix)}:{name}"


def attribute(element: object, space: str, name: str) -> str:
    """Give an attribute of an element; empty where it has none."""
    found: str | None = element.get(f"{{{_PREFIX}{space}:1.0}}{name}")  # type: ignore[attr-defined]
    return found or ""
