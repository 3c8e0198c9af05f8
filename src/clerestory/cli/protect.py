"""The commands of protection: one table at a time, outside any study."""

from __future__ import annotations

import json
import secrets
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import Bar, put, say
from clerestory.model.attackers import Attacker
from clerestory.model.rules import ThresholdRule
from clerestory.protect.hierarchies.engine import ZeroRule

protect = typer.Typer(help="Disclosure control of single tables.", no_args_is_help=True)


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


def _attackers(text: str) -> tuple[Attacker, ...]:
    known = {attacker.value: attacker for attacker in Attacker}
    words = [word.strip() for word in text.split(",")]
    strange = [word for word in words if word not in known]
    if strange:
        raise typer.BadParameter(
            f"{strange[0]!r} is no class of attackers; use {', '.join(known)}", param_hint="--attackers"
        )
    return tuple(dict.fromkeys(known[word] for word in words))
