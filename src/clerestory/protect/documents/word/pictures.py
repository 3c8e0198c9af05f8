"""Pictures of a DOCX that are seen whole; of a cropped or changed one its file shows more than a reader sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clerestory.model.redaction.documents import Inside
from clerestory.protect.documents.drawings import is_hidden, shown_whole
from clerestory.protect.documents.packages import Package
from clerestory.protect.documents.pictures import picture_of
from clerestory.protect.documents.relations import linked
from clerestory.protect.documents.word.names import short

PICTURES = frozenset({"pic:pic", "v:imagedata"})
_VML_PLAIN = frozenset({"id", "title", "href", "relid"})


@dataclass(frozen=True, repr=False)
class Media:
    """The pictures of a package, by the elements that show them.

    Attributes
    ----------
    package : Package
    targets : mapping of root element to mapping of str to str
        For each part, to which part each id of a relation leads: ids are those of their part.
    used : dict of str to Inside
        Pictures that were given, by the names of their parts.
    """

    package: Package
    targets: Mapping[Any, Mapping[str, str]]
    used: dict[str, Inside] = field(default_factory=dict)

    def picture(self, element: Any) -> Inside | None:
        """Give the picture that an element shows whole; None where it shows none, or not as it is in its file."""
        key = _in_drawing(element) if short(element.tag) == "pic:pic" else _in_vml(element)
        name = self.targets.get(element.getroottree().getroot(), {}).get(key, "")
        if name and name not in self.used:
            self.used[name] = picture_of(self.package, name)
        return self.used.get(name)


def _in_drawing(picture: Any) -> str:
    """Give the relation of a picture of DrawingML; empty where it is not shown as it is."""
    holders = (e for e in picture.iterancestors() if short(e.tag) in ("wp:inline", "wp:anchor"))
    names = (child for holder in holders for child in holder if short(child.tag) == "wp:docPr")
    return "" if any(map(is_hidden, names)) else shown_whole(picture)


def _in_vml(picture: Any) -> str:
    """Give the relation of a picture of VML; empty where an attribute crops or changes it."""
    is_changed = any(name.rpartition("}")[2] not in _VML_PLAIN for name in picture.attrib)
    styles = (e.get("style") or "" for e in picture.iterancestors() if short(e.tag).startswith("v:"))
    return "" if is_changed or any("hidden" in style for style in styles) else linked(picture, "id")
