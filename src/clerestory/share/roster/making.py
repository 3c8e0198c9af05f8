"""From a list of names to keyed hashes of the ways in which each could be written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from clerestory.errors import RosterError
from clerestory.model.blind_roster import MOST_WORDS, Roster, phrase_hash
from clerestory.model.custody import CustodyKey
from clerestory.model.links.people import FAMILY_NAME, FIRST_NAMES, OTHER_FAMILY_NAME
from clerestory.model.spelling import name_in_normal_form

_COLUMNS = (FIRST_NAMES, FAMILY_NAME, OTHER_FAMILY_NAME)


def make_roster(path: Path, key: CustodyKey, *, other_spellings: Callable[[str], Iterable[str]]) -> Roster:
    """Hash every way of writing the names of a CSV file with first_names, family_name and other_family_name.

    Single names are not hashed: many are ordinary words. A name needs two parts.

    Parameters
    ----------
    other_spellings : callable
        Gives other spellings of one name in normal form: what it is short for, or how another alphabet has it.

    Raises
    ------
    RosterError
        If the file has not these columns, names nobody, or a person has not both a first and a family name, or one of
        more words than are looked for.
    """
    secret = key.derived("roster")
    hashes: set[bytes] = set()
    people = 0
    for first, family, other in _names(path):
        people += 1
        ways = {words for name in (family, other) if name for words in variants(first, name)}
        ways |= {words for name in (family, other) if name for words in _respelled(first, name, other_spellings)}
        hashes |= {phrase_hash(secret, words) for words in ways}
    if not people:
        raise RosterError("names nobody", where=str(path), remedy="Add a row for each person.")
    return Roster(key.id, people, MOST_WORDS, frozenset(hashes))


def variants(first_names: str, family_name: str) -> set[tuple[str, ...]]:
    """Give the ways of writing a name, as words in normal form: both orders, without middle names, with initials.

    Examples
    --------
    >>> sorted(" ".join(words) for words in variants("ann mary", "lee"))[:5]
    ['a lee', 'a m lee', 'ann lee', 'ann m lee', 'ann mary lee']
    """
    first, *middle = first_names.split()
    family = tuple(family_name.split())
    initials = tuple(name[0] for name in middle)
    ways = [(first,), (first, *middle), (first, *initials), (first[0],), (first[0], *initials)]
    made = {order for given in ways for order in ((*given, *family), (*family, *given))}
    # A double family name is also written by either half alone.
    if len(family) == 2:
        made |= {(first, half) for half in family} | {(half, first) for half in family}
    return {words for words in made if 2 <= len(words) <= MOST_WORDS}


def _respelled(
    first_names: str, family_name: str, other_spellings: Callable[[str], Iterable[str]]
) -> set[tuple[str, ...]]:
    """Give the first of the first names, and the family name if it is one word, in their other spellings."""
    first, *middle = first_names.split()
    firsts = {first, *other_spellings(first)}
    families = {family_name, *(other_spellings(family_name) if " " not in family_name else ())}
    given = {" ".join([name, *middle]) for name in firsts}
    return {words for name in given for family in families for words in variants(name, family)}


def _names(path: Path) -> Iterator[tuple[str, str, str]]:
    for row, record in enumerate(_records(path), 2):
        named = [name_in_normal_form(record.get(column) or "") for column in _COLUMNS]
        if not named[0] or not named[1] or None in record or None in record.values():
            raise RosterError(
                "has not a first and a family name in the columns of the header",
                where=f"{path}, row {row}",
                remedy="A roster finds names of two parts; give both, or leave the row out.",
            )
        if max(len(name.split()) for name in named[1:]) >= MOST_WORDS:
            raise RosterError(
                f"has a family name of {MOST_WORDS} words or more, which no search would find",
                where=f"{path}, row {row}",
                remedy="Give the part of it that is written with the first name.",
            )
        yield named[0], named[1], named[2]


def _records(path: Path) -> Iterator[dict[str, str]]:
    if not path.is_file():
        raise RosterError("is not a file", where=str(path), remedy="Name the CSV file of names.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RosterError("is not UTF-8", where=str(path), remedy='Save it again as "CSV UTF-8".') from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        header = reader.fieldnames or []
        if set(header) - set(_COLUMNS) or not {FIRST_NAMES, FAMILY_NAME} <= set(header):
            raise RosterError(
                "has other columns than first_names, family_name and, if wanted, other_family_name",
                where=f"{path}, row 1",
                remedy="Mend the header.",
            )
        yield from reader
    except csv.Error:
        where = f"{path}, row {max(reader.line_num, 1)}"
        raise RosterError("is not well-formed CSV", where=where, remedy="Mend it.") from None
