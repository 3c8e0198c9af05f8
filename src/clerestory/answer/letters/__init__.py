"""Letters: how a thread goes from its receipt to its reply, and what may happen to it when."""

from __future__ import annotations

from clerestory.answer.letters.folding import after
from clerestory.answer.letters.policies import check
from clerestory.answer.letters.rows import row
from clerestory.answer.subjects import Subjects
from clerestory.model.answers.acts.letters import LETTER_ACT, LetterAct
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.letters import Letter

__all__ = ["LETTERS"]

LETTERS: Subjects[LetterAct, Letter] = Subjects(Kind.LETTER, LETTER_ACT, after, check, row)
