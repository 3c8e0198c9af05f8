"""Addresses that people gave of their own accord, and what each of them was told of, so that nothing is told twice."""

from __future__ import annotations

from django.db import models

_LONGEST_KEY = 400


class Address(models.Model):
    """Where a person of study.toml gets mail; it was confirmed by a code that went there."""

    person = models.CharField(max_length=100, unique=True)
    address = models.EmailField()
    confirmed = models.DateTimeField()

    def __str__(self) -> str:
        return self.person  # an address is shown to its person alone


class Told(models.Model):
    """One thing that a person is told of, as ``review.desk.telling`` names it.

    A letter that tells of it is taken (``taken``), sent, and noted (``sent``). What was taken and not noted for a while
    was cut off by a kill, and is sent again.
    """

    person = models.CharField(max_length=100)
    key = models.CharField(max_length=_LONGEST_KEY)
    taken = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)

    class Meta:
        """Nobody is told twice of one thing."""

        constraints = (models.UniqueConstraint(fields=["person", "key"], name="each_is_told_once"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.key}"
