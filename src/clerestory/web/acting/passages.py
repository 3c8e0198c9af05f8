"""Acts about case texts, held against the study before they are recorded, and the files that are made of the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings

from clerestory.errors import ClerestoryError, NotNowError, NotPermittedError
from clerestory.model.commission import Person
from clerestory.model.desk.acts import Act, passages
from clerestory.model.desk.passages import TextReview
from clerestory.review.desk.permissions import check_permitted
from clerestory.review.desk.transitions import name_of
from clerestory.web.service.serving import Zone
from clerestory.web.service.studies import served_study

Texts = Mapping[str, TextReview]
_WHY = "passages of a case text are reviewed"


def check_of_text(person: Person | None, act: Act) -> None:
    """Check what the state of a desk cannot tell of an act about a case text; of other acts nothing.

    That a text is opened goes into the ledger of the study first: somebody reads case data (rule D7).

    Raises
    ------
    NotPermittedError
        If the person never does this, or the zone has no texts.
    NotNowError
        If the text may not be spoken of, the person made the tables, or a decision about a passage does not count.
    """
    if not isinstance(act, passages.OfText) or person is None:
        return
    where = name_of(type(act))
    if settings.SERVING.zone is not Zone.VAULT:
        remedy = "Go to the pages of the vault."
        raise NotPermittedError("case texts are opened in the vault alone", where=where, remedy=remedy)
    check_permitted(person, act)
    # Finders of passages take seconds to import; who does another act, or serves the desk, waits for none of them.
    from clerestory.pipeline.consulting import consulted  # noqa: PLC0415
    from clerestory.pipeline.redaction.passages import check_review  # noqa: PLC0415

    study = served_study()
    decisions = act.decisions if isinstance(act, passages.ReviewPassages) else ()
    try:
        check_review(study, person, act.text, decisions)
        if isinstance(act, passages.OpenText):
            consulted(study, who=person.id, why=_WHY, what=f"case text {act.text}", clock=settings.CLOCK)
    except ClerestoryError as error:
        raise NotNowError(error.what, where=where, remedy=error.remedy) from None


def put_recorded(now: Callable[[], Texts]) -> None:
    """Write the files of decisions as they follow from the record, which a kill may have kept from it.

    Parameters
    ----------
    now : function
        Gives the texts by all acts so far.
    """
    if settings.SERVING.zone is Zone.VAULT and any(one.decisions for one in now().values()):
        from clerestory.pipeline.redaction.passages import put_reviews  # noqa: PLC0415 - as above

        put_reviews(served_study(), now)
