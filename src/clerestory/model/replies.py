"""A giver's reply to what is printed about it: short, plain, and nothing that could identify anybody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from clerestory.model.wording.identifiers import kinds_found
from clerestory.model.wording.plain_text import faults_of_text

MOST_CHARACTERS = 1_000


@dataclass(frozen=True)
class Reply:
    """What a giver says beside the tables that name it.

    Attributes
    ----------
    provider, name : str
        The giver's code and name.
    tables : tuple of str
        Ids of the tables that name it.
    paragraphs : tuple of str
        Text alone; nothing in it is markup.
    """

    provider: str
    name: str
    tables: tuple[str, ...]
    paragraphs: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Give the reply as plain JSON values."""
        return {
            "provider": self.provider,
            "name": self.name,
            "tables": list(self.tables),
            "paragraphs": list(self.paragraphs),
        }


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Give the paragraphs of a text: what blank lines part, each as one line."""
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip())


def faults_of_reply(text: str) -> Iterator[str]:
    """Yield what is wrong with a reply, without repeating any of it (rule V13).

    Counts are told by whoever prints it, since a number may be one that the paper declares.
    """
    yield from faults_of_text(text, most=MOST_CHARACTERS)
    joined = "\n".join(paragraphs_of(unicodedata.normalize("NFKC", text)))
    yield from (f"holds what looks like {kind}" for kind in kinds_found(joined))
