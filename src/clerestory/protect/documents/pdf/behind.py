"""What a PDF holds behind its pages, counted by channel; nothing of it is carried over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pikepdf

# A key of a dictionary that is such a thing, wherever in the file it stands.
_BY_KEY: Mapping[str, str] = MappingProxyType(
    {
        "/EF": "attachments",
        "/AF": "attachments",
        "/JS": "scripts",
        "/OpenAction": "actions",
        "/AA": "actions",
        "/URI": "links",
        "/Metadata": "metadata",
        "/PieceInfo": "private data of programs",
        "/SpiderInfo": "private data of programs",
        "/Thumb": "thumbnails",
        "/Alternates": "alternate pictures",
        "/Alt": "alternative texts",
        "/ActualText": "alternative texts",
        "/E": "alternative texts",
        "/PageLabels": "page labels",
        "/Dests": "named destinations",
        "/Threads": "article threads",
        "/Collection": "portfolios",
        "/XFA": "form programs",
        "/V": "values of form fields",
        "/DV": "values of form fields",
        "/OCGs": "layers",
        "/ByteRange": "signatures",
        "/FontFile": "embedded fonts",
        "/FontFile2": "embedded fonts",
        "/FontFile3": "embedded fonts",
    }
)
_MOST_DEPTH = 40


def behind(data: bytes, pdf: pikepdf.Pdf) -> Counter[str]:
    """Count what lies behind the pages of a PDF.

    Parameters
    ----------
    data : bytes
        The file, for its earlier revisions.
    pdf : Pdf
        The same, opened.

    Returns
    -------
    Counter of str
        How often by channel, in plain words; channels that are empty are left out.
    """
    found: Counter[str] = Counter()
    for item in pdf.objects:
        for held in _dictionaries(item, _MOST_DEPTH):
            _count(held, found)
    found["properties"] += len(pdf.docinfo) if "/Info" in pdf.trailer else 0
    found["earlier revisions"] += max(data.count(b"startxref") - (2 if pdf.is_linearized else 1), 0)
    return +found


def _count(held: pikepdf.Object, found: Counter[str]) -> None:
    for key, _ in held.items():
        if key in _BY_KEY:
            found[_BY_KEY[key]] += 1
    if "/Subtype" in held and "/Rect" in held and held.get("/Subtype") != pikepdf.Name.Widget:
        found["annotations"] += 1
    if "/Title" in held and "/Parent" in held:
        found["bookmarks"] += 1


def _dictionaries(item: object, depth: int) -> Iterator[pikepdf.Object]:
    """Give an object and what lies directly in it, without following references."""
    if depth == 0 or not isinstance(item, pikepdf.Object):
        return
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield item
        for _, value in item.items():
            yield from _inner(value, depth)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            yield from _inner(value, depth)


def _inner(value: object, depth: int) -> Iterator[pikepdf.Object]:
    if isinstance(value, pikepdf.Object) and not value.is_indirect:
        yield from _dictionaries(value, depth - 1)
