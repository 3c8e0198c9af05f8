"""Sums over subsets and supersets of lists, and the sets of terms that are hierarchical models.

A set of lists is a number whose bit i says that list i is in it. It stands for a capture history (a case is on exactly
these lists) and for a term of a model (an interaction of these lists); 0 is the hidden history, and the intercept.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Terms = npt.NDArray[np.bool_]  # shape (models, 2 ** k): which terms a model has

_Numbers = TypeVar("_Numbers", Floats, Ints)

EVERY_ORDER = 5  # up to so many lists all hierarchical models are looked at: 6,893 with five
EVERY_PAIR = 6  # up to so many, all models of two-list terms: 32,768 with six


def lists_in(size: int) -> int:
    """Give the number of lists of an array over all sets of them."""
    return size.bit_length() - 1


def subset_sums(values: _Numbers) -> _Numbers:
    """Sum over all subsets of each set, along the last axis.

    Examples
    --------
    >>> subset_sums(np.array([1, 10, 100, 1000]))
    array([   1,   11,  101, 1111])
    """
    summed = values.copy()
    for bit in range(lists_in(values.shape[-1])):
        halves = summed.reshape(-1, 2, 1 << bit)
        halves[:, 1] += halves[:, 0]
    return summed


def superset_sums(values: _Numbers) -> _Numbers:
    """Sum over all supersets of each set, along the last axis: of counts, how many are on all of its lists.

    Examples
    --------
    >>> superset_sums(np.array([1, 10, 100, 1000]))
    array([1111, 1010, 1100, 1000])
    """
    summed = values.copy()
    for bit in range(lists_in(values.shape[-1])):
        halves = summed.reshape(-1, 2, 1 << bit)
        halves[:, 0] += halves[:, 1]
    return summed


def sizes(lists: int) -> Ints:
    """Give the number of lists of each set."""
    return np.array([number.bit_count() for number in range(2**lists)], dtype=np.int64)


def main_effects(lists: int) -> Terms:
    """Give the model of independent lists: the intercept and one term for each list; shape (2 ** k,)."""
    return sizes(lists) <= 1


def hierarchical_models(lists: int) -> Terms:
    """Give every hierarchical model with all main effects and without the term of all lists.

    A model is hierarchical if with a term it has all terms of fewer of the same lists.

    Returns
    -------
    bool array of shape (models, 2 ** k)
        8 models of three lists, 113 of four, 6,893 of five; fewest terms first.

    Raises
    ------
    TableError
        If there are more than five lists: six have more than ten million models.

    Examples
    --------
    >>> [len(hierarchical_models(lists)) for lists in (3, 4, 5)]
    [8, 113, 6893]
    """
    if lists > EVERY_ORDER:
        raise TableError(
            f"{lists} lists have too many hierarchical models to look at all",
            where="table of lists",
            remedy="Use models of two-list terms, or the downhill search.",
        )
    return _as_terms(lists, _grown(lists, 2, frozenset()))


def two_list_models(lists: int) -> Terms:
    """Give every model of main effects and two-list terms; shape (2 ** (k (k - 1) / 2), 2 ** k).

    Raises
    ------
    TableError
        If there are more than six lists: seven have two million models.

    Examples
    --------
    >>> len(two_list_models(5))
    1024
    """
    if lists > EVERY_PAIR:
        raise TableError(
            f"{lists} lists have too many models of two-list terms to look at all",
            where="table of lists",
            remedy="Use the downhill search.",
        )
    return _as_terms(lists, _choices(pairs(lists)))


def pairs(lists: int) -> list[int]:
    """Give the sets of two lists."""
    return [number for number in range(2**lists) if number.bit_count() == 2]


def without_one(number: int) -> list[int]:
    """Give the sets that lack one of the lists of a set."""
    return [number & ~(1 << bit) for bit in range(number.bit_length()) if number >> bit & 1]


def _grown(lists: int, size: int, terms: frozenset[int]) -> Iterator[frozenset[int]]:
    """Give the models that have ``terms`` up to ``size - 1`` lists, and any terms of more."""
    if size == lists:
        yield terms
        return
    allowed = [
        number
        for number in range(2**lists)
        if number.bit_count() == size and (size == 2 or terms.issuperset(without_one(number)))
    ]
    for chosen in _choices(allowed):
        yield from _grown(lists, size + 1, terms | chosen) if chosen else iter([terms])


def _choices(allowed: list[int]) -> Iterator[frozenset[int]]:
    every = chain.from_iterable(combinations(allowed, number) for number in range(len(allowed) + 1))
    return (frozenset(chosen) for chosen in every)


def _as_terms(lists: int, models: Iterator[frozenset[int]]) -> Terms:
    chosen = sorted((sorted(model) for model in models), key=lambda model: (len(model), model))
    terms = np.tile(main_effects(lists), (len(chosen), 1))
    for row, model in enumerate(chosen):
        terms[row, model] = True
    return terms
