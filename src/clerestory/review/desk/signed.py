"""Acts that carry a signature: the file that comes of one is signed, and proves the same outside the desk."""

from __future__ import annotations

from clerestory.errors import DecisionError, NotPermittedError
from clerestory.model.commission import StudySettings
from clerestory.model.desk.acts import Act, Recorded
from clerestory.model.desk.acts.holds import CertifyHold, ViewHold
from clerestory.model.redaction.certificates import HoldCertificate, HoldView
from clerestory.review.certificates import check_said
from clerestory.review.desk.transitions import name_of
from clerestory.review.signing import sign


def signature_of(act: Act, person: str, private_key: str) -> str:
    """Give the signature of a person over what their act says; empty where it takes none.

    Raises
    ------
    DecisionError
        If the key is not a private key.
    """
    if isinstance(act, CertifyHold):
        return sign(act.certificate(person), private_key).signature
    return sign(act.view(person), private_key).signature if isinstance(act, ViewHold) else ""


def check_signed(done: Recorded, settings: StudySettings) -> Recorded:
    """Check the signature of an act that takes one before it is recorded, and give it back.

    Raises
    ------
    NotPermittedError
        If it is not signed by its person, who made none of the tables; a simulated one counts for made-up cases alone.
    """
    said = _said(done.act, done.person)
    if said is not None:
        try:
            check_said(said, settings)
        except DecisionError as error:
            raise NotPermittedError(error.what, where=name_of(type(done.act)), remedy=error.remedy) from None
    return done


def _said(act: Act, person: str) -> HoldCertificate | HoldView | None:
    if isinstance(act, CertifyHold):
        return act.certificate(person)
    return act.view(person) if isinstance(act, ViewHold) else None
