"""An account: the id of a person of study.toml, and a password; what the person may do stands in study.toml alone."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Makes and finds accounts by the id of a person."""

    def of_person(self, person: str) -> Account:
        """Give the account of a person, made without a password where there is none."""
        # At once: who signs in between the two would be signed out by a password that changes.
        account, _ = self.get_or_create(person=person, defaults={"password": make_password(None)})
        return account


class Account(AbstractBaseUser):
    """One person of study.toml."""

    person = models.CharField(max_length=100, unique=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "person"

    def __str__(self) -> str:
        return self.person
