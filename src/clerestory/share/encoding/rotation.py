"""Rotation at the giver: the map from pseudonyms under an old key to those under the new one.

Only the giver holds what pseudonyms are made of, so only the giver can make the map (docs/adr/0018).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from clerestory.model.custody import CustodyKey, KeyKind
from clerestory.model.links.people import KIND, PSEUDONYM
from clerestory.share.encoding.people_file import People
from clerestory.share.encoding.pseudonyms import with_pseudonyms
from clerestory.share.encoding.received import ROTATION_SCHEMA
from clerestory.study.writing import write_secret


def renewed(people: People) -> People:
    """Give the people without the pseudonyms that they carry: a new key makes new ones."""
    return replace(people, frame=people.frame.with_columns(pl.lit("").alias(PSEUDONYM)))


def rotation_map(
    people: People, pseudonyms: pl.Series, old_keys: Mapping[KeyKind, CustodyKey], provider: str
) -> pl.DataFrame:
    """Give kind, old and new pseudonym of everybody, in the order of the new ones.

    Parameters
    ----------
    pseudonyms : Series
        Under the new keys, row for row.
    """
    old = with_pseudonyms(people, old_keys, provider)[PSEUDONYM]
    return pl.DataFrame({KIND: people.frame[KIND], "old": old, "new": pseudonyms}).sort("new")


def write_rotation(path: Path, rotation: pl.DataFrame) -> None:
    """Write a map as Parquet that its owner alone can read."""
    sink = pa.BufferOutputStream()
    pq.write_table(rotation.to_arrow().cast(ROTATION_SCHEMA), sink)
    write_secret(path, sink.getvalue().to_pybytes())
