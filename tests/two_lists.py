"""Two lists of people with slips between them, as two givers would encode them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from clerestory.link.linkage import Linkage, link
from clerestory.link.places import Place
from clerestory.link.preparing.comparable import Comparable
from clerestory.link.preparing.encoded import comparable_encodings
from clerestory.model.links.encodings import EncodingParameters
from clerestory.model.links.people import DATE_OF_BIRTH, FAMILY_NAME, FIRST_NAMES, OTHER_FAMILY_NAME, POSTCODE
from encoded_population import drawn_people, encoded


@dataclass(frozen=True)
class TwoLists:
    """Encodings of two givers, laid out for comparing; the first ``both`` rows of each list are the same people."""

    records: Comparable
    both: int

    def linked(self, place: Place) -> Linkage:
        return link(self.records, threshold=0.5, place=place)


def two_lists(people: int, both: int, seed: int) -> TwoLists:
    """Draw people, of whom the first stand on both lists; there every third has a slip, and some a value less."""
    drawn, _, _ = drawn_people(2 * people - both, seed)
    first, second = drawn.head(people), pl.concat([drawn.head(both), drawn.tail(people - both)])
    lists = [encoded(_numbered(one), EncodingParameters()) for one in (first, _with_slips(second, seed))]
    source = pl.Series("source", np.repeat([0, 1], people))
    return TwoLists(comparable_encodings(pl.concat(lists), source), both)


def _numbered(people: pl.DataFrame) -> pl.DataFrame:
    return people.with_columns(
        pl.format("sus{}", pl.int_range(pl.len()).cast(pl.String).str.zfill(26)).alias("pseudonym")
    )


def _with_slips(people: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Change a letter of the first name, the family name, the home, or leave the date of birth out."""
    kind = pl.Series("slip", np.random.default_rng(seed).integers(0, 12, people.height))
    is_slip = [pl.lit(kind) == n for n in range(5)]
    return _numbered(people).with_columns(
        pl.when(is_slip[0]).then(pl.col(FIRST_NAMES) + "e").otherwise(FIRST_NAMES).alias(FIRST_NAMES),
        pl.when(is_slip[1]).then(pl.lit("zzyzx")).otherwise(FAMILY_NAME).alias(FAMILY_NAME),
        pl.when(is_slip[1]).then(FAMILY_NAME).otherwise(pl.lit("")).alias(OTHER_FAMILY_NAME),
        pl.when(is_slip[2]).then(pl.lit("QX7 2BB")).otherwise(POSTCODE).alias(POSTCODE),
        pl.when(is_slip[3]).then(pl.lit("")).otherwise(DATE_OF_BIRTH).alias(DATE_OF_BIRTH),
    )
