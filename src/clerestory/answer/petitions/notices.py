"""The notice to those who signed: what they asked, yes, no or partly, and where the answer stands.

It holds no figure: those stand in the answer, beside what they are counted of.
"""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.errors import AnswerNowError
from clerestory.model.answers.petitions.responses import Verdict
from clerestory.model.answers.public.petitions import PublicPetition, ToldVersion
from clerestory.model.calendar import date_text

_VERDICTS = {
    Verdict.YES: "The answer is yes.",
    Verdict.NO: "The answer is no.",
    Verdict.PARTLY: "The answer is: partly.",
}


def notice_to_signers(petition: PublicPetition, *, office: str, mark: str, address: str) -> str:
    """Give the notice as plain text.

    Parameters
    ----------
    mark : str
        The sentence that says that the data are made up or rebuilt; empty for real ones.
    address : str
        Where the answer stands; the petition's own page if empty.

    Raises
    ------
    AnswerNowError
        If the answer in force said neither yes, no nor partly, or nothing says where it stands.
    """
    version, where = petition.latest, address or petition.address
    if version.verdict is None:
        raise _refused(petition, "the answer says neither yes, no nor partly", "Have it revised first.")
    if not where:
        raise _refused(petition, "nothing says where the answer stands", "Give its address.")
    return "\n\n".join(filter(None, _parts(petition, version, office, mark, where))) + "\n"


def _parts(petition: PublicPetition, version: ToldVersion, office: str, mark: str, where: str) -> Iterator[str]:
    verdict = version.verdict
    yield mark
    yield f"You signed the petition “{petition.title}”."
    yield f"You asked for this:\n{petition.asked}"
    if verdict:
        yield f"{office} answered on {date_text(version.sent)}. {_VERDICTS[verdict]}"
    if version.release:
        yield f"What is published: {version.release.form}, by {date_text(version.release.when)}."
    for reason in version.held_back:
        yield f"What is held back, and why: {reason.words} ({reason.meaning})"
    yield f"Read the whole answer, and every version before it:\n{where}"


def _refused(petition: PublicPetition, what: str, remedy: str) -> AnswerNowError:
    return AnswerNowError(what, where=f"petition {petition.number}, notice to signers", remedy=remedy)
