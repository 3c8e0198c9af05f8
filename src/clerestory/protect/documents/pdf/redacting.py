"""A picture with passages painted over, and with no ink that nobody has read.

The new picture begins white. Words that OCR was sure of are copied onto it, but for lines that hold a word of a
passage, and lines that lie beside or touch one. So unread ink (handwriting, stamps, faces, words OCR was unsure of)
never leaves unless a reviewer keeps the region. Where lines are left out a band runs from edge to edge of the picture,
and from the nearest line that is kept above to the nearest one below: its size is told by what is kept alone, and says
nothing of the letters under it, nor of how many lines they fill.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from PIL import Image

from clerestory.model.redaction.documents import Document, Picture, RedactedPicture, Word
from clerestory.protect.documents.pdf.tones import Box, Grey, grey

Extent = tuple[int, int]

_MARGIN = 2  # pixels around a word that are copied with it
_TONES = 17  # 16 greys: what printers and scanners hide in faint tones goes
_WHITE, _BAND = 255, 0


class Passage(Protocol):
    """A passage of ``Document.text`` in code points; a ``Finding`` is one."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


def redacted_pictures(
    document: Document, passages: Collection[Passage], kept: Mapping[int, Collection[Box]] | None = None
) -> tuple[RedactedPicture, ...]:
    """Give the pictures of a document with all passages painted over.

    Pictures that nothing has read are left out.

    Parameters
    ----------
    document : Document
        As it was read.
    passages : collection of passages
        In code points of its text.
    kept : mapping of int to boxes, optional
        By page, regions of unread ink that a reviewer decided to keep.
    """
    starts, kept = document.starts, kept or {}
    read = (picture for picture in document.pictures if picture.is_read)
    return tuple(redact_picture(each, passages, starts=starts, kept=kept.get(each.page, ())) for each in read)


def redact_picture(
    picture: Picture, passages: Collection[Passage], *, starts: Sequence[int], kept: Collection[Box] = ()
) -> RedactedPicture:
    """Paint over every line of a picture that holds a word of a passage, and leave out all ink that was not read.

    Parameters
    ----------
    picture : Picture
        As it was read, with its words.
    passages : collection of passages
        In code points of the text of its document.
    starts : sequence of int
        ``Document.starts`` of that document.
    kept : collection of boxes
        Regions of unread ink, in pixels, that a reviewer decided to keep; bands are painted over them as well.

    Returns
    -------
    RedactedPicture
        From pixels alone, in 16 greys, without words.
    """
    source = grey(picture.png)
    canvas: Grey = np.full_like(source, _WHITE)
    lines = _lines(picture.words)
    found = [_extent(line) for line in lines if any(_is_in(word, passages, starts) for word in line)]
    shown = [line for line in lines if not any(_touch(_extent(line), other) for other in found)]
    for box in [around(word.box) for line in shown for word in line] + list(kept):
        _copy(source, canvas, box)
    for top, bottom in bands(found, [_extent(line) for line in shown], source.shape[0]):
        canvas[top:bottom] = _BAND
    return RedactedPicture(_png(canvas), picture.page, is_read=True)


def _png(pixels: Grey) -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.minimum(np.round(pixels / _TONES) * _TONES, _WHITE).astype(np.uint8)).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    """Part words into lines: those of a block that follow one another at the same height."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and lines[-1][-1].block == word.block and _same_height(lines[-1][-1].box, word.box):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _same_height(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared > 0.4 * min(one[3] - one[1], other[3] - other[1]) and other[0] >= one[0]


def _is_in(word: Word, passages: Collection[Passage], starts: Sequence[int]) -> bool:
    start = starts[word.block] + word.start
    end = start + len(word.text)
    return any(passage.start < end and start < passage.end for passage in passages)


def bands(found: Iterable[Extent], shown: Sequence[Extent], height: int) -> list[Extent]:
    """Give the bands over lines: each from the nearest line that is shown above to the nearest one below.

    Parameters
    ----------
    found, shown : extents
        From where to where lines reach, in pixels from above: those to be covered, and those that are shown; none of
        the first touches one of the second.
    height : int
        Of the picture; a band without a line above or below runs to the edge.
    """
    return [_band(extent, shown, height) for extent in found]


def _band(extent: Extent, shown: Sequence[Extent], height: int) -> Extent:
    above = [bottom + _MARGIN for _, bottom in shown if bottom <= extent[0]]
    below = [top - _MARGIN for top, _ in shown if top >= extent[1]]
    return max(above, default=0), max(min(below, default=height), 0)


def _extent(line: Sequence[Word]) -> Extent:
    return min(word.box[1] for word in line), max(word.box[3] for word in line)


def _touch(one: Extent, other: Extent) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def around(box: Box) -> Box:
    """Give what is copied with the box of a word."""
    return box[0] - _MARGIN, box[1] - _MARGIN, box[2] + _MARGIN, box[3] + _MARGIN


def _copy(source: Grey, canvas: Grey, box: Box) -> None:
    left, top, right, bottom = (max(side, 0) for side in box)
    canvas[top:bottom, left:right] = source[top:bottom, left:right]
