"""How values are drawn and laid out: mixes of codes, pseudonyms, and everything that happens within a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

BASE32 = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype=np.uint8)
PSEUDONYM_LETTERS = 26  # 130 random bits: two of a million persons never meet


@dataclass(frozen=True)
class Coded:
    """A column of codes, held as positions in a short list of them."""

    index: Ints
    codes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.index)

    def take(self, rows: Ints) -> Coded:
        """Give the column at some rows."""
        return Coded(self.index[rows], self.codes)

    def among(self, *codes: str) -> Mask:
        """Mark the rows that have one of ``codes``."""
        wanted = np.array([code in codes for code in self.codes])
        return wanted[self.index]

    def translated(self, to: Mapping[str, str]) -> Coded:
        """Give the column with each code replaced."""
        return Coded(self.index, tuple(to[code] for code in self.codes))

    def where(self, keep: Mask, otherwise: str) -> Coded:
        """Give the column with ``otherwise`` where it is not kept."""
        return Coded(np.where(keep, self.index, len(self.codes)), (*self.codes, otherwise))

    def series(self) -> pl.Series:
        """Give the codes as text; the empty code is a missing value."""
        return pl.Series([code or None for code in self.codes], dtype=pl.String).gather(self.index)


@dataclass(frozen=True)
class Mix:
    """Codes with the share of each."""

    shares: Mapping[str, float]

    def __post_init__(self) -> None:
        assert abs(sum(self.shares.values()) - 1) < 1e-9, f"shares add up to {sum(self.shares.values())}"

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in order."""
        return tuple(self.shares)

    def draw(self, rng: np.random.Generator, n: int) -> Coded:
        """Draw ``n`` codes."""
        return Coded(positions(rng, tuple(self.shares.values()), n), self.codes)


def equal(*codes: str) -> Mix:
    """Give every code the same share."""
    return Mix({code: 1 / len(codes) for code in codes})


def positions(rng: np.random.Generator, shares: Sequence[float] | Floats, n: int) -> Ints:
    """Draw ``n`` positions of a list of shares."""
    edges = np.cumsum(np.asarray(shares, dtype=np.float64))
    return np.searchsorted(edges[:-1] / edges[-1], rng.random(n), side="right").astype(np.int64)


def draw_by(rng: np.random.Generator, kind: Ints, *, mixes: Sequence[Mix]) -> Coded:
    """Draw a code for each row from the mix of its kind.

    Parameters
    ----------
    kind : int array of shape (n,)
        For each row the position of its mix in ``mixes``.
    """
    codes = tuple(dict.fromkeys(code for mix in mixes for code in mix.codes))
    index = np.empty(len(kind), dtype=np.int64)
    for which, mix in enumerate(mixes):
        rows = np.flatnonzero(kind == which)
        place = np.array([codes.index(code) for code in mix.codes])
        index[rows] = place[mix.draw(rng, len(rows)).index]
    return Coded(index, codes)


def chance(rng: np.random.Generator, prop: float | Floats, n: int) -> Mask:
    """Say yes with probability ``prop``, for each of ``n`` rows."""
    return rng.random(n) < prop


def pseudonyms(rng: np.random.Generator, n: int, *, prefix: str) -> pl.Series:
    """Draw ``n`` pseudonyms: a prefix and 26 random base32 characters."""
    letters = np.empty((n, len(prefix) + PSEUDONYM_LETTERS), dtype=np.uint8)
    letters[:, : len(prefix)] = np.frombuffer(prefix.encode(), dtype=np.uint8)
    letters[:, len(prefix) :] = BASE32[rng.integers(0, 32, (n, PSEUDONYM_LETTERS), dtype=np.uint8)]
    ends = np.arange(n + 1, dtype=np.int64) * letters.shape[1]
    return pl.Series(values=pa.LargeStringArray.from_buffers(n, pa.py_buffer(ends), pa.py_buffer(letters)))


def yes_no(values: Mask) -> pl.Series:
    """Give Y or N as a return has them."""
    return Coded(values.astype(np.int64), ("N", "Y")).series()


@dataclass(frozen=True)
class Spans:
    """Rows that lie together, case by case: where each case's rows begin, and how many there are."""

    starts: Ints
    counts: Ints

    @classmethod
    def of(cls, counts: Ints) -> Spans:
        """Lay out rows of these counts one after the other."""
        return cls(np.cumsum(counts) - counts, counts)

    @property
    def total(self) -> int:
        """Rows of all cases."""
        return int(self.counts.sum())

    @property
    def owner(self) -> Ints:
        """The case of each row."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    @property
    def within(self) -> Ints:
        """The place of each row within its case, from 0."""
        return np.arange(self.total) - np.repeat(self.starts, self.counts)


def pairs_within(first: Spans, second: Spans) -> tuple[Ints, Ints, Spans]:
    """Pair every row of one kind with every row of another kind of the same case.

    Returns
    -------
    first rows, second rows, spans of the pairs
        Within a case the second runs faster.
    """
    spans = Spans.of(first.counts * second.counts)
    case, k = spans.owner, spans.within
    return first.starts[case] + k // second.counts[case], second.starts[case] + k % second.counts[case], spans
