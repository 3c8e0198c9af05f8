"""Ink on scans that nobody read: told to reviewers by page and area, and left out unless they let it stand."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from clerestory.model.redaction.documents import Document, Picture
from clerestory.model.redaction.review import UnreadInk
from clerestory.pipeline.redaction.redactor import Redacted, Redactor
from clerestory.protect.documents.pdf.unread import unread_areas

_WHOLE = 1000
_SIZE = slice(16, 24)  # of a PNG: width and height

Boxes = Mapping[int, Collection[tuple[int, int, int, int]]]


def with_unread_ink(redactor: Redactor, found: Redacted, document: Document) -> tuple[Redacted, Boxes]:
    """Give what is to be done with a document, its unread ink told, and by page the areas that reviewers let stand."""
    areas = [ink for picture in document.pictures if picture.is_read for ink in _ink(redactor, found, picture)]
    kept = [ink for ink in areas if redactor.may_ink_stand(ink)]
    told = tuple(ink for ink in areas if ink not in kept)
    answer = replace(found.answer, unread_ink=dict(sorted(Counter(ink.page for ink in told).items())))
    boxes = {page: [ink.box for ink in kept if ink.page == page] for page in {ink.page for ink in kept}}
    return replace(found, answer=answer, ink=told, kept_ink=tuple(kept)), boxes


def _ink(redactor: Redactor, found: Redacted, picture: Picture) -> Iterator[UnreadInk]:
    for box in unread_areas(picture):
        identity = redactor.ink_id(found.document, picture.page, box)
        yield UnreadInk(identity, picture.page, box, _place(box, picture))


def _place(box: tuple[int, int, int, int], picture: Picture) -> tuple[int, int, int, int]:
    width, height = struct.unpack(">II", picture.png[_SIZE])
    sides = zip(box, (width, height) * 2, strict=True)
    left, top, right, bottom = (min(side * _WHOLE // whole, _WHOLE) for side, whole in sides)
    return left, top, right, bottom
