"""Charts within a page: no style of their own, no address that another chart has, nothing that leads elsewhere.

A page whose policy forbids inline styles shows a chart in black; so what a chart says in styles it says here in
attributes, which no policy forbids.
"""

from __future__ import annotations

import re

from lxml import etree
from markupsafe import Markup

_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_DROPPED = ("metadata", "style")
_KNOWN = {
    *("clipPath", "defs", "desc", "g", "line", "path", "rect", "svg", "text", "title", "tspan", "use"),
    *("circle", "ellipse", "pattern", "polygon", "polyline"),
}
_LOOKS = re.compile(r"(fill|stroke|opacity|text-anchor|font-(size|family|weight|style|variant|stretch))(-[a-z]+)?")
_OURS = re.compile(r"url\(#([^)]+)\)")
_PARSER = {"resolve_entities": False, "no_network": True, "remove_comments": True}


def picture_in_page(svg: str, address: str) -> Markup:
    """Give a chart as part of a page.

    Parameters
    ----------
    svg : str
        As it was drawn.
    address : str
        Stands before every id within, so that two charts of a page share none.

    Raises
    ------
    ValueError
        If it holds what none of our charts does: it is not shown then.
    """
    root = etree.fromstring(svg.encode(), etree.XMLParser(**_PARSER))
    for element in list(root.iter()):
        name = etree.QName(element).localname
        if name in _DROPPED or (name == "title" and not element.get("id")):
            element.getparent().remove(element)
    for element in root.iter():
        if element.tag.removeprefix(_SVG) not in _KNOWN:
            raise ValueError(f"a chart holds {element.tag!r}, which no chart of ours does")
        _mend(element, address)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib.update({"stroke-linejoin": "round", "stroke-linecap": "butt", "focusable": "false"})
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704 - every element and attribute was looked at


def _mend(element: etree._Element, address: str) -> None:
    for name, value in list(element.attrib.items()):
        del element.attrib[name]
        for own, said in _as_looks(value) if name == "style" else [(name, value)]:
            element.set(*_own(own, said, address))


def _as_looks(style: str) -> list[tuple[str, str]]:
    """Give declarations of a style as attributes of the same names."""
    pairs = [one.split(":", 1) for one in style.split(";") if one.strip()]
    if not all(_LOOKS.fullmatch(name.strip()) for name, _ in pairs):
        raise ValueError("a chart has a style that is no attribute")
    return [(name.strip(), value.strip()) for name, value in pairs]


def _own(name: str, value: str, address: str) -> tuple[str, str]:
    if name == "id":
        return name, f"{address}.{value}"
    if name == "aria-labelledby":
        return name, " ".join(f"{address}.{one}" for one in value.split())
    if name in (_LINK, "href"):
        if not value.startswith("#"):
            raise ValueError("a chart leads out of its page")
        return "href", f"#{address}.{value[1:]}"
    if name.startswith("on"):
        raise ValueError("a chart holds a script")
    if len(_OURS.findall(value)) < value.lower().count("url("):
        raise ValueError("a chart names what is not in it")
    return name, _OURS.sub(rf"url(#{address}.\1)", value)
