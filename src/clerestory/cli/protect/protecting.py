"""The commands that protect a table, outside any study."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import Bar, put, say
from clerestory.cli.protect.options import (
    WAS_ENDED,
    Ask,
    Json,
    Method,
    Zeros,
    attackers_asked,
    check_options,
    check_tables,
    groups_asked,
    ptable_settings,
    rules_asked,
    tabulated_asked,
)
from clerestory.ledger import PROGRAM
from clerestory.model.attackers import Attacker
from clerestory.model.criteria import NOT_PINNED, Residuals, Width
from clerestory.protect.hierarchies.engine import ZeroRule
from clerestory.protect.perturb import RoundingBase, Unit

Deviation = Annotated[int | None, typer.Option(help="cell-key: the largest deviation of a count.", min=1)]
Variance = Annotated[float | None, typer.Option(help="cell-key: the variance of deviations of each count but 0.")]
Small = Annotated[int, typer.Option(help="cell-key: counts from 1 to this are never published.", min=0)]


def table(
    context: typer.Context,
    cells: Annotated[
        Path,
        typer.Argument(
            metavar="CELLS",
            help="A CSV file, one inner cell a row; for cell-key one record.",
            exists=True,
            dir_okay=False,
        ),
    ],
    dims: Annotated[
        list[str],
        typer.Option(
            help="Columns of each dimension: levels coarse/fine, dimensions with commas. Totals are added. suppress:"
            " give it several times to protect several tables of the same cases together."
        ),
    ],
    count: Annotated[str, typer.Option(help="The column of counts; of records each is 1, and it may be left out.")],
    out: Annotated[
        list[Path], typer.Option(help="Where the published table goes; once for each --dims.", dir_okay=False)
    ],
    method: Annotated[Method, typer.Option(help="How to protect it.")] = Method.SUPPRESS,
    threshold: Annotated[
        int | None, typer.Option(help="suppress: a count n is unsafe if 0 < n < threshold.", min=1)
    ] = None,
    min_operations: Annotated[
        int | None, typer.Option(help="suppress: unsafe if fewer operations contribute; needs --operation.", min=1)
    ] = None,
    max_share: Annotated[
        int | None,
        typer.Option(help="suppress: unsafe if one operation has more than this percentage.", min=1, max=100),
    ] = None,
    dominance: Annotated[
        str | None, typer.Option(help="suppress: n,k: unsafe if the n largest contributors have more than k percent.")
    ] = None,
    p_percent: Annotated[
        int | None,
        typer.Option(help="suppress: unsafe if X - x1 - x2 is less than p percent of x1.", min=1, max=100),
    ] = None,
    small_group: Annotated[
        int | None,
        typer.Option(
            help="suppress: unsafe if it says of a group of fewer persons that all are in one category; needs --zeros"
            " suppress. Usually 30.",
            min=2,
        ),
    ] = None,
    category: Annotated[
        list[str] | None,
        typer.Option(
            help="suppress, --small-group: a column whose codes could be said of all of a group; by default every one."
        ),
    ] = None,
    sensitive: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN=CODE,CODE", help="suppress, --small-group: codes of which nobody in a group is unsafe too."
        ),
    ] = None,
    magnitude: Annotated[  # noqa: FBT002 - an option is a flag
        bool, typer.Option("--magnitude", help="suppress: the values are no counts of persons; nobody is alone in 1.")
    ] = False,
    proof: Annotated[
        Path | None,
        typer.Option(help="suppress: where the proof goes; keep it secret, it holds the true counts.", dir_okay=False),
    ] = None,
    loss: Annotated[
        Path | None,
        typer.Option(
            help="suppress: where figures of what is lost go, as JSON; as secret as the proof.", dir_okay=False
        ),
    ] = None,
    zeros: Annotated[
        Zeros, typer.Option(help="suppress: whether zeros are always published, or may be suppressed for others.")
    ] = Zeros.PUBLISH,
    criterion: Annotated[
        Ask,
        typer.Option(
            help="suppress: what must stay unknown of an unsafe cell. pinned: two numbers are possible; interval: two"
            " that lie apart by the threshold, and by half of the true count (rule S3)."
        ),
    ] = Ask.PINNED,
    residuals: Annotated[
        Residuals,
        typer.Option(
            help="suppress: whether sums of suppressed cells that published numbers fix must be safe as well: what a"
            " total leaves over when its published parts are taken away (rule S15)."
        ),
    ] = Residuals.ALLOW,
    attackers: Annotated[
        str | None,
        typer.Option(
            help="suppress: who must not find out, with commas: outsider, singleton, operation, giver. By default the"
            " first two, and the others where their column is named."
        ),
    ] = None,
    operation: Annotated[
        str | None,
        typer.Option(help="suppress: the column of operations; a row is what one of them has in a cell."),
    ] = None,
    giver: Annotated[
        str | None, typer.Option(help="suppress: the column of givers; a row is what one of them has in a cell.")
    ] = None,
    largest: Annotated[
        str | None,
        typer.Option(help="suppress, instead of --operation: the column of each cell's largest contribution."),
    ] = None,
    contributors: Annotated[
        str | None, typer.Option(help="suppress, with --largest: the column of how many contribute to each cell.")
    ] = None,
    tied: Annotated[
        list[str] | None,
        typer.Option(help="suppress, several tables: columns a/b of which everybody knows which codes go together."),
    ] = None,
    earlier: Annotated[
        list[Path] | None,
        typer.Option(help="suppress: a table of the same cases that is public already.", exists=True, dir_okay=False),
    ] = None,
    earlier_dims: Annotated[
        list[str] | None, typer.Option(help="suppress: the dimensions of each --earlier, in their order.")
    ] = None,
    iterations: Annotated[
        int,
        typer.Option(
            help="suppress: with each above 1 the pattern is gone over once more, to show what can be shown after all.",
            min=1,
        ),
    ] = 1,
    time_limit: Annotated[
        float | None,
        typer.Option(
            help="suppress: seconds after which going over the pattern ends. The table is proven as ever, but the same"
            " seed may then give another; the proof says so.",
            min=0,
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            help="suppress: draws between choices; keep it secret. By default a new one, told in the proof.", min=0
        ),
    ] = None,
    base: Annotated[
        int | None, typer.Option(help="rounding, controlled-rounding: every published count is a multiple of it.")
    ] = None,
    gap: Annotated[
        float,
        typer.Option(
            help="controlled-rounding: how near to the least deviation each part of a table must be proven to be, as a"
            " share of its own; 0 proves it of the whole.",
            min=0,
            max=1,
        ),
    ] = 0.1,
    record_key: Annotated[
        str | None, typer.Option(help="cell-key: the column of record keys, random numbers from 0 and below 1; secret.")
    ] = None,
    unit: Annotated[
        Unit | None, typer.Option(help="cell-key: what is counted; victims, and persons who may be, are refused.")
    ] = None,
    deviation: Deviation = None,
    variance: Variance = None,
    small: Small = 0,
    ptable: Annotated[
        Path | None,
        typer.Option(
            help="cell-key: a CSV file of deviations and their probabilities, instead.", exists=True, dir_okay=False
        ),
    ] = None,
    actor: Actor = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Protect a table: suppress cells and prove it, round all counts, or perturb them with cell keys."""
    check_options(context, method)
    check_tables(method, dims, out)
    if time_limit is not None and iterations == 1:
        raise typer.BadParameter("does nothing without --iterations above 1", param_hint="--time-limit")
    if len(earlier or ()) != len(earlier_dims or ()):
        raise typer.BadParameter("give the dimensions of each", param_hint="--earlier, --earlier-dims")
    files = [path.resolve() for path in (cells, *out, *(earlier or ()), proof, loss, ptable) if path is not None]
    if len(set(files)) < len(files):
        raise typer.BadParameter("two of the files are one", param_hint="--out, --proof, --loss, --ptable")
    if method is Method.SUPPRESS:
        assert proof is not None
        rules = rules_asked(
            threshold,
            min_operations,
            max_share,
            dominance,
            p_percent,
            groups_asked(small_group, category or (), sensitive or ()),
        )
        tabulated = tabulated_asked(largest, contributors, operation, rules)
        with Bar() as bar:
            done = pipeline.protect_table(
                cells,
                pipeline.Asked(
                    tables=tuple(dims),
                    count=count,
                    rules=rules,
                    seed=secrets.randbits(63) if seed is None else seed,
                    zeros=ZeroRule(published=zeros is Zeros.PUBLISH),
                    width=Width.of_rule_s3(rules.threshold.minimum) if criterion is Ask.INTERVAL else NOT_PINNED,
                    residuals=residuals,
                    attackers=attackers_asked(attackers, magnitude=magnitude, operations=bool(operation or tabulated)),
                    contributors={
                        kind: column
                        for kind, column in ((Attacker.OPERATION, operation), (Attacker.GIVER, giver))
                        if column is not None
                    },
                    tabulated=tabulated,
                    ties=tuple(tuple(part.strip() for part in each.split("/")) for each in tied or ()),
                    earlier=tuple(zip(earlier or (), earlier_dims or (), strict=True)),
                    iterations=iterations,
                    time_limit=time_limit,
                ),
                outs=out,
                proof=proof,
                loss=loss,
                progress=bar,
                actor=actor,
            )
        _tell(
            vars(done),
            f"{done.suppressed:,} of {done.cells:,} cells are suppressed: {done.unsafe:,} unsafe ones and"
            f" {done.suppressed - done.unsafe:,} that protect them, proven by {done.witnesses:,} witnesses"
            f"{WAS_ENDED if not done.reproducible else ''}. Keep {proof}{f' and {loss}' if loss else ''} secret.",
            out,
            as_json=as_json,
        )
        return
    (one,), (place,) = dims, out
    if method in (Method.ROUNDING, Method.CONTROLLED):
        assert base is not None
        within = gap if method is Method.CONTROLLED else None
        lost = pipeline.round_table(
            cells, dims=one, count=count, base=RoundingBase(base), additive_within=within, out=place, actor=actor
        )
    else:
        assert record_key is not None
        assert unit is not None
        lost = pipeline.perturb_table(
            cells,
            dims=one,
            count=count,
            record_key=record_key,
            unit=unit,
            ptable=ptable or ptable_settings(deviation, variance, small),
            out=place,
            actor=actor,
        )
    _tell(
        vars(lost),
        f"{lost.changed:,} of {lost.cells:,} cells are changed, by {lost.max_deviation:,} at most and"
        f" {lost.absolute_deviation:,} together; {lost.additivity_gaps:,} additions no longer hold."
        " Keep these figures secret, they are made from true counts. Nothing is proven.",
        out,
        as_json=as_json,
    )


def ptable(
    deviation: Deviation = None,
    variance: Variance = None,
    small: Small = 0,
) -> None:
    """Print the ptable of greatest entropy as CSV: how likely each deviation of each true count is."""
    put(pipeline.ptable_csv(ptable_settings(deviation, variance, small)).rstrip("\n"))


def _tell(figures: Mapping[str, int], words: str, outs: Sequence[Path], *, as_json: bool) -> None:
    if as_json:
        put(json.dumps(figures))
        return
    say(words)
    for out in outs:
        put(str(out))
