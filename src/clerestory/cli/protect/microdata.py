"""The command that makes an extract of records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import Bar, put, say
from clerestory.ledger import PROGRAM
from clerestory.model.microdata import LEAST_K, LEAST_L, MicrodataReport
from clerestory.protect.microdata import ExtractRule


def microdata(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A CSV file, one person a row.", exists=True, dir_okay=False)
    ],
    keys: Annotated[str, typer.Option(help="Columns by which a person can be found, the most important first.")],
    sensitive: Annotated[str, typer.Option(help="The column that must not be learned of a person.")],
    out: Annotated[Path, typer.Option(help="Where the extract goes; for a secure setting.", dir_okay=False)],
    report: Annotated[Path, typer.Option(help="Where the report on it goes; keep it secret.", dir_okay=False)],
    k: Annotated[int, typer.Option(help="Fewest records that share all keys; 10 or more.")] = LEAST_K,
    l: Annotated[int, typer.Option(help="Fewest sensitive values among them; 2 or more.")] = LEAST_L,  # noqa: E741
    hierarchy: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=CSV", help="Coarser codes of a key: a column of codes, one for each level. Repeat."),
    ] = None,
    keep: Annotated[str, typer.Option(help="Other columns to give as they are, with commas; all others go.")] = "",
    max_suppressed: Annotated[
        float,
        typer.Option(help="Most records, in percent, that may get blanks in place of coarser codes.", min=0, max=100),
    ] = 5.0,
    actor: Actor = PROGRAM,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Make an extract of records for a secure setting: coarser keys and blanks until every group holds k and l."""
    if len({path.resolve() for path in (file, out, report)}) < 3:
        raise typer.BadParameter("two of the three files are one", param_hint="--out, --report")
    with Bar() as bar:
        done = pipeline.extract_microdata(
            file,
            keys=_names(keys),
            sensitive=sensitive,
            rule=ExtractRule(k, l, max_suppressed),
            hierarchies=_places(hierarchy or []),
            keep=_names(keep),
            out=out,
            report=report,
            progress=bar,
            actor=actor,
        )
    if done.dropped:
        say(f"Left out: {', '.join(done.dropped)}.")
    if done.kept_unique:
        names = ", ".join(done.kept_unique)
        say(f"Kept, with another value in each record: {names}. It can link this extract to others.")
    if as_json:
        put(json.dumps(_numbers(done)))
        return
    say(_summary(done))
    say(f"Never publish {out}; keep {report} secret.")
    put(str(out))


def _numbers(done: MicrodataReport) -> dict[str, object]:
    """Give what may be seen where the command runs: nothing that counts fewer records than k."""
    return {
        "records": done.records,
        "k": done.after.k,
        "l": done.after.distinct_l,
        "levels": {key.key: key.levels[key.level] for key in done.keys},
        "dropped": done.dropped,
    }


def _summary(done: MicrodataReport) -> str:
    levels = ", ".join(f"{key.key} at {key.levels[key.level]}" for key in done.keys)
    return (
        f"{done.records:,} records hold k = {done.after.k:,} and l = {done.after.distinct_l:,}:"
        f" {levels}; {done.blank_loss:.1%} of the values of keys are blanked."
    )


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _places(words: list[str]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for word in words:
        key, sign, path = word.partition("=")
        if not (key and sign and path) or key in found:
            raise typer.BadParameter("give each key once, as KEY=CSV", param_hint="--hierarchy")
        if not Path(path).is_file():
            raise typer.BadParameter(f"there is no file for {key}", param_hint="--hierarchy")
        found[key] = Path(path)
    return found
