"""Thanks, and apologies for a delay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from clerestory.answer.reading.text import Said
from clerestory.model.answers.reading import Proposed

_LETTER = r"(?:letter|e-?mail|message|note|correspondence|reply|response)"
_THANKS = re.compile(
    rf"\b(?:many thanks|thanks (?:again )?for|thank you(?! in advance)|to thank you|express (?:my|our) thanks"
    rf"|(?:am|are) (?:very |most )?(?:grateful|obliged|indebted) to (?:you|receive)|(?:am|are) (?:very "
    rf"|most )?grateful for (?:your|the)"
    rf"|(?:pleased|glad|delighted) to (?:receive|have received|have|read|get) your (?:\w+ )?{_LETTER}"
    rf"|appreciate (?:your|you) (?:\w+ )?(?:{_LETTER}|writing|taking))",
    re.IGNORECASE,
)
_NO_THANKS = re.compile(r"\b(?:no thanks to|thank you is not|thank-you)\b", re.IGNORECASE)
_SORRY = re.compile(r"\b(?:sorry|apolog(?:y|ies|i[sz]e[sd]?)|regret)\b", re.IGNORECASE)
_LATE = re.compile(
    r"\b(?:delay(?:ed|s)?|late(?:ness)?|wait(?:ed|ing)?|so long|too long|longer|not yet|unable (?:yet )?to"
    r"|sooner|earlier|overdue"
    r"|time (?:it has |that it has |)taken|before now|more promptly)\b",
    re.IGNORECASE,
)


def read_thanks(sentences: Iterable[Said]) -> Iterator[Proposed]:
    """Yield the sentences that thank the reader."""
    for said in sentences:
        if _THANKS.search(said.words) and not _NO_THANKS.search(said.words):
            yield _proposed(said, "It thanks whoever it is written to.", "For what it thanks.")


def read_apologies(sentences: Iterable[Said]) -> Iterator[Proposed]:
    """Yield the sentences that apologise for a delay; other regrets are none."""
    for said in sentences:
        if _SORRY.search(said.words) and _LATE.search(said.words):
            yield _proposed(
                said, "It apologises, and speaks of time.", "That it is for a late answer, and how late it was."
            )


def _proposed(said: Said, why: str, confirm: str) -> Proposed:
    return Proposed(words=said.words, place=said.place, why=why, confirm=confirm)
