"""Marks of redaction in a text that its giver redacted: the number of a section or a person in one counts nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clerestory.model.redaction.reasons import REASONS, Reason

_MARKS = sorted(re.escape(reason.mark) for reason in REASONS.values())
_PERSON = r"\[Person [1-9][0-9]{0,5}\]"  # a pseudonym, with the number that the case gives the person
_MARK = re.compile(f"({'|'.join((*_MARKS, _PERSON))})")


def without_marks(text: str) -> str:
    """Give a text without its marks and pseudonyms, as the redaction writes them to the letter.

    Examples
    --------
    >>> without_marks("[Person 2] met [withheld: s.40(2)] and wrote to [withheld: 12 people].")
    ' met  and wrote to [withheld: 12 people].'
    """
    return _MARK.sub("", text)


@dataclass(frozen=True)
class Part:
    """A run of a text: words, or a mark."""

    text: str
    is_mark: bool


def parts(text: str) -> Iterator[Part]:
    """Yield the words of a text and the marks between them, in order.

    Examples
    --------
    >>> [part.text for part in parts("[Person 2] left.") if part.is_mark]
    ['[Person 2]']
    """
    for number, run in enumerate(_MARK.split(text)):
        if run:
            yield Part(run, number % 2 == 1)


def reasons_in(texts: Iterable[str]) -> tuple[Reason, ...]:
    """Give the reasons whose marks stand in some texts, in the order of codes."""
    whole = "\n".join(texts)
    return tuple(reason for reason in REASONS.values() if reason.mark in whole)
