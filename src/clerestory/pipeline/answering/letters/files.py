"""A reply that went out, as a letter for files: its text as it was sent, and to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from clerestory.answer.writing.parts import apart, parts_of
from clerestory.errors import AnswerNowError
from clerestory.model.answers.letters import Direction, Part, Party
from clerestory.model.answers.written import Addressee, LetterOut
from clerestory.pipeline.answering.letters.kept import kept_people, kept_text, part_of
from clerestory.pipeline.answering.texts.documents import write_letter
from clerestory.publish.letters import LetterForm, letter_file
from clerestory.study.answers import AnswerPlace

_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[A-Za-z]{2,}")
_BETWEEN = re.compile(r"[\n,]+")


def letter_out(place: AnswerPlace, reference: str) -> LetterOut:
    """Give the reply to a letter, or a letter of the office's own, as it went out.

    Raises
    ------
    AnswerNowError
        If it has not gone out: what is not cleared and recorded becomes no document.
    AnswerError
        If there is no such letter, or it was erased.
    """
    letter, part = part_of(place, reference)
    if part.sent is None:
        raise AnswerNowError(
            "has not gone out",
            where="write letter",
            remedy="Have it cleared and sent first: `clerestory answer letter send`.",
        )
    salutation, between, sign_off = apart(parts_of(kept_text(place, part.sent.text)))
    addressees, copies = _people(place, part)
    return LetterOut(
        title=_begun(part.subject),
        office=(place.settings.office,),
        addressees=addressees,
        date=part.sent.day,
        salutation=salutation,
        parts=between,
        sign_off=sign_off,
        signatory=part.sent.signatory,
        own_reference=letter.reference(part.number),
        their_reference=", ".join(part.theirs),
        copies=copies,
        data=place.settings.data,
    )


def write_reply(place: AnswerPlace, reference: str, forms: Sequence[LetterForm], folder: Path) -> tuple[Path, ...]:
    """Write a reply that went out to files of a folder, and give their paths.

    Raises
    ------
    AnswerError
        As ``letter_out`` does; or if a file is there already, or the letter cannot be written so.
    """
    return write_letter(letter_out(place, reference), forms, folder)


def reply_file(place: AnswerPlace, reference: str, form: LetterForm) -> tuple[str, bytes]:
    """Give the name and the bytes of one file of a reply that went out.

    Raises
    ------
    AnswerError
        As ``letter_out`` does.
    """
    return letter_file(letter_out(place, reference), form)


def _begun(subject: str) -> str:
    return subject[:1].upper() + subject[1:]


def _people(place: AnswerPlace, part: Part) -> tuple[tuple[Addressee, ...], tuple[Addressee, ...]]:
    """Give to whom a letter goes and who has a copy: a reply goes to who wrote."""
    people = kept_people(place, part)
    to = tuple(people.signed.values()) if part.direction is Direction.IN else people.addressees
    return tuple(map(_addressee, to)), tuple(map(_addressee, people.copies))


def _addressee(party: Party) -> Addressee:
    """Give a party as it stands on a letter; an e-mail address within its address is where a message goes."""
    email = _EMAIL.search(party.address)
    address = _EMAIL.sub("", party.address)
    lines = (line.strip() for line in (party.post, *_BETWEEN.split(address)))
    return Addressee(party.name, tuple(line for line in lines if line), email[0] if email else "")
