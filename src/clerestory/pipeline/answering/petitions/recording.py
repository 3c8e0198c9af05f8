"""Petitions: imported, answered in versions that a second person clears, and accounted for."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any

from clerestory.answer.petitions.changes import Changed, changed
from clerestory.answer.petitions.reading import ReadPetition, read_petitions
from clerestory.answer.petitions.telling import told_petition
from clerestory.model.answers.acts.petitions import ImportPetition
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.petitions.snapshot import PetitionSnapshot
from clerestory.model.answers.petitions.state import Petition
from clerestory.model.answers.public.petitions import PublicPetition, PublicPetitions
from clerestory.model.calendar import LONDON
from clerestory.pipeline.answering.performing import Acting, acting
from clerestory.pipeline.answering.reading import record_of, state_of, states_of
from clerestory.study.answers import AnswerPlace

_SALT_BYTES = 16
_MEDIA = "application/json"


@dataclass(frozen=True)
class Imported:
    """A petition that was imported, and what its file tells otherwise than the one before.

    Attributes
    ----------
    is_new : bool
        Whether nothing was known of it.
    """

    told: PetitionSnapshot
    is_new: bool
    changes: tuple[Changed, ...]


def import_petitions(place: AnswerPlace, data: bytes, *, where: str, person: str) -> tuple[Imported, ...]:
    """Record what the petitions site tells, all of a file or none; each petition's file is kept, without who began it.

    Raises
    ------
    AnswerError
        If the file is not the site's; docs/reference/petitions.md has its shapes.
    """
    found = read_petitions(data, where=where)
    with acting(place, person) as acts:
        return tuple(_imported(place, acts, one) for one in found)


def petition_of(place: AnswerPlace, number: int) -> Petition:
    """Give a petition as it stands.

    Raises
    ------
    AnswerError
        If it was never imported.
    """
    found: Petition = state_of(place, Kind.PETITION, str(number))
    return found


def site_file(place: AnswerPlace, petition: Petition) -> dict[str, Any] | None:
    """Give the site's last file about a petition, without who began it; None once it was erased.

    Raises
    ------
    AnswerError
        If the record does not hold.
    """
    kept = petition.told[-1].kept
    content = record_of(place).content(kept) if kept else None
    found: dict[str, Any] | None = json.loads(content.data)["file"] if content else None
    return found


def public_petitions(place: AnswerPlace) -> PublicPetitions | None:
    """Give every petition that was answered, the last answered first; None where there is none."""
    told = (told_petition(one, place.settings) for one in states_of(place, Kind.PETITION).values())
    found: list[PublicPetition] = sorted((one for one in told if one), key=lambda one: one.latest.sent, reverse=True)
    return PublicPetitions(petitions=tuple(found)) if found else None


def _imported(place: AnswerPlace, acts: Acting, one: ReadPetition) -> Imported:
    subject, told = str(one.snapshot.number), one.snapshot
    before: Petition | None = acts.state(Kind.PETITION, subject)
    salted = {"salt": secrets.token_hex(_SALT_BYTES), "file": one.without_creator}
    kept = acts.keep(json.dumps(salted).encode(), name=f"petition-{subject}.json", media=_MEDIA)
    day = place.clock.now().astimezone(LONDON).date()
    acts.do(Kind.PETITION, subject, ImportPetition(petition=told, told=day, kept=kept))
    return Imported(told, before is None, changed(before.latest, told) if before else ())
