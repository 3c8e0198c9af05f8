"""``answers.toml``: who answers, and by which rules. Each kind of subject has a section of its own."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from clerestory.model.answers.letter_settings import LetterSettings
from clerestory.model.answers.parliament import ParliamentBreak
from clerestory.model.answers.petitions.settings import PetitionSettings
from clerestory.model.answers.request_settings import RequestSettings
from clerestory.model.commission import DataKind, Person
from clerestory.model.forms import Form


class AnswerSettings(Form):
    """The whole of ``answers.toml``."""

    form: Literal["clerestory-answers/1"]
    office: str = Field(min_length=1, max_length=200, description="The body that answers.")
    data: DataKind = Field(description="As of study.toml; made-up and rebuilt ones are marked on every page.")
    people: tuple[Person, ...] = Field(
        default=(), description="Who acts, where there is no study; of a study, those of study.toml act."
    )
    requests: RequestSettings = Field(default=RequestSettings(), description="Days and limits of requests.")
    letters: LetterSettings = Field(default=LetterSettings(), description="How letters are numbered, timed and kept.")
    breaks: tuple[ParliamentBreak, ...] = Field(
        default=(), description="Prorogations and dissolutions beyond those of 2000 to 2024, which the program knows."
    )

    petitions: PetitionSettings = PetitionSettings()

    @model_validator(mode="after")
    def _check_people(self) -> AnswerSettings:
        ids = [person.id for person in self.people]
        if len(ids) > len(set(ids)):
            raise ValueError("people: two share an id")
        return self
