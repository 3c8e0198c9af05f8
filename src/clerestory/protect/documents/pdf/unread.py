"""Ink of a picture that nobody read: handwriting, stamps, faces, and words of which OCR was not sure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clerestory.model.redaction.documents import Picture
from clerestory.protect.documents.pdf.redacting import around
from clerestory.protect.documents.pdf.tones import GRAIN, Box, ink_beside, means

_CELL = 16  # pixels; unread ink is told in squares of it
_LEAST = 2  # grains of ink in a square: less is dust
_GAP = 2  # squares; what is nearer is one area

Cells = npt.NDArray[np.bool_]


def unread_areas(picture: Picture) -> tuple[Box, ...]:
    """Give the areas of a picture with ink that no word covers.

    Parameters
    ----------
    picture : Picture
        As it was read, with its words.

    Returns
    -------
    tuple of box
        Left, top, right, bottom in pixels, on a grid of 16; from the top down. What lies close together is one area.
    """
    cells = _cells(picture)
    return tuple(sorted(map(_box, _groups(cells)), key=lambda box: (box[1], box[0])))


def _cells(picture: Picture) -> Cells:
    ink = ink_beside(picture.png, (around(word.box) for word in picture.words), pad=_CELL)
    side = _CELL // GRAIN
    marked: Cells = means(ink, side) * side**2 > _LEAST
    return marked


def _groups(cells: Cells) -> list[list[tuple[int, int]]]:
    """Give squares that lie close together, group by group."""
    left = set(zip(*(side.tolist() for side in np.nonzero(cells)), strict=True))
    groups = []
    while left:
        group, rim = [], [left.pop()]
        while rim:
            row, column = rim.pop()
            group.append((row, column))
            near = {
                (row + down, column + across) for down in range(-_GAP, _GAP + 1) for across in range(-_GAP, _GAP + 1)
            } & left
            left -= near
            rim += near
        groups.append(group)
    return groups


def _box(group: list[tuple[int, int]]) -> Box:
    rows, columns = zip(*group, strict=True)
    return min(columns) * _CELL, min(rows) * _CELL, (max(columns) + 1) * _CELL, (max(rows) + 1) * _CELL
