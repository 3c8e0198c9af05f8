"""The letters that are due, sent once each: what is to be told is taken, sent and noted, in this order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from clerestory.errors import MailError
from clerestory.model.commission import Person
from clerestory.model.desk.outputs import Desk
from clerestory.review.desk import seen_by
from clerestory.review.desk.telling import letter_due, reasons
from clerestory.web.accounts.people import people, people_by_id
from clerestory.web.arriving.admitting import admit_waiting
from clerestory.web.mail.carrying import Carrier, RefusedError, carrier_of
from clerestory.web.mail.letters import letter
from clerestory.web.mail.models import Address, Told
from clerestory.web.store.state import desk_now

# What was taken so long ago and is not noted was cut off; no letter takes so long, with every try.
_CUT_OFF = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Sent:
    """What came of a run: ids of people whose letter went, and of those whose letter was refused."""

    gone: tuple[str, ...]
    refused: tuple[str, ...]


def send_letters() -> Sent:
    """Send every letter that is due, to whoever gave an address.

    Two that run at once send nothing twice. A kill between the server's yes and our note sends that one letter again,
    under the same number.

    Raises
    ------
    MailError
        If no letter goes; what was to be told stays due.
    """
    admit_waiting()
    carry = carrier_of(settings.SERVING)
    desk = desk_now()
    done = {one.id: _sent_to(one, desk, carry) for one in people()}
    return Sent(*(tuple(key for key, went in done.items() if went is wanted) for wanted in (True, False)))


def letters_due() -> tuple[str, ...]:
    """Give the ids of those to whom a letter would go now; nothing is sent or noted."""
    admit_waiting()
    desk, told = desk_now(), _told()
    written = set(Address.objects.values_list("person", flat=True))
    return tuple(
        one.id for one in people() if one.id in written and _due(one, desk, told=told.get(one.id, frozenset()))
    )


def without_mail() -> frozenset[str]:
    """Give the ids of those who gave no address, so that no letter reaches them; never an address of others."""
    return frozenset(people_by_id()) - set(Address.objects.values_list("person", flat=True))


def _sent_to(person: Person, desk: Desk, carry: Carrier) -> bool | None:
    """Give whether a letter went; None where there was none."""
    _forget(person, desk)
    with transaction.atomic():
        # Whoever else sends to the same person waits here, so that a letter is taken as a whole.
        to = Address.objects.select_for_update().filter(person=person.id).first()
        keys = _take(person, _due(person, desk, told=_untakeable(person))) if to else frozenset()
    if to is None or not keys:
        return None
    own = Told.objects.filter(person=person.id, key__in=keys)
    try:
        carry(letter(to.address, person.id, keys))
    except RefusedError:
        own.update(taken=None)
        return False
    except MailError:
        own.update(taken=None)
        raise
    own.update(sent=settings.CLOCK.now())
    return True


def _due(person: Person, desk: Desk, *, told: frozenset[str]) -> frozenset[str]:
    return letter_due(seen_by(desk, person), people_by_id(), person, today=settings.CLOCK.now().date(), told=told)


def _take(person: Person, keys: frozenset[str]) -> frozenset[str]:
    for key in keys:
        Told.objects.update_or_create(person=person.id, key=key, defaults={"taken": settings.CLOCK.now()})
    return keys


def _untakeable(person: Person) -> frozenset[str]:
    """Give what was told, or is about to be told by another run."""
    lately = settings.CLOCK.now() - _CUT_OFF
    rows = Told.objects.filter(Q(sent__isnull=False) | Q(taken__gt=lately), person=person.id)
    return frozenset(rows.values_list("key", flat=True))


def _told() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for person, key in Told.objects.filter(sent__isnull=False).values_list("person", "key"):
        found.setdefault(person, set()).add(key)
    return {person: frozenset(keys) for person, keys in found.items()}


def _forget(person: Person, desk: Desk) -> None:
    """Forget what no longer waits: if it comes back it is told anew."""
    today = settings.CLOCK.now().date()
    waits = reasons(seen_by(desk, person), people_by_id(), person, today=today)
    Told.objects.filter(person=person.id, sent__isnull=False).exclude(key__in=waits).delete()
