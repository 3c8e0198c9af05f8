"""The one way by which anything happens at a desk: an act is checked against the state, recorded, and acknowledged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from django.conf import settings

from clerestory.ledger import Head
from clerestory.model.canonical import canonical_text
from clerestory.model.desk.acts import ACT, Act, Recorded
from clerestory.model.desk.acts.passages import ReviewPassages
from clerestory.model.desk.links import Link
from clerestory.model.desk.outputs import Desk
from clerestory.review.desk import EMPTY, after, checked
from clerestory.review.desk.decided import decision_of
from clerestory.review.desk.signed import check_signed
from clerestory.web.accounts.people import people_by_id
from clerestory.web.acting.certificates import check_in_step, files_held, write_recorded
from clerestory.web.acting.counting import check_counts
from clerestory.web.acting.decision_files import file_recorded
from clerestory.web.acting.passages import check_of_text, put_recorded
from clerestory.web.service.studies import served_study
from clerestory.web.store.chain import BEGINNING, checked_chain
from clerestory.web.store.outbox import send
from clerestory.web.store.reading import acts_after, stored_head
from clerestory.web.store.writing import append, chain_held


@dataclass(frozen=True)
class _Folded:
    """The state after the acts up to a head."""

    head: Head
    desk: Desk


_FOLDED: dict[Path, _Folded] = {}  # of each desk that this process serves
_LOCK = Lock()


def perform(person: str, act: Act) -> Recorded:
    """Do an act: it is on disk, in table and ledger, when this returns.

    Parameters
    ----------
    person : str
        An id of study.toml, or the program's.
    act : Act
        What the person does.

    Raises
    ------
    NotPermittedError
        If the person never does this.
    NotNowError
        If something comes first, it is over, or a decision would not count at its gate.
    ActsError
        If what was recorded before does not hold.
    """
    known = people_by_id()
    check_of_text(known.get(person), act)
    with files_held(act):
        with chain_held() as head:
            before = _state()
            done = checked(before, known, Recorded(settings.CLOCK.now(), person, act))
            check_signed(done, served_study().settings)
            if (decision := decision_of(done)) is not None:
                check_counts(decision)
            check_in_step(act, after(before, done))
            append(head, person, canonical_text(act.model_dump(mode="json")), now=done.time)
        write_recorded(act, desk_now())
    send(settings.SERVING.acts_file)
    file_recorded(desk_now)
    if isinstance(act, ReviewPassages):
        put_recorded(lambda: desk_now().texts)
    return done


def desk_now() -> Desk:
    """Give the state of the desk after all acts so far; what of it a person sees is for ``seen_by`` to say.

    No transaction: in SQLite each begins as a writer, so that pages would wait for each other, and for a backup.
    """
    return _state()


def recorded(link: Link) -> Recorded:
    """Give an act of the chain as it was done."""
    return Recorded(link.time, link.person, ACT.validate_json(link.body))


def _state() -> Desk:
    """Fold what is new since this process last looked; a state of another chain is not gone on from."""
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


def _leads_on(head: Head) -> bool:
    """Say whether the chain of the database holds this head."""
    stored = stored_head()
    if head.length == stored.length:
        return head.hash == stored.hash
    following = next(acts_after(head.length), None)
    return following is not None and following[0].prev == head.hash
