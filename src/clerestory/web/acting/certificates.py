"""Acts about live cases and the files that a run reads are kept in step: what one way in writes, the other has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext, suppress

from django.conf import settings

from clerestory.errors import DecisionError, NotNowError
from clerestory.model.desk.acts import Recorded
from clerestory.model.desk.acts.holds import CertifyHold, ViewHold
from clerestory.model.desk.outputs import Desk
from clerestory.model.redaction.certificates import NO_CERTIFICATE
from clerestory.pipeline.live_cases.certified import certifications_of, holding, write_certification
from clerestory.review.desk.signed import check_signed
from clerestory.review.desk.transitions import name_of
from clerestory.web.acting.consequence import Consequence
from clerestory.web.service.serving import Zone
from clerestory.web.service.studies import served_study


class Certificates(Consequence):
    """Certificates of live cases, and what a lawyer says of them, as commands read and write them."""

    acts = (CertifyHold, ViewHold)

    def held(self) -> AbstractContextManager[None]:
        """Keep commands from writing certificates; the desk looks at none."""
        return holding(served_study()) if settings.SERVING.zone is Zone.VAULT else nullcontext()

    def check(self, done: Recorded, desk: Desk) -> None:
        """Check that an act is signed, and that no file has what the record would not have after it.

        Raises
        ------
        NotPermittedError
            If it is not signed by its person.
        NotNowError
            If a command was quicker, or a file cannot be read.
        """
        check_signed(done, served_study().settings)
        if isinstance(done.act, (CertifyHold, ViewHold)):
            _check_in_step(desk, done.act.case, where=name_of(type(done.act)))

    def put(self, now: Callable[[], Desk]) -> None:
        """Write the file of each case where the record has more; the next look tells of one that cannot be read."""
        desk = now()
        with suppress(DecisionError):
            put_in_step(desk, [key for key, case in desk.holds.items() if case.certification.certificates])


def put_in_step(desk: Desk, cases: Iterable[str]) -> None:
    """Write the files of cases of which the record has more, or the same in another order; the caller holds the files.

    So a view that was taken out of a file by hand, such as a lawyer's that does not agree, is there again.
    """
    study = served_study()
    made = {case: desk.holds[case].certification for case in cases}
    written = certifications_of(study) if made else {}
    for case, certification in made.items():
        before = written.get(case, NO_CERTIFICATE)
        if before != certification and before.is_part_of(certification):
            write_certification(study, case, certification)


def _check_in_step(desk: Desk, case: str, *, where: str) -> None:
    try:
        written = certifications_of(served_study()).get(case, NO_CERTIFICATE)
    except DecisionError as error:
        raise NotNowError("what was certified before cannot be read", where=where, remedy=error.remedy) from None
    made = desk.holds[case].certification
    if not written.leads_to(made) and not made.leads_to(written):
        raise NotNowError("somebody was quicker", where=where, remedy="Open the case again.")
