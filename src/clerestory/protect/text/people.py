"""Who a name speaks of, told apart well enough that two people never share a pseudonym."""

from __future__ import annotations

from clerestory.errors import RosterFileError
from clerestory.model.redaction.findings import Finding
from clerestory.model.redaction.roster import ClearRoster, RosterPerson
from clerestory.protect.text.normalised import normalise

_OF_A_ROSTER = "roster."


class Identities:
    """What tells the people of a roster apart, and the names that no roster knows; ``repr`` shows none of it."""

    def __init__(self, roster: ClearRoster) -> None:
        self._people = roster.people
        self._of_rows = tuple(_identity(person) for person in roster.people)

    def __repr__(self) -> str:
        return f"Identities({len(self._people)} rows)"

    @property
    def known(self) -> frozenset[str]:
        """The identities of all people of the roster."""
        return frozenset(self._of_rows)

    def check(self) -> None:
        """Check that rows without an id can be told apart.

        Raises
        ------
        RosterFileError
            If two of the same names and dates of birth differ in something else: they may be two people.
        """
        first: dict[str, RosterPerson] = {}
        for row, (identity, person) in enumerate(zip(self._of_rows, self._people, strict=True), 1):
            if not person.person and first.setdefault(identity, person) != person:
                raise RosterFileError(
                    "cannot be told from another of the same names",
                    where=f"roster, person {row}",
                    remedy="Give both rows an id in the column person: one if they are one person, two if two.",
                )

    def of(self, text: str, finding: Finding) -> str | None:
        """Give who a passage speaks of; None where it may be one of several people of the roster."""
        if finding.person is not None:
            return self._of_rows[finding.person]
        if _OF_A_ROSTER in finding.rule:
            return None
        return "spelling " + " ".join(normalise(text[finding.start : finding.end]).folded.split())


def _identity(person: RosterPerson) -> str:
    if person.person:
        return f"id {person.person}"
    names = sorted(" ".join(normalise(name).folded.split()) for name in person.names)
    return f"names {names} {sorted(person.dates_of_birth)}"
