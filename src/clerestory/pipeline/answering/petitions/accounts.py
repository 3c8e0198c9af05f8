"""What a petition's Committee and signers are given: the pack, the notice, and what differs between two versions."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from clerestory.answer.petitions.notices import notice_to_signers
from clerestory.answer.petitions.telling import told_petition
from clerestory.errors import AnswerError, AnswerNowError, AnswerTextError
from clerestory.model.answers.petitions.state import Petition, Version
from clerestory.model.answers.public.petitions import PublicPetition
from clerestory.model.calendar import LONDON
from clerestory.pipeline.answering.petitions.recording import petition_of
from clerestory.publish.answers.petition_pack import Compared, PetitionPack, petition_pack_files
from clerestory.publish.numbers import literal_numbers
from clerestory.review.desk.differences import readable, word_differences
from clerestory.study.answers import AnswerPlace
from clerestory.study.outgoing import check_outgoing
from clerestory.study.writing import partial_folder


def told(place: AnswerPlace, number: int) -> PublicPetition:
    """Give a petition as its Committee is told of it.

    Raises
    ------
    AnswerNowError
        If no version of the answer was sent.
    AnswerError
        If it was never imported.
    """
    found = told_petition(petition_of(place, number), place.settings)
    if found is None:
        remedy = "Record the ask, then write, clear and send an answer, or record one that was given."
        raise AnswerNowError("no answer was sent", where=f"petition {number}", remedy=remedy)
    return found


def compared(before: Version, after: Version) -> Compared:
    """Give what differs between two versions, word by word."""
    summary, details = (
        readable(word_differences(old, new))
        for old, new in ((before.summary, after.summary), (before.details, after.details))
    )
    return Compared(before.number, after.number, summary, details)


def compared_versions(petition: Petition) -> tuple[Compared, ...]:
    """Give what differs between each version that was sent and the one that was sent before it."""
    return tuple(compared(before, after) for before, after in pairwise(petition.sent))


def write_petition_pack(place: AnswerPlace, number: int, folder: Path) -> tuple[Path, ...]:
    """Write the pack for the Committee into a folder that does not exist yet, and give its files.

    Raises
    ------
    AnswerNowError
        If no version of the answer was sent.
    AnswerError
        If the folder exists already.
    """
    check_outgoing(folder, AnswerError)
    pack = PetitionPack(
        place.settings.office,
        place.settings.data,
        told(place, number),
        compared_versions(petition_of(place, number)),
        place.clock.now().astimezone(LONDON).date(),
    )
    building = partial_folder(folder)
    files = petition_pack_files(pack)
    for name, data in files.items():
        (building / name).write_bytes(data)
    building.rename(folder)
    return tuple(folder / name for name in files)


def notice(place: AnswerPlace, number: int, *, address: str = "") -> str:
    """Give the notice to those who signed, as plain text.

    Raises
    ------
    AnswerNowError
        If no version was sent, the last says neither yes, no nor partly, or nothing says where it stands.
    AnswerTextError
        If what it says is published, or held back, counts something: figures stand in the answer alone.
    """
    found = told(place, number)
    said = [one.words for one in found.latest.held_back]
    said += [found.latest.release.form] if found.latest.release else []
    if any(True for text in said for _ in literal_numbers(text)):
        raise AnswerTextError(
            "what is published or held back is told with a figure",
            where=f"petition {number}, notice to signers",
            remedy="Say it without: the figure stands in the answer.",
        )
    return notice_to_signers(
        found, office=place.settings.office, mark=place.settings.data.mark_sentence, address=address
    )
