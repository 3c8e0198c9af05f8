"""Values taken apart into tokens, so that two spellings of one value share most of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from clerestory.model.links.people import DATE_OF_BIRTH, FAMILY_NAME, FIRST_NAMES, OTHER_FAMILY_NAME, POSTCODE, TOWN

Tokens = tuple[str, ...]
_PAD = "_"
FIRST_SOUND, FIRST_INITIAL, BIRTH_YEAR = "first_sound", "first_initial", "birth_year"


def bigrams(text: str) -> Tokens:
    """Give the pairs of neighbouring letters of every word, its ends marked; each pair once.

    Examples
    --------
    >>> bigrams("ann lee")
    ('_a', 'an', 'nn', 'n_', '_l', 'le', 'ee', 'e_')
    """
    padded = (_PAD + word + _PAD for word in text.split())
    return tuple(dict.fromkeys(word[i : i + 2] for word in padded for i in range(len(word) - 1)))


def date_tokens(text: str) -> Tokens:
    """Give the parts of a date, its digits in their places, and day with month in either order.

    A wrong digit costs two or three of nine tokens, day and month exchanged about half.

    Examples
    --------
    >>> date_tokens("1990-07-23")
    ('Y1990', 'M07', 'D23', 'y9', 'z0', 'm7', 'c2', 'd3', 'x07/23')
    """
    year, month, day = text.split("-")
    either = "/".join(sorted((month, day)))
    digits = (f"y{year[2]}", f"z{year[3]}", f"m{month[1]}", f"c{day[0]}", f"d{day[1]}")
    return (f"Y{year}", f"M{month}", f"D{day}", *digits, f"x{either}")


def postcode_tokens(text: str) -> Tokens:
    """Give the parts of a postcode from the area to the unit, and its characters in their places.

    Examples
    --------
    >>> postcode_tokens("QX4 7ZD")
    ('aQX', 'oQX4', 's7', 'uQX4 7ZD', '0Q', '1X', '24', '-7', '=Z', '~D')
    """
    outward, _, inward = text.partition(" ")
    area = outward.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").rstrip("0123456789") or outward
    parts = [f"a{area}", f"o{outward}", *((f"s{inward[0]}", f"u{text}") if inward else ())]
    places = [f"{i}{letter}" for i, letter in enumerate(outward)]
    return (*parts, *places, *(f"{place}{letter}" for place, letter in zip("-=~", inward, strict=False)))


TOKENS: Mapping[str, Callable[[str], Tokens]] = MappingProxyType(
    {
        FIRST_NAMES: bigrams,
        FAMILY_NAME: bigrams,
        OTHER_FAMILY_NAME: bigrams,
        DATE_OF_BIRTH: date_tokens,
        POSTCODE: postcode_tokens,
        TOWN: bigrams,
    }
)
# Fields whose tokens are hashed as those of another, so that a former name can meet a present one.
HASHED_AS: Mapping[str, str] = MappingProxyType({OTHER_FAMILY_NAME: FAMILY_NAME})
# What the tokens of each field are hashed together with: something of another field, so that equal values have equal
# encodings only among people who are alike in that too, and no single wrong field spoils all others.
SALTED_BY: Mapping[str, str] = MappingProxyType(
    {
        FIRST_NAMES: BIRTH_YEAR,
        FAMILY_NAME: FIRST_SOUND,
        OTHER_FAMILY_NAME: FIRST_SOUND,
        DATE_OF_BIRTH: FIRST_INITIAL,
        POSTCODE: FIRST_INITIAL,
        TOWN: FIRST_INITIAL,
    }
)
