"""Channels of a written file: every place of it that can carry words, as other libraries than wrote it read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Seen(Enum):
    """What is expected of a channel."""

    CONTENT = "what a reader sees: the words that were kept stand here"
    HIDDEN = "no words are expected"
    FOREIGN = "we never write such a thing"


@dataclass(frozen=True)
class Channel:
    """A place of a file and the words in it.

    Attributes
    ----------
    part : str
        The part of the file in words of our own: a name of the allow-list, or a number. Never a name from the file.
    kind : str
        What in the part: text, attributes, comments, names of parts, ...
    text : str
        What is there; confidential.
    seen : Seen
    """

    part: str
    kind: str
    text: str = field(repr=False)
    seen: Seen = Seen.HIDDEN
