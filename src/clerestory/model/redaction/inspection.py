"""What an inspection of a PDF finds: words and pictures that somebody meant to take out, and that are still there."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Fault(Enum):
    """A way in which a redaction fails; the value is its name in files."""

    UNDER_SHAPE = "text-under-shape"
    UNDER_PICTURE = "text-under-picture"
    UNDER_ANNOTATION = "text-under-annotation"
    NOT_APPLIED = "redaction-not-applied"
    SEE_THROUGH = "see-through-cover"
    SAME_COLOUR = "text-in-colour-of-its-ground"
    INVISIBLE = "invisible-text"
    OUTSIDE = "text-outside-page"
    CLIPPED = "text-clipped-away"
    LAYER = "layer-switched-off"
    GLYPHS = "glyphs-that-hide-letters"
    STRUCTURE = "words-in-structure"
    REVISION = "earlier-revision"
    ORPHAN = "object-not-referenced"
    THUMBNAIL = "thumbnail-of-before"
    FIELD = "value-of-form-field"
    ELSEWHERE = "words-beside-the-page"
    ATTACHMENT = "attachment"
    PIXELATED = "pixelated-picture"
    WIDTH = "width-of-box"


class Sureness(Enum):
    """How sure a finding is."""

    SURE = "sure"  # two ways of looking agree, or the file says so itself
    LIKELY = "likely"  # one way of looking says so
    UNSURE = "unsure"  # a person has to look
    REMARK = "remark"  # no words are left, but something about them is told


class Way(Enum):
    """A way of looking."""

    OBJECTS = "objects"  # what is drawn, in which order
    RENDERING = "rendering"  # the page as it looks, with its text and without
    FILE = "file"  # what the file holds beside its pages


MEANING = {
    Fault.UNDER_SHAPE: "text under a shape that was drawn over it",
    Fault.UNDER_PICTURE: "text under a picture that was drawn over it",
    Fault.UNDER_ANNOTATION: "text under an annotation",
    Fault.NOT_APPLIED: "a redaction that was marked and never applied",
    Fault.SEE_THROUGH: "text under a cover that one can see through",
    Fault.SAME_COLOUR: "text in the colour of its ground",
    Fault.INVISIBLE: "text that is not drawn over a plain part of a picture or page",
    Fault.OUTSIDE: "text outside the visible page",
    Fault.CLIPPED: "text that is clipped away",
    Fault.LAYER: "text on a layer that is switched off",
    Fault.GLYPHS: "letters that are drawn as boxes or as nothing",
    Fault.STRUCTURE: "words in the structure or alternative text",
    Fault.REVISION: "an earlier revision that holds more than the last one",
    Fault.ORPHAN: "an object that no page uses and that is still in the file",
    Fault.THUMBNAIL: "a thumbnail that shows another page than the page is",
    Fault.FIELD: "a value of a form field that the page does not show",
    Fault.ELSEWHERE: "words in properties, bookmarks, comments or links that no page shows",
    Fault.ATTACHMENT: "a file within the file",
    Fault.PIXELATED: "a picture that was pixelated, not blacked out",
    Fault.WIDTH: "a box in a line of text, whose width tells how long the words were",
}

_DRAWN_OVER = "Take the words out, not only cover them: write the document anew with `clerestory protect document`."
_TAKE_OUT = "Write the document anew with `clerestory protect document`; it carries over what a reader sees, no more."

REMEDY = {
    **dict.fromkeys(Fault, _TAKE_OUT),
    Fault.UNDER_SHAPE: _DRAWN_OVER,
    Fault.UNDER_PICTURE: _DRAWN_OVER,
    Fault.UNDER_ANNOTATION: _DRAWN_OVER,
    Fault.SEE_THROUGH: _DRAWN_OVER,
    Fault.NOT_APPLIED: "Apply the redactions in the program that marked them, then inspect the result again.",
    Fault.ATTACHMENT: "Open the attached file and check it, or send the document without it.",
    Fault.PIXELATED: "Paint over the place with one plain colour in the picture itself, and make the PDF anew.",
    Fault.WIDTH: "Use marks of one width, such as those of `clerestory protect document`.",
}


@dataclass(frozen=True)
class Box:
    """A rectangle in points of the page's own space: the origin is at the left and below."""

    left: float
    bottom: float
    right: float
    top: float

    def around(self, other: Box) -> Box:
        """Give the rectangle that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def overlap(self, other: Box) -> float:
        """Give the area of what both hold."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(width, 0.0) * max(height, 0.0)

    @property
    def area(self) -> float:
        """Its area in square points."""
        return (self.right - self.left) * (self.top - self.bottom)


@dataclass(frozen=True)
class Trace:
    """Something that a redaction left behind.

    Attributes
    ----------
    fault : Fault
    page : int
        From 1; 0 where it belongs to the whole file.
    box : Box, optional
        Where it is on the page; None where it has no place.
    letters : int
        How many letters and digits can be read; 0 where it is a picture.
    sureness : Sureness
    ways : tuple of Way
        The ways of looking that found it.
    words : str
        What can be read. Confidential: it is printed only where that was asked for.
    """

    fault: Fault
    page: int
    box: Box | None
    sureness: Sureness
    ways: tuple[Way, ...]
    words: str = field(default="", repr=False)
    letters: int = 0


@dataclass(frozen=True)
class Inspection:
    """What was found in one file.

    Attributes
    ----------
    pages : int
    traces : tuple of Trace
        By page, from above.
    looks_redacted : bool
        Whether the file has blank boxes, marks of redaction or hidden words at all.
    not_examined : tuple of str
        What was too large or too damaged to be looked into, in plain words, with its page.
    """

    pages: int
    traces: tuple[Trace, ...]
    looks_redacted: bool
    not_examined: tuple[str, ...] = ()

    @property
    def found(self) -> tuple[Trace, ...]:
        """What is left in the file, without remarks."""
        return tuple(trace for trace in self.traces if trace.sureness is not Sureness.REMARK)
