"""What lies over letters, told from what is drawn and in which order; nothing is rendered here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from clerestory.protect.documents.inspection.drawn import Cover, Drawing, address
from clerestory.protect.documents.inspection.letters import Boxes, Letters

_LEAST_SIDE = 3.0  # points; thinner ones are lines, such as those under words
_AT_ONCE = 256


def covering(drawing: Drawing, letters: Letters) -> Mapping[int, Cover]:
    """Give what lies over each letter: the last opaque thing drawn after it, else the last that is not opaque."""
    found: dict[int, Cover] = {}
    orders: dict[int, int] = {}
    for cover, place in _inside([cover for cover in drawing.covers if _is_wide(cover)], letters.boxes):
        if place not in orders:
            handle = letters.handle(place)
            orders[place] = drawing.texts.get(address(handle), 2**31) if handle else 2**31
        known = found.get(place)
        if cover.order > orders[place] and not (known and known.is_opaque and not cover.is_opaque):
            found[place] = cover
    return found


def _is_wide(cover: Cover) -> bool:
    box = cover.box
    return cover.alpha > 0 and min(box.right - box.left, box.top - box.bottom) >= _LEAST_SIDE


def _inside(covers: list[Cover], boxes: Boxes) -> Iterator[tuple[Cover, int]]:
    """Give each pair of a cover and a letter whose middle it holds, covers in their order."""
    if not len(boxes):
        return
    middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    placed = boxes.any(axis=1)
    for begun in range(0, len(covers), _AT_ONCE):
        some = covers[begun : begun + _AT_ONCE]
        sides = np.array([(c.box.left, c.box.bottom, c.box.right, c.box.top) for c in some])[:, :, None]
        within = (sides[:, 0] <= middle_x) & (middle_x <= sides[:, 2]) & placed
        within &= (sides[:, 1] <= middle_y) & (middle_y <= sides[:, 3])
        for at, place in np.argwhere(within):
            yield some[at], int(place)
