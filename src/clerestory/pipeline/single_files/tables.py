"""Protection of a single table, outside any study."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from clerestory.errors import ProtectionError, TableError
from clerestory.ledger import PROGRAM
from clerestory.model.attackers import Attacker
from clerestory.model.criteria import NOT_PINNED, Residuals, Width
from clerestory.model.proofs import GridProof, LinkedProof
from clerestory.model.rules import TableRules
from clerestory.pipeline.consulting import consulted_files
from clerestory.progress import SILENT, Progress
from clerestory.protect.audit.population_check import check_linked_proof
from clerestory.protect.audit.proof_check import Checked, check_proof
from clerestory.protect.audit.table_audit import Criterion, TableAudit, audit_published
from clerestory.protect.hierarchies import protect_grid
from clerestory.protect.hierarchies.auditing import interval_columns
from clerestory.protect.hierarchies.engine import ProtectedGrid, ZeroRule
from clerestory.protect.hierarchies.files import (
    parsed_dims,
    proof_text,
    read_cells,
    read_known,
    read_linked_proof,
    read_proof,
    read_published,
)
from clerestory.protect.hierarchies.frames import published_columns
from clerestory.protect.hierarchies.tabulated import CONTRIBUTOR, Tabulated
from clerestory.protect.linked import protect_linked
from clerestory.protect.linked.engine import ProtectedTables
from clerestory.protect.linked.files import read_linked
from clerestory.protect.linked.frames import linked_columns
from clerestory.protect.suppress.loss import Loss
from clerestory.study import write_atomically, write_secret


@dataclass(frozen=True)
class TableOutlook:
    """What became of a table: numbers of cells, never a count of cases."""

    cells: int
    unsafe: int
    suppressed: int
    witnesses: int
    reproducible: bool


@dataclass(frozen=True)
class Asked:
    """What is asked of the protection of a file, one table or several; see ``protect_grid``.

    Attributes
    ----------
    tables : tuple of str
        For each table its dimensions: region/force,sex.
    count : str
        The column of counts.
    contributors : mapping of Attacker to str
        The column that names the operation, or the giver, of each row.
    tabulated : Tabulated
        Instead of a column of operations: how many contribute to each cell, and the largest of them.
    ties : tuple of tuples of str
        For several tables: columns of which everybody knows which codes occur together.
    earlier : tuple of (path, str)
        Tables of the same cases that are public already, and the dimensions of each.
    """

    tables: tuple[str, ...]
    count: str
    rules: TableRules
    seed: int
    zeros: ZeroRule
    width: Width = NOT_PINNED
    residuals: Residuals = Residuals.ALLOW
    attackers: Collection[Attacker] | None = None
    contributors: Mapping[Attacker, str] = field(default_factory=dict)
    tabulated: Tabulated | None = None
    ties: tuple[tuple[str, ...], ...] = ()
    earlier: tuple[tuple[Path, str], ...] = ()
    iterations: int = 1
    time_limit: float | None = None

    @property
    def named(self) -> Mapping[Attacker, str]:
        """The columns of contributors, when those that are tabulated have theirs."""
        added = {} if self.tabulated is None else {Attacker.OPERATION: CONTRIBUTOR}
        return {**self.contributors, **added}


def protect_table(
    source: Path,
    asked: Asked,
    *,
    outs: Sequence[Path],
    proof: Path,
    loss: Path | None = None,
    progress: Progress = SILENT,
    actor: str = PROGRAM,
) -> TableOutlook:
    """Protect the tables of a CSV file: each goes to one of ``outs``, the confidential proof to ``proof``.

    Figures of what is lost go to ``loss``, as confidential as the proof.

    Raises
    ------
    TableError
        If the file is no table of these dimensions.
    ProtectionError
        If the result cannot be proven; nothing is written.
    """
    consulted_files([source, *(path for path, _ in asked.earlier)], who=actor, why="protect table")
    one = len(asked.tables) == 1 and not asked.earlier
    done, found, lost, columns = (_one if one else _linked)(source, asked, progress)
    write_secret(proof, proof_text(found))
    if loss is not None:
        write_secret(loss, json.dumps(vars(lost)) + "\n")
    for out, table in zip(outs, columns, strict=True):
        write_atomically(out, pl.DataFrame(table).write_csv())
    return done


Made = tuple[TableOutlook, GridProof | LinkedProof, Loss, list[dict[str, list[Any]]]]


def _one(source: Path, asked: Asked, progress: Progress) -> Made:
    read = read_cells(source, parsed_dims(asked.tables[0]), asked.count, asked.named, asked.tabulated)
    made = protect_grid(
        read.grid,
        asked.rules,
        seed=asked.seed,
        zeros=asked.zeros,
        width=asked.width,
        residuals=asked.residuals,
        attackers=asked.attackers,
        contributions=read.contributions,
        iterations=asked.iterations,
        time_limit=asked.time_limit,
        progress=progress,
    )
    return _outlook(made.hidden.size, made), made.proof, made.loss, [published_columns(made, asked.count)]


def _linked(source: Path, asked: Asked, progress: Progress) -> Made:
    tables = [parsed_dims(dims) for dims in (*asked.tables, *(dims for _, dims in asked.earlier))]
    earlier = [read_published(path, parsed_dims(dims)) for path, dims in asked.earlier]
    read = read_linked(
        source,
        tables,
        asked.count,
        asked.named,
        zeros=asked.zeros,
        tabulated=asked.tabulated,
        ties=asked.ties,
        earlier=bool(earlier),
    )
    made = protect_linked(
        read.tables,
        asked.rules,
        seed=asked.seed,
        zeros=asked.zeros,
        width=asked.width,
        residuals=asked.residuals,
        attackers=asked.attackers,
        contributions=read.contributions,
        earlier=earlier,
        iterations=asked.iterations,
        time_limit=asked.time_limit,
        progress=progress,
    )
    return _outlook(made.tables.printed, made), made.proof, made.loss, linked_columns(made, asked.count)


def _outlook(cells: int, made: ProtectedGrid | ProtectedTables) -> TableOutlook:
    proof = made.proof
    return TableOutlook(
        cells, int(made.unsafe.sum()), int(made.hidden.sum()), len(proof.witnesses), reproducible=proof.reproducible
    )


def verify_tables(tables: Sequence[Path], proof: Path, *, actor: str = PROGRAM) -> Checked:
    """Check every unsafe cell of a published table, or of all of several linked ones, against their proof.

    Linked tables are named in the order in which they were protected, and after them those that were public before.

    Raises
    ------
    ProtectionError
        If the proof does not hold.
    """
    consulted_files([*tables, proof], who=actor, why="protect verify")
    if len(tables) == 1:  # a table that was protected beside earlier ones is checked together with them
        read = read_proof(proof)
        return check_proof(read_published(tables[0], parsed_dims(",".join(read.dims))), read)
    linked = read_linked_proof(proof)
    if len(linked.tables) != len(tables):
        raise ProtectionError(
            f"is the proof of {len(linked.tables)} tables, and {len(tables)} are given",
            where=str(proof),
            remedy="Name all tables that were protected together, in the order in which they were.",
        )
    published = [
        read_published(table, parsed_dims(",".join(dims))) for table, dims in zip(tables, linked.tables, strict=True)
    ]
    return check_linked_proof(published, linked)


def audit_table(
    table: Path,
    *,
    dims: str | None,
    criterion: Criterion,
    zeros: ZeroRule,
    knows: Path | None = None,
    proof: Path | None = None,
    people: int = 0,
    out: Path | None = None,
    progress: Progress = SILENT,
    actor: str = PROGRAM,
) -> TableAudit:
    """Bound every hidden cell of a published table as an attacker would; intervals go to ``out``.

    The file is for its owner only if a proof or an attacker's knowledge went into it.

    Raises
    ------
    TableError
        If the file is no published table, or its numbers contradict each other.
    ProtectionError
        If the proof does not hold, or a solver gives up.
    """
    consulted_files([table, knows, proof], who=actor, why="protect audit")
    read = None if proof is None else read_proof(proof)
    if dims is None and read is None:
        raise TableError("has dimensions that nobody named", where=str(table), remedy="Give --dims, or --proof.")
    published = read_published(table, parsed_dims(dims if dims is not None else ",".join(read.dims if read else ())))
    seen = published if knows is None else read_known(knows, published)
    done = audit_published(seen, criterion=criterion, least=zeros.least, proof=read, people=people, progress=progress)
    if out is not None:
        write = write_atomically if read is None and knows is None else write_secret
        write(out, pl.DataFrame(interval_columns(seen, done)).write_csv())
    return done
