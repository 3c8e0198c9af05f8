"""What a letter that was read in seems to say: proposals, each of which a person confirms or throws away.

They hold words of the letter, so they are as personal as it is; their ``repr`` shows how many there are, never what.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Literal

from pydantic import Field

from clerestory.model.forms import Form


class TextKind(Enum):
    """What a text is, or a part of it."""

    LETTER = "letter"
    NOTICE = "notice"
    PETITION_RESPONSE = "petition response"


class Whose(Enum):
    """Whose reference one is."""

    SENDER = "the sender's"
    ADDRESSEE = "the addressee's"
    UNSAID = "not said"


class PromiseKind(Enum):
    """How a promise binds."""

    DATED = "dated"
    UNDATED = "undated"
    CONDITIONAL = "conditional"
    CONTINUING = "continuing"
    CONTENT = "content"  # what a thing that was promised will hold

    @property
    def confirm(self) -> str:
        """What a person confirms of one."""
        return _CONFIRM[self]


class Promiser(Enum):
    """Who promises, as far as the words say."""

    SELF = "who signs"
    WE = "who signs, or their office"
    GOVERNMENT = "the government"
    OFFICE = "an office"
    UNSAID = "not said"


class WatchKind(Enum):
    """What of others is worth following."""

    RESEARCH = "research or review"
    GUIDANCE = "guidance"
    EVENT = "event"
    OTHER = "act of others"


class Place(Form):
    """Where words stand: in a sentence of a paragraph, or on a line of one, as names and references do.

    All count from 1; paragraphs are what blank lines part.
    """

    paragraph: int = Field(ge=1)
    sentence: int | None = Field(default=None, ge=1)
    line: int | None = Field(default=None, ge=1)

    @property
    def words(self) -> str:
        """The place in words."""
        within = f"line {self.line}" if self.sentence is None else f"sentence {self.sentence}"
        return f"paragraph {self.paragraph}, {within}"


class Quiet(Form):
    """What holds words of a letter, and shows none of them in messages or logs."""

    def __repr__(self) -> str:
        return type(self).__name__

    def __str__(self) -> str:
        return repr(self)


class Proposed(Quiet):
    """Something that a text seems to say."""

    words: str = Field(description="As the text has them, without its line ends and marks of layout.")
    place: Place
    why: str = Field(description="Why it is proposed.")
    confirm: str = Field(description="What a person has to look at.")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.place.words})"


class ProposedReference(Proposed):
    """A number by which sender or addressee find the letter."""

    whose: Whose


class ProposedDate(Proposed):
    """A date, of the text itself or of the letter that it answers."""

    day: dt.date | None = Field(description="None where the text does not say enough.")
    earliest: dt.date | None = Field(default=None, description="Where there is no day: it cannot be before this one.")
    is_inferred: bool = Field(description="The year, or the order of day and month, is not in the words.")


class ProposedMoney(Proposed):
    """A statement about an amount of money."""

    pounds: Decimal
    announced_from: dt.date | None
    announced_to: dt.date | None


class ProposedCommitment(Proposed):
    """A promise, in the words in which it was made.

    ``who`` has the words for whoever promises; ``due`` is the last day on which it is kept.
    """

    kind: PromiseKind
    promiser: Promiser
    who: str
    due: dt.date | None
    why_no_due: str = Field(description="Empty where there is a day.")
    trigger: str = Field(default="", description="Of a conditional promise: when it has to be kept.")
    consequence: str = Field(default="", description="Of a conditional promise: what is done then.")


class ProposedWatch(Proposed):
    """What others do or will do, and may be followed."""

    kind: WatchKind


class Proposals(Quiet):
    """All that is proposed of one text."""

    kinds: tuple[TextKind, ...]
    date: ProposedDate
    answers: tuple[ProposedDate, ...] = Field(description="Letters that this one answers, by their dates.")
    references: tuple[ProposedReference, ...]
    petitions: tuple[Proposed, ...]
    sender: tuple[Proposed, ...]
    salutation: tuple[Proposed, ...]
    addressees: tuple[Proposed, ...]
    copies: tuple[Proposed, ...]
    signatory: tuple[Proposed, ...]
    thanks: tuple[Proposed, ...]
    apologies: tuple[Proposed, ...]
    asks: tuple[Proposed, ...]
    promises: tuple[ProposedCommitment, ...]
    money: tuple[ProposedMoney, ...]
    statuses: tuple[Proposed, ...]
    watched: tuple[ProposedWatch, ...]
    left_out: int = Field(ge=0, description="Proposals beyond the most that are listed of a kind.")

    def __repr__(self) -> str:
        return f"Proposals({len(self.promises)} promises, {len(self.asks)} asks)"


class ReadDocument(Quiet):
    """What one document seems to say."""

    document: str = Field(description="Its file, and which of what is attached to it.")
    proposals: Proposals
    not_read: dict[str, int] = Field(description="What it holds that was not read, such as pictures, and how often.")


class ReadDocuments(Quiet):
    """What a document and those attached to it seem to say."""

    form: Literal["clerestory-read-letter/1"] = "clerestory-read-letter/1"
    documents: tuple[ReadDocument, ...]


class PromiseSource(Quiet):
    """One place at which a promise stands."""

    document: str
    words: str
    place: Place

    def __repr__(self) -> str:
        return f"PromiseSource({self.document}, {self.place.words})"


class JoinedCommitment(Quiet):
    """One promise with every place at which it stands.

    ``proposed`` is the place that says most: one with a day before one without, the earliest of those.
    """

    proposed: ProposedCommitment
    sources: tuple[PromiseSource, ...] = Field(min_length=1)

    def __repr__(self) -> str:
        return f"JoinedCommitment({len(self.sources)} sources)"


class JoinedPromises(Quiet):
    """The promises of documents, each once."""

    form: Literal["clerestory-promises/1"] = "clerestory-promises/1"
    promises: tuple[JoinedCommitment, ...]


_CONFIRM = {
    PromiseKind.DATED: "That it is a promise, who owns it, and the day.",
    PromiseKind.UNDATED: "That it is a promise, who owns it, and the day by which it is kept: the words name none.",
    PromiseKind.CONDITIONAL: "That it is a promise, who owns it, who decides on the condition, and when to look.",
    PromiseKind.CONTINUING: "That it is a promise, who owns it, and when to look next: it has no end.",
    PromiseKind.CONTENT: "Of which promise it is, and whether that one counts as kept without it.",
}
