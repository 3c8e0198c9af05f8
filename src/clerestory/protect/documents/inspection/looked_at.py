"""One page as it is looked at: its objects, its letters and its looks, each made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pikepdf
import pypdfium2 as pdfium

from clerestory.model.redaction.inspection import Box
from clerestory.protect.documents.inspection.covers import covering
from clerestory.protect.documents.inspection.drawn import Cover, Drawing, drawing
from clerestory.protect.documents.inspection.letters import Letters, letters_of
from clerestory.protect.documents.inspection.sight import Sight, sight


@dataclass(repr=False)
class LookedAt:
    """A page, looked at.

    Attributes
    ----------
    number : int
        From 1.
    drawn : PdfPage
        As the first reader has it.
    objects : pikepdf.Page
        As the second has it.
    layers_off : bool
        Whether the file has layers that are switched off.
    """

    number: int
    drawn: pdfium.PdfPage
    objects: pikepdf.Page
    layers_off: bool

    def __repr__(self) -> str:
        return f"LookedAt(page {self.number})"

    @cached_property
    def drawing(self) -> Drawing:
        """What it draws."""
        return drawing(self.drawn)

    @cached_property
    def letters(self) -> Letters:
        """What can be extracted."""
        return letters_of(self.drawn)

    @cached_property
    def sight(self) -> Sight:
        """What it looks like."""
        return sight(self.drawn, self.drawing.handles)

    @cached_property
    def without_annotations(self) -> Sight:
        """What it looks like when its annotations are left out."""
        return sight(self.drawn, self.drawing.handles, annotations=False)

    @cached_property
    def covered(self) -> Mapping[int, Cover]:
        """What lies over each letter that something lies over, by the letter's place."""
        return covering(self.drawing, self.letters)

    @cached_property
    def box(self) -> Box:
        """What of the page is shown."""
        return Box(*self.drawn.get_bbox())
