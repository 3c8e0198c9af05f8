"""From a document to bytes: UTF-8, with everything escaped that a reader would otherwise change."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.interviews.markup import Child, Comment, Document, Element, Instruction

_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_VALUE = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})


def spelled(document: Document) -> bytes:
    """Give a document as bytes; the same document always gives the same."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    for node in document.before:
        parts += (*_child(node), "\n")
    parts += _element(document.root)
    for node in document.after:
        parts += ("\n", *_child(node))
    return ("".join(parts) + "\n").encode()


def _child(child: Child) -> Iterator[str]:
    match child:
        case str():
            yield child.translate(_IN_TEXT)
        case Comment():
            yield f"<!--{child.text}-->"
        case Instruction():
            yield f"<?{child.target}{' ' if child.text else ''}{child.text}?>"
        case Element():
            yield from _element(child)


def _element(element: Element) -> Iterator[str]:
    """Yield the parts of an element; its depth is bounded where it is read."""
    name = element.name.spelled
    yield f"<{name}"
    for prefix, namespace in element.namespaces:
        yield f' xmlns{":" if prefix else ""}{prefix}="{namespace.translate(_IN_VALUE)}"'
    for key, value in element.attributes:
        yield f' {key.spelled}="{value.translate(_IN_VALUE)}"'
    if not element.children:
        yield "/>"
        return
    yield ">"
    for child in element.children:
        yield from _child(child)
    yield f"</{name}>"
