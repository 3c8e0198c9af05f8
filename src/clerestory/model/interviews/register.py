"""The register of interviews: who agreed to what, and what may be done with each interview.

It names nobody: an interview is its pseudonym. What is not in the register may not be used for anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

INTERVIEW_FORM = r"int[a-z2-7]{26}"
INVESTIGATION_FORM = r"inv[a-z2-7]{26}"
NO_CASE = "none"  # what the register says of an interview that is about no case


class ConsentScope(Enum):
    """What an interviewee agreed to; each includes those before it."""

    CODING = "coding"  # coded and counted
    QUOTES = "quotes"  # quoted too, in words that a checker has changed
    VERBATIM = "verbatim"  # quoted too, in the interviewee's own words


@dataclass(frozen=True, repr=False)
class Interview:
    """One interview of the register; ``repr`` shows nothing of it.

    Attributes
    ----------
    pseudonym : str
        ``int`` and 26 letters.
    investigation : str
        Pseudonym of the investigation that it is about, ``none`` where it is about no case; empty where not known.
    kind : str
        Code of ``interview_kind``.
    consent_given, consent_withdrawn : date, optional
        Without the first it may not be used; with the second it may not be used any more, whatever the date.
    """

    pseudonym: str
    investigation: str
    kind: str
    scope: ConsentScope
    consent_given: dt.date | None
    consent_withdrawn: dt.date | None = None
    ethics_reference: str = ""

    def __repr__(self) -> str:
        return "Interview()"

    @property
    def is_usable(self) -> bool:
        """Whether consent to coding stands; a withdrawal counts from the moment that it is written down."""
        return self.consent_given is not None and self.consent_withdrawn is None and bool(self.ethics_reference)


@dataclass(frozen=True, repr=False)
class Register:
    """All interviews of a study, and those that a return says were withdrawn.

    Attributes
    ----------
    withdrawn : set of str
        Pseudonyms that any other record of the study has as withdrawn: one word is enough.
    """

    interviews: tuple[Interview, ...]
    withdrawn: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"Register({len(self.interviews)} interviews)"

    @property
    def usable(self) -> Mapping[str, Interview]:
        """The interviews that may be used, by pseudonym, in the order of the register."""
        found = (one for one in self.interviews if one.is_usable and one.pseudonym not in self.withdrawn)
        return {one.pseudonym: one for one in found}


@dataclass(frozen=True)
class Proceedings:
    """What is known of the investigations that interviews are about; what is not known counts as live.

    Attributes
    ----------
    concluded : set of str
        Those whose proceedings are over, however they ended.
    quotable : set of str
        Those of them of which words may be published: ended with a conviction and sentence that stands, no linked
        matter open, released by the police (rules L5 to L7).
    """

    concluded: frozenset[str] = frozenset()
    quotable: frozenset[str] = frozenset()

    def let_speak(self, interview: Interview) -> bool:
        """Whether an interview may be quoted as far as proceedings go."""
        return interview.investigation == NO_CASE or interview.investigation in self.quotable

    def may_be_live(self, interview: Interview) -> bool:
        """Whether the case that an interview is about is live, or not known not to be."""
        return interview.investigation != NO_CASE and interview.investigation not in self.concluded


@dataclass(frozen=True)
class KindWords:
    """What readers are told of an interviewee's kind.

    Attributes
    ----------
    labels : mapping of str to str
        By code.
    shown : set of str
        Kinds with enough interviews that the word singles nobody out.
    """

    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    shown: Collection[str] = frozenset()

    def of(self, kind: str) -> str:
        """Give the words for the interview of a kind."""
        return f"an interview: {self.labels[kind].lower()}" if kind in self.shown else "an interview"
