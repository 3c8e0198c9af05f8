"""The files of a linkage of plain records: pairs, persons, what changed, the queue for review, the model."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np
import polars as pl

from clerestory.errors import RecordsError
from clerestory.link.identities import Identities
from clerestory.link.linkage import LINKED, MATCH_PROBABILITY, MATCH_WEIGHT, Linkage
from clerestory.link.pairs import LEFT, RIGHT
from clerestory.link.preparing.comparable import SOURCE
from clerestory.link.records.reading import ID

CLUSTERS, KEY = "clusters", "link.key"
_PERSON, _SINCE = "person", "since"
_CLUSTERS_SCHEMA = {SOURCE: pl.Int64, ID: pl.String, _PERSON: pl.String, _SINCE: pl.Int64}
_KEY_BYTES = 32


class FrameForm(Enum):
    """How pairs, persons and changes are written; the value is the suffix of the files."""

    CSV = "csv"
    PARQUET = "parquet"


def frame_bytes(frame: pl.DataFrame, form: FrameForm) -> bytes:
    """Give a table as a file; the same table gives the same bytes."""
    data = io.BytesIO()
    if form is FrameForm.PARQUET:
        frame.write_parquet(data, compression="zstd", statistics=False)
    else:
        frame.write_csv(data)
    return data.getvalue()


@dataclass(frozen=True)
class Delivery:
    """What a delivery leaves for the next: its persons, and the secret that names persons and pairs."""

    identities: Identities
    secret: bytes

    def __repr__(self) -> str:
        return f"Delivery({len(self.identities.person)} records)"


def read_delivery(folder: Path) -> Delivery:
    """Read the folder of an earlier linkage.

    Raises
    ------
    RecordsError
        If it is none.
    """
    try:
        frame = _clusters_of(folder)
        secret = (folder / KEY).read_bytes()
    except (OSError, pl.exceptions.PolarsError):
        frame, secret = pl.DataFrame(schema=_CLUSTERS_SCHEMA), b""
    if len(secret) != _KEY_BYTES or frame.is_empty() or any(frame.null_count().row(0)):
        raise RecordsError(
            f"is not the folder of an earlier linkage, with its {CLUSTERS}.csv or {CLUSTERS}.parquet and {KEY}",
            where=str(folder),
            remedy="Name the folder that `clerestory link records` made last time, or leave --before out.",
        )
    names = [f"{source}\x00{name}" for source, name in frame.select(SOURCE, ID).iter_rows()]
    person = dict(zip(names, frame[_PERSON], strict=True))
    return Delivery(Identities(person, dict(zip(frame[_PERSON], frame[_SINCE], strict=True))), secret)


def _clusters_of(folder: Path) -> pl.DataFrame:
    packed = folder / f"{CLUSTERS}.{FrameForm.PARQUET.value}"
    if packed.exists():
        return pl.read_parquet(packed).select(pl.col(name).cast(of) for name, of in _CLUSTERS_SCHEMA.items())
    return pl.read_csv(folder / f"{CLUSTERS}.{FrameForm.CSV.value}", schema=_CLUSTERS_SCHEMA)


def clusters_frame(records: pl.DataFrame, names: Iterable[str], identities: Identities) -> pl.DataFrame:
    """Give the person of every record, in the order of the records."""
    persons = [identities.person[name] for name in names]
    since = [identities.born[person] for person in persons]
    return records.select(SOURCE, ID).with_columns(pl.Series(_PERSON, persons), pl.Series(_SINCE, since))


def pairs_frame(linkage: Linkage, records: pl.DataFrame) -> pl.DataFrame:
    """Give the listed pairs by source and id, with weight, probability, whether they are linked, and how they agree."""
    pairs = linkage.pairs
    named = {
        f"{side}_{column}": records[column].gather(pairs[side]) for side in (LEFT, RIGHT) for column in (SOURCE, ID)
    }
    agreements = {name: [one.value for one in how] for name, how in linkage.agreements(pairs).items()}
    numbers = pairs.select(pl.col(MATCH_WEIGHT).round(6), pl.col(MATCH_PROBABILITY).round(6), LINKED)
    return pl.DataFrame({**named, **numbers.to_dict(), **agreements})


def changes_frame(identities: Identities) -> pl.DataFrame:
    """Give merges and splits, one id a row."""
    rows = [("merge", merge.kept, gone) for merge in identities.merges for gone in merge.gone]
    rows += [("split", split.kept, made) for split in identities.splits for made in split.made]
    return pl.DataFrame(rows, schema={"change": pl.String, "kept": pl.String, "other": pl.String}, orient="row")


def model_json(linkage: Linkage) -> str:
    """Give the trained model: of each field and level the m and u probabilities and the match weight."""
    fields = []
    for one, m, u in zip(linkage.comparisons, linkage.model.m, linkage.model.u, strict=True):
        levels = [
            {
                "level": place,
                "shown": one.shown(place).value,
                "m_probability": round(float(m[place]), 9),
                "u_probability": round(float(u[place]), 9),
                "match_weight": round(float(np.log2(m[place] / u[place])), 6),
            }
            for place in range(one.size)
        ]
        fields.append({"field": one.name, "levels": levels})
    return json.dumps({"match_prop": linkage.model.match_prop, "fields": fields}, indent=2) + "\n"
