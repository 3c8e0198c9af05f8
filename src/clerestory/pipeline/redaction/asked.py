"""What a user asks of a redaction, and what comes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clerestory.model.commission import DataKind, Person
from clerestory.model.redaction.choices import Dates, Style, TextEncoding
from clerestory.model.redaction.holds import HoldState
from clerestory.model.redaction.reasons import ReasonCode


@dataclass(frozen=True)
class RedactionAsked:
    """How a text or document is to be redacted.

    Attributes
    ----------
    rosters : tuple of Path
        What the giver knows of the people of the case.
    blind_roster, roster_key : Path, optional
        Names that are held as keyed hashes alone, and their key.
    tagger : Path, optional
        A model that `protect train` made.
    patterns : Path, optional
        Forms of the giver's own references.
    dates : Dates, optional
        What happens with a full date; what ``patterns`` says, where it is not given.
    style : Style
    case : Path, optional
        The file that ties pseudonyms and proposals of a case together; made where it is missing.
    reason : ReasonCode
        Why passages are withheld, where nobody decided otherwise.
    note : str
        Where the public interest lies; a qualified reason needs it.
    anchors : int
        From how many kinds of anchor facts on a passage is put to a reviewer (rule J2).
    cases, orders : Path, optional
    investigation : str
        Records of investigations, register of orders, and of which case the text tells: nothing is written of a case
        that may not be spoken of. Without them places are withheld and nobody can let one stand.
    on : date, optional
        The day of that question; today if left out.
    decisions, reviewers : Path, optional
        What reviewers decided, and who may.
    people : tuple of Person
        Who may, where a study says so and no file.
    in_study : HoldState, optional
        The hold of the case of a text that a study has; None where a giver redacts, outside any study.
    proposals : Path, optional
        Where the proposals go, for a reviewer.
    log : Path, optional
        An append-only log of what was withheld, without a word of it.
    data : DataKind
    encoding : TextEncoding
        Of plain texts, attached ones too, that are not in Unicode.
    """

    rosters: tuple[Path, ...] = ()
    blind_roster: Path | None = None
    roster_key: Path | None = None
    tagger: Path | None = None
    patterns: Path | None = None
    dates: Dates | None = None
    style: Style = Style.MARK
    case: Path | None = None
    reason: ReasonCode = ReasonCode.PERS
    note: str = ""
    anchors: int = 2
    cases: Path | None = None
    orders: Path | None = None
    investigation: str = ""
    on: dt.date | None = None
    decisions: Path | None = None
    reviewers: Path | None = None
    people: tuple[Person, ...] = ()
    in_study: HoldState | None = None
    proposals: Path | None = None
    log: Path | None = None
    data: DataKind = DataKind.CONFIDENTIAL
    encoding: TextEncoding = TextEncoding.UNICODE


@dataclass(frozen=True)
class RedactionAnswer:
    """What was withheld, in numbers that name nobody.

    Attributes
    ----------
    by_rule : mapping of str to int
        Passages by the rule that found them.
    asks : int
        Passages that wait for a reviewer; they are withheld.
    kept : int
        Passages that a reviewer let stand.
    ordinary : int
        Different withheld passages that also stand in the text as ordinary words, which were left.
    left_behind : mapping of str to int
        What a document held that was not carried over, by channel.
    unread : mapping of str to str
        Why attachments and pictures inside were left behind, by their number.
    inside : mapping of str to RedactionAnswer
        The same of the attachments and pictures that were redacted, by the name of their new file.
    unread_ink : mapping of int to int
        By page, areas of scans with ink that nobody read, which are left out and wait for a reviewer.
    warnings : tuple of str
    wordings : mapping of str to int
        Wording of what is left that is not neutral, as what to say instead, and how often; a warning alone (rule J4).
    """

    by_rule: Mapping[str, int]
    asks: int
    kept: int
    ordinary: int
    left_behind: Mapping[str, int] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    inside: Mapping[str, RedactionAnswer] = field(default_factory=dict)
    unread_ink: Mapping[int, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    wordings: Mapping[str, int] = field(default_factory=dict)
