"""Acts about live cases and the files that a run reads are kept in step: what one way in writes, the other has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from clerestory.errors import DecisionError, NotNowError
from clerestory.model.desk.acts import Act
from clerestory.model.desk.acts.holds import CertifyHold, ViewHold
from clerestory.model.desk.outputs import Desk
from clerestory.model.redaction.certificates import NO_CERTIFICATE
from clerestory.pipeline.redaction.certified import certifications_of, holding, write_certification
from clerestory.review.desk.transitions import name_of
from clerestory.web.service.serving import Zone
from clerestory.web.service.studies import served_study


@contextmanager
def files_held(act: Act) -> Iterator[None]:
    """Keep commands from writing certificates while one is recorded; of other acts, and at the desk, do nothing."""
    if settings.SERVING.zone is Zone.VAULT and isinstance(act, (CertifyHold, ViewHold)):
        with holding(served_study()):
            yield
    else:
        yield


def check_in_step(act: Act, desk: Desk) -> None:
    """Check that no file has what the record would not have after an act.

    Parameters
    ----------
    desk : Desk
        The state after the act.

    Raises
    ------
    NotNowError
        If a command was quicker, or a file cannot be read.
    """
    if not isinstance(act, (CertifyHold, ViewHold)):
        return
    where = name_of(type(act))
    try:
        written = certifications_of(served_study()).get(act.case, NO_CERTIFICATE)
    except DecisionError as error:
        raise NotNowError("what was certified before cannot be read", where=where, remedy=error.remedy) from None
    made = desk.holds[act.case].certification
    if not written.leads_to(made) and not made.leads_to(written):
        raise NotNowError("somebody was quicker", where=where, remedy="Open the case again.")


def write_recorded(act: Act, desk: Desk) -> None:
    """Write the file of the case that an act was about, unless it has more already."""
    if isinstance(act, (CertifyHold, ViewHold)):
        put_in_step(desk, act.case)


def put_in_step(desk: Desk, case: str) -> None:
    """Write the file of a case where the record has more; the files are held by whoever calls this."""
    study, made = served_study(), desk.holds[case].certification
    written = certifications_of(study).get(case, NO_CERTIFICATE)
    if written != made and written.leads_to(made):
        write_certification(study, case, made)
