"""Who acts in a sentence: the side that a text speaks for, or others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from clerestory.answer.reading.layout import Layout
from clerestory.model.answers.reading import Promiser, Proposed

_GOVERNMENT = (
    r"(?:(?:[Tt]h(?:e|is)|HM|[Hh](?:er|is) Majesty's|[Tt]he (?:UK|British|Welsh|Scottish)) )?[Gg]overnment"
    r"|[Tt]he UK|[Mm]inisters|[Oo]fficials"
)
_OFFICE = (
    r"(?:[Tt]he |[Tt]his |[Mm]y |[Oo]ur )?(?:(?:Home|Cabinet|Foreign|Northern Ireland|Wales|Scotland) Office|Treasury"
    r"|(?:Department|department|Ministry|Office)(?: (?:for|of)(?: (?:[A-Z]\w+,?|and)){1,6})?)"
    r"|(?:[Tt]he )?(?:(?:\w+ ){0,3}Minister|(?:Home|Foreign|Health|Education|Justice) Secretary|Secretary of State)"
)
_PEOPLE = (
    r"officials|officers|office|department|ministry|team|staff|colleagues|organisation|charity|council|force"
    r"|unit|workers"
    r"|group|committee|university|analysts|lawyers"
)
_OURS = rf"(?:[Mm]y|[Oo]ur) (?:\w+ ){{0,3}}(?:{_PEOPLE})|[Tt]he (?:team|unit|correspondence team)"
_OWN_BODY = re.compile(
    r"\b(council|committee|university|charity|trust|partnership|constabulary|force|college)\b", re.IGNORECASE
)
_GOVERNS = re.compile(
    r"\b(?:department|office|ministry|minister|secretary of state|home secretary|government)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Side:
    """Whom a text speaks for.

    Attributes
    ----------
    governs : bool
        Whether what the government promises is promised by who writes.
    bodies : tuple of str
        Kinds of body that the sender is, so that "the council" is its own.
    """

    governs: bool
    bodies: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """What stands as the subject of a promise of this side, as part of a pattern."""
        return _subject(self.governs, self.bodies)


@cache
def _subject(governs: bool, bodies: tuple[str, ...]) -> str:  # noqa: FBT001 - a key of the cache
    subjects = [r"I|[Ww]e", _OURS]
    subjects += [f"[Tt]he (?i:{body})" for body in bodies]
    subjects += [_GOVERNMENT, _OFFICE] if governs else []
    return rf"\b(?:{'|'.join(subjects)})"


def side_of(layout: Layout, sender: Iterable[Proposed]) -> Side:
    """Give the side of a text: a notice and a response to a petition speak for the government."""
    words = [one.words for one in sender]
    bodies = {found.lower() for said in words for found in _OWN_BODY.findall(said)}
    governs = layout.is_notice or layout.has_response or any(_GOVERNS.search(said) for said in words)
    return Side(governs and not bodies, tuple(sorted(bodies)))


def promiser_of(subject: str) -> Promiser:
    """Say who promises, of the subject of a sentence; without one nobody is named.

    Examples
    --------
    >>> promiser_of("The Home Office").value, promiser_of("we").value
    ('an office', 'who signs, or their office')
    """
    said = subject.lower()
    if said in ("i", "we"):
        return Promiser.SELF if said == "i" else Promiser.WE
    if not said:
        return Promiser.UNSAID
    return Promiser.GOVERNMENT if said.endswith(("government", "ministers", "uk")) else Promiser.OFFICE
