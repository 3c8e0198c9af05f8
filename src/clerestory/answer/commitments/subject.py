"""Commitments as the record has them."""

from __future__ import annotations

from clerestory.answer.commitments.chains import check_beside
from clerestory.answer.commitments.folding import after
from clerestory.answer.commitments.policies import check
from clerestory.answer.subjects import Subjects
from clerestory.model.answers.acts.commitments import COMMITMENT_ACT, CommitmentAct
from clerestory.model.answers.commitments import Commitment
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.rows import Row
from clerestory.model.answers.settings import AnswerSettings


def row(commitment: Commitment, _settings: AnswerSettings) -> Row:
    """Give what lists and search have of a commitment."""
    said = [commitment.made.condition, commitment.made.due_words]
    said += [word for source in commitment.sources for word in (source.document, source.words)]
    return Row(
        title=commitment.title,
        state=commitment.state.value,
        owner=commitment.owner,
        opened=commitment.first_said,
        due=commitment.due,
        closed=commitment.closed,
        words="\n".join(word for word in said if word),
    )


COMMITMENTS: Subjects[CommitmentAct, Commitment] = Subjects(
    Kind.COMMITMENT, COMMITMENT_ACT, after, check, row, beside=check_beside
)
