"""An answer to a request that went out, as a letter for files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clerestory.answer.writing.parts import apart, parts_of
from clerestory.errors import AnswerNowError
from clerestory.model.answers.requests import Request
from clerestory.model.answers.written import Addressee, LetterOut
from clerestory.pipeline.answering.requests.recording import request_of
from clerestory.pipeline.answering.requests.texts import asker_of, kept_answer
from clerestory.pipeline.answering.texts.documents import write_letter
from clerestory.publish.letters import LetterForm
from clerestory.study.answers import AnswerPlace


def write_answer(
    place: AnswerPlace, reference: str, forms: Sequence[LetterForm], folder: Path, *, signatory: str
) -> tuple[Path, ...]:
    """Write an answer that went out, with its notice, to files of a folder, and give their paths.

    Parameters
    ----------
    signatory : str
        The post of who signs.

    Raises
    ------
    AnswerNowError
        If it has not gone out, or who asked was erased.
    AnswerError
        If there is no such request, or a file is there already.
    """
    request = request_of(place, reference)
    printed = request.sent[-1].printed if request.sent else None
    if printed is None:
        raise AnswerNowError("has not gone out", where="write answer", remedy="Have it cleared and sent first.")
    salutation, between, sign_off = apart(parts_of(kept_answer(place, printed)))
    addressee = _addressee(place, request)
    letter = LetterOut(
        title=request.received.title,
        office=(place.settings.office,),
        addressees=(addressee,),
        date=request.sent[-1].day,
        salutation=salutation or f"Dear {addressee.name},",
        parts=between,
        sign_off=sign_off,
        signatory=signatory,
        own_reference=reference,
        their_reference=request.received.reference,
        data=place.settings.data,
    )
    return write_letter(letter, forms, folder)


def _addressee(place: AnswerPlace, request: Request) -> Addressee:
    if request.received.member:
        return Addressee(request.received.member)
    asker = asker_of(place, request)
    if asker is None:
        raise AnswerNowError(
            "nobody knows to whom it went", where="write answer", remedy="Who asked was erased, or not written down."
        )
    is_email = "@" in asker.contact
    lines = () if is_email else tuple(line.strip() for line in asker.contact.split(",") if line.strip())
    return Addressee(asker.name, lines, asker.contact if is_email else "")
