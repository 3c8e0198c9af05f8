"""What a linkage expects to be wrong with itself, as whatever uses its links has to carry it on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from clerestory.model.findings.scale import LinkShares, ShareRange

_MOST_PCT = 99  # a share of a scenario is below 1


class CountBy(Enum):
    """What a table counts once: a pseudonym, or a person of all the pseudonyms that were linked."""

    PSEUDONYM = "pseudonym"
    PERSON = "person"


@dataclass(frozen=True)
class LinkedUnit:
    """How far the persons of one kind may be off, as public as a title.

    Attributes
    ----------
    bodies : int
        Bodies that made returns, whoever is in them.
    fewer_pct, more_pct : int
        By how many percent of the persons there may be fewer (links missed) or more (links that are false): whole
        percents, upwards, and at least 1. They are of all persons of the kind, the same for each of its tables.
    """

    bodies: int
    fewer_pct: int
    more_pct: int

    def range_of(self, count: int, base: int) -> tuple[int, int]:
        """Give the least and the most persons that a published total may stand for, outwards to multiples of a base.

        Examples
        --------
        >>> LinkedUnit(bodies=6, fewer_pct=3, more_pct=1).range_of(1240, 10)
        (1200, 1260)
        """
        low, high = count * (100 - self.fewer_pct), count * (100 + self.more_pct)
        return low // (100 * base) * base, -(-high // (100 * base)) * base

    def as_json(self) -> dict[str, int]:
        """Give it as plain JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class ExpectedError:
    """What the linkage of one kind expects of itself; confidential.

    Attributes
    ----------
    persons, links : int
        Persons, and pairs of records that are one person.
    false_links, missed_links : pair of float
        Of the links, expected to be false; and pairs that are one person, expected not to be linked, those that no
        block brought together among them. Each is a range, beyond which the truth may lie.
    """

    persons: int
    links: int
    false_links: tuple[float, float]
    missed_links: tuple[float, float]

    def __repr__(self) -> str:
        return "ExpectedError()"

    @classmethod
    def from_json(cls, found: Mapping[str, Any], *, persons: int) -> ExpectedError:
        """Read one kind of ``vault/links/error.json``."""
        false, missed, unseen = found["false_links"], found["missed_compared"], float(found["missed_unseen"])
        return cls(
            persons,
            int(found["links"]),
            (float(false["low"]), float(false["high"])),
            (float(missed["low"]) + unseen, float(missed["high"]) + unseen),
        )

    def unit(self, bodies: int) -> LinkedUnit:
        """Say how far persons may be off.

        A false link that is undone makes at most one person more, and a missed one that is found at most one fewer.
        """
        fewer, more = (_up(of[1], self.persons) for of in (self.missed_links, self.false_links))
        return LinkedUnit(bodies, min(_MOST_PCT, max(1, fewer)), min(_MOST_PCT, max(1, more)))

    def shares(self) -> LinkShares:
        """Give the shares of links missed and false that an estimate of scale takes, outwards to whole percents.

        Missed ones are a share of the links that there should be; false ones of those that there are.
        """
        right = max(self.links - self.false_links[1], 0.0)
        return LinkShares(
            missed=_range(*((missed, right + missed) for missed in self.missed_links)),
            false=_range(*((false, self.links) for false in self.false_links)),
        )


def _range(low: tuple[float, float], high: tuple[float, float]) -> ShareRange:
    least, most = math.floor(100 * low[0] / max(low[1], 1.0)), max(1, _up(*high))
    return ShareRange(min(least, _MOST_PCT) / 100, min(most, _MOST_PCT) / 100)


def _up(part: float, whole: float) -> int:
    """Give a percentage upwards to a whole one; a sum of floats a little above one is that."""
    return math.ceil(round(100 * part / max(whole, 1.0), 6))
