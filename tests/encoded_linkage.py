"""Linking the lists of a synthetic nation on plain values and on encodings, by the same rule, to compare the two.

Candidate pairs share a blocking hash. Each field's likeness (Dice) falls into one of 21 bins; the weight of a bin is
the logarithm of how much likelier it is among matches (Fellegi and Sunter 1969), learnt on half of the pairs. The best
F1 over all thresholds is taken on the other half. The true matches are all pairs of rows of one person at two givers,
whether a block brings them together or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from clerestory.model.custody import CustodyKey, KeyKind
from clerestory.model.links.encodings import BLOCKS, EncodingParameters
from clerestory.share.encoding import encoders, parts, read_people
from clerestory.share.encoding.people_file import People
from clerestory.share.encoding.tokens import TOKENS
from encoded_population import bits_of

KEYS = {
    kind: CustodyKey(study="linked", kind=kind, generation=1, key="c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTI=")
    for kind in (KeyKind.SUSPECT, KeyKind.VICTIM)
}
FAMILY = ("family_name", "other_family_name")
COMPARED = ("first_names", "family_name", "date_of_birth", "postcode", "town")
BINS, MISSING = 20, 21


@dataclass(frozen=True)
class Lists:
    """Rows of all givers of one kind, in the order of their encodings."""

    plain: pl.DataFrame
    sent: pl.DataFrame
    person: np.ndarray
    giver: np.ndarray

    def pairs(self) -> np.ndarray:
        """Every two rows of two givers that share a blocking hash."""
        found = set()
        columns = [
            [self.sent[name] for name in group] for group in ((BLOCKS[0], BLOCKS[1]), (BLOCKS[2],), (BLOCKS[3],))
        ]
        for group in columns:
            blocks: dict[int, set[int]] = {}
            for column in group:
                for row, value in enumerate(column.to_list()):
                    if value is not None:
                        blocks.setdefault(value, set()).add(row)
            for rows in blocks.values():
                found.update(
                    pair for pair in combinations(sorted(rows), 2) if self.giver[pair[0]] != self.giver[pair[1]]
                )
        return np.array(sorted(found))

    def true_pairs(self) -> int:
        """How many pairs of rows at two givers are one person."""
        return sum(n * (n - 1) // 2 for n in np.unique(self.person, return_counts=True)[1].tolist())


def lists_of(truth: Path, kind: str, parameters: EncodingParameters) -> Lists:
    """Encode the lists of every giver of a nation under one key, rows as if each were a person of its own."""
    frames = []
    for number, path in enumerate(sorted((truth / "people").glob("*.csv"))):
        people = read_people(path).frame
        frames.append(people.filter(pl.col("kind") == kind).with_columns(pl.lit(number).alias("giver")))
    whole = pl.concat(frames)
    rows = pl.Series("row", [f"{i:026d}" for i in range(whole.height)])
    prepared = encoders(People(whole.drop("giver")), rows, KEYS, parameters)
    sent = pl.DataFrame(pl.from_arrow(pa.Table.from_batches(list(parts(prepared)))))
    person = np.unique(whole["pseudonym"].to_numpy(), return_inverse=True)[1]
    return Lists(whole, sent, person, whole["giver"].to_numpy())


def encoded_likeness(lists: Lists, pairs: np.ndarray) -> np.ndarray:
    """Dice of the bits, field by field; NaN where one has no value. Of family names, the best of present and former."""
    packed = {name: np.packbits(bits_of(lists.sent[name]), axis=1).view(np.uint64) for name in {*COMPARED, *FAMILY}}

    def dice(name: str, other: str) -> np.ndarray:
        a, b = packed[name][pairs[:, 0]], packed[other][pairs[:, 1]]
        n_a, n_b = np.bitwise_count(a).sum(1), np.bitwise_count(b).sum(1)
        with np.errstate(invalid="ignore"):
            return np.where((n_a > 0) & (n_b > 0), 2 * np.bitwise_count(a & b).sum(1) / (n_a + n_b), np.nan)

    return _columns(dice)


def plain_likeness(lists: Lists, pairs: np.ndarray) -> np.ndarray:
    """Dice of the tokens themselves."""
    tokens = {
        name: [frozenset(TOKENS[name](value)) if value else frozenset() for value in lists.plain[name]]
        for name in {*COMPARED, *FAMILY}
    }

    def dice(name: str, other: str) -> np.ndarray:
        return np.array([_set_dice(tokens[name][a], tokens[other][b]) for a, b in pairs.tolist()])

    return _columns(dice)


def _set_dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else float("nan")


def _columns(dice) -> np.ndarray:
    columns = [dice(name, name) for name in COMPARED if name != "family_name"]
    ways = np.stack([dice(a, b) for a in FAMILY for b in FAMILY])
    best = np.where(np.isnan(ways).all(axis=0), np.nan, np.nanmax(np.where(np.isnan(ways), -1, ways), axis=0))
    return np.column_stack([*columns, best])


def best_f1(likeness: np.ndarray, same: np.ndarray, true_pairs: int) -> float:
    """Learn weights on even pairs, take the best F1 on odd ones (half of the true matches are theirs to find)."""
    bins = np.where(np.isnan(likeness), MISSING, np.round(np.nan_to_num(likeness) * BINS)).astype(int)
    learn = np.arange(len(same)) % 2 == 0
    score = np.zeros(len(same))
    for column in bins.T:
        m = np.bincount(column[learn & same], minlength=MISSING + 1) + 0.5
        u = np.bincount(column[learn & ~same], minlength=MISSING + 1) + 0.5
        score += (np.log(m / m.sum()) - np.log(u / u.sum()))[column]
    order = np.argsort(-score[~learn], kind="stable")
    hits = np.cumsum(same[~learn][order])
    found = np.arange(1, len(order) + 1)
    return float((2 * hits / (found + true_pairs / 2)).max())
