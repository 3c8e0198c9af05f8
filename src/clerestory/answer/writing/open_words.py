"""Words that promise without a day (rule P8): "shortly", "in due course", "as soon as we can"."""

from __future__ import annotations

import re

_SOON = (
    r"shortly",
    r"(?:very |quite )?soon(?!er or later| after)",
    r"as soon as (?:possible|practicable|we can|it can|they can|reasonably practicable)",
    r"in (?:due course|good time|the near future|the not too distant future|the fullness of time)",
    r"in (?:the )?(?:coming|next few|following) (?:days|weeks|months|year|years|period)",
    r"over the (?:coming|next few|following) (?:days|weeks|months|year|years|period)",
    r"later (?:this|in the|next) (?:week|month|year|spring|summer|autumn|winter|parliament|session)",
    r"(?:this|next|in the|by the|by) (?:spring|summer|autumn|winter)",
    r"(?:this|next) (?:week|month|year)",
    r"by the end of (?:the|this|next) (?:week|month|quarter|year|financial year|parliament|session)",
    r"at (?:the earliest opportunity|an early date|the appropriate time|the right time|a later date)",
    r"when (?:parliamentary )?time allows",
    r"when(?:ever)? (?:the time is right|we are able to|we are in a position to|circumstances (?:allow|permit))",
    r"before (?:too )?long",
    r"in time",
    r"imminent(?:ly)?",
    r"presently",
    r"promptly",
    r"without (?:undue )?delay",
    r"forthcoming",
    r"in a timely (?:way|manner|fashion)",
)
_OPEN = re.compile(rf"\b(?:{'|'.join(_SOON)})\b", re.IGNORECASE)
# What is over promises nothing: "shortly after the election", "soon became clear".
_PAST = re.compile(
    r"\b(?:shortly|soon) (?:after|before|became|followed|found|began)\b|\bin time (?:for|to)\b|\bjust in time\b",
    re.IGNORECASE,
)


def open_words(sentence: str) -> tuple[str, ...]:
    """Give the words of a sentence that promise without a day, in small letters, in order.

    Examples
    --------
    >>> open_words("The paper will be published shortly, and the rest in due course.")
    ('shortly', 'in due course')
    >>> open_words("It was found shortly after the first return came.")
    ()
    """
    past = [found.span() for found in _PAST.finditer(sentence)]
    return tuple(
        " ".join(found[0].lower().split())
        for found in _OPEN.finditer(sentence)
        if not any(start <= found.start() < end for start, end in past)
    )
