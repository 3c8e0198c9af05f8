"""A roster: what a giver knows of the people of a case, so that a text can be searched for all of it."""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = (
    "person",
    "name",
    "alias",
    "date_of_birth",
    "address",
    "telephone",
    "vehicle",
    "postcode",
    "school",
    "operation",
)


@dataclass(frozen=True, repr=False)
class RosterPerson:
    """One row of a roster; ``repr`` shows nothing of it.

    Attributes
    ----------
    person : str
        The giver's own id of the person; the same person may have several rows. Empty where there is none.
    names, aliases, dates_of_birth, addresses, telephones, vehicles, postcodes, schools, operations : tuple of str
        As written in the roster; several in one cell are parted by semicolons. Dates are YYYY-MM-DD or DD/MM/YYYY.
    """

    person: str = ""
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    dates_of_birth: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    vehicles: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "RosterPerson()"


@dataclass(frozen=True, repr=False)
class ClearRoster:
    """The people of a case, as their giver knows them; held at the giver alone, never in a study.

    Attributes
    ----------
    people : tuple of RosterPerson
        ``Finding.person`` is a position in it.
    """

    people: tuple[RosterPerson, ...]

    def __repr__(self) -> str:
        return f"ClearRoster({len(self.people)} rows)"
