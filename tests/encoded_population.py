"""People drawn for attacks and for linking, and what a giver sends of them under given parameters."""

from __future__ import annotations

import numpy as np
import polars as pl
import pyarrow as pa

from clerestory.model.custody import CustodyKey, KeyKind
from clerestory.model.links.encodings import BLOCKS, EncodingParameters
from clerestory.model.spelling import name_in_normal_form
from clerestory.share.encoding import encoders, parts
from clerestory.share.encoding.people_file import IDENTITY, People
from clerestory.synthetic.name_lists import family_names, female_names, male_names
from encoding_attacks import Target

KEY = CustodyKey(
    study="attacked", kind=KeyKind.SUSPECT, generation=1, key="c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTI="
)
FIRST_YEAR, LAST_YEAR = 1950, 2009


def drawn_people(n: int, seed: int) -> tuple[pl.DataFrame, list[str], np.ndarray]:
    """Draw people in normal form, each once; also every family name there is, with its share."""
    rng = np.random.default_rng(seed)
    pool, firsts = family_names(rng), (female_names(rng), male_names(rng))
    names = [name_in_normal_form(name) for name in pool.names]
    family = pool.draw(rng, n)
    woman = rng.random(n) < 0.5
    first = np.where(
        woman, np.array(firsts[0].names)[firsts[0].draw(rng, n)], np.array(firsts[1].names)[firsts[1].draw(rng, n)]
    )
    year, day = rng.integers(FIRST_YEAR, LAST_YEAR + 1, n), rng.integers(1, 365, n)
    born = [str(d) for d in (year - 1970).astype("datetime64[Y]").astype("datetime64[D]") + day]
    frame = pl.DataFrame(
        {
            "kind": ["suspect"] * n,
            "local_id": [f"{i}" for i in range(n)],
            "first_names": [name_in_normal_form(name) for name in first.tolist()],
            "family_name": [names[i] for i in family],
            "other_family_name": [""] * n,
            "date_of_birth": born,
            "postcode": ["QX1 1AA"] * n,
            "town": ["zelambry"] * n,
            "twin": [""] * n,
            "pseudonym": [f"sus{i:026d}" for i in range(n)],
            IDENTITY: [""] * n,
        }
    )
    return frame, names, pool.shares


def encoded(frame: pl.DataFrame, parameters: EncodingParameters) -> pl.DataFrame:
    prepared = encoders(People(frame), frame["pseudonym"], {KeyKind.SUSPECT: KEY}, parameters)
    return pl.DataFrame(pl.from_arrow(pa.Table.from_batches(list(parts(prepared)))))


def bits_of(column: pl.Series) -> np.ndarray:
    """Zeros and ones of shape (n, 512); a value that is not there is all zeros."""
    words = np.array(column.fill_null([0] * 8).to_list(), dtype=np.int64).astype("<i8")
    return np.unpackbits(words.view(np.uint8), axis=1, bitorder="little")


def family_target(n: int, seed: int, parameters: EncodingParameters) -> tuple[Target, np.ndarray]:
    """Encode a population as an attacker finds its family names; also everybody's true year of birth."""
    frame, names, shares = drawn_people(n, seed)
    sent = encoded(frame, parameters)  # in the order of pseudonyms, which here is that of the people
    place = {name: i for i, name in enumerate(names)}
    truth = np.array([place[name] for name in frame["family_name"]])
    grams = [{f"_{w}_"[i : i + 2] for w in name.split() for i in range(len(w) + 1)} for name in names]
    year = frame["date_of_birth"].str.head(4).cast(pl.Int64).to_numpy()
    return Target(bits_of(sent["family_name"]), _blocks(sent), _matrix(grams), shares, truth), year


def birth_target(n: int, seed: int, parameters: EncodingParameters) -> Target:
    """Encode a population as an attacker finds its dates of birth; every date is as likely as any other."""
    frame, _, _ = drawn_people(n, seed)
    sent = encoded(frame, parameters)
    dates = sorted(set(frame["date_of_birth"]))
    place = {date: i for i, date in enumerate(dates)}
    truth = np.array([place[date] for date in frame["date_of_birth"]])
    parts_of = [
        {d[:4], "M" + d[5:7], "D" + d[8:], "y" + d[2], "z" + d[3], "m" + d[6], "c" + d[8], "d" + d[9],
         "x" + "/".join(sorted((d[5:7], d[8:])))} for d in dates
    ]  # fmt: skip
    flat = np.full(len(dates), 1 / len(dates))
    return Target(bits_of(sent["date_of_birth"]), _blocks(sent), _matrix(parts_of), flat, truth)


def _blocks(sent: pl.DataFrame) -> np.ndarray:
    return np.column_stack([sent[name].to_numpy() for name in (BLOCKS[0], BLOCKS[2])])


def _matrix(sets: list[set[str]]) -> np.ndarray:
    number = {part: i for i, part in enumerate(sorted(set().union(*sets)))}
    matrix = np.zeros((len(sets), len(number)), dtype=np.float32)
    for row, found in zip(matrix, sets, strict=True):
        row[[number[part] for part in found]] = 1
    return matrix
