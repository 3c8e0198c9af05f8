"""What floats over the cells of an ODS."""

from __future__ import annotations

from collections.abc import Mapping

from clerestory.publish.checklist.workbook import Drawing, Drawn

_KINDS = {
    "draw:image": Drawn.PICTURE,
    "draw:object": Drawn.CHART,
    "draw:object-ole": Drawn.CONTROL,
    "draw:text-box": Drawn.TEXT_BOX,
    "draw:control": Drawn.CONTROL,
}


class Drawings:
    """Follows one drawing from its first element to its last, with all within it."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._kind: Drawn | None = None
        self._has_words = self._has_alternative = False

    def is_start(self, tag: str) -> bool:
        """Whether an element begins a drawing."""
        return tag.startswith("draw:")

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        """Take in an element of a drawing, or of a comment, which is none."""
        self._open.append(tag)
        if tag in _KINDS and self._kind is not Drawn.CHART:  # a chart carries a picture of itself
            self._kind = _KINDS[tag]

    def text(self, piece: str) -> None:
        """Take in a piece of text."""
        if piece.strip():
            is_alternative = self._open[-1] in ("svg:title", "svg:desc")
            self._has_alternative |= is_alternative
            self._has_words |= not is_alternative

    def end(self, _: str, place: tuple[int, int]) -> Drawing | None:
        """Take in the end of an element; gives the drawing when it is the last."""
        first, _last = self._open[0], self._open.pop()
        if self._open:
            return None
        kind = self._kind or (Drawn.TEXT_BOX if self._has_words else Drawn.SHAPE)
        made = Drawing(kind, *place, self._has_alternative) if self.is_start(first) else None
        self._kind, self._has_words, self._has_alternative = None, False, False
        return made
