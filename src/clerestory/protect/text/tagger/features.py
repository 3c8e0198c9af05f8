"""Features of tokens as hashed numbers, a whole text at once.

What a token itself shows (its letters, shape and endings, whether it is a month or a title) is worked out once for each
distinct word. Features of neighbours are the same numbers mixed with the distance, so that no string is made for them.
Hashes are salted by the model, so that two models have no number in common.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from clerestory.protect.text.tagger.tokens import Tokens
from clerestory.protect.text.tagger.words import CLASSES

Hashes = npt.NDArray[np.uint64]
Ids = npt.NDArray[np.int64]

BUCKET_BITS = 20
_WORD, _SHAPE, _CLASS = 0, 1, 2  # columns of what a word shows that also matter from afar
_ENDS = (2, 3, 4)  # letters of beginnings and endings
_NEAR, _MIDDLE, _FAR = (-1, 1), (-3, -2, 2, 3), (-5, -4, 4, 5)
_ODD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 by the golden ratio: spreads neighbouring numbers (Knuth, volume 3, 6.4)
_DECILES, _MOST_PARAGRAPHS, _MOST_COUNT = 10, 8, 5
_RUN = re.compile(r"(.)\1{2,}")
_YEAR = re.compile(r"(19|20)\d\d")


def feature_hashes(tokens: Tokens, salt: bytes) -> Hashes:
    """Give the features of every token of a text, each value of each feature as a number of its own.

    Parameters
    ----------
    tokens : Tokens
    salt : bytes
        Of the model.

    Returns
    -------
    uint64 array of shape (n_features, len(tokens))
        Every token has as many.
    """
    if not len(tokens):
        return np.zeros((0, 0), dtype=np.uint64)
    shown = np.ascontiguousarray(_shown(tokens, salt).T)
    columns = [*shown, *_around(shown), *_pairs(shown), *_places(tokens)]
    return np.stack([_mixed(column, number) for number, column in enumerate(columns)])


def buckets_of(hashes: Hashes) -> Ids:
    """Give the bucket of each feature, below ``2 ** BUCKET_BITS``."""
    return (hashes >> np.uint64(64 - BUCKET_BITS)).astype(np.int64)


def _shown(tokens: Tokens, salt: bytes) -> Hashes:
    """Give what each token shows, and what the rest of the text shows of its word; shape (n, features)."""
    of_types = np.array([_of_word(word, salt) for word in tokens.types], dtype=np.uint64)
    return np.concatenate([of_types, _in_text(tokens)], axis=1)[tokens.type_of]


@lru_cache(maxsize=200_000)
def _of_word(word: str, salt: bytes) -> tuple[int, ...]:
    small = word.lower()
    own = [f"w={small}", f"s={_shape(word)}", f"c={_classes(word, small)}"]
    ends = [part for n in _ENDS for part in (f"<{small[:n]}", f"{small[-n:]}>")]
    return tuple(_hash(part, salt) for part in (*own, *ends))


def _hash(part: str, salt: bytes) -> int:
    return int.from_bytes(blake2b(part.encode("utf-8", "surrogatepass"), digest_size=8, key=salt).digest(), "little")


def _shape(word: str) -> str:
    signs = ("X" if c.isupper() else "x" if c.islower() else "9" if c.isdigit() else c for c in word)
    return _RUN.sub(r"\1\1", "".join(signs))


def _classes(word: str, small: str) -> str:
    held = [name for name, words in CLASSES.items() if small in words]
    if _YEAR.fullmatch(word):
        held.append("year")
    return ",".join([*held, f"digits{len(word)}"] if word.isdigit() else held)


def _in_text(tokens: Tokens) -> Hashes:
    """Give what a text shows of each of its words: how often, also in small letters, ever after a title."""
    small = [word.lower() for word in tokens.types]
    counts = np.bincount(tokens.type_of, minlength=len(small))
    in_small_letters = {word for word in tokens.types if word.islower()}
    titles = np.array([word in CLASSES["title"] for word in small])
    stops = np.array([word == "." for word in small])
    titled = {small[i] for i in tokens.type_of[_after_title(titles[tokens.type_of], stops[tokens.type_of])]}
    return np.array(
        [
            (
                2 * (word in titled) + 1 if name[0].isupper() else 0,
                min(count, _MOST_COUNT) + 10 * (word in in_small_letters) if name[0].isupper() else 0,
            )
            for name, word, count in zip(tokens.types, small, counts.tolist(), strict=True)
        ],
        dtype=np.uint64,
    )


def _after_title(title: npt.NDArray[np.bool_], stop: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    after = np.zeros_like(title)
    after[1:] |= title[:-1]
    after[2:] |= title[:-2] & stop[1:-1]
    return after & ~stop


def _around(shown: Hashes) -> list[Hashes]:
    far = [_moved(shown[_WORD], by) for by in _FAR]
    middle = [_moved(shown[column], by) for by in _MIDDLE for column in (_WORD, _SHAPE, _CLASS)]
    return [*far, *middle, *(_moved(column, by) for by in _NEAR for column in shown)]


def _pairs(shown: Hashes) -> list[Hashes]:
    word, shape = shown[_WORD], shown[_SHAPE]
    before, after = _moved(word, -1), _moved(word, 1)
    return [
        _both(_moved(word, -2), before),
        _both(before, word),
        _both(word, after),
        _both(after, _moved(word, 2)),
        _both(_both(before, shape), after),
    ]


def _places(tokens: Tokens) -> list[Hashes]:
    """Give where in the text a token stands, and one feature that every token has."""
    n = len(tokens)
    tenth = np.arange(n, dtype=np.uint64) * np.uint64(_DECILES) // np.uint64(n)
    paragraph = np.minimum(tokens.paragraph, _MOST_PARAGRAPHS).astype(np.uint64)
    return [tenth, paragraph, np.zeros(n, dtype=np.uint64)]


def _moved(column: Hashes, by: int) -> Hashes:
    """Give for each token the value of the one so far away; 0 beyond the ends of the text."""
    moved = np.zeros_like(column)
    if by < 0:
        moved[-by:] = column[:by]
    else:
        moved[:-by] = column[by:]
    return moved


def _both(left: Hashes, right: Hashes) -> Hashes:
    return (left * _ODD + right) * _ODD


def _mixed(column: Hashes, number: int) -> Hashes:
    salted = (column ^ np.uint64((number + 1) * 0xBF58476D1CE4E5B9 % 2**64)) * _ODD
    return (salted ^ (salted >> np.uint64(29))) * _ODD
