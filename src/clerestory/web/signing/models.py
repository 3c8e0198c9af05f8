"""A person's private key as the zone keeps it: never without its passphrase, and with the count of wrong tries."""

from __future__ import annotations

from django.db import models

_KEY_LENGTH = 44  # 32 bytes as base64


class HeldKey(models.Model):
    """The key of one person of study.toml."""

    person = models.CharField(max_length=100, unique=True)
    public = models.CharField(max_length=_KEY_LENGTH)
    sealed = models.TextField()
    held = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    tried = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"key of {self.person}"
