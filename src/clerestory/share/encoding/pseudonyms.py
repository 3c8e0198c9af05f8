"""Pseudonyms of people: the same for the same names and date of birth at every giver, under the key of their kind.

So persons whom two givers spell alike are linked without encodings. A person without a full name and date of birth
gets a pseudonym of this giver alone, over the giver's own identifier.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping

import polars as pl

from clerestory.errors import PeopleFileError
from clerestory.model.custody import CustodyKey, KeyKind, derived_key
from clerestory.model.links.people import (
    CROSS_PREFIX,
    CROSS_PSEUDONYM,
    KIND,
    LOCAL_ID,
    PSEUDONYM,
    PersonKind,
)
from clerestory.share.encoding.people_file import IDENTITY, People

LETTERS = 26  # of base32: 130 bits
_BYTES = 17  # of the hash, of which 26 letters hold all but six bits


def with_pseudonyms(people: People, keys: Mapping[KeyKind, CustodyKey], provider: str) -> pl.DataFrame:
    """Give the pseudonym of every row, and the cross-pseudonym of those who are suspect and victim here.

    Parameters
    ----------
    keys : mapping of KeyKind to CustodyKey
        One for every kind that occurs.
    provider : str
        The giver's code; needed only where a person has no full name and date of birth, and a pseudonym is to be made
        of the giver's own identifier: always but where one is carried, and also there for who is suspect and victim.

    Returns
    -------
    DataFrame
        kind, local_id, pseudonym and cross_pseudonym, row for row.

    Raises
    ------
    PeopleFileError
        If the giver's code is needed and empty.
    """
    frame = people.frame
    local = (frame[IDENTITY] == "") & ((frame[PSEUDONYM] == "") | frame[LOCAL_ID].is_duplicated())
    if not provider and local.any():
        raise PeopleFileError(
            f"has no full name and date of birth, nor have {int(local.sum()) - 1:,} more",
            where=f"row {local.arg_true()[0] + 2}",
            remedy="Their pseudonyms are made from your own identifiers: say whose these are with --provider CODE.",
        )
    secrets = _secrets(keys)
    made = [_made(row, secrets, provider) for row in frame.select(KIND, LOCAL_ID, IDENTITY, PSEUDONYM).iter_rows()]
    return frame.select(KIND, LOCAL_ID).with_columns(pl.Series(PSEUDONYM, made), _cross(frame, keys, provider))


def _made(row: tuple[str, str, str, str], secrets: Mapping[str, tuple[str, bytes]], provider: str) -> str:
    kind, local_id, identity, carried = row
    if carried:
        return carried
    prefix, secret = secrets[kind]
    message = f"exact\x00{identity}" if identity else f"local\x00{provider}\x00{local_id}"
    return prefix + in_letters(hmac.digest(secret, message.encode(), "sha256"))


def _secrets(keys: Mapping[KeyKind, CustodyKey]) -> dict[str, tuple[str, bytes]]:
    """Give the prefix and the key of each kind for which there is one."""
    there = [kind for kind in PersonKind if KeyKind.of(kind) in keys]
    return {kind.value: (kind.prefix, keys[KeyKind.of(kind)].derived("pseudonym")) for kind in there}


def _cross(frame: pl.DataFrame, keys: Mapping[KeyKind, CustodyKey], provider: str) -> pl.Series:
    """Tie the two rows of a person who is both, under a key that takes both keys to make."""
    both = frame.group_by(LOCAL_ID).agg(pl.col(KIND).n_unique().alias("kinds"), pl.col(IDENTITY).max())
    both = both.filter(pl.col("kinds") > 1).sort(LOCAL_ID)
    if both.is_empty():
        return pl.Series(CROSS_PSEUDONYM, [""]).new_from_index(0, frame.height)
    joined = derived_key(keys[KeyKind.VICTIM].derived("cross"), "cross", keys[KeyKind.SUSPECT].derived("cross").hex())
    made = [
        CROSS_PREFIX + in_letters(hmac.digest(joined, (identity or f"local\x00{provider}\x00{own}").encode(), "sha256"))
        for own, identity in both.select(LOCAL_ID, IDENTITY).iter_rows()
    ]
    table = both.select(LOCAL_ID, pl.Series(CROSS_PSEUDONYM, made))
    return (
        frame.select(LOCAL_ID)
        .join(table, on=LOCAL_ID, how="left", maintain_order="left")[CROSS_PSEUDONYM]
        .fill_null("")
    )


def in_letters(digest: bytes) -> str:
    """Give the first 130 bits of a hash as 26 letters of a-z and 2-7."""
    return base64.b32encode(digest[:_BYTES])[:LETTERS].decode().lower()
