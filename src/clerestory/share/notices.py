"""What one giver is told of a child whom several bodies know: fixed words, and that giver's own pseudonyms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from clerestory.model.law import GiverKind, Purpose
from clerestory.model.links.concerns import ConcernNotice, OwnRow
from clerestory.model.sharing import SharedCases, ShareRecord, Told

FLAGS = "None of these returns recorded a flag of concern for the child."
LIMITS = (
    "This is no assessment, no finding and no prediction. It does not say why anybody knows the child, nor who else is "
    "meant. A return may lack what a body knows, and a body may have recorded a concern since."
)
TODO = (
    "Look the child up under your own pseudonym. Check that it is this child, and how old the person is now. Then "
    "decide by your own procedures, and record it. Where a child is in danger: ring 999, or the local safeguarding "
    "hub, at once."
)
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


@dataclass(frozen=True)
class Receiver:
    """A giver to whom a notice goes, under its record of sharing.

    Attributes
    ----------
    others : tuple of GiverKind
        The kinds of the other bodies, one for each.
    record_hash : str
        Of the record's file.
    """

    record: SharedCases
    record_hash: str
    others: tuple[GiverKind, ...]


@dataclass(frozen=True)
class Decided:
    """Who decided that a notice goes, as a post, and when."""

    post: str
    on: dt.date


def takes_part(record: ShareRecord) -> bool:
    """Whether a giver's record lets its returns be used for concern notices, and the giver receive them."""
    return (
        isinstance(record, SharedCases)
        and record.concern_notices is not None
        and Purpose.SAFEGUARDING in record.purposes
    )


def notice_for(
    reference: str, rows: Sequence[tuple[str, str]], receiver: Receiver, *, link: str, decided: Decided
) -> ConcernNotice:
    """Give the notice of one child for one giver.

    Parameters
    ----------
    reference : str
        By which this giver alone knows the notice, so that two givers cannot find each other by a number.
    rows : sequence of (str, str)
        Return and pseudonym of the giver's own rows, and of no other.
    link : str
        How sure it is that the records are of one person, in words.
    """
    record, terms = receiver.record, receiver.record.concern_notices
    assert terms is not None, "only givers whose record has the terms are receivers"
    return ConcernNotice(
        form="clerestory-concern-notice/1",
        mark=record.data.mark,
        notice=reference,
        provider=record.provider,
        rows=tuple(OwnRow(return_id=return_id, pseudonym=pseudonym) for return_id, pseudonym in rows),
        known=known_words(receiver.others, terms.tells),
        flags=FLAGS,
        link=link,
        limits=LIMITS,
        todo=TODO,
        to=terms.to,
        decided_by=decided.post,
        decided=decided.on,
        record=receiver.record_hash,
        destroy_by=record.destroy_by,
    )


def known_words(others: Sequence[GiverKind], tells: Told) -> str:
    """Say that several bodies know the child, and of the others only what the record lets out."""
    if tells is Told.OTHERS:
        return "The child is in the returns of your body and of others."
    number = len(others) + 1
    said = f"The child is in the returns of {_NUMBERS.get(number, str(number))} bodies, yours among them."
    if tells is Told.KINDS:
        said += f" Kinds of the others: {', '.join(sorted({kind.value for kind in others}))}."
    return said
