"""The words that give something away, each with what has to stand around it."""

from clerestory.protect.text.patterns.wordings.form import Wording
from clerestory.protect.text.patterns.wordings.people import PEOPLE
from clerestory.protect.text.patterns.wordings.things import THINGS

WORDINGS: tuple[Wording, ...] = PEOPLE + THINGS

__all__ = ["WORDINGS", "Wording"]
