"""Quotes: passages that may be quoted, what a person decided about each, and why others may not leave."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Literal

from pydantic import Field

from clerestory.model.commission import Slug
from clerestory.model.decisions import KeyedHash, Outcome, Signature, Simulated
from clerestory.model.forms import Form

QuoteId = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
LONGEST = 600  # characters of a quote; more is not a quote but a part of an interview


class Refusal(Enum):
    """Why a passage does not leave."""

    CONSENT = "the interviewee did not agree to quotes"
    LIVE = "the case that it is about is live, or is not known to be over"
    LENGTH = "it is too long for a quote"
    UNCHECKED = "nobody has recorded a redaction check of these words"
    REFUSED = "a checker refused it"
    IN_OWN_WORDS = "the interviewee agreed to quotes in changed words alone, and the check changed none"
    IDENTIFIER = "it holds what looks like an identifier"
    ANCHORS = "it holds two facts or more that could together identify a case"


class QuoteCheck(Form):
    """One person's redaction check of one passage: ``vault/interviews/checks/<quote>.toml``."""

    form: Literal["clerestory-quote-check/1"]
    quote: QuoteId = Field(description="The passage, by the id that `clerestory interviews quotes` prints.")
    passage: KeyedHash = Field(description="The interview, the place and the words that were looked at.")
    edited: str = Field(default="", max_length=LONGEST, description="The words that may leave, if they were changed.")
    person: Slug = Field(description="Id of a person in study.toml.")
    role: Literal["disclosure checker"] = Field(description="The role in which the person decides.")
    outcome: Outcome
    reason: str = Field(min_length=10, description="What was looked for and found, in words that name nobody.")
    decided: dt.date
    simulated: Simulated = False
    signature: Signature = ""


@dataclass(frozen=True, repr=False)
class Passage:
    """A coded passage of a usable interview; confidential, so ``repr`` shows its id alone.

    Attributes
    ----------
    id : str
        Of this passage and these words, by a keyed hash.
    hash : str
        The keyed hash of which the id is the start.
    codes : tuple of str
        Labels of the codes that coders gave to it.
    """

    id: str
    hash: str
    interview: str
    text: str
    codes: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Passage({self.id!r})"


@dataclass(frozen=True)
class Quote:
    """Words that may leave."""

    id: str
    words: str
    source: str  # of which kind of interview, as far as that singles nobody out
    codes: tuple[str, ...]
    edited: bool


@dataclass(frozen=True)
class QuoteBank:
    """The quotes that may leave, and of each other passage why it may not; what was said has no way in."""

    quotes: tuple[Quote, ...]
    withheld: tuple[tuple[str, tuple[Refusal, ...]], ...]
