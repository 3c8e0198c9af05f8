"""Person ids that stay the same from one delivery to the next; merges and splits are said, never silent."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LETTERS = 26  # of base32, as pseudonyms have: 130 bits
_BYTES = 17
PREFIX = "per"


@dataclass(frozen=True)
class Merge:
    """Persons of the delivery before who are one now, under the id of the first."""

    kept: str
    gone: tuple[str, ...]


@dataclass(frozen=True)
class Split:
    """A person of the delivery before whose records are of several now; ``kept`` is the old id."""

    kept: str
    made: tuple[str, ...]


@dataclass(frozen=True)
class Identities:
    """The persons of a delivery.

    Attributes
    ----------
    person : mapping of str to str
        The id of the person of each record.
    born : mapping of str to int
        In which delivery each id that is in use was first given; ids are never given twice.
    merges, splits : tuples
        What changed against the delivery before, in the order of ids.
    """

    person: Mapping[str, str]
    born: Mapping[str, int]
    merges: tuple[Merge, ...] = ()
    splits: tuple[Split, ...] = ()


NOBODY = Identities({}, {})


def kept_identities(
    before: Identities, clusters: Iterable[Iterable[str]], *, secret: bytes, prefix: str = PREFIX
) -> Identities:
    """Give ids to the persons of a delivery, the old ones where they are the same people.

    A new person takes the id of the old one with whom it has most records in common; where two claim one, the larger
    overlap wins, then the older id, then the id itself. The others get new ids.

    Parameters
    ----------
    before : Identities
        Of the delivery before; ``NOBODY`` at the first.
    clusters : iterable of iterables of str
        The records of each person; no record stands twice.
    secret : bytes
        Makes new ids; they follow from it and from counts alone, so that none says anything of its records.
    prefix : str
        How ids begin.

    Returns
    -------
    Identities
        The same whatever the order of clusters and of the records in them.
    """
    persons = sorted(tuple(sorted(records)) for records in clusters)
    overlaps = [_overlaps(records, before) for records in persons]
    taken = _taken(overlaps, before)
    delivery = 1 + max(before.born.values(), default=0)
    ids, born = [], dict[str, int]()
    for place in range(len(persons)):
        number = taken.get(place) or prefix + _new_id(secret, delivery, place)
        born[number] = before.born.get(number, delivery)
        ids.append(number)
    person = {record: number for records, number in zip(persons, ids, strict=True) for record in records}
    return Identities(person, born, _merges(overlaps, ids), _splits(overlaps, ids))


def _overlaps(records: Iterable[str], before: Identities) -> dict[str, int]:
    found: dict[str, int] = {}
    for record in records:
        old = before.person.get(record)
        if old is not None:
            found[old] = found.get(old, 0) + 1
    return found


def _taken(overlaps: list[dict[str, int]], before: Identities) -> dict[int, str]:
    claims = sorted(
        (-count, before.born[old], old, place) for place, of in enumerate(overlaps) for old, count in of.items()
    )
    taken: dict[int, str] = {}
    used: set[str] = set()
    for _, _, old, place in claims:
        if place not in taken and old not in used:
            taken[place] = old
            used.add(old)
    return taken


def _new_id(secret: bytes, delivery: int, place: int) -> str:
    digest = hmac.digest(secret, f"person\x00{delivery}\x00{place}".encode(), hashlib.sha256)
    return base64.b32encode(digest[:_BYTES])[:_LETTERS].decode().lower()


def _merges(overlaps: list[dict[str, int]], ids: list[str]) -> tuple[Merge, ...]:
    """Give the persons that hold records of several old ones."""
    found = []
    for of, number in zip(overlaps, ids, strict=True):
        gone = tuple(sorted(old for old in of if old != number))
        if gone and len(of) > 1:
            found.append(Merge(number, gone))
    return tuple(sorted(found, key=lambda merge: merge.kept))


def _splits(overlaps: list[dict[str, int]], ids: list[str]) -> tuple[Split, ...]:
    parts: dict[str, list[str]] = {}
    for of, number in zip(overlaps, ids, strict=True):
        for old in of:
            parts.setdefault(old, []).append(number)
    return tuple(
        Split(old, tuple(sorted(number for number in numbers if number != old)))
        for old, numbers in sorted(parts.items())
        if len(numbers) > 1
    )
