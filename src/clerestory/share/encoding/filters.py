"""Keyed Bloom filters of whole columns: each token sets some of 512 bits, and the bits are diffused.

A token's positions are words of one HMAC-SHA512 under a key of the field's own, so they are independent of each other;
positions by double hashing are not, which attacks use (Niedermeyer et al. 2014, Kroll and Steinmetzer 2015).
"""

from __future__ import annotations

import hmac
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

from clerestory.model.links.encodings import BITS, WORDS, EncodingParameters
from clerestory.share.encoding.tokens import Tokens

Bits = npt.NDArray[np.uint64]  # of shape (n, 8): 512 bits a row
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_BYTES = BITS // 8
_BETWEEN = b"\x00"
_PART = 100_000  # tokens hashed at a time


@dataclass(frozen=True)
class TokenColumn:
    """A column of values as rows of token numbers, each distinct value taken apart once.

    Attributes
    ----------
    tokens : tuple of str
        Every token that occurs.
    of_value : int array of shape (n_values, most tokens of a value)
        Token numbers of each distinct value; ``len(tokens)`` fills up.
    value : int array of shape (n_rows,)
        The distinct value of each row, -1 where there is none.
    """

    tokens: Tokens
    of_value: npt.NDArray[np.int32]
    value: Ints

    @classmethod
    def of(cls, values: pl.Series, take_apart: Callable[[str], Tokens]) -> TokenColumn:
        """Take a column apart; an empty value is none."""
        distinct = values.unique(maintain_order=True)
        distinct = distinct.filter(distinct != "")
        number: dict[str, int] = {}
        flat, lengths = array("i"), array("i")
        for value in distinct:
            tokens = take_apart(value)
            lengths.append(len(tokens))
            flat.extend(number.setdefault(token, len(number)) for token in tokens)
        filled = np.full((len(lengths), max(lengths, default=0)), len(number), dtype=np.int32)
        filled[np.arange(filled.shape[1]) < np.array(lengths)[:, None]] = np.array(flat, dtype=np.int32)
        return cls(tuple(number), filled, _places(values, distinct))


@dataclass(frozen=True)
class FieldEncoder:
    """Encodes the rows of one column under one key.

    Attributes
    ----------
    place : int32 array of shape (n_salts, n_tokens + 1)
        Where in ``masks`` each token lies under each salt; the last token, and pairs that never occur, at 0.
    masks : uint64 array of shape (n_pairs + 1, 8)
        The bits that a token sets under a salt; none at 0.
    mixing : uint64 array of shape (64, 256, 8)
        What each byte of a filter adds to the encoding.
    """

    column: TokenColumn
    salt: Ints
    place: npt.NDArray[np.int32]
    masks: Bits
    mixing: Bits | None

    def encoded(self, rows: slice) -> tuple[Bits, Mask]:
        """Give the encodings of some rows, and which of them have a value."""
        value, salt = self.column.value[rows], self.salt[rows]
        there = (value >= 0) & (salt >= 0)
        tokens, filters = self.column.of_value[value[there]], np.zeros((int(there.sum()), WORDS), dtype=np.uint64)
        for column in range(tokens.shape[1]):
            filters |= self.masks[self.place[salt[there], tokens[:, column]]]
        bits = np.zeros((len(value), WORDS), dtype=np.uint64)
        bits[there] = filters if self.mixing is None else diffused(filters, self.mixing)
        return bits, there


def field_encoder(
    values: pl.Series,
    key: bytes,
    parameters: EncodingParameters,
    *,
    take_apart: Callable[[str], Tokens],
    salts: pl.Series | None,
) -> FieldEncoder:
    """Prepare the encoding of a column.

    Parameters
    ----------
    values : String series of length n
        In normal form; empty where there is none.
    key : bytes
        Of this field and kind alone.
    salts : String series of length n, or None
        What the tokens of each row are hashed with. A row whose salt is empty has no encoding: one under an empty salt
        would look like another value, where it only is not known.
    """
    column = TokenColumn.of(values, take_apart)
    salt, distinct = np.zeros(len(values), dtype=np.int64), pl.Series([""])
    if salts is not None:
        distinct = salts.filter(salts != "").unique(maintain_order=True)
        salt = _places(salts, distinct)
    place, masks = _masks(column, salt, distinct, key=key, hashes=parameters.hashes)
    return FieldEncoder(column, salt, place, masks, mixing_table(key, parameters.diffusion))


def _places(values: pl.Series, distinct: pl.Series) -> Ints:
    """Give the place of each value among the distinct ones, -1 where it is not among them."""
    table = pl.DataFrame({"value": distinct, "place": np.arange(len(distinct), dtype=np.int64)})
    joined = values.to_frame("value").join(table, on="value", how="left", maintain_order="left")
    return joined["place"].fill_null(-1).to_numpy()


def _masks(
    column: TokenColumn, salt: Ints, salts: pl.Series, *, key: bytes, hashes: int
) -> tuple[npt.NDArray[np.int32], Bits]:
    """Hash every token under every salt with which it occurs."""
    used = np.zeros((len(salts), len(column.tokens) + 1), dtype=np.bool_)
    there = (column.value >= 0) & (salt >= 0)
    for at in range(column.of_value.shape[1]):
        used[salt[there], column.of_value[column.value[there], at]] = True
    used[:, -1] = False
    which_salt, which_token = np.nonzero(used)
    place = np.zeros(used.shape, dtype=np.int32)
    place[used] = np.arange(1, len(which_salt) + 1)
    salt_bytes = [text.encode() + _BETWEEN for text in salts]
    masks = np.zeros((len(which_salt) + 1, WORDS), dtype=np.uint64)
    for start in range(0, len(which_salt), _PART):
        part = slice(start, start + _PART)
        pairs = zip(which_salt[part].tolist(), which_token[part].tolist(), strict=True)
        digests = [hmac.digest(key, salt_bytes[s] + column.tokens[t].encode(), "sha512") for s, t in pairs]
        masks[1:][part] = _set_bits(b"".join(digests), hashes)
    return place, masks


def _set_bits(digests: bytes, hashes: int) -> Bits:
    """Set, for each digest of 64 bytes, the bits that its first words of 16 bits name."""
    positions = np.frombuffer(digests, dtype=">u2").reshape(-1, 32)[:, :hashes] % BITS
    bits = np.zeros((len(positions), BITS), dtype=np.uint8)
    np.put_along_axis(bits, positions.astype(np.int64), 1, axis=1)
    return packed(bits)


def packed(bits: npt.NDArray[np.uint8]) -> Bits:
    """Pack rows of 512 zeros and ones into eight words; bit ``i`` is bit ``i % 64`` of word ``i // 64``."""
    return np.packbits(bits, axis=-1, bitorder="little").view("<u8").astype(np.uint64)


@lru_cache(maxsize=16)  # a megabyte each; many short lists are encoded under few keys
def mixing_table(key: bytes, diffusion: int) -> Bits | None:
    """Give, for every byte of a filter and value of it, what it adds to the encoding; None where nothing is mixed.

    Each bit of an encoding is the sum modulo 2 of ``diffusion`` bits of the filter, which the key chooses (Armknecht,
    Heng and Schnell 2023). The sum is linear, so it is looked up by bytes.
    """
    if diffusion == 1:
        return None
    matrix = np.zeros((BITS, BITS), dtype=np.uint8)  # [filter bit, encoding bit]
    for bit in range(BITS):
        matrix[_chosen(key, bit, diffusion), bit] = 1
    rows = packed(matrix)
    table = np.zeros((_BYTES, 256, WORDS), dtype=np.uint64)
    for value in range(1, 256):
        lowest = (value & -value).bit_length() - 1
        table[:, value] = table[:, value & (value - 1)] ^ rows[lowest::8]
    return table


def _chosen(key: bytes, bit: int, number: int) -> Sequence[int]:
    """Choose distinct positions for one bit, by as many digests as it takes."""
    chosen: dict[int, None] = {}
    turn = 0
    while len(chosen) < number:
        digest = hmac.digest(key, b"diffusion" + _BETWEEN + bit.to_bytes(2, "big") + turn.to_bytes(2, "big"), "sha512")
        chosen |= dict.fromkeys((np.frombuffer(digest, dtype=">u2") % BITS).tolist())
        turn += 1
    return list(chosen)[:number]


def diffused(filters: Bits, table: Bits) -> Bits:
    """Add up what every byte of each filter contributes."""
    whole = np.ascontiguousarray(filters.astype("<u8", copy=False)).view(np.uint8)
    out = np.zeros_like(filters)
    for place in range(_BYTES):
        out ^= table[place][whole[:, place]]
    return out
