"""Petitions that were answered: their page in a release."""

from __future__ import annotations

from clerestory.model.answers.public.petitions import PublicPetitions
from clerestory.publish.answers.parts import AnswerPart

PETITIONS: AnswerPart[PublicPetitions] = AnswerPart(
    name="petitions",
    page="petitions.html",
    template="answers/petitions.html",
    title="Petitions",
    about="What was asked, whether the answer is yes, no or partly, how long it took, and every version of it.",
)
