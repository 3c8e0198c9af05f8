"""The one table of acts, each bound to all before it, and the row that says where the chain ends."""

from __future__ import annotations

from django.db import models

_HASH_LENGTH = 71  # sha256: and 64 digits


class Act(models.Model):
    """One act, as it was recorded; nothing here is ever changed or removed."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    time = models.DateTimeField()
    person = models.CharField(max_length=100)
    body = models.TextField()
    prev = models.CharField(max_length=_HASH_LENGTH)
    hash = models.CharField(max_length=_HASH_LENGTH, unique=True)

    class Meta:
        """In the order in which they were done; two acts cannot follow the same one."""

        ordering = ("seq",)
        constraints = (
            models.UniqueConstraint(fields=["prev"], name="one_act_follows_another"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="acts_are_counted_from_one"),
        )

    def __str__(self) -> str:
        return f"act {self.seq}"


class Head(models.Model):
    """Where the chain ends; whoever writes an act holds this row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    length = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=_HASH_LENGTH)

    class Meta:
        """One row."""

        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_chain_has_one_head"),)

    def __str__(self) -> str:
        return f"head at {self.length}"
