"""Children whom several bodies know and none flagged: found by linked persons, listed in an order that says nothing.

Nothing about a person is weighed or ranked. A notice has a number that only the holder of a secret can tell from
others, and notices stand in the order of these numbers.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, groupby

import numpy as np
import polars as pl

from clerestory.link.clustering import joined
from clerestory.link.review import Naming
from clerestory.model.links.settings import LinkCertainty, Verdict

PROVIDER, RETURN, PSEUDONYM, PERSON = "provider", "return_id", "pseudonym", "person"
CHILD, FLAGGED = "child", "flagged"
_SUBJECT = "subject"
_HEX = 20


class Tie(Enum):
    """Why records of several bodies are taken to be of one person."""

    SAME = "same names and date of birth"
    CONFIRMED = "confirmed by a reviewer"
    LINKED = "above the threshold"


@dataclass(frozen=True)
class Concern:
    """A child whom several bodies know and none flagged; ``repr`` shows the number of the notice alone.

    Attributes
    ----------
    rows : tuple of (str, str, str)
        Provider, return and pseudonym of each record, in order.
    """

    notice: str
    rows: tuple[tuple[str, str, str], ...]
    tie: Tie

    def __repr__(self) -> str:
        return f"Concern({self.notice})"

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies that know the child, in order."""
        return tuple(dict.fromkeys(provider for provider, _, _ in self.rows))

    def rows_of(self, provider: str) -> tuple[tuple[str, str], ...]:
        """Give return and pseudonym of one body's own records."""
        return tuple((return_id, pseudonym) for one, return_id, pseudonym in self.rows if one == provider)


@dataclass(frozen=True)
class Concerns:
    """What was found: numbers, and notices in the order of their keyed numbers.

    Attributes
    ----------
    children : int
        Children whom so many bodies know, by links that a notice may rest on.
    unconfirmed : int
        How many more there would be if every link above the threshold counted.
    notices : tuple of Concern
        Those of whom none recorded a flag.
    """

    children: int
    unconfirmed: int
    notices: tuple[Concern, ...]


def concerns_of(
    people: pl.DataFrame, verdicts: Mapping[str, Verdict], *, secret: bytes, bodies: int, links: LinkCertainty
) -> Concerns:
    """Find the children whom several bodies know and none flagged.

    Parameters
    ----------
    people : DataFrame
        A row for each record of a victim: ``provider``, ``return_id``, ``pseudonym``, ``person``; ``child``, which may
        be missing, and ``flagged``. Only of bodies whose records of sharing let it be used for this.
    verdicts : mapping of str to Verdict
        What reviewers decided, by names of pairs of pseudonyms.
    secret : bytes
        Names pairs, as the queue for review does, and notices.
    bodies : int
        Fewest bodies that know the child.
    links : LinkCertainty
        Which links count.

    Returns
    -------
    Concerns
        The same whatever the order of the rows.
    """
    ordered = people.sort(PROVIDER, RETURN, PSEUDONYM)
    parts = ordered.with_columns(_confirmed(ordered, verdicts, secret))
    whole = ordered.with_columns(pl.col(PERSON).alias(_SUBJECT))
    counted = parts if links is LinkCertainty.CONFIRMED else whole
    found, all_linked = _known_to_several(counted, bodies), _known_to_several(whole, bodies)
    unflagged = found.filter(~pl.col("any_flag")).select(_SUBJECT)
    rows = counted.join(unflagged, on=_SUBJECT).sort(_SUBJECT, PROVIDER, RETURN, PSEUDONYM)
    several = _in_parts(rows)
    unsure = set() if links is LinkCertainty.CONFIRMED else _in_parts(parts)
    listed = rows.select(_SUBJECT, PERSON, PROVIDER, RETURN, PSEUDONYM).iter_rows()
    notices = [
        _concern(person, tuple(row[2:] for row in group), secret, several=person in several, unsure=person in unsure)
        for (_, person), group in groupby(listed, key=lambda row: row[:2])
    ]
    return Concerns(
        found.height,
        max(0, all_linked.height - found.height),
        tuple(sorted(notices, key=lambda one: one.notice)),
    )


def _known_to_several(people: pl.DataFrame, bodies: int) -> pl.DataFrame:
    """Give the subjects who are children, by every record that says so, and whom several bodies know."""
    summed = people.group_by(_SUBJECT).agg(
        pl.col(PROVIDER).n_unique().alias("known_to"),
        pl.col(CHILD).drop_nulls().all().alias("all_child"),
        pl.col(CHILD).count().alias("said"),
        pl.col(FLAGGED).any().alias("any_flag"),
    )
    return summed.filter((pl.col("known_to") >= bodies) & pl.col("all_child") & (pl.col("said") > 0))


def _confirmed(people: pl.DataFrame, verdicts: Mapping[str, Verdict], secret: bytes) -> pl.Series:
    """Give the part of the person that each record is of: one pseudonym, or several of which a reviewer said so."""
    names = people[PSEUDONYM].unique().sort()
    place = {name: i for i, name in enumerate(names)}
    naming = Naming(names.to_list(), secret)
    same = [
        (place[one], place[other])
        for pseudonyms in people.group_by(PERSON).agg(pl.col(PSEUDONYM).unique().sort())[PSEUDONYM].to_list()
        for one, other in combinations(pseudonyms, 2)
        if verdicts.get(naming.of(place[one], place[other])) is Verdict.SAME
    ]
    part = joined(len(names), same, np.arange(len(names), dtype=np.int64))
    numbers = people[PSEUDONYM].replace_strict(names, pl.Series(part), return_dtype=pl.Int64).cast(pl.String)
    return (people[PERSON] + pl.Series([" "]) + numbers).alias(_SUBJECT)


def _in_parts(rows: pl.DataFrame) -> set[str]:
    """Give the persons of whom there is more than one part."""
    return set(rows.group_by(PERSON).agg(pl.col(_SUBJECT).n_unique()).filter(pl.col(_SUBJECT) > 1)[PERSON])


def _concern(
    person: str, rows: tuple[tuple[str, str, str], ...], secret: bytes, *, several: bool, unsure: bool
) -> Concern:
    """Give the notice of one child and these bodies; of a person in parts, each part has a number of its own."""
    pseudonyms = sorted({pseudonym for _, _, pseudonym in rows})
    of = ("notice", person, *sorted({provider for provider, _, _ in rows}), *pseudonyms[: int(several)])
    tie = Tie.SAME if len(pseudonyms) == 1 else Tie.LINKED if unsure else Tie.CONFIRMED
    return Concern(hmac.digest(secret, "\x00".join(of).encode(), hashlib.sha256).hex()[:_HEX], rows, tie)
