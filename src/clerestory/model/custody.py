"""Keys of a study: what a key file holds, and the identifier by which a key may be named anywhere."""

from __future__ import annotations

import base64
import hashlib
import hmac
from enum import Enum
from typing import Annotated, Literal

from pydantic import Field

from clerestory.model.forms import Form
from clerestory.model.links.people import PersonKind

KEY_BYTES = 32


class KeyKind(Enum):
    """What a key is for; suspects and victims never share one, and a giver's roster has its own."""

    SUSPECT = "suspect"
    VICTIM = "victim"
    ROSTER = "roster"

    @classmethod
    def of(cls, person: PersonKind) -> KeyKind:
        """Give the kind of key under which people of a kind are encoded."""
        return cls(person.value)


class CustodyKey(Form):
    """The content of a key file; ``repr`` shows its identifier, never the key."""

    form: Literal["clerestory-key/1"] = "clerestory-key/1"
    study: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$", description="The study it was made for.")]
    kind: KeyKind = Field(description="What it encodes.")
    generation: int = Field(ge=1, description="1 for the first key of its kind, one more after each rotation.")
    key: str = Field(pattern=r"^[A-Za-z0-9+/]{43}=$", repr=False, description="32 random bytes, base64. Secret.")

    @property
    def secret(self) -> bytes:
        """The key itself."""
        return base64.b64decode(self.key)

    @property
    def id(self) -> str:
        """A one-way name of the key, safe in ledgers and files: 64 bits of a hash of 256 random ones."""
        return "key-" + hashlib.sha256(b"clerestory key id\x00" + self.secret).hexdigest()[:16]

    def __repr__(self) -> str:
        return f"CustodyKey({self.kind.value}, {self.id})"

    __str__ = __repr__

    def derived(self, *labels: str) -> bytes:
        """Give a key of its own for one use, such as one field; from it neither this key nor another can be told."""
        return derived_key(self.secret, *labels)


def derived_key(secret: bytes, *labels: str) -> bytes:
    """Derive a key from a secret by HMAC-SHA256 over the lengths and bytes of its labels (RFC 5869, expand step)."""
    message = b"".join(len(raw).to_bytes(4, "big") + raw for raw in (label.encode() for label in labels))
    return hmac.digest(secret, b"clerestory/1" + message, "sha256")
