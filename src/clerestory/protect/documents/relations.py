"""Relations between parts of an Office package (ECMA-376, part 2): which part an id in a part stands for."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from clerestory.protect.documents.packages import Package


def targets_of(package: Package, part: str) -> Mapping[str, str]:
    """Give the parts to which the ids of a part lead; what lies outside of the package is left out.

    Raises
    ------
    DocumentError
        If the part of relations is damaged.
    """
    folder, name = posixpath.split(part)
    root = package.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
    if root is None:
        return {}
    inside = (e for e in root if isinstance(e.tag, str) and e.get("TargetMode", "Internal") == "Internal")
    found = {e.get("Id", ""): _absolute(folder, e.get("Target", "")) for e in inside}
    return {key: target for key, target in found.items() if target in package.names}


def _absolute(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target))[1:]


def linked(element: Any, name: str) -> str:
    """Give an attribute of an element that names a relation; empty where it has none."""
    attributes: Mapping[str, str] = element.attrib
    return next((value for key, value in attributes.items() if key.endswith(f"/relationships}}{name}")), "")
