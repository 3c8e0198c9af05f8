"""The state of the desk, folded from its record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from django.conf import settings

from clerestory.ledger import Head
from clerestory.ledger.acts import BEGINNING, checked_chain
from clerestory.model.desk.acts import ACT, Recorded
from clerestory.model.desk.links import Link
from clerestory.model.desk.outputs import Desk
from clerestory.review.desk import EMPTY, after
from clerestory.web.store.reading import acts_after, stored_head


@dataclass(frozen=True)
class _Folded:
    """The state after the acts up to a head."""

    head: Head
    desk: Desk


_FOLDED: dict[Path, _Folded] = {}  # of each desk that this process serves
_LOCK = Lock()


def desk_now() -> Desk:
    """Give the state of the desk after all acts so far; what of it a person sees is for ``seen_by`` to say.

    What is new since this process last looked is folded; a state of another chain is not gone on from. No transaction:
    in SQLite each begins as a writer, so that pages would wait for each other, and for a backup.
    """
    place = settings.SERVING.acts_file
    with _LOCK:
        known = _FOLDED.get(place, _Folded(BEGINNING, EMPTY))
        if not _leads_on(known.head):
            known = _Folded(BEGINNING, EMPTY)
        head, desk = known.head, known.desk
        for link, said in checked_chain(acts_after(head.length), after=head):
            head, desk = Head(link.seq, said), after(desk, recorded(link))
        _FOLDED[place] = _Folded(head, desk)
        return desk


def recorded(link: Link) -> Recorded:
    """Give an act of the chain as it was done."""
    return Recorded(link.time, link.person, ACT.validate_json(link.body))


def _leads_on(head: Head) -> bool:
    """Say whether the chain of the database holds this head."""
    stored = stored_head()
    if head.length == stored.length:
        return head.hash == stored.hash
    following = next(acts_after(head.length), None)
    return following is not None and following[0].prev == head.hash
