"""Texts as XML holds them, for the writers of packages."""

from __future__ import annotations

import re
from collections import Counter
from xml.sax.saxutils import escape

from clerestory.protect.documents.visible import visible

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Give a text with nothing in it that XML has no place for or that has no shape."""
    return _NOT_XML.sub("", visible(text, Counter()))


def escaped(text: str) -> str:
    """Give a text for the content of an element or an attribute in double quotes."""
    return escape(clean(text), {'"': "&quot;"})
