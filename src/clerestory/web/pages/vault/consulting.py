"""Whoever looks at what a return or a true count says stands in the study's ledger before it is shown (rule D7)."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache

from clerestory.errors import ClerestoryError, NotNowError
from clerestory.pipeline.consulting import consulted
from clerestory.web.pages.visits import Visit
from clerestory.web.service.studies import served_study

TRUE_COUNTS = "true counts of outputs"
LIVE_CASES = "stages of investigations"
_WHY = "pages of the vault are read"
_A_DAY = 24 * 3600


def consult(visit: Visit, what: str) -> None:
    """Write into the study's ledger that a person reads case data: once a day of each kind.

    Raises
    ------
    NotNowError
        If it cannot be written, as while a run is at work; nothing is shown then.
    """
    study = served_study()
    if not study.ledger.exists():  # nothing ran, so there is nothing to read
        return
    seen = f"consulted:{visit.person.id}:{visit.today}:{what.replace(' ', '-')}"
    if not cache.add(seen, value=True, timeout=_A_DAY):
        return
    try:
        consulted(study, who=visit.person.id, why=_WHY, what=what, clock=settings.CLOCK)
    except (ClerestoryError, OSError) as error:
        cache.delete(seen)
        remedy = "Wait until the run that is at work has ended, and open the page again."
        raise NotNowError("that you read it cannot be written down now", where=what, remedy=remedy) from error
