"""A new PDF is typeset from blocks by Typst: tagged, of PDF/UA-1, with the same bytes for the same blocks."""

from __future__ import annotations

import json
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from itertools import groupby
from pathlib import Path

import typst

from clerestory.errors import RedactionError
from clerestory.model.redaction.documents import Block, Document, Picture, RedactedPicture, Role
from clerestory.protect.documents.pdf.limits import refuse

TITLE = "Redacted document"
_EPOCH = 0  # the time of every file, so that it says nothing
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_KEPT_APART = frozenset("\t\n\r\v\f\x85\u2028\u2029")

Part = Mapping[str, object]


def write_pdf(document: Document) -> bytes:
    """Typeset a document as a new PDF; nothing of its source file is in it but its blocks and redacted pictures.

    A page of which there is a picture is shown as that picture, and its blocks are not set a second time.

    Parameters
    ----------
    document : Document
        Redacted, with pictures of ``redacted_pictures`` alone.

    Returns
    -------
    bytes
        The same for the same document, on every machine.

    Raises
    ------
    RedactionError
        If on a picture nothing was painted over.
    DocumentError
        If Typst cannot set the blocks.
    """
    pictures = [_painted(picture) for picture in document.pictures]
    parts = list(_parts(document.blocks, {picture.page: at for at, picture in enumerate(pictures)}))
    return _typeset(parts, pictures)


def _painted(picture: Picture) -> RedactedPicture:
    if isinstance(picture, RedactedPicture):
        return picture
    raise RedactionError(
        "a picture is to be written on which nothing was painted over",
        where="the new PDF",
        remedy="Nothing was written. Please report this: it is a fault of the program.",
    )


def _typeset(parts: Sequence[Part], pictures: Sequence[Picture]) -> bytes:
    text = json.dumps({"title": TITLE, "parts": parts}, ensure_ascii=False)
    for sign in _signs_without_glyph(text):
        text = text.replace(sign, f"[U+{ord(sign):04X}]")
    template = resources.files(__package__).joinpath("document.typ").read_bytes()
    with tempfile.TemporaryDirectory(prefix="clerestory-") as folder:
        root = Path(folder)
        (root / "document.typ").write_bytes(template)
        (root / "document.json").write_text(text, encoding="utf-8")
        for at, picture in enumerate(pictures):
            (root / _file_of(at)).write_bytes(picture.png)
        try:
            return _compiled(root)
        except typst.TypstError:
            raise refuse(
                "the new PDF", "the blocks cannot be typeset", remedy="Write to a .txt or .docx file."
            ) from None


def _compiled(root: Path) -> bytes:
    return typst.compile(
        root / "document.typ",
        root=root,
        format="pdf",
        ignore_system_fonts=True,  # the same fonts, and so the same bytes, on every machine
        pdf_standards=["ua-1"],
        timestamp=_EPOCH,
    )


def _file_of(at: int) -> str:
    return f"{at + 1}.png"


def _parts(blocks: Sequence[Block], pictures: Mapping[int, int]) -> Iterator[Part]:
    shown: set[int] = set()
    above = 0
    for (kind, _, on), group in groupby(blocks, key=lambda block: _kind(block, pictures)):
        if on is not None:
            shown.add(on)
            yield _picture(on, next(page for page, at in pictures.items() if at == on))
            continue
        run = list(group)
        if kind is Role.HEADING:
            for block in run:
                above = min(block.level, above + 1, 6)  # PDF/UA: no level is left out
                yield {"kind": "heading", "level": above, "text": _plain(block.text)}
        else:
            yield from _run(kind, run)
    yield from (_picture(at, page) for page, at in pictures.items() if at not in shown)


def _kind(block: Block, pictures: Mapping[int, int]) -> tuple[Role, int, int | None]:
    on = pictures.get(block.page) if block.page else None
    return (block.role, block.table, None) if on is None else (Role.PARAGRAPH, 0, on)


def _picture(at: int, page: int) -> Part:
    return {"kind": "picture", "file": _file_of(at), "alt": f"scanned page {page}, redacted"}


def _run(kind: Role, run: Sequence[Block]) -> Iterator[Part]:
    if kind is Role.ITEM:
        yield {"kind": "list", "items": [_plain(block.text) for block in run]}
    elif kind is Role.CELL:
        yield _table(run)
    else:
        names = {Role.NOTE: "note", Role.FIELD: "field"}
        for block in run:
            yield {"kind": names.get(kind, "paragraph"), "label": _plain(block.label), "text": _plain(block.text)}


def _table(cells: Sequence[Block]) -> Part:
    rows = {row: at for at, row in enumerate(sorted({cell.row for cell in cells}))}
    columns = {column: at for at, column in enumerate(sorted({cell.column for cell in cells}))}
    merged: dict[tuple[int, int], list[str]] = {}
    for cell in cells:
        merged.setdefault((columns[cell.column], rows[cell.row]), []).append(_plain(cell.text))
    placed = [{"x": x, "y": y, "text": " ".join(texts)} for (x, y), texts in merged.items()]
    return {"kind": "table", "columns": len(columns), "cells": placed}


def _plain(text: str) -> str:
    """Give a text without signs that nobody sees; breaks become spaces."""
    return "".join(
        " " if sign in _KEPT_APART else "" if unicodedata.category(sign) in _HIDDEN else sign for sign in text
    )


def _signs_without_glyph(text: str) -> list[str]:
    """Give the signs that no embedded font has; Typst is asked, with signs alone and never with words."""
    asked = sorted({sign for sign in text if ord(sign) > 126})
    lacking: list[str] = []
    while (part := _first_lacking(asked)) is not None:
        lacking.append(part)
        asked = asked[asked.index(part) + 1 :]
    return lacking


def _first_lacking(signs: Sequence[str]) -> str | None:
    """Give the first of the signs that cannot be set, by halves."""
    if not signs or _can_be_set(signs):
        return None
    low, high = 0, len(signs)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _can_be_set(signs[low:middle]) else (low, middle)
    return signs[low]


def _can_be_set(signs: Sequence[str]) -> bool:
    source = '#set document(title: "-")\n#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))\n'
    source += "#for sign in json(bytes(sys.inputs.signs)) { par(sign) }"
    try:
        typst.compile(
            source.encode(),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"signs": json.dumps(list(signs))},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError:
        return False
    return True
