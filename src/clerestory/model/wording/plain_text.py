"""What a text that people write for a release has to be before anybody asks what it says: there, short, and visible."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # signs that a reader does not see, or sees as something else
HIDES = "holds signs that a reader does not see"


def faults_of_text(text: str, *, most: int) -> Iterator[str]:
    """Yield what is wrong with the form of a text, without repeating any of it.

    Parameters
    ----------
    most : int
        Most characters.

    Examples
    --------
    >>> list(faults_of_text("seen", most=4)), list(faults_of_text(" ", most=4))
    ([], ['is empty'])
    """
    if not text.strip():
        yield "is empty"
    if len(text.strip()) > most:
        yield f"has {len(text.strip()):,} characters; {most:,} are the most"
    if has_hidden_signs(text):
        yield HIDES


def has_hidden_signs(text: str) -> bool:
    r"""Say whether a text holds signs that hide, turn or split what is shown; ends of lines and tabs are none.

    Examples
    --------
    >>> has_hidden_signs("1\u202e23"), has_hidden_signs("a line\n")
    (True, False)
    """
    if text.isascii() and text.isprintable():  # most are
        return False
    return any(unicodedata.category(sign) in _HIDDEN and sign not in "\n\r\t" for sign in text)
