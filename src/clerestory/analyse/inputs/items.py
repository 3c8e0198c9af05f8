"""Coded items of cases: a code is an answer, each code of a list an item, and what is not known is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from clerestory.analyse.classify import Coding
from clerestory.analyse.inputs.cases import NUMBER, Chosen, Combinations, Source, TooFewError, combinations_of
from clerestory.analyse.routes import records
from clerestory.analyse.typology import CodedItems
from clerestory.analyse.typology.patterns import MISSING, Ints, Patterns, collapsed
from clerestory.errors import TableError
from clerestory.model.commission import TypologyRequest
from clerestory.model.contributors import ContributorParts
from clerestory.model.findings.typology import MOST_CODES
from clerestory.model.instrument import NOT_KNOWN, NOT_STATED, Code, Instrument, ValueType

LEAST_ITEMS = 2
_NO_YES = ("No", "Yes")


@dataclass(frozen=True)
class _Item:
    """An item that is a column of numbers: its name, and what each number stands for; others are missing."""

    name: str
    codes: Mapping[int, str]


def items_of_cases(source: Source, request: TypologyRequest, *, fewest: int) -> CodedItems:
    """Give the coded items of the cases that a study asks a typology of.

    Of a list a case has a code if one of its records has it. A code that few cases have, or that few have not, makes no
    item: else a profile would say that somebody has it.

    Parameters
    ----------
    source : Source
    request : TypologyRequest
    fewest : int
        Cases that each of two codes of an item must have.

    Returns
    -------
    CodedItems
        Distinct patterns of answers with the number of cases of each; confidential. Cases that tell of no item are left
        out.

    Raises
    ------
    TableError
        If a variable cannot be an item.
    TooFewError
        If fewer than two items tell anything.
    """
    return _read(source, request, fewest).items


def items_with_operations(
    source: Source, request: TypologyRequest, *, fewest: int
) -> tuple[CodedItems, ContributorParts]:
    """Give the same, and how many of the cases with each pattern of answers are of each operation."""
    found = _read(source, request, fewest)
    return found.items, found.combinations.operations().regrouped(found.pattern)


@dataclass(frozen=True, repr=False)
class _Read:
    """Coded items of cases, and the pattern of answers of each combination; -1 where it tells of no item."""

    items: CodedItems
    combinations: Combinations
    pattern: Ints


def _read(source: Source, request: TypologyRequest, fewest: int) -> _Read:
    of = source.counted(request.count, request.count_by)
    single = {f"i{at}": path for at, path in enumerate(request.items) if not _is_list(of, path)}
    listed = {f"l{at}": path for at, path in enumerate(request.items) if _is_list(of, path)}
    codings = {name: of.coding(path, request.groups.get(path), request.count_by) for name, path in single.items()}
    wanted = {name: _wanted(of.instrument, request, path) for name, path in listed.items()}
    found = combinations_of(
        of,
        Chosen(request.count, request.count_by, request.definition),
        codings,
        [_answers(of, request.count, path, wanted[name], name=name) for name, path in listed.items()],
    )
    named = {name: _heading(request, path) for name, path in (single | listed).items()}
    items = {name: _Item(named[name], _codes_of(coding)) for name, coding in codings.items()}
    for name, codes in wanted.items():
        items |= {
            f"{name}_{at}": _Item(f"{named[name]}: {code.label}", dict(enumerate(_NO_YES)))
            for at, code in enumerate(codes)
        }
    enough = {name: item for name, item in items.items() if _tells(found.counts, name, item, fewest)}
    coded, pattern = _coded(found.counts, enough, f"study.toml, typology {request.id}")
    return _Read(coded, found, pattern)


def _tells(counts: pl.DataFrame, name: str, item: _Item, fewest: int) -> bool:
    """Say whether two codes of an item have enough cases each."""
    of_code = counts.filter(pl.col(name).is_in(list(item.codes))).group_by(name).agg(pl.col(NUMBER).sum())
    return int((of_code[NUMBER] >= fewest).sum()) > 1


def _is_list(source: Source, path: str) -> bool:
    variable = source.instrument.variable(path)
    return variable.type is ValueType.CODES and bool(variable.codelist)


def _heading(request: TypologyRequest, path: str) -> str:
    return request.headings.get(path) or path.split(".", 1)[1].replace("_", " ").capitalize()


def _codes_of(coding: Coding) -> dict[int, str]:
    """Give the known leaves in words, of a yes or no the no first: what is told of it is the yes."""
    known = {at: leaf.label for at, leaf in enumerate(coding.classification.leaves) if leaf.known}
    return dict(sorted(known.items(), reverse=True)) if set(known.values()) == set(_NO_YES) else known


def _wanted(instrument: Instrument, request: TypologyRequest, path: str) -> list[Code]:
    """Give the codes of a list that become items.

    Raises
    ------
    TableError
        If one is asked for that the list has not, or that says that nothing is known.
    """
    codes = {code.code: code for code in _known(instrument, path)}
    asked = request.codes.get(path) or tuple(codes)
    lost = [code for code in asked if code not in codes]
    if lost or path in request.groups:
        what = "a list has no parents" if path in request.groups else f"{lost[0]!r} is no known code of {path}"
        remedy = "Name codes of the list in codes; those that stand for what is not known make no item."
        raise TableError(what, where=f"study.toml, typology {request.id}, {path}", remedy=remedy)
    return [codes[code] for code in asked]


def _known(instrument: Instrument, path: str) -> Iterator[Code]:
    for code in instrument.codelists[instrument.variable(path).codelist].codes:
        if not code.is_pattern and not code.note.startswith((NOT_KNOWN, NOT_STATED)):
            yield code


def _answers(source: Source, counted: str, path: str, codes: list[Code], *, name: str) -> nw.LazyFrame[Any]:
    """Give for each case of which a list is known, and for each code, whether one of its records has it."""
    told = records(source.instrument, source.engine, counted, path)
    known = told.filter(_has([code.code for code in _known(source.instrument, path)]))
    flags = [_has([code.code]).cast(nw.Int64()).alias(f"{name}_{at}") for at, code in enumerate(codes)]
    return known.select("id", *flags).group_by("id").agg(*(nw.col(f"{name}_{at}").max() for at in range(len(codes))))


def _has(codes: list[str]) -> nw.Expr:
    """Say whether a list of codes, with semicolons between, has one of these."""
    either = "|".join(map(re.escape, codes))
    return nw.col("value").str.contains(f"(^|;)({either})(;|$)").fill_null(value=False)


def _coded(counts: pl.DataFrame, items: Mapping[str, _Item], where: str) -> tuple[CodedItems, Ints]:
    """Give the codes that occur a number each, and join cases with the same answers; and where each combination is."""
    columns = {name: _column(counts[name], item) for name, item in items.items()}
    told = {name: codes for name, (_, codes) in columns.items()}
    if len(told) < LEAST_ITEMS:
        raise TooFewError(f"fewer than {LEAST_ITEMS} items tell anything")
    wide = [items[name].name for name, codes in told.items() if len(codes) > MOST_CODES]
    if wide:
        remedy = "Show the variable under the parents of its codes: groups."
        raise TableError(f"has an item of over {MOST_CODES} codes: {wide[0]}", where=where, remedy=remedy)
    answers = np.array([columns[name][0] for name in told], dtype=np.int64).T
    widths = np.array([len(codes) for codes in told.values()])
    distinct, which = collapsed(answers, widths)
    persons = np.bincount(which, weights=counts[NUMBER].to_numpy()).astype(np.int64)
    tells = (distinct != MISSING).any(axis=1)
    names = tuple(items[name].name for name in told)
    patterns = Patterns(names, tuple(told.values()), distinct[tells], persons[tells])
    place = np.where(tells, np.cumsum(tells) - 1, -1)
    return CodedItems(patterns, int(persons[~tells].sum())), place[which]


def _column(column: pl.Series, item: _Item) -> tuple[Ints, tuple[str, ...]]:
    """Give the index of the code of each row, and the codes that occur, in words."""
    there = set(column.unique().to_list())
    codes = {number: label for number, label in item.codes.items() if number in there}
    index = {number: at for at, number in enumerate(codes)}
    numbers = column.replace_strict(index, default=MISSING, return_dtype=pl.Int64).to_numpy()
    return numbers, tuple(codes.values())
