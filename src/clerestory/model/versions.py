"""Versions of a return: a revised return stands beside the one it replaces, and a withdrawn one says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, field_validator

from clerestory.model.forms import Form
from clerestory.model.wording.identifiers import kinds_found

_VERSION = re.compile(r"(?P<return_id>.+)\.v(?P<number>\d{1,9})")


@dataclass(frozen=True, order=True)
class ReturnVersion:
    """One version of one return.

    Attributes
    ----------
    provider : str
        The giver as its folder spells it, with ``-`` for a colon.
    return_id : str
        Which return.
    number : int
        1 for what came first; of a revision, 2 and on.
    """

    provider: str
    return_id: str
    number: int = 1

    @classmethod
    def of_folder(cls, provider: str, folder: str) -> ReturnVersion:
        """Read a version from the names of its folders.

        Examples
        --------
        >>> ReturnVersion.of_folder("SYN-FORCE-01", "2024.v2")
        ReturnVersion(provider='SYN-FORCE-01', return_id='2024', number=2)
        """
        found = _VERSION.fullmatch(folder)
        return cls(provider, found["return_id"], int(found["number"])) if found else cls(provider, folder)

    @property
    def folder(self) -> str:
        """The name that its folder must have."""
        return self.return_id if self.number <= 1 else f"{self.return_id}.v{self.number}"

    @property
    def name(self) -> str:
        """The return, for ledger and messages; the same for all its versions."""
        return f"{self.provider}/{self.return_id}"

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"


@dataclass(frozen=True)
class EntityChange:
    """How the rows of an entity differ from those of the version before.

    Attributes
    ----------
    added, gone : int
        Rows whose key is new, or is there no more.
    changed : mapping of str to int
        For each field, in how many rows of both versions its value differs.
    """

    entity: str
    added: int
    gone: int
    changed: Mapping[str, int]


class Withdrawal(Form):
    """``withdrawn.toml``: the whole of a version that takes its return back; it counts no rows."""

    form: Literal["clerestory-withdrawal/1"]
    return_id: str = Field(min_length=1, description="Which return is taken back; as the folder spells it.")
    withdrawn: dt.date = Field(description="Since when.")
    by: str = Field(min_length=1, description="The post at the giver that took it back; never a name.")
    reason: str = Field(min_length=10, description="Why, in words that name nobody.")

    @field_validator("by", "reason")
    @classmethod
    def _check_words(cls, text: str) -> str:
        if kinds_found(text):
            raise ValueError(f"holds what looks like {kinds_found(text)[0]}")
        return text
