"""The commands that hold a published table against its proof, or against an attacker."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import Bar, put, say
from clerestory.cli.protect.options import WAS_ENDED, Json, Zeros
from clerestory.errors import ProtectionError
from clerestory.ledger import PROGRAM
from clerestory.protect.audit.table_audit import Criterion, TableAudit
from clerestory.protect.hierarchies.engine import ZeroRule


def verify(
    published: Annotated[
        list[Path],
        typer.Argument(
            metavar="TABLE",
            help="The published table; or all that are linked, and after them earlier ones.",
            exists=True,
            dir_okay=False,
        ),
    ],
    proof: Annotated[Path, typer.Argument(metavar="PROOF", help="Its proof.", exists=True, dir_okay=False)],
    actor: Actor = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Check every unsafe cell of a published table against its proof, without the code that made it."""
    done = pipeline.verify_tables(published, proof, actor=actor)
    against = [attacker.value for attacker in done.attackers]
    if as_json:
        put(json.dumps({**vars(done), "attackers": against}))
        return
    put(
        f"{', '.join(map(str, published))}: every one of {done.unsafe:,} unsafe cells has a second table that agrees"
        f" with all that is published, against {' and '.join(against)}{WAS_ENDED if not done.reproducible else ''}"
    )


def audit(
    published: Annotated[
        Path, typer.Argument(metavar="TABLE", help="A published table, anybody's.", exists=True, dir_okay=False)
    ],
    dims: Annotated[
        str | None, typer.Option(help="Columns of each dimension, as for table. A proof names them itself.")
    ] = None,
    criterion: Annotated[
        Criterion,
        typer.Option(help="Whether two numbers are possible; or the intervals; or rule S3's width (with a proof)."),
    ] = Criterion.INTERVALS,
    zeros: Annotated[
        Zeros, typer.Option(help="Whether zeros are always published; then a hidden cell is at least 1.")
    ] = Zeros.PUBLISH,
    knows: Annotated[
        Path | None,
        typer.Option(help="CSV of cells that the attacker knows, with true counts.", exists=True, dir_okay=False),
    ] = None,
    proof: Annotated[
        Path | None,
        typer.Option(help="The proof, in the vault: then only unsafe cells can fail.", exists=True, dir_okay=False),
    ] = None,
    people: Annotated[
        int, typer.Option(help="How many persons who are alone in a cell attack too; with a proof.", min=0)
    ] = 0,
    out: Annotated[
        Path | None, typer.Option(help="Where the interval of each hidden cell goes, as CSV.", dir_okay=False)
    ] = None,
    actor: Actor = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Work out from a published table alone what an attacker can bound; fails if a cell has one value left."""
    if knows is not None and proof is not None:
        raise typer.BadParameter("give one of --knows and --proof", param_hint="--knows")
    if out is not None and out.resolve() in {p.resolve() for p in (published, knows, proof) if p}:
        raise typer.BadParameter("is one of the files that are read", param_hint="--out")
    with Bar() as bar:
        done = pipeline.audit_table(
            published,
            dims=dims,
            criterion=criterion,
            zeros=ZeroRule(published=zeros is Zeros.PUBLISH),
            knows=knows,
            proof=proof,
            people=people,
            out=out,
            progress=bar,
            actor=actor,
        )
    summary = _audit_summary(done)
    if as_json:
        put(json.dumps(summary))
    else:
        widths = f", widths from {summary['narrowest']} to a median of {summary['median']}" if summary["hidden"] else ""
        say(
            f"{summary['hidden']:,} of {done.cells:,} cells are hidden, {len(done.pinned):,} pinned{widths};"
            f" {summary['not_exact']:,} intervals are bounds that may be wider than the true ones."
            f" {done.people:,} of {done.people_in_all:,} persons who are alone in a cell attacked."
        )
    failed = np.union1d(done.pinned, done.too_narrow)
    if len(failed):
        raise ProtectionError(
            f"{len(done.pinned):,} cells have one value left, {len(done.too_narrow):,} an interval too narrow;"
            f" the first in row {int(failed[0]) + 2}",
            where=str(published),
            remedy="Do not publish it: suppress more, or use wider categories.",
        )


def _audit_summary(done: TableAudit) -> dict[str, object]:
    widths = done.intervals.high - done.intervals.low
    narrowest, median = (float(widths.min()), float(np.median(widths))) if len(widths) else (0.0, 0.0)
    return {
        "cells": done.cells,
        "hidden": len(widths),
        "pinned": (done.pinned + 2).tolist(),
        "too_narrow": (done.too_narrow + 2).tolist(),
        "narrowest": int(narrowest) if math.isfinite(narrowest) else None,
        "median": median if math.isfinite(median) else None,
        "not_exact": int((~done.intervals.exact).sum()),
        "people": done.people,
        "people_in_all": done.people_in_all,
    }
