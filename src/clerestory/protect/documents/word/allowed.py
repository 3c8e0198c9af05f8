"""What a DOCX of ours may hold: anything else in a written file is a residue."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clerestory.protect.documents.package_channels import Vocabulary
from clerestory.protect.documents.word.fixed import CONTENT_TYPES, DOCUMENT_RELS, NUMBERING, PACKAGE_RELS, SPACE, STYLES

_NUMBER = r"-?\d{1,5}"
_SPACE = {"xmlns:w": SPACE.split('"')[1].replace(".", r"\.")}
_RUNS = {
    "w:p": {},
    "w:pPr": {},
    "w:pStyle": {"w:val": r"Heading[1-9]|ListParagraph|FootnoteText"},
    "w:r": {},
    "w:rPr": {},
    "w:rStyle": {"w:val": "FootnoteReference"},
    "w:t": {"xml:space": "preserve"},
    "w:tab": {},
    "w:br": {},
}
_BODY = {
    "w:document": _SPACE,
    "w:body": {},
    "w:numPr": {},
    "w:ilvl": {"w:val": "[0-8]"},
    "w:numId": {"w:val": "1"},
    "w:footnoteReference": {"w:id": _NUMBER},
    "w:tbl": {},
    "w:tblPr": {},
    "w:tblW": {"w:w": "0", "w:type": "auto"},
    "w:tblBorders": {},
    **{
        f"w:{side}": {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "auto"}
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    },
    "w:tblGrid": {},
    "w:gridCol": {"w:w": "0"},
    "w:tr": {},
    "w:tc": {},
    "w:tcPr": {},
    "w:tcW": {"w:w": "0", "w:type": "auto"},
    "w:sectPr": {},
    "w:pgSz": {"w:w": "11906", "w:h": "16838"},
    "w:pgMar": {
        **dict.fromkeys(("w:top", "w:right", "w:bottom", "w:left"), "1440"),
        "w:header": "708",
        "w:footer": "708",
        "w:gutter": "0",
    },
}
_NOTES = {
    "w:footnotes": _SPACE,
    "w:footnote": {"w:id": _NUMBER, "w:type": "separator|continuationSeparator"},
    "w:footnoteRef": {},
    "w:separator": {},
    "w:continuationSeparator": {},
}
_TEXTS, _LINES = frozenset({"w:t"}), frozenset({"w:p", "w:br", "w:tab"})
ALLOWED: Mapping[str, Vocabulary | str] = MappingProxyType(
    {
        r"\[Content_Types\]\.xml": CONTENT_TYPES,
        r"_rels/\.rels": PACKAGE_RELS,
        r"word/_rels/document\.xml\.rels": DOCUMENT_RELS,
        r"word/styles\.xml": STYLES,
        r"word/numbering\.xml": NUMBERING,
        r"word/document\.xml": Vocabulary({**_RUNS, **_BODY}, _TEXTS, _LINES),
        r"word/footnotes\.xml": Vocabulary({**_RUNS, **_NOTES}, _TEXTS, _LINES),
    }
)
