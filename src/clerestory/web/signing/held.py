"""Keys that the zone keeps: made, brought, opened by a passphrase, and put under another one.

Each try is counted before it is made, so that many at once gain nothing.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from clerestory.errors import NotNowError
from clerestory.review.signing import public_half
from clerestory.web.signing.models import HeldKey
from clerestory.web.signing.sealing import sealed, unsealed

_WHERE = "your key"


def held_public(person: str) -> str:
    """Give the public half of the key that is kept for a person; empty where there is none."""
    return HeldKey.objects.filter(person=person).values_list("public", flat=True).first() or ""


def hold(person: str, private_key: str, passphrase: str) -> str:
    """Keep a private key of a person in place of any other, and give its public half.

    Raises
    ------
    DecisionError
        If it is no private key.
    """
    public = public_half(private_key)
    secret, cost = settings.SECRET_KEY, settings.KEY_COST
    box = sealed(private_key.strip(), passphrase, of=_of(person, public), secret=secret, cost=cost)
    fresh = {"public": public, "sealed": box, "held": settings.CLOCK.now(), "tries": 0, "tried": None}
    HeldKey.objects.update_or_create(person=person, defaults=fresh)
    return public


def opened(person: str, passphrase: str) -> str | None:
    """Give a person's private key; None where the passphrase is another.

    Raises
    ------
    NotNowError
        If no key is kept for the person, or too many passphrases were tried.
    """
    row = _counted(person, settings.CLOCK.now())
    private = unsealed(row.sealed, passphrase, of=_of(person, row.public), secret=settings.SECRET_KEY)
    if private is not None:
        HeldKey.objects.filter(pk=row.pk).update(tries=0, tried=None)
    return private


def _counted(person: str, now: dt.datetime) -> HeldKey:
    """Count a try before it is made."""
    with transaction.atomic():
        row = HeldKey.objects.select_for_update().filter(person=person).first()
        if row is None:
            raise NotNowError("no key of yours is kept here", where=_WHERE, remedy="Make one, or bring yours.")
        is_late = row.tried is None or now - row.tried >= settings.AXES_COOLOFF_TIME
        if row.tries >= settings.AXES_FAILURE_LIMIT and not is_late:
            remedy = "Wait a quarter of an hour. If you did not try yourself, tell the secretary of the study."
            raise NotNowError("too many passphrases were tried", where=_WHERE, remedy=remedy)
        row.tries, row.tried = (1 if is_late else row.tries + 1), now
        row.save(update_fields=["tries", "tried"])
        return row


def _of(person: str, public: str) -> str:
    return f"{person} {public}"
