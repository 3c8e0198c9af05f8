"""The one table of what is known for a while."""

from __future__ import annotations

from django.db import models

_DIGITS = 64  # of SHA-256


class Noted(models.Model):
    """A value that is forgotten when its time is over; what it is of cannot be read from its key."""

    key = models.CharField(max_length=_DIGITS, primary_key=True)
    value = models.TextField()
    ends = models.FloatField(db_index=True)  # seconds since 1970, as Django's caches count

    def __str__(self) -> str:
        return self.key
