"""Small parts of an XLSX and the relations that lead from one to another."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from clerestory.publish.checklist.limits import PART_BYTES
from clerestory.spreadsheets.markup import Element, tree
from clerestory.spreadsheets.package import Package, Refuse

_MACROS = {
    r".*vbaproject\.bin": "macros in Visual Basic",
    r".*macrosheets/.*": "macro sheets",
    r".*dialogsheets/.*": "dialog sheets",
    r".*activex/.*": "ActiveX controls",
}
_TOOLBARS = re.compile(r"customui/.*|.*attachedtoolbars.*")


@dataclass(frozen=True)
class Relation:
    """Where an id of a part leads: its kind (the last word of its type), and a part or an address outside."""

    kind: str
    target: str


@dataclass(frozen=True)
class Parts:
    """The parts of a package."""

    package: Package
    damaged: Refuse

    def tree(self, name: str) -> Element:
        """Give a small part; empty where there is no such part."""
        if name not in self.package.names:
            return Element("", {})
        return tree([self.package.read(name, PART_BYTES)], self.damaged)

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Give the relations of a part by their ids."""
        folder, file = posixpath.split(name)
        found = self.tree(posixpath.join(folder, "_rels", f"{file}.rels")).all("Relationship")
        return {one.get("Id"): _relation(folder, one) for one in found}

    def macros(self) -> tuple[str, ...]:
        """Give what could run, in words."""
        names = [name.lower() for name in self.package.names]
        return tuple(words for form, words in _MACROS.items() if any(re.fullmatch(form, name) for name in names))

    def has_toolbars(self) -> bool:
        """Whether toolbars are brought along."""
        return any(_TOOLBARS.fullmatch(name.lower()) for name in self.package.names)

    def properties(self) -> dict[str, str]:
        """Give title, creator and language, as far as they are filled."""
        core = self.tree("docProps/core.xml")
        found = {name: core.first(name).text.strip() for name in ("title", "creator", "language")}
        return {name: value for name, value in found.items() if value}


def _relation(folder: str, one: Element) -> Relation:
    kind, target = one.get("Type").rpartition("/")[2], one.get("Target")
    if one.get("TargetMode").lower() == "external":
        return Relation(kind, target)
    return Relation(kind, posixpath.normpath(posixpath.join("/", folder, target)).removeprefix("/"))
