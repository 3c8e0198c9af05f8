"""Texts about single cases: what may leave of each, and what readers are told of those that may not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from clerestory.model.commission import Role
from clerestory.model.decisions import NEEDED, Gate
from clerestory.model.redaction.holds import NCND, Hold

LONGEST = 6_000  # code points of a text; more is not a case text but a document

# What the public register says of a reason: its meaning and its law.
MEANINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ACTIVE": ("Active proceedings", "Contempt of Court Act 1981, sections 1 and 2"),
        "COURT": ("Court order or automatic reporting restriction", "Contempt of Court Act 1981, section 4(2)"),
        "PERS": ("Personal data", "Freedom of Information Act 2000, section 40"),
        NCND: (
            "Neither confirmed nor denied",
            "Freedom of Information Act 2000, sections 30(3), 31(3) and 40(5B)",
        ),
    }
)


@dataclass(frozen=True)
class CaseText:
    """A case text as it may leave: its words, or the code of the reason why they may not.

    Attributes
    ----------
    id : str
    title : str
        Empty where it is held: a title could tell as much as the text.
    words : tuple of str
        Its paragraphs; none where it is held. Not in ``repr``.
    reason : str
        The public code; empty where it may leave.
    review : date, optional
        When a hold is looked at again; None where that would tell of an operational hold.
    names_place : bool
        Whether it names a place, which takes a lawyer's decision.
    """

    id: str
    title: str = ""
    words: tuple[str, ...] = field(default=(), repr=False)
    reason: str = ""
    review: dt.date | None = None
    names_place: bool = False

    @property
    def is_held(self) -> bool:
        """Whether nothing of it may leave."""
        return bool(self.reason)

    def as_json(self) -> dict[str, Any]:
        """Give it as plain JSON values; what people decide on."""
        review = self.review.isoformat() if self.review else None
        said = {
            "id": self.id,
            "title": self.title,
            "words": list(self.words),
            "reason": self.reason,
            "review": review,
            "names_place": self.names_place,
        }
        return {name: value for name, value in said.items() if value}

    @classmethod
    def of_json(cls, value: Mapping[str, Any]) -> CaseText:
        """Read what ``as_json`` gave.

        Raises
        ------
        AttributeError, TypeError, ValueError
            If it is not that.
        """
        review = value.get("review")
        return cls(
            str(value.get("id", "")),
            str(value.get("title", "")),
            tuple(map(str, value.get("words", ()))),
            str(value.get("reason", "")),
            dt.date.fromisoformat(review) if review else None,
            bool(value.get("names_place", False)),
        )


def roles_needed(gate: Gate, texts: Iterable[CaseText]) -> Mapping[Role, int]:
    """Give how many people of which role have to decide at a gate: a lawyer as well, where a text names a place."""
    if gate is Gate.PROTECT and any(text.names_place for text in texts):
        return {**NEEDED[gate], Role.LAWYER: 1}
    return NEEDED[gate]


def held_text(name: str, hold: Hold) -> CaseText:
    """Give what may leave of a text whose case is held: a code, and a date where it tells nothing of an operation."""
    return CaseText(name, reason=hold.public_code, review=None if hold.public_code == NCND else hold.review)


def as_left(texts: Iterable[CaseText]) -> tuple[CaseText, ...]:
    """Give what leaves the vault: texts that may, and of the others each reason once, with no id.

    So nobody outside learns which text is held for what, or how many are.
    """
    by_reason: dict[str, list[CaseText]] = {}
    for text in texts:
        by_reason.setdefault(text.reason, []).append(text)
    free, held = by_reason.pop("", []), by_reason
    reviews = {reason: [text.review for text in held[reason] if text.review] for reason in sorted(held)}
    return (*free, *(CaseText("", reason=reason, review=min(days, default=None)) for reason, days in reviews.items()))


def decided_texts(texts: Iterable[CaseText]) -> dict[str, list[dict[str, Any]]]:
    """Give what people decide on of all case texts; nothing where there is none, so that no older decision is void."""
    found = [text.as_json() for text in as_left(texts)]
    return {"texts": found} if found else {}
