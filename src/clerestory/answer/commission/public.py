"""What is public of commissions: every question, who asked it, and what answers it or why nothing does."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clerestory.model.answers.commission import AskedCommission, Asker, Question
from clerestory.model.answers.public.commission import (
    PublicAsker,
    PublicCommission,
    PublicCommissions,
    PublicQuestion,
)


def public_commissions(
    commissions: Mapping[str, AskedCommission], *, printed: Callable[[str], str]
) -> PublicCommissions | None:
    """Give what is public of commissions; None where there is none.

    Parameters
    ----------
    printed : callable
        Prints the references of an answer.
    """
    made = tuple(_commission(name, one, printed) for name, one in sorted(commissions.items()))
    return PublicCommissions(commissions=made) if made else None


def _commission(name: str, one: AskedCommission, printed: Callable[[str], str]) -> PublicCommission:
    return PublicCommission(
        id=name,
        title=one.title,
        lawful_basis=one.lawful_basis,
        askers=tuple(map(_asker, one.askers)),
        questions=tuple(_question(asked, printed) for asked in one.questions),
    )


def _asker(one: Asker) -> PublicAsker:
    return PublicAsker(post=one.post, day=one.day, document=one.document)


def _question(one: Question, printed: Callable[[str], str]) -> PublicQuestion:
    answer = one.answer if one.withdrawn is None else None
    if answer is None:
        return PublicQuestion(id=one.id, words=one.words, asker=_asker(one.asker), state=one.state, why=one.reason)
    return PublicQuestion(
        id=one.id,
        words=one.words,
        asker=_asker(one.asker),
        state=one.state,
        answer=printed(answer.words),
        findings=answer.findings,
        release=answer.release,
        why=printed(answer.why) if answer.why else "",
        answered=answer.day,
    )
