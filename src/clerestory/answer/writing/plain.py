"""Advice on plain language: words of offices that have a plain one, and sentences that are too long to follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

LONGEST_SENTENCE = 35  # words; GOV.UK asks for 25 and this is advice
_PLAIN: Mapping[str, str] = MappingProxyType(
    {
        r"in order to": "to",
        r"prior to": "before",
        r"subsequent to": "after",
        r"in the event (?:that|of)": "if",
        r"with (?:regard|respect|reference) to|in respect of|in relation to": "about",
        r"due to the fact that|in view of the fact that": "because",
        r"at this moment in time|at this time": "now",
        r"going forward|moving forward": "from now on",
        r"a (?:large|significant) number of": "how many, as a cited figure",
        r"utili[sz](?:e|es|ed|ing)": "use",
        r"commenc(?:e|es|ed|ing)": "begin",
        r"facilitat(?:e|es|ed|ing)": "help",
        r"endeavour(?:s|ed|ing)?": "try",
        r"ascertain(?:s|ed|ing)?": "find out",
        r"whilst": "while",
        r"amongst": "among",
        r"upon receipt of": "when we get",
        r"robust(?:ly)?": "what is done, and how",
        r"landscape": "what is meant",
        r"stakeholders?": "who is meant",
    }
)
_FINDERS = tuple((re.compile(rf"\b(?:{words})\b", re.IGNORECASE), plain) for words, plain in _PLAIN.items())


def plainer(sentence: str) -> Iterator[str]:
    """Yield what would make a sentence plainer.

    Examples
    --------
    >>> list(plainer("We wrote in order to help."))
    ['instead of "in order to" say: to']
    """
    for finder, plain in _FINDERS:
        yield from (f'instead of "{found[0].lower()}" say: {plain}' for found in finder.finditer(sentence))
    words = len(sentence.split())
    if words > LONGEST_SENTENCE:
        yield f"has {words} words; {LONGEST_SENTENCE} are enough for a sentence"
