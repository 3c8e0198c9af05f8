"""Pictures of an ODT that are seen whole; of a cropped or changed one its file shows more than a reader sees."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from clerestory.model.redaction.documents import Inside
from clerestory.protect.documents.opendocument.names import attribute, short
from clerestory.protect.documents.packages import Package
from clerestory.protect.documents.pictures import picture_of

_HREF = "{http://www.w3.org/1999/xlink}href"
# What a style may say of a picture that is shown as it is; by the space and name of the attribute.
_PLAIN: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("xsl-fo-compatible", "clip"): r"auto|rect\((0(\.0+)?[a-z]*[, ]*)+\)",
        ("drawing", "luminance"): "0%",
        ("drawing", "contrast"): "0%",
        ("drawing", "gamma"): "100%",
        ("drawing", "color-inversion"): "false",
        ("drawing", "image-opacity"): "100%",
        ("drawing", "color-mode"): "standard",
    }
)


@dataclass(frozen=True, repr=False)
class Media:
    """The pictures of a package, by the elements that show them.

    Attributes
    ----------
    package : Package
    changing : frozenset of str
        Styles that crop or change what they are of.
    used : dict of str to Inside
        Pictures that were given, by the names of their parts.
    """

    package: Package
    changing: frozenset[str]
    used: dict[str, Inside] = field(default_factory=dict)

    def picture(self, element: Any) -> Inside | None:
        """Give the picture that an element shows whole; None where it shows none, or not as it is in its file."""
        name = posixpath.normpath(element.get(_HREF) or ".")
        if name not in self.package.names or self._is_changed(element):
            return None
        if name not in self.used:
            self.used[name] = picture_of(self.package, name)
        return self.used[name]

    def _is_changed(self, element: Any) -> bool:
        return any(attribute(e, "drawing", "style-name") in self.changing for e in (element, element.getparent()))


def media_of(package: Package, *roots: Any) -> Media:
    """Give the pictures of a package whose styles stand in some roots; a root may be None."""
    styles = {attribute(style, "style", "name"): style for root in roots if root is not None for style in _styles(root)}
    return Media(package, frozenset(name for name in styles if any(map(_changes, _chain(name, styles)))))


def _styles(root: Any) -> Iterator[Any]:
    return (e for e in root.iter() if short(e.tag) == "style:style")


def _chain(name: str, styles: Mapping[str, Any]) -> Iterator[Any]:
    """Yield a style and those that it is made from, each once."""
    met: set[str] = set()
    while name in styles and name not in met:
        met.add(name)
        yield styles[name]
        name = attribute(styles[name], "style", "parent-style-name")


def _changes(style: Any) -> bool:
    return any(
        value and not re.fullmatch(plain, value)
        for child in style
        if short(child.tag) == "style:graphic-properties"
        for (space, name), plain in _PLAIN.items()
        for value in [attribute(child, space, name)]
    )
