"""A check of the proof of linked tables that knows nothing of how they were made.

The proof holds a population: how many cases there are of each kind. Each published table is added up from it anew; each
witness is another population, and is added up as well. Nothing is asked of a solver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy import sparse

from clerestory.errors import ProtectionError
from clerestory.model.attackers import Attacker
from clerestory.model.proofs import SURE, LinkedProof
from clerestory.protect.audit.apart import check_apart, knowers_of, with_insight
from clerestory.protect.audit.group_check import Said, said_of_groups
from clerestory.protect.audit.line_sums import LineSums, line_sums
from clerestory.protect.audit.places import MARGIN, Ints, Places
from clerestory.protect.audit.proof_check import SURE_CELLS, Checked, Flags, PublishedCells
from clerestory.protect.audit.rule_check import asked_by_rules

_AT_ONCE = 20_000  # pairs of rows, for each of which it is asked who is behind what they leave over


def check_linked_proof(tables: Sequence[PublishedCells], proof: LinkedProof) -> Checked:
    """Go through a proof.

    Parameters
    ----------
    tables : sequence of PublishedCells
        What is published, in the order of the proof.
    proof : LinkedProof
        Confidential.

    Raises
    ------
    ProtectionError
        If the proof is not of these tables, or does not prove every unsafe cell against every attacker it names. The
        message names tables and rows of their files, never counts.
    """
    _check_belongs(tables, proof)
    population = _population(proof)
    if proof.rules.groups is not None and proof.zeros == "publish":
        raise _refused("it has a rule of groups, which cannot be kept where zeros are published")
    every = _added_up(tables, proof, population)
    parts = {kind: _parts(proof, kind, every.sums, every.truth) for kind in (Attacker.OPERATION, Attacker.GIVER)}
    new = np.arange(len(every.truth)) < _rows_of(tables[: len(tables) - proof.earlier])
    _check_hidden(every, (every.asked > 0) & new)
    unsafe = (every.asked > 0) & ~every.public
    witnesses = sparse.csr_array(_witnesses(proof, len(population)) @ every.sums.T)
    _check_possible(every, witnesses)
    person = _people_alone(every, population) if Attacker.SINGLETON in proof.attackers else None
    knowers = knowers_of(witnesses, every.truth, person, [parts[kind] for kind in parts if kind in proof.attackers])
    zeros = np.flatnonzero(unsafe & (every.truth == 0))
    check_apart(
        witnesses,
        np.flatnonzero(unsafe),
        every.asked[unsafe],
        with_insight(knowers, every.sums, zeros) if len(zeros) else knowers,
        named=every.named,
        refused=_refused,
    )
    return Checked(
        int(every.printed.sum()),
        int((unsafe & every.printed).sum()),
        int(every.suppressed[every.printed].sum()),
        len(proof.witnesses),
        proof.attackers,
        reproducible=proof.reproducible,
    )


@dataclass(frozen=True)
class _Every:
    """The rows of all tables, what they leave over of each other and of groups, and then a row for each kind.

    Attributes
    ----------
    sums : sparse 0/1 array of shape (R, kinds)
        Which kinds each row is the sum of.
    truth, least : int arrays of shape (R,)
        True counts, and what readers know of a suppressed one.
    asked : int array of shape (R,)
        How far apart two possible values must lie; 0 where no rule makes the row unsafe, and of kinds.
    suppressed, printed : bool arrays of shape (R,)
        Nobody sees what is left over, nor kinds: they count as suppressed.
    public : bool array of shape (R,)
        What earlier tables have printed, in whatever table it is; and what one such cell leaves over of another.
    names : sequence of str
        Of all rows but the kinds.
    """

    sums: sparse.csr_array
    truth: Ints
    least: Ints
    asked: Ints
    suppressed: Flags
    printed: Flags
    public: Flags
    names: Sequence[str]

    def named(self, row: int) -> str:
        return self.names[row]


def _check_belongs(tables: Sequence[PublishedCells], proof: LinkedProof) -> None:
    if proof.earlier >= len(proof.tables) or proof.tables != tuple(
        tuple("/".join(levels) for levels in table.dims) for table in tables
    ):
        raise _refused("it is of other tables, or of the same in another order")
    if sum(len(table.counts) for table in tables) + len(proof.kinds) > SURE_CELLS:
        raise _refused("the tables are too large to be added up exactly")


def _added_up(tables: Sequence[PublishedCells], proof: LinkedProof, population: Ints) -> _Every:
    """Add every table up from the population, and look whether that is what is published."""
    rows = sparse.csr_array(sparse.vstack([_sums(table, proof) for table in tables], format="csr"))
    seen = rows @ population
    said = _said(tables, proof, seen)
    names = [
        f"row {row + 2} of table {n}" for n, table in enumerate(tables, start=1) for row in range(len(table.counts))
    ]
    operations = _parts(proof, Attacker.OPERATION, rows, seen)
    of_rows = asked_by_rules(seen, operations, proof, also=said.rows)
    whole, part, asked = _differences(rows, seen, operations, proof)
    rests = np.array(list(said.rests.values()), dtype=np.int64).reshape(-1, 2)
    pairs = np.concatenate([np.stack([whole, part], axis=1), rests])
    lines, wide = _unsafe_in_lines(tables, seen, operations, proof)
    names += [
        *(f"{names[a]} less {names[b]}" for a, b in pairs.tolist()),
        *(f"what {names[row]} leaves over" for row in lines.whole.tolist()),
    ]
    kinds = sparse.eye_array(len(population), dtype=np.int64)
    left = [rows[pairs[:, 0]] - rows[pairs[:, 1]], lines.sums @ rows]
    sums = sparse.csr_array(sparse.vstack([rows, *left, kinds], format="csr"))
    sums.eliminate_zeros()
    truth = sums @ population
    unseen = np.ones(len(truth) - rows.shape[0], dtype=bool)
    suppressed = np.concatenate([*(table.suppressed for table in tables), unseen])
    shown = np.concatenate([*(table.counts for table in tables), truth[rows.shape[0] :]])
    if truth.max(initial=0) > SURE or (truth != shown)[~suppressed].any():
        raise _refused("the true counts do not add up to what is published")
    printed = np.arange(len(truth)) < rows.shape[0]
    none = np.zeros(len(population), dtype=np.int64)
    given = _public(tables, proof.earlier, rows)
    secret = (~given).astype(np.int64)
    known = given[pairs].all(axis=1)
    known[len(whole) :] |= said.sums() @ secret == 0
    return _Every(
        sums,
        truth,
        least=np.where(printed & (proof.zeros == "publish"), 1, 0),
        asked=np.concatenate([of_rows, asked, np.ones(len(rests), dtype=np.int64), wide, none]),
        suppressed=suppressed,
        printed=printed,
        public=np.concatenate([given, known, lines.sums @ secret == 0, none > 0]),
        names=names,
    )


def _said(tables: Sequence[PublishedCells], proof: LinkedProof, truth: Ints) -> Said:
    """Find what the new tables say of small groups; nothing is promised of what earlier ones say."""
    rows, rests, begun = np.zeros(len(truth), dtype=bool), dict[frozenset[int], tuple[int, int]](), 0
    for table in tables[: len(tables) - proof.earlier]:
        own = slice(begun, begun + len(table.counts))
        said = said_of_groups(table.dims, table.columns, truth[own], proof.rules.groups)
        rows[own] = said.rows
        for rest, (whole, part) in said.rests.items():
            rests[frozenset(row + begun for row in rest)] = (whole + begun, part + begun)
        begun += len(table.counts)
    return Said(rows, rests)


def _unsafe_in_lines(
    tables: Sequence[PublishedCells], truth: Ints, operations: sparse.csr_array, proof: LinkedProof
) -> tuple[LineSums, Ints]:
    """Give the sums of hidden cells in lines of the new tables that a rule makes unsafe, and how wide they must be."""
    found, begun = LineSums.nothing(len(truth)), 0
    if proof.residuals == "allow":
        return found, np.zeros(0, dtype=np.int64)
    small = (asked_by_rules(truth, operations, proof) > 0) | (truth == 0)
    for table in tables[: len(tables) - proof.earlier]:
        own = slice(begun, begun + len(table.counts))
        places = Places.of(table.dims, table.columns, _refused)
        found = found.and_these(line_sums(places, table.suppressed, small[own]), begun)
        begun = own.stop
    wide = asked_by_rules(found.sums @ truth, sparse.csr_array(operations @ found.sums.T), proof)
    return found.only(wide > 0), wide[wide > 0]


def _rows_of(tables: Sequence[PublishedCells]) -> int:
    return sum(len(table.counts) for table in tables)


def _public(tables: Sequence[PublishedCells], earlier: int, rows: sparse.csr_array) -> Flags:
    """Mark the rows that hold the same kinds as one that an earlier table has printed."""
    new = _rows_of(tables[: len(tables) - earlier])
    sets = _sets(rows)
    shown = np.flatnonzero(~np.concatenate([table.suppressed for table in tables]))
    given = {sets[row] for row in shown.tolist() if row >= new}
    return np.array([each in given for each in sets], dtype=bool)


def _differences(
    rows: sparse.csr_array, truth: Ints, operations: sparse.csr_array, proof: LinkedProof
) -> tuple[Ints, Ints, Ints]:
    """Give every pair of a cell and a part of it that leaves over what a rule makes unsafe, and how wide it must be."""
    sets = _sets(rows)
    first = np.array(sorted({each: row for row, each in reversed(list(enumerate(sets)))}.values()), dtype=np.int64)
    own = rows[first]
    common = sparse.coo_array(own @ own.T)
    size = np.diff(own.indptr)
    within = (common.data == size[common.col]) & (size[common.col] < size[common.row]) & (size[common.col] > 0)
    whole, part = first[common.row[within]], first[common.col[within]]
    by_row = operations.tocsc()
    asked = [np.zeros(0, dtype=np.int64)]
    for begin in range(0, len(whole), _AT_ONCE):
        a, b = whole[begin : begin + _AT_ONCE], part[begin : begin + _AT_ONCE]
        asked.append(asked_by_rules(truth[a] - truth[b], sparse.csr_array(by_row[:, a] - by_row[:, b]), proof))
    width = np.concatenate(asked)
    return whole[width > 0], part[width > 0], width[width > 0]


def _sets(rows: sparse.csr_array) -> list[bytes]:
    """Give the kinds of each row, the same for the same kinds."""
    rows.sort_indices()
    return [rows.indices[rows.indptr[n] : rows.indptr[n + 1]].tobytes() for n in range(rows.shape[0])]


def _check_hidden(every: _Every, unsafe: Flags) -> None:
    shown = unsafe & ~every.suppressed
    if shown.any():
        raise _refused(f"{every.named(int(np.flatnonzero(shown)[0]))} is unsafe and published")
    if (every.truth < every.least)[every.suppressed].any():
        raise _refused("a zero is suppressed although zeros are published")


def _check_possible(every: _Every, witnesses: sparse.csr_array) -> None:
    changed = witnesses.tocoo()
    if not every.suppressed[changed.col[changed.data != 0]].all():
        raise _refused("a witness changes a published cell")
    if (every.truth[changed.col] + changed.data < every.least[changed.col]).any():
        raise _refused("a witness makes a cell too small")


def _refused(why: str) -> ProtectionError:
    return ProtectionError(
        f"the proof does not hold: {why}",
        where="the proof of linked tables",
        remedy="Publish nothing of these tables. Protect them again, and check that tables and proof belong together.",
    )


def _population(proof: LinkedProof) -> Ints:
    if len(proof.counts) != len(proof.kinds) or len(set(proof.kinds)) != len(proof.kinds):
        raise _refused("it has kinds without a count, or a kind twice")
    if any(len(codes) != len(proof.levels) or MARGIN in codes for codes in proof.kinds):
        raise _refused("it has a kind without a code of each level")
    return np.array(proof.counts, dtype=np.int64)


def _sums(table: PublishedCells, proof: LinkedProof) -> sparse.csr_array:
    """Say which kinds each row of a table is the sum of, by nothing but their codes."""
    levels = [level for dimension in table.dims for level in dimension]
    if any(level not in proof.levels for level in levels):
        raise _refused("it lacks a column of a table")
    rows = list(zip(*(table.columns[level].tolist() for level in levels), strict=True))
    row_of = {codes: row for row, codes in enumerate(rows)}
    if len(row_of) != len(rows):
        raise _refused("a table has a cell twice")
    place = [proof.levels.index(level) for level in levels]
    depths = [range(len(dimension) + 1) for dimension in table.dims]
    found: list[tuple[int, int]] = []
    for number, codes in enumerate(proof.kinds):
        own = [codes[at] for at in place]
        for kept in product(*depths):
            found.append((row_of.get(_margin(own, table.dims, kept), -1), number))
    row, kind = np.array(found, dtype=np.int64).reshape(-1, 2).T
    if (row < 0).any():
        raise _refused("a table lacks a cell")
    ones = np.ones(len(row), dtype=np.int64)
    sums = sparse.csr_array((ones, (row, kind)), shape=(len(rows), len(proof.kinds)))
    if sums.data.max(initial=1) > 1:
        raise _refused("a table has a cell twice")
    return sums


def _margin(codes: Sequence[str], dims: Sequence[Sequence[str]], kept: Sequence[int]) -> tuple[str, ...]:
    """Give the codes of a margin: of each dimension so many levels are kept, the finer ones are totals."""
    found: list[str] = []
    for levels, depth in zip(dims, kept, strict=True):
        own = codes[len(found) : len(found) + len(levels)]
        found += [*own[:depth], *(MARGIN for _ in levels[depth:])]
    return tuple(found)


def _witnesses(proof: LinkedProof, kinds: int) -> sparse.csr_array:
    lengths = [len(witness.kinds) for witness in proof.witnesses]
    if lengths != [len(witness.change) for witness in proof.witnesses]:
        raise _refused("a witness has kinds without changes")
    columns = np.fromiter((kind for witness in proof.witnesses for kind in witness.kinds), dtype=np.int64)
    changes = np.fromiter((change for witness in proof.witnesses for change in witness.change), dtype=np.int64)
    if columns.max(initial=-1) >= kinds:
        raise _refused("a witness names a kind that is not there")
    rows = np.repeat(np.arange(len(lengths)), lengths)
    return sparse.csr_array((changes, (rows, columns)), shape=(len(lengths), kinds))


def _parts(proof: LinkedProof, kind: Attacker, sums: sparse.csr_array, truth: Ints) -> sparse.csr_array:
    """Give what each contributor of a kind has in every row, after a look at whether it can be."""
    contributors = [each for each in proof.contributors if each.kind == kind.value]
    lengths = [len(each.kinds) for each in contributors]
    if lengths != [len(each.parts) for each in contributors]:
        raise _refused("a contributor has kinds without parts")
    kinds = np.fromiter((kind for each in contributors for kind in each.kinds), dtype=np.int64)
    parts = np.fromiter((part for each in contributors for part in each.parts), dtype=np.int64)
    if kinds.max(initial=-1) >= sums.shape[1]:
        raise _refused("a contributor has a part of a kind that is not there")
    of = np.repeat(np.arange(len(lengths)), lengths)
    found = sparse.csr_array(sparse.csr_array((parts, (of, kinds)), shape=(len(lengths), sums.shape[1])) @ sums.T)
    if (found.sum(axis=0) > truth).any():
        raise _refused("contributors have more than there is")
    return found


def _people_alone(every: _Every, population: Ints) -> Ints:
    """Give for each printed cell of 1 the kind of the one person in it, and so for that kind; -1 elsewhere."""
    there = np.where(population > 0, np.arange(len(population)), 0)
    person = np.where(every.truth == 1, every.sums @ there, -1)
    known = np.unique(person[every.printed & (every.truth == 1)])
    return np.where(np.isin(person, known), person, -1)
