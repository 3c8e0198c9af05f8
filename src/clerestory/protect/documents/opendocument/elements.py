"""Elements of OpenDocument (OASIS, version 1.3, part 3) that are known: read through, shown, or left behind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clerestory.protect.documents.pictures import CHANGED

INLINE = frozenset(
    [
        "text:span",
        "text:a",
        "text:meta",
        "text:meta-field",
        "text:ruby",
        "text:ruby-base",
        "draw:a",
        "draw:frame",
        "draw:text-box",
        "draw:g",
        "draw:custom-shape",
        "draw:rect",
        "draw:ellipse",
        "draw:circle",
        "draw:line",
        "draw:path",
        "draw:polygon",
        "draw:polyline",
    ]
)
SHAPES = frozenset(name for name in INLINE if name.startswith("draw:"))
# Fields whose result a reader sees; what they were made from is left behind.
FIELDS = frozenset(
    [
        "text:date",
        "text:time",
        "text:page-number",
        "text:page-count",
        "text:author-name",
        "text:author-initials",
        "text:title",
        "text:subject",
        "text:chapter",
        "text:sequence",
        "text:bookmark-ref",
        "text:reference-ref",
        "text:note-ref",
        "text:sequence-ref",
        "text:placeholder",
        "text:database-display",
        "text:expression",
        "text:text-input",
        "text:user-field-get",
        "text:variable-get",
        "text:variable-set",
        "text:variable-input",
        "text:user-field-input",
        "text:file-name",
        "text:initial-creator",
        "text:creation-date",
        "text:modification-date",
        "text:creator",
        "text:description",
        "text:keywords",
        "text:user-defined",
        "text:sender-firstname",
        "text:sender-lastname",
        "text:sender-email",
        "text:conditional-text",
        "text:drop-down",
    ]
)
BLOCKS = frozenset(
    [
        "text:section",
        "text:index-body",
        "text:table-of-content",
        "text:alphabetical-index",
        "text:illustration-index",
        "text:table-index",
        "text:user-index",
        "text:bibliography",
        "text:index-title",
        "text:object-index",
    ]
)
LEFT: Mapping[str, str] = MappingProxyType(
    {
        "office:annotation": "comments",
        "office:annotation-end": "",
        "text:tracked-changes": "tracked deletions",
        "text:hidden-text": "hidden text",
        "text:hidden-paragraph": "hidden text",
        "text:ruby-text": "readings above a text",
        "text:script": "scripts",
        "text:bookmark": "bookmarks",
        "text:bookmark-start": "bookmarks",
        "text:reference-mark": "bookmarks",
        "text:reference-mark-start": "bookmarks",
        "text:toc-mark": "entries of indexes",
        "text:alphabetical-index-mark": "entries of indexes",
        "text:variable-decls": "declarations of fields",
        "text:user-field-decls": "declarations of fields",
        "text:sequence-decls": "declarations of fields",
        "text:dde-connection-decls": "links to other files",
        "office:forms": "controls",
        "draw:control": "controls",
        "draw:image": CHANGED,
        "draw:object": "embedded objects",
        "draw:object-ole": "embedded objects",
        "draw:plugin": "embedded objects",
        "draw:applet": "embedded objects",
        "svg:title": "names and alt texts of drawings",
        "svg:desc": "names and alt texts of drawings",
    }
)
