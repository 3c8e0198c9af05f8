"""Investigations of several givers that may be one operation: told by whom they share, and by nothing else.

No field is weighed and nothing is trained. Two investigations of one reference are one operation, since givers name a
joint operation by the same keyed reference. Others are put to a person where they have linked persons in common.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from clerestory.link.clustering import Bounds, Edges, persons
from clerestory.link.pairs import LEFT, RIGHT
from clerestory.link.review import PAIR, VERDICT, Naming
from clerestory.link.training import Ints
from clerestory.model.links.settings import Agreement, Verdict

INVESTIGATION, PROVIDER, PSEUDONYM, PERSON, KIND = "investigation", "provider", "pseudonym", "person", "kind"
FIRST, LAST, CATEGORY = "first_year", "last_year", "category"
VICTIMS, SUSPECTS, PERIOD = "victims", "suspects", "period"
_CLOSE_YEARS = 1
_SHOWN = (VICTIMS, SUSPECTS, PERIOD, CATEGORY)


@dataclass(frozen=True)
class Investigations:
    """The investigations of all givers, and whom each is about; ``repr`` shows numbers alone.

    Attributes
    ----------
    rows : DataFrame
        ``investigation`` (0, 1, ... in the order of givers, returns and pseudonyms), ``provider``, ``pseudonym``,
        ``first_year`` and ``last_year`` of its offences, and ``category``; the last three may be missing.
    members : DataFrame
        ``investigation``, ``kind`` (victim or suspect) and ``person``; each once.
    """

    rows: pl.DataFrame
    members: pl.DataFrame

    def __repr__(self) -> str:
        return f"Investigations({self.rows.height} rows)"


def sharing_pairs(investigations: Investigations) -> pl.DataFrame:
    """Give the investigations of two givers that have a linked person in common.

    Returns
    -------
    DataFrame
        ``left``, ``right``, how many ``victims`` and ``suspects`` they share, and whether ``period`` and ``category``
        agree, are close (of periods: a year apart at most), differ, or are missing.
    """
    members, rows = investigations.members, investigations.rows
    both = members.join(members, on=[KIND, PERSON], suffix="_b").filter(
        pl.col(INVESTIGATION) < pl.col(f"{INVESTIGATION}_b")
    )
    shared = both.group_by(pl.col(INVESTIGATION).alias(LEFT), pl.col(f"{INVESTIGATION}_b").alias(RIGHT)).agg(
        (pl.col(KIND) == "victim").sum().cast(pl.Int64).alias(VICTIMS),
        (pl.col(KIND) == "suspect").sum().cast(pl.Int64).alias(SUSPECTS),
    )
    sides = shared.join(rows, left_on=LEFT, right_on=INVESTIGATION).join(
        rows, left_on=RIGHT, right_on=INVESTIGATION, suffix="_b"
    )
    apart = sides.filter(
        (pl.col(PROVIDER) != pl.col(f"{PROVIDER}_b")) & (pl.col(PSEUDONYM) != pl.col(f"{PSEUDONYM}_b"))
    )
    return apart.select(LEFT, RIGHT, VICTIMS, SUSPECTS, _period(), _category()).sort(LEFT, RIGHT)


def _period() -> pl.Expr:
    gap = pl.max_horizontal(pl.col(FIRST), pl.col(f"{FIRST}_b")) - pl.min_horizontal(pl.col(LAST), pl.col(f"{LAST}_b"))
    known = pl.all_horizontal(pl.col(name, f"{name}_b").is_not_null() for name in (FIRST, LAST))
    agree, close, differ = (pl.lit(one.value) for one in (Agreement.AGREE, Agreement.CLOSE, Agreement.DIFFER))
    told = pl.when(gap <= 0).then(agree).when(gap <= _CLOSE_YEARS).then(close).otherwise(differ)
    return pl.when(known).then(told).otherwise(pl.lit(Agreement.MISSING.value)).alias(PERIOD)


def _category() -> pl.Expr:
    same = pl.col(CATEGORY) == pl.col(f"{CATEGORY}_b")
    told = pl.when(same).then(pl.lit(Agreement.AGREE.value)).otherwise(pl.lit(Agreement.DIFFER.value))
    return pl.when(same.is_null()).then(pl.lit(Agreement.MISSING.value)).otherwise(told).alias(CATEGORY)


def operation_queue(
    pairs: pl.DataFrame, naming: Naming, *, at_least: int, known: Mapping[str, Verdict]
) -> pl.DataFrame:
    """Give the pairs that a person decides about, in the order of their keyed names.

    Parameters
    ----------
    pairs : DataFrame
        As ``sharing_pairs`` gives them.
    naming : Naming
        Of the investigations.
    at_least : int
        Fewest persons that two investigations share; two whose periods lie more than a year apart are not asked about.
    known : mapping of str to Verdict
        What was decided; it does not come again.
    """
    apart = pl.col(PERIOD) == Agreement.DIFFER.value  # of other years: the same people again, not the same operation
    asked = pairs.filter((pl.col(VICTIMS) + pl.col(SUSPECTS) >= at_least) & ~apart)
    named = asked.select(_names(asked, naming), *_SHOWN, pl.lit("").alias(VERDICT))
    return named.filter(~pl.col(PAIR).is_in(sorted(known))).unique(PAIR, keep="first", maintain_order=True).sort(PAIR)


def operations(
    investigations: Investigations, pairs: pl.DataFrame, said: Mapping[str, Verdict], naming: Naming
) -> Ints:
    """Give an operation number to every investigation: those of one reference, and those of which a person said so.

    Returns
    -------
    int array of shape (n_investigations,)
        Numbered by their first investigation.
    """
    reference = investigations.rows[PSEUDONYM].rank("dense").cast(pl.Int64).to_numpy() - 1
    verdicts = [said.get(name) for name in _names(pairs, naming)]
    decided = pairs.with_columns(pl.Series(VERDICT, [one.value if one else "" for one in verdicts], dtype=pl.String))
    same = decided.filter(pl.col(VERDICT) == Verdict.SAME.value)
    different = decided.filter(pl.col(VERDICT) == Verdict.DIFFERENT.value)
    edges = Edges(
        same[LEFT].to_numpy(), same[RIGHT].to_numpy(), (same[VICTIMS] + same[SUSPECTS]).to_numpy().astype(np.float64)
    )
    nowhere = np.full(investigations.rows.height, -1, dtype=np.int64)
    return persons(edges, Bounds(reference, nowhere, tuple(different.select(LEFT, RIGHT).iter_rows())))


def _names(pairs: pl.DataFrame, naming: Naming) -> pl.Series:
    names = [naming.of(left, right) for left, right in pairs.select(LEFT, RIGHT).iter_rows()]
    return pl.Series(PAIR, names, dtype=pl.String)
