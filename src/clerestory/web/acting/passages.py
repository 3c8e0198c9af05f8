"""Acts about case texts, held against the study before they are recorded, and the files that are made of the record."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from clerestory.errors import ClerestoryError, NotNowError, NotPermittedError
from clerestory.model.commission import Person
from clerestory.model.desk.acts import Act, passages
from clerestory.model.desk.outputs import Desk
from clerestory.review.desk.permissions import check_permitted
from clerestory.review.desk.transitions import name_of
from clerestory.web.acting.consequence import Consequence
from clerestory.web.service.serving import Zone
from clerestory.web.service.studies import served_study

_WHY = "passages of a case text are reviewed"


class DecisionsOnPassages(Consequence):
    """Decisions about the passages of case texts, as a redaction reads them."""

    acts = (passages.OfText,)

    def check_before(self, person: Person | None, act: Act) -> None:
        """Check what the state of a desk cannot tell of an act about a case text.

        That a text is opened goes into the ledger of the study first: somebody reads case data (rule D7).

        Raises
        ------
        NotPermittedError
            If the person never does this, or the zone has no texts.
        NotNowError
            If the text may not be spoken of, the person made the tables, or a decision about a passage does not count.
        """
        if person is None or not isinstance(act, passages.OfText):
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

    def put(self, now: Callable[[], Desk]) -> None:
        """Write the files of all texts that have decisions."""
        if settings.SERVING.zone is Zone.VAULT and any(one.decisions for one in now().texts.values()):
            from clerestory.pipeline.redaction.passages import put_reviews  # noqa: PLC0415 - as above

            put_reviews(served_study(), lambda: now().texts)
