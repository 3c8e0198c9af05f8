"""What identifies somebody in a text that goes out, by its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.answer.writing.standing import DAY, without_standing
from clerestory.model.answers.kinds import Kind
from clerestory.model.wording.identifiers import kinds_found

# What a letter to one person may hold, which nobody publishes: whom it is about, and where to turn.
_IN_LETTERS = frozenset({"a name after a title", "a telephone number", "an e-mail address", "a postcode", "an address"})
_BORN = re.compile(r"\b(?:born|birthday|date of birth)\b", re.IGNORECASE)


def identifying(sentence: str, kind: Kind) -> Iterator[str]:
    """Yield the kinds of what a sentence of a text may not hold, and never what stands there.

    Examples
    --------
    >>> list(identifying("Thank you, Ms Example, for your letter of 25 May 2018.", Kind.LETTER))
    []
    >>> list(identifying("Ms Example was born on 25 May 2001.", Kind.PETITION))
    ['a name after a title', 'a date of birth']
    """
    allowed = _IN_LETTERS if kind is Kind.LETTER else frozenset[str]()
    yield from (what for what in kinds_found(without_standing(sentence)) if what not in allowed)
    if _BORN.search(sentence) and DAY.search(sentence):
        yield "a date of birth"
