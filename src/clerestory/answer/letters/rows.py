"""What lists and search have of a letter."""

from __future__ import annotations

from clerestory.answer.letters.timing import due_of, most_pressing
from clerestory.model.answers.letters import Letter
from clerestory.model.answers.rows import Row
from clerestory.model.answers.settings import AnswerSettings


def row(letter: Letter, _settings: AnswerSettings) -> Row:
    """Give the row of a thread: that of its most pressing part, with the references and words of all."""
    part = most_pressing(letter)
    words = [part.subject, *(word for one in letter.parts for word in (one.subject, *one.asks, one.sender.words))]
    return Row(
        title=part.subject,
        state=part.state.value,
        owner=part.owner,
        opened=part.begun,
        due=due_of(part) if part.state.is_open else None,
        closed=None if part.state.is_open else part.ended,
        references=tuple(dict.fromkeys(letter.references)),
        words="\n".join(dict.fromkeys(words)),
    )
