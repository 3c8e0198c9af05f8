"""How many interviews of each kind have each code: for each code a cohort and a table that protection takes.

An interview has a code where any coder gave it. Codes are not classes that exclude each other, so each has a table of
its own: given and not given, by kind. All that these tables share are the numbers of interviews of each kind, which
are printed: they are what readers have from the start when the rest is protected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from clerestory.errors import InterviewError
from clerestory.model.contributors import ContributorParts
from clerestory.model.history import EarlierTable
from clerestory.model.interviews.coded import Coded, Ints
from clerestory.model.interviews.register import NO_CASE, Interview, Proceedings
from clerestory.model.tables import (
    TOTAL,
    Classification,
    ConfidentialCohort,
    ConfidentialTable,
    Leaf,
    Position,
    Predicate,
    ProtectedTable,
    TableShape,
)

KIND, GIVEN, NOT_GIVEN, OTHER = "kind", "given", "not_given", "other"
MOST_CODES = 200
_CODE = "code"


@dataclass(frozen=True, repr=False)
class CodedKinds:
    """Coded interviews with what is known of each; confidential.

    Attributes
    ----------
    coded : Coded
    interviews : mapping of str to Interview
        Those of ``coded``, by pseudonym.
    labels : mapping of str to str
        Words of the kinds of interview that are told apart, by code.
    proceedings : Proceedings
    givers : mapping of str to str
        Who sent each investigation, and so may know who was interviewed about it.
    """

    coded: Coded
    interviews: Mapping[str, Interview]
    labels: Mapping[str, str]
    proceedings: Proceedings
    givers: Mapping[str, str]

    def __repr__(self) -> str:
        return f"CodedKinds({self.coded!r})"

    @property
    def kinds(self) -> Classification:
        """The kinds that are told apart, and the others together where there are any."""
        leaves = [Leaf(code, label) for code, label in self.labels.items()]
        rest = any(self.interviews[one].kind not in self.labels for one in self.coded.interviews)
        others = [Leaf(OTHER, "Other kinds" if leaves else "All kinds")] if rest else []
        return Classification(KIND, "Kind of interview", tuple(leaves + others))

    @property
    def at(self) -> Ints:
        """The place among ``kinds`` of each interview; shape (n_interviews,)."""
        place = {code: number for number, code in enumerate(self.kinds.codes)}
        kinds = [self.interviews[one].kind for one in self.coded.interviews]
        return np.array([place[kind] if kind in self.labels else place[OTHER] for kind in kinds], dtype=np.int64)


def code_tables(found: CodedKinds) -> tuple[dict[str, ConfidentialCohort], tuple[ConfidentialTable, ...]]:
    """Give for each code the interviews by kind, and the table of how many were given it and how many not.

    Raises
    ------
    InterviewError
        If there are more codes than a table has.
    """
    if len(found.coded.codes) > MOST_CODES:
        raise InterviewError(
            f"have {len(found.coded.codes):,} codes that may be given, and a matrix has {MOST_CODES} at most",
            where="vault/interviews/coding",
            remedy="Make codes that only group others not codable, and merge codes that mean the same.",
        )
    cohorts = {_cohort_name(number): _cohort(found, number) for number in range(len(found.coded.codes))}
    tables = [_table(cohorts[name], _shape(found, number)) for number, name in enumerate(cohorts)]
    return cohorts, tuple(tables)


def known_kinds(found: CodedKinds) -> tuple[EarlierTable, ...]:
    """Give the number of interviews of each kind as what readers have of the cohort of each code."""
    return tuple(_known(found, number) for number in range(len(found.coded.codes)))


def without_kinds(table: ConfidentialTable) -> ConfidentialTable:
    """Give the table of a code with its last column alone: how many interviews of all kinds."""
    shape = replace(table.shape, columns=table.shape.columns[-1:])
    return ConfidentialTable(shape, table.counts[:, -1:])


def joined(found: CodedKinds, tables: Sequence[ProtectedTable]) -> ProtectedTable:
    """Give one table of codes by kinds from the protected tables of single codes, the kinds' numbers as last row.

    A table without kinds gives the last column of its row alone.
    """
    width = len(_columns(found))
    given = [(None,) * (width - len(row)) + row for row in (_row(table, GIVEN) for table in tables)]
    kinds = np.bincount(found.at, minlength=len(found.kinds.leaves)).tolist()
    rows = [Position(f"code_{number}", code.label) for number, code in enumerate(found.coded.codes)]
    shape = TableShape(
        id="interviews",
        title="Interviews by code and kind",
        unit="interview",
        cohort="interview",
        rows=(*rows, Position(TOTAL, "All interviews")),
        columns=_columns(found),
        row_heading="Code",
        column_heading="Kind of interview",
    )
    total = (sum(kinds),) if len(kinds) > 1 else ()
    return ProtectedTable(shape, (*given, (*kinds, *total)))


def _row(table: ProtectedTable, key: str) -> tuple[int | None, ...]:
    return table.counts[[row.key for row in table.shape.rows].index(key)]


def _cohort_name(number: int) -> str:
    return f"interviews with code {number}"


def _cohort(found: CodedKinds, number: int) -> ConfidentialCohort:
    without = ~found.coded.applied[:, number]
    leaves = np.column_stack([found.at, without]).astype(np.int64)
    combinations, place, counts = np.unique(leaves, axis=0, return_inverse=True, return_counts=True)
    interviews = [found.interviews[one] for one in found.coded.interviews]
    at = place.reshape(-1).astype(np.int64)
    given = Classification(_CODE, "Code", (Leaf(GIVEN, "given"), Leaf(NOT_GIVEN, "not given")))
    return ConfidentialCohort(
        _cohort_name(number),
        (found.kinds, given),
        combinations,
        counts.astype(np.int64),
        operations=_operations(interviews, at, found.proceedings),
        givers=_givers(interviews, at, found.givers),
    )


def _shape(found: CodedKinds, number: int) -> TableShape:
    rows = tuple(Position(key, key.replace("_", " "), _is(_CODE, key)) for key in (GIVEN, NOT_GIVEN))
    return TableShape(
        id=f"code_{number}",
        title=found.coded.codes[number].label,
        unit="interview",
        cohort=_cohort_name(number),
        rows=(*rows, Position(TOTAL, "All interviews")),
        columns=_columns(found),
    )


def _columns(found: CodedKinds) -> tuple[Position, ...]:
    kinds = tuple(Position(leaf.code, leaf.label, _is(KIND, leaf.code)) for leaf in found.kinds.leaves)
    return (*kinds, Position(TOTAL, "All kinds")) if len(kinds) > 1 else kinds


def _is(classification: str, leaf: str) -> Predicate:
    return frozenset({(classification, frozenset({leaf}))})


def _table(cohort: ConfidentialCohort, shape: TableShape) -> ConfidentialTable:
    rows, columns = shape.size
    counts = [[cohort.count(shape.predicate(row, column)) for column in range(columns)] for row in range(rows)]
    return ConfidentialTable(shape, np.array(counts, dtype=np.int64))


def _known(found: CodedKinds, number: int) -> EarlierTable:
    shape = TableShape(
        id=f"kinds_{number}",
        title="Interviews by kind",
        unit="interview",
        cohort=_cohort_name(number),
        rows=(Position(TOTAL, "All interviews"),),
        columns=_columns(found),
    )
    counts = np.bincount(found.at, minlength=len(found.kinds.leaves))
    now = np.append(counts, counts.sum() if len(counts) > 1 else []).astype(np.int64).reshape(1, -1)
    return EarlierTable("numbers of interviews", ProtectedTable(shape, (tuple(now[0].tolist()),)), now)


def _operations(interviews: Sequence[Interview], at: Ints, proceedings: Proceedings) -> ContributorParts:
    """Give the operations behind interviews; an interview about no case, or about one not named, is one of its own."""
    names = [_operation(interview) for interview in interviews]
    live = {_operation(interview) for interview in interviews if proceedings.may_be_live(interview)}
    return _parts(names, at, live)


def _operation(interview: Interview) -> str:
    return interview.pseudonym if interview.investigation in ("", NO_CASE) else interview.investigation


def _givers(interviews: Sequence[Interview], at: Ints, givers: Mapping[str, str]) -> ContributorParts:
    return _parts([givers.get(interview.investigation, interview.pseudonym) for interview in interviews], at, None)


def _parts(names: Sequence[str], at: Ints, live: set[str] | None) -> ContributorParts:
    ordered = tuple(sorted(set(names)))
    place = {name: number for number, name in enumerate(ordered)}
    pairs = np.column_stack([at, [place[name] for name in names]]).astype(np.int64)
    found, cases = np.unique(pairs, axis=0, return_counts=True)
    marked = None if live is None else np.array([name in live for name in ordered], dtype=np.bool_)
    return ContributorParts(ordered, found[:, 0], found[:, 1], cases.astype(np.int64), marked)
