"""The commands of protection: one table at a time, outside any study."""

from __future__ import annotations

import json
import math
import secrets
from enum import Enum
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from clerestory import pipeline
from clerestory.cli.console import Bar, put, say
from clerestory.cli.microdata import microdata
from clerestory.errors import ProtectionError
from clerestory.model.attackers import Attacker
from clerestory.model.rules import ThresholdRule
from clerestory.protect.audit.table_audit import Criterion, TableAudit
from clerestory.protect.hierarchies.engine import ZeroRule

protect = typer.Typer(help="Disclosure control of single tables, and of extracts of records.", no_args_is_help=True)
protect.command()(microdata)


class Zeros(Enum):
    """What happens to zeros."""

    PUBLISH = "publish"
    SUPPRESS = "suppress"


Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


@protect.command()
def table(
    cells: Annotated[
        Path, typer.Argument(metavar="CELLS", help="A CSV file, one inner cell a row.", exists=True, dir_okay=False)
    ],
    dims: Annotated[
        str,
        typer.Option(help="Columns of each dimension: levels coarse/fine, dimensions with commas. Totals are added."),
    ],
    count: Annotated[str, typer.Option(help="The column of counts.")],
    threshold: Annotated[int, typer.Option(help="A count n is unsafe if 0 < n < threshold.", min=1)],
    out: Annotated[Path, typer.Option(help="Where the published table goes.", dir_okay=False)],
    proof: Annotated[
        Path, typer.Option(help="Where the proof goes; keep it secret, it holds the true counts.", dir_okay=False)
    ],
    zeros: Annotated[
        Zeros, typer.Option(help="Whether zeros are always published, or may be suppressed for others.")
    ] = Zeros.PUBLISH,
    attackers: Annotated[
        str, typer.Option(help="Who must not be able to compute an unsafe cell, with commas.")
    ] = "outsider,singleton",
    iterations: Annotated[int, typer.Option(help="How often to search; the cheapest result is taken.", min=1)] = 1,
    seed: Annotated[
        int | None,
        typer.Option(help="Draws between choices; keep it secret. By default a new one, told in the proof.", min=0),
    ] = None,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Suppress the unsafe cells of a table, and as few others as make them safe; every one is proven."""
    if len({cells.resolve(), out.resolve(), proof.resolve()}) < 3:
        raise typer.BadParameter("two of the three files are one", param_hint="--out, --proof")
    with Bar() as bar:
        done = pipeline.protect_table(
            cells,
            dims=dims,
            count=count,
            rule=ThresholdRule(threshold),
            zeros=ZeroRule(published=zeros is Zeros.PUBLISH),
            attackers=_attackers(attackers),
            iterations=iterations,
            seed=secrets.randbits(63) if seed is None else seed,
            out=out,
            proof=proof,
            progress=bar,
        )
    if as_json:
        put(json.dumps(vars(done)))
        return
    say(
        f"{done.suppressed:,} of {done.cells:,} cells are suppressed: {done.unsafe:,} unsafe ones and"
        f" {done.suppressed - done.unsafe:,} that protect them, proven by {done.witnesses:,} witnesses."
        f" Keep {proof} secret."
    )
    put(str(out))


@protect.command()
def verify(
    published: Annotated[
        Path, typer.Argument(metavar="TABLE", help="The published table.", exists=True, dir_okay=False)
    ],
    proof: Annotated[Path, typer.Argument(metavar="PROOF", help="Its proof.", exists=True, dir_okay=False)],
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Check every unsafe cell of a published table against its proof, without the code that made it."""
    done = pipeline.verify_table(published, proof)
    against = [attacker.value for attacker in done.attackers]
    if as_json:
        put(json.dumps({**vars(done), "attackers": against}))
        return
    put(
        f"{published}: every one of {done.unsafe:,} unsafe cells has a second table that agrees with all that is"
        f" published, against {' and '.join(against)}"
    )


@protect.command()
def audit(
    published: Annotated[Path, typer.Argument(metavar="TABLE", help="A published table, anybody's.", exists=True)],
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
        Path | None, typer.Option(help="CSV of cells that the attacker knows, with true counts.", exists=True)
    ] = None,
    proof: Annotated[
        Path | None, typer.Option(help="The proof, in the vault: then only unsafe cells can fail.", exists=True)
    ] = None,
    people: Annotated[
        int, typer.Option(help="How many persons who are alone in a cell attack too; with a proof.", min=0)
    ] = 0,
    out: Annotated[Path | None, typer.Option(help="Where the interval of each hidden cell goes, as CSV.")] = None,
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


def _attackers(text: str) -> tuple[Attacker, ...]:
    known = {attacker.value: attacker for attacker in Attacker}
    words = [word.strip() for word in text.split(",")]
    strange = [word for word in words if word not in known]
    if strange:
        raise typer.BadParameter(
            f"{strange[0]!r} is no class of attackers; use {', '.join(known)}", param_hint="--attackers"
        )
    return tuple(dict.fromkeys(known[word] for word in words))
