"""The parts of a letter: what stands above its salutation, its body, and what stands below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clerestory.answer.reading.text import Unit

_SALUTATION = re.compile(r"(?:my )?dear\b.{1,80}|(?:(?:dear )?(?:sir|madam)s?(?: or madam)?),", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:yours(?: (?:sincerely|faithfully|truly|ever|aye|respectfully))?|(?:with )?(?:kind |kindest |best "
    r"|warm |many )?"
    r"(?:regards|wishes|thanks)(?: and (?:best|kind) (?:wishes|regards))?|sincerely|faithfully|respectfully"
    r"|i (?:remain|am),? .{0,40}servant) ?[,.]?",
    re.IGNORECASE,
)
_PETITION_RESPONSE = re.compile(r"petition response|response to (?:the )?(?:e-)?petition", re.IGNORECASE)
_NOTICE = re.compile(r"(?:press|news|media) (?:release|notice)|notes? to editors?|ends", re.IGNORECASE)
_SAID = re.compile(r"\bsaid(?: ?:| (?:she|he|that|today)\b)|\b(?:ha(?:s|ve)|today) announced\b|\bannounced today\b")


@dataclass(frozen=True)
class Layout:
    """The units of a text by their parts.

    Attributes
    ----------
    head, tail : tuple of Unit
        Above the salutation (or the first sentence), and below the last sentence of the letter.
    salutation : Unit or None
    body : tuple of Unit
        What is said in sentences, a response behind the letter included.
    is_letter, is_notice, has_response : bool
        What the parts are.
    """

    head: tuple[Unit, ...]
    salutation: Unit | None
    body: tuple[Unit, ...]
    tail: tuple[Unit, ...]
    closing: Unit | None
    is_letter: bool
    is_notice: bool
    has_response: bool


def layout_of(units: Sequence[Unit]) -> Layout:
    """Part the units of a text."""
    response = next((at for at, unit in enumerate(units) if _is_response(unit)), len(units))
    letter = units[:response]
    greeted = next((at for at, unit in enumerate(letter) if _is(_SALUTATION, unit)), None)
    begins = _begins(letter, greeted)
    closed = next((at for at in range(begins, len(letter)) if _is(_CLOSING, letter[at])), None)
    last = max((at for at in range(begins, closed or len(letter)) if letter[at].is_prose), default=begins - 1)
    tail = tuple(letter[closed if closed is not None else last + 1 :])
    is_notice = greeted is None and closed is None and _looks_like_notice(units)
    return Layout(
        head=tuple(letter[:begins] if greeted is None else letter[:greeted]),
        salutation=None if greeted is None else letter[greeted],
        body=tuple(unit for unit in (*letter[begins : last + 1], *units[response:]) if unit.is_prose),
        tail=() if is_notice else tail,
        closing=None if closed is None else letter[closed],
        is_letter=not is_notice and bool(letter),
        is_notice=is_notice,
        has_response=response < len(units),
    )


def _begins(letter: Sequence[Unit], greeted: int | None) -> int:
    if greeted is not None:
        return greeted + 1
    return next((at for at, unit in enumerate(letter) if unit.is_prose), len(letter))


def _is(pattern: re.Pattern[str], unit: Unit) -> bool:
    return not unit.is_prose and len(unit.lines) == 1 and pattern.fullmatch(unit.first) is not None


def _is_response(unit: Unit) -> bool:
    return unit.is_heading and _PETITION_RESPONSE.search(unit.first) is not None


def _looks_like_notice(units: Sequence[Unit]) -> bool:
    titled = any(unit.is_heading for unit in units[:4])
    named = any(_is(_NOTICE, unit) for unit in units)
    return named or (titled and any(_SAID.search(unit.words) for unit in units))
