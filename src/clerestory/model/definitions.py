"""Definitions of a group: each a test on attributes of an investigation, computed and never collected.

A test has three values: what is not recorded is neither met nor not met. ``docs/methods/definitions.md`` has each test
with its source and limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import cache
from itertools import product

ENTITY, NAME = "investigation", "definition"
DEFINITION = f"{ENTITY}.{NAME}"  # how study.toml calls the computed variable
NEEDED = frozenset(
    {
        "investigation.n_suspects_identified",
        "investigation.n_suspects_unidentified",
        "investigation.suspects_known_to_each_other",
        "investigation.cocad_category",
        "link_suspect_offence.role",
    }
)  # the fields that the tests look at
MOST = 3  # more suspects make no difference to any test


class GroupDefinition(Enum):
    """The definitions that are computed; the values are those of the code list group_definition where it has them."""

    BEREL2013 = "BEREL2013"
    HO2020 = "HO2020"
    IICSA2019 = "IICSA2019"
    STRICT = "STRICT"
    COCAD = "COCAD"
    OCG = "OCG"

    @property
    def label(self) -> str:
        """What readers call it, in a list of all."""
        return _LABELS[self]

    @property
    def label_alone(self) -> str:
        """What readers call it where no other definition stands before it."""
        before = _LABELS[GroupDefinition.BEREL2013].rpartition(" (")[0]
        return self.label.replace("The same", before)


_LABELS = {
    GroupDefinition.BEREL2013: "Two or more identified suspects, associated in any way (BEREL2013)",
    GroupDefinition.HO2020: "The same, outside families and institutions (HO2020)",
    GroupDefinition.IICSA2019: "Organised network, suspects identified or not (IICSA2019)",
    GroupDefinition.STRICT: "Organised network, on evidence in the file alone (STRICT)",
    GroupDefinition.COCAD: "A category of complex and organised abuse (COCAD)",
    GroupDefinition.OCG: "Three or more acting together: a proxy for organised crime groups (OCG)",
}


class Met(IntEnum):
    """Whether a test is met. The least of several is their conjunction, the greatest their disjunction (Kleene)."""

    NO = 0
    NOT_KNOWN = 1
    YES = 2


class Evidence(Enum):
    """On what it rests that suspects know each other, or are associated."""

    FILE = 0  # an established fact, or evidence in the file
    ASSESSMENT = 1
    INTELLIGENCE = 2
    NOT_KNOWN = 3


class Category(Enum):
    """What the category of complex and organised abuse says."""

    FAMILY_OR_INSTITUTION = 0
    ELSEWHERE = 1
    NOT_KNOWN = 2  # it is in the dataset, and its category is not known
    NONE = 3  # it is not in the dataset
    NOT_RECORDED = 4  # whether it is in the dataset is not recorded


@dataclass(frozen=True)
class Between:
    """A number of suspects as far as it is known; None is no most. Numbers stop at ``MOST``."""

    least: int
    most: int | None

    def reaches(self, number: int) -> Met:
        """Say whether there are so many."""
        if self.least >= number:
            return Met.YES
        return Met.NO if self.most is not None and self.most < number else Met.NOT_KNOWN

    def plus(self, other: Between) -> Between:
        """Give the number of both."""
        most = None if self.most is None or other.most is None else self.most + other.most
        return Between(self.least + other.least, most)


@dataclass(frozen=True)
class Attributes:
    """What the tests look at of one investigation.

    ``active`` suspects are the identified ones who have some role other than at the edge.
    """

    identified: Between
    active: Between
    unidentified: Between
    evidence: Evidence
    category: Category


Pattern = tuple[Met, ...]  # a value for each definition, in the order of GroupDefinition


def pattern_of(of: Attributes) -> Pattern:
    """Say which definitions an investigation meets."""
    associated = Met.NOT_KNOWN if of.evidence is Evidence.NOT_KNOWN else Met.YES
    berel = min(of.identified.reaches(2), associated)
    network = of.active.plus(of.unidentified).reaches(2)
    in_file = _known_by(of.evidence, Evidence.FILE)
    return (
        berel,
        min(berel, _outside_family(of.category)),
        min(network, _known_by(of.evidence, Evidence.FILE, Evidence.ASSESSMENT)),
        min(network, in_file),
        _in_dataset(of.category),
        min(of.active.reaches(3), in_file),
    )


def _known_by(evidence: Evidence, *enough: Evidence) -> Met:
    if evidence is Evidence.NOT_KNOWN:
        return Met.NOT_KNOWN
    return Met.YES if evidence in enough else Met.NO


def _outside_family(category: Category) -> Met:
    if category is Category.FAMILY_OR_INSTITUTION:
        return Met.NO
    return Met.YES if category in (Category.ELSEWHERE, Category.NONE) else Met.NOT_KNOWN


def _in_dataset(category: Category) -> Met:
    if category is Category.NONE:
        return Met.NO
    return Met.NOT_KNOWN if category is Category.NOT_RECORDED else Met.YES


def every_attributes() -> Iterator[Attributes]:
    """Yield everything that can be recorded of an investigation, as far as the tests look.

    Where the number of identified suspects is recorded it is that of those who have a role (rule V6), or some of their
    roles were lost; where it is not, there may be more than have one.
    """
    unidentified = [Between(0, None), *(Between(number, number) for number in range(MOST + 1))]
    for identified, active in _suspects():
        for others, evidence, category in product(unidentified, Evidence, Category):
            yield Attributes(identified, active, others, evidence, category)


def _suspects() -> Iterator[tuple[Between, Between]]:
    for number in range(MOST + 1):
        for least in range(number + 1):
            yield Between(number, None), Between(least, None)
            yield from ((Between(number, number), Between(least, most)) for most in range(least, number + 1))


@cache
def possible_patterns() -> tuple[Pattern, ...]:
    """Give every pattern that a case can have, in order, whatever the data: the leaves of a classification.

    A case of several investigations meets what one of them meets. So the patterns of single investigations are joined
    until no new one comes. Which definition lies within which follows from the list, and is not guessed from the cases.
    """
    found = {pattern_of(attributes) for attributes in every_attributes()}
    waiting = list(found)
    while waiting:
        one = waiting.pop()
        new = {joined(one, other) for other in found} - found
        found |= new
        waiting += new
    return tuple(sorted(found, reverse=True))


def joined(one: Pattern, other: Pattern) -> Pattern:
    """Give what a case of two investigations meets."""
    return tuple(map(max, one, other))


def code_of(pattern: Pattern) -> str:
    """Give the code of a pattern as a leaf: a letter for each definition, y, n or u."""
    return "".join("nuy"[met] for met in pattern)


@cache
def leaves_with(definition: GroupDefinition, met: Met) -> frozenset[str]:
    """Give the codes of the patterns in which a definition has a value."""
    at = list(GroupDefinition).index(definition)
    return frozenset(code_of(pattern) for pattern in possible_patterns() if pattern[at] is met)


def number_of(pattern: Pattern) -> int:
    """Give a pattern as one number: its values are the digits to base 3, the first definition has the lowest."""
    return sum(int(met) * 3**at for at, met in enumerate(pattern))
