"""Pseudonyms that stay the same in every file of a case, in an order that says nothing.

A case file holds a secret, and for each person a keyed hash and a number. Numbers are given in the order of the keyed
hashes, so neither the roster nor who comes first in a text decides them. Of persons who come later, those of one file
are numbered together.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from clerestory.errors import RedactionError
from clerestory.model.forms import Form
from clerestory.study.writing import write_secret

_SECRET_BYTES = 32
_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class CaseForm(Form):
    """The file of a case: what ties its pseudonyms together; as secret as the case."""

    form: Literal["clerestory-case/1"]
    secret: _Hash = Field(description="Key of all hashes of the case.")
    people: dict[_Hash, int] = Field(description="Number of each person, by the keyed hash of who it is.")


@dataclass(repr=False)
class Case:
    """The pseudonyms of one case; ``repr`` shows how many there are."""

    secret: bytes
    people: dict[str, int] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Case({len(self.people)} people)"

    def keyed_hash(self, *parts: bytes) -> str:
        """Give a hash of some parts that only this case can make."""
        said = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
        return hmac.digest(self.secret, said, "sha256").hex()

    def pseudonyms(self, identities: Iterable[str]) -> Mapping[str, str]:
        """Give the pseudonym of each of some people, numbering those who are new.

        Parameters
        ----------
        identities : iterable of str
            What tells each from all others of the case.
        """
        hashes = {identity: self.keyed_hash(b"person", identity.encode()) for identity in set(identities)}
        # Numbers already given stay; the order of new ones is that of their hashes.
        for new in sorted(set(hashes.values()) - self.people.keys()):
            self.people[new] = len(self.people) + 1
        return {identity: f"[Person {self.people[said]}]" for identity, said in hashes.items()}


def new_case() -> Case:
    """Make a case of which nobody has a pseudonym yet."""
    return Case(secrets.token_bytes(_SECRET_BYTES))


def read_case(path: Path) -> Case:
    """Read the file of a case.

    Raises
    ------
    RedactionError
        If it is none.
    """
    try:
        form = CaseForm.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError):
        form = None
    if form is None or sorted(form.people.values()) != list(range(1, len(form.people) + 1)):
        raise RedactionError(
            "is not the file of a case",
            where=str(path),
            remedy="Name the file that an earlier redaction of this case wrote, or a new one.",
        )
    return Case(bytes.fromhex(form.secret), dict(form.people))


def write_case(path: Path, case: Case) -> None:
    """Write the file of a case so that its owner alone can read it."""
    people = dict(sorted(case.people.items()))
    form = CaseForm(form="clerestory-case/1", secret=case.secret.hex(), people=people)
    write_secret(path, form.model_dump_json(indent=2) + "\n")
