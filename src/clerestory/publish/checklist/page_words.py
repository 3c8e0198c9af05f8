"""Whether the head or foot of a printed page says something that its sheet does not."""

from __future__ import annotations

import re

_OF_PAGES = re.compile(r"\b(pages?|of)\b", re.IGNORECASE)


def has_own_words(text: str) -> bool:
    """Whether a text has letters beside those of "Page 1 of 2".

    Examples
    --------
    >>> has_own_words("Page 1 of 2"), has_own_words("Draft, page 1")
    (False, True)
    """
    return any(map(str.isalpha, _OF_PAGES.sub("", text)))
