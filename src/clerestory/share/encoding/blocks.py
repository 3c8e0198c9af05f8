"""Blocking hashes: coarse, keyed and exact, so that linking compares only people who share one of them.

Each is 64 bits of an HMAC over a phonetic or shortened value together with a second one, so that none is as frequent
as a name or a place is. What they give away beside the encodings is measured: docs/methods/encodings.md.
"""

from __future__ import annotations

import hmac

import numpy as np
import polars as pl

from clerestory.model.custody import CustodyKey
from clerestory.model.links.encodings import BLOCK_BIRTH, BLOCK_FAMILY, BLOCK_OTHER_FAMILY, BLOCK_PLACE
from clerestory.model.links.people import DATE_OF_BIRTH, FAMILY_NAME, FIRST_NAMES, OTHER_FAMILY_NAME, POSTCODE
from clerestory.model.spelling import soundex

_HASHED_AS = {BLOCK_OTHER_FAMILY: BLOCK_FAMILY}  # a former name meets a present one


def block_hashes(frame: pl.DataFrame, key: CustodyKey) -> pl.DataFrame:
    """Give the four blocking hashes of every row; null where a part of one is not there.

    Parameters
    ----------
    frame : DataFrame
        People of one kind in normal form.
    """
    hashes = {name: _hashed(values, key.derived(_HASHED_AS.get(name, name))) for name, values in _values(frame).items()}
    return pl.DataFrame(hashes)


def _values(frame: pl.DataFrame) -> dict[str, pl.Series]:
    year = frame[DATE_OF_BIRTH].str.head(4)
    outward = frame[POSTCODE].str.split(" ").list.first()
    return {
        BLOCK_FAMILY: _both(phonetic(frame[FAMILY_NAME]), year),
        BLOCK_OTHER_FAMILY: _both(phonetic(frame[OTHER_FAMILY_NAME]), year),
        BLOCK_BIRTH: _both(frame[DATE_OF_BIRTH], frame[FIRST_NAMES].str.head(1)),
        BLOCK_PLACE: _both(outward, phonetic(frame[FIRST_NAMES])),
    }


def phonetic(values: pl.Series) -> pl.Series:
    """Give the Soundex code of the first word of each name in normal form; empty where there is none."""
    distinct = values.unique()
    table = pl.DataFrame({"from": distinct, "to": pl.Series([soundex(v) for v in distinct], dtype=pl.String)})
    return values.to_frame("from").join(table, on="from", how="left", maintain_order="left")["to"]


def _both(first: pl.Series, second: pl.Series) -> pl.Series:
    pair = pl.DataFrame({"a": first, "b": second})
    whole = pl.when((pl.col("a") != "") & (pl.col("b") != "")).then(pl.concat_str("a", "b", separator="|"))
    return pair.select(whole.alias("pair"))["pair"]


def _hashed(values: pl.Series, secret: bytes) -> pl.Series:
    distinct = values.drop_nulls().unique()
    digests = b"".join(hmac.digest(secret, value.encode(), "sha256")[:8] for value in distinct)
    table = pl.DataFrame({"from": distinct, "to": np.frombuffer(digests, dtype=">i8").astype(np.int64)})
    return values.to_frame("from").join(table, on="from", how="left", maintain_order="left")["to"]
