"""Pictures of DrawingML (ECMA-376, part 1), as Word and workbooks have them."""

from __future__ import annotations

from typing import Any

from clerestory.protect.documents.relations import linked

_PLAIN_CHILDREN = ("extLst", "")  # of the element that names a picture; others change how it looks


def shown_whole(picture: Any) -> str:
    """Give the id of the relation of a picture; empty where it is cropped, changed, hidden, or lies elsewhere."""
    found = {local(element): element for element in picture.iter()}
    blip = found.get("blip")
    if blip is None or any(local(child) not in _PLAIN_CHILDREN for child in blip):
        return ""
    is_cut = "srcRect" in found and any(side != "0" for side in found["srcRect"].attrib.values())
    is_shaped = "custGeom" in found or ("prstGeom" in found and found["prstGeom"].get("prst") != "rect")
    is_unseen = "cNvPr" in found and is_hidden(found["cNvPr"])
    return "" if is_cut or is_shaped or is_unseen else linked(blip, "embed")


def is_hidden(properties: Any) -> bool:
    """Say whether the properties of a drawing hide it."""
    return properties.get("hidden") in ("1", "true")


def local(element: Any) -> str:
    """Give the name of an element without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
