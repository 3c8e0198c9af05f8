"""Keyed Bloom filters of whole columns: each token sets some of 512 bits, and the bits are diffused.

A token's positions are words of one HMAC-SHA512 under a key of the field's own, so they are independent of each other;
positions by double hashing are not, which attacks use (Niedermeyer et al. 2014, Kroll and Steinmetzer 2015).
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from clerestory.model.encodings import BITS, WORDS, EncodingParameters
from clerestory.share.encoding.tokens import Tokens

Bits = npt.NDArray[np.uint64]  # of shape (n, 8): 512 bits a row
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_BYTES = BITS // 8
_BETWEEN = b"\x00"


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
    of_value: Ints
    value: Ints

    @classmethod
    def of(cls, values: pl.Series, take_apart: Callable[[str], Tokens]) -> TokenColumn:
        """Take a column apart; an empty value is none."""
        distinct = values.unique(maintain_order=True)
        distinct = distinct.filter(distinct != "")
        apart = [take_apart(value) for value in distinct]
        number = {token: i for i, token in enumerate(dict.fromkeys(t for tokens in apart for t in tokens))}
        filled = np.full((len(apart), max(map(len, apart), default=0)), len(number), dtype=np.int64)
        for row, tokens in zip(filled, apart, strict=True):
            row[: len(tokens)] = [number[token] for token in tokens]
        return cls(tuple(number), filled, _places(values, distinct))


@dataclass(frozen=True)
class FieldEncoder:
    """Encodes the rows of one column under one key.

    Attributes
    ----------
    masks : uint64 array of shape (n_salts, n_tokens + 1, 8)
        The bits that each token sets under each salt; the last token sets none.
    mixing : uint64 array of shape (64, 256, 8)
        What each byte of a filter adds to the encoding.
    """

    column: TokenColumn
    salt: Ints
    masks: Bits
    mixing: Bits | None

    def encoded(self, rows: slice) -> tuple[Bits, Mask]:
        """Give the encodings of some rows, and which of them have a value."""
        value, salt = self.column.value[rows], self.salt[rows]
        there = (value >= 0) & (salt >= 0)
        tokens, filters = self.column.of_value[value[there]], np.zeros((int(there.sum()), WORDS), dtype=np.uint64)
        flat, base = self.masks.reshape(-1, WORDS), salt[there] * self.masks.shape[1]
        for place in range(tokens.shape[1]):
            filters |= flat[base + tokens[:, place]]
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
    masks = _masks(column, salt, distinct, key=key, hashes=parameters.hashes)
    return FieldEncoder(column, salt, masks, mixing_table(key, parameters.diffusion))


def _places(values: pl.Series, distinct: pl.Series) -> Ints:
    """Give the place of each value among the distinct ones, -1 where it is not among them."""
    table = pl.DataFrame({"value": distinct, "place": np.arange(len(distinct), dtype=np.int64)})
    joined = values.to_frame("value").join(table, on="value", how="left", maintain_order="left")
    return joined["place"].fill_null(-1).to_numpy()


def _masks(column: TokenColumn, salt: Ints, salts: pl.Series, *, key: bytes, hashes: int) -> Bits:
    """Hash every token under every salt with which it occurs."""
    used = np.zeros((len(salts), len(column.tokens) + 1), dtype=np.bool_)
    there = (column.value >= 0) & (salt >= 0)
    for place in range(column.of_value.shape[1]):
        used[salt[there], column.of_value[column.value[there], place]] = True
    used[:, -1] = False
    which_salt, which_token = np.nonzero(used)
    salt_bytes = [text.encode() + _BETWEEN for text in salts]
    token_bytes = [token.encode() for token in column.tokens]
    digests = b"".join(
        hmac.digest(key, salt_bytes[s] + token_bytes[t], "sha512")
        for s, t in zip(which_salt.tolist(), which_token.tolist(), strict=True)
    )
    positions = np.frombuffer(digests, dtype=">u2").reshape(len(which_salt), 32)[:, :hashes] % BITS
    bits = np.zeros((len(which_salt), BITS), dtype=np.uint8)
    np.put_along_axis(bits, positions.astype(np.int64), 1, axis=1)
    masks = np.zeros((*used.shape, WORDS), dtype=np.uint64)
    masks[which_salt, which_token] = packed(bits)
    return masks


def packed(bits: npt.NDArray[np.uint8]) -> Bits:
    """Pack rows of 512 zeros and ones into eight words; bit ``i`` is bit ``i % 64`` of word ``i // 64``."""
    return np.packbits(bits, axis=-1, bitorder="little").view("<u8").astype(np.uint64)


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
