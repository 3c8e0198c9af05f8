"""The form of encodings: which fields, which blocking hashes, and the parameters that make two of them comparable."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from enum import Enum

from clerestory.model.canonical import canonical_json
from clerestory.model.custody import CustodyKey
from clerestory.model.links.people import (
    DATE_OF_BIRTH,
    FAMILY_NAME,
    FIRST_NAMES,
    KIND,
    OTHER_FAMILY_NAME,
    POSTCODE,
    PSEUDONYM,
    TOWN,
)

WORDS = 8  # of 64 bits each
BITS = 64 * WORDS
PARAMETERS = "parameters"
FIELDS = (FIRST_NAMES, FAMILY_NAME, OTHER_FAMILY_NAME, DATE_OF_BIRTH, POSTCODE, TOWN)
BLOCK_FAMILY, BLOCK_OTHER_FAMILY = "block_family", "block_other_family"
BLOCK_BIRTH, BLOCK_PLACE = "block_birth", "block_place"
BLOCKS = (BLOCK_FAMILY, BLOCK_OTHER_FAMILY, BLOCK_BIRTH, BLOCK_PLACE)
COLUMNS = (PSEUDONYM, KIND, PARAMETERS, *FIELDS, *BLOCKS)


class Salt(Enum):
    """What every token of a field is hashed together with."""

    NONE = "none"
    CROSSWISE = "crosswise"  # each field by something of another; the encoding says by what


@dataclass(frozen=True)
class EncodingParameters:
    """How values become bits; the defaults are those of ``docs/methods/encodings.md``, chosen by measuring.

    Attributes
    ----------
    hashes : int
        Positions that each token sets, 1 to 32.
    diffusion : int
        Bits of the filter that are added (exclusive or) for each bit of the encoding; 1 leaves the filter as it is.
    salt : Salt
        Whether equal values have equal encodings only among people alike in another field.
    """

    hashes: int = 10
    diffusion: int = 8
    salt: Salt = Salt.CROSSWISE
    version: int = 1

    def __post_init__(self) -> None:
        assert 1 <= self.hashes <= 32, "a token has 1 to 32 positions"
        assert 1 <= self.diffusion <= 32, "1 to 32 bits are added"

    def id_under(self, key: CustodyKey) -> str:
        """Give the identifier of these parameters under a key: only encodings that share it can be compared."""
        content = asdict(self) | {"salt": self.salt.value, "bits": BITS, "fields": FIELDS, "key": key.id}
        return "enc-" + hashlib.sha256(canonical_json(content)).hexdigest()[:16]


CHOSEN = EncodingParameters()
