"""The commands. Each turns arguments into types, calls one use case and prints."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from clerestory import __version__, pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import Bar, fault_of_program, interrupted_by_end, put, say, say_error, unusable
from clerestory.cli.groups import Groups
from clerestory.cli.nation_options import Dependences, Renamed, Respelt, ShortForms, dependences
from clerestory.errors import ClerestoryError, ReproductionError, StorageError
from clerestory.ledger import PROGRAM
from clerestory.model.engines import EngineName
from clerestory.model.stages import Stage

_NOT_OTHERS = 0o002  # whatever the umask, not everybody may write: ledger and releases are among what is made

app = typer.Typer(
    cls=Groups,
    name="clerestory",
    help="Publish everything that can be published, and account for everything that cannot.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

StudyDir = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]
NewDir = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet.")]
Persons = Annotated[int, typer.Option(help="Victims and suspects of the nation.")]
Givers = Annotated[int, typer.Option(help="Forces, the NCA, children's social care and voluntary bodies.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same bytes.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


@app.callback(invoke_without_command=True)
def about(
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Publish everything that can be published, and account for everything that cannot."""
    if version:
        put(__version__)
        raise typer.Exit


@app.command()
def run(
    study: StudyDir,
    only: Annotated[Stage | None, typer.Option(help="Run this stage alone.")] = None,
    to: Annotated[Stage | None, typer.Option(help="Run up to this stage.")] = None,
    engine: Annotated[EngineName | None, typer.Option(help="What links and counts, instead of study.toml's.")] = None,
    actor: Actor = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Take a study from its givers' returns to a published paper; stops at a gate where a decision is missing."""
    if only and to:
        raise typer.BadParameter("give --only or --to, not both")
    every = list(Stage)
    stages = [only] if only else every[: every.index(to) + 1] if to else every
    with Bar() as bar:
        outlook = pipeline.run(study, stages, engine=engine, progress=bar, tell=say, actor=actor)
    _show(outlook, as_json=as_json)


@app.command()
def synth(
    folder: NewDir,
    persons: Persons = 20_000,
    givers: Givers = 44,
    seed: Seed = 1,
    short_forms: ShortForms = 0.0,
    respelt: Respelt = 0.0,
    renamed: Renamed = 0.0,
    dependence: Dependences = None,
) -> None:
    """Make the study of a synthetic nation: returns, instrument, study.toml and paper. Its truth lies in DIR.truth."""
    nation = pipeline.Nation(
        persons,
        givers,
        seed,
        habits=pipeline.Habits(short_forms, respelt, renamed),
        dependences=dependences(dependence),
    )
    with Bar() as bar:
        pipeline.synthesise_nation(folder, nation, progress=bar)
    say(f"A synthetic nation lies in {folder}; what is true of it lies beside, in {folder}.truth")
    put(str(folder))


@app.command()
def demo(
    folder: NewDir,
    persons: Persons = 20_000,
    givers: Givers = 44,
    seed: Seed = 1,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Make a synthetic nation and publish its paper, with simulated decisions. Goes on where it was interrupted."""
    with Bar() as bar:
        outlook = pipeline.demonstrate(folder, persons=persons, givers=givers, seed=seed, progress=bar, tell=say)
    _show(outlook, as_json=as_json)


@app.command()
def verify(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help="A folder under releases/.")],
    public_key: Annotated[
        str | None,
        typer.Option(metavar="FILE_OR_TEXT", help="The publisher's public key, from a place that you trust."),
    ] = None,
) -> None:
    """Check that a release is what its signed manifest and seal say; percentages are computed again from its counts."""
    manifest = pipeline.verify_with_key(release, public_key)
    put(f"{release}: {len(manifest.files)} files are what the manifest says; percentages follow from the counts")
    if public_key is not None:
        put("Manifest and seal are signed with the key that was given: nothing was changed since.")
    else:
        say("Without --public-key damage is found and forgery is not: give the publisher's key to be sure.")


@app.command()
def reproduce(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help="A folder under releases/, or a copy of it.")],
    study: Annotated[Path, typer.Option(metavar="DIR", help="The study that it is of.")],
    actor: Actor = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Rebuild a release from the inputs of its study, and say whether it is the same, byte for byte."""
    with Bar() as bar, interrupted_by_end():
        done = pipeline.reproduce(release, study, progress=bar, actor=actor)
    if as_json:
        said = {"release": done.release, "outcome": done.outcome.value, "files": done.files, "details": done.details}
        put(json.dumps(said, ensure_ascii=False))
    else:
        put(f"{done.release}, {done.files} files: {done.outcome.value}")
        for line in done.details:
            put(f"  {line}")
    if not done.is_same:
        raise typer.Exit(ReproductionError.exit_code)


def _show(outlook: pipeline.Outlook, *, as_json: bool) -> None:
    release = str(outlook.release) if outlook.release else None
    if as_json:
        put(json.dumps({"lines": outlook.lines, "release": release}))
        return
    if outlook.release:
        say("Read the paper:")
        put(str(outlook.release / "index.html"))


def main() -> None:
    """Run the command line; an error that a user can act on ends with its exit code and without a traceback."""
    os.umask(os.umask(_NOT_OTHERS) | _NOT_OTHERS)
    try:
        app()
    except ClerestoryError as error:
        say_error(error)
        sys.exit(error.exit_code)
    except OSError as error:
        say_error(unusable(error))
        sys.exit(StorageError.exit_code)
    except Exception as error:  # a foreign message may hold a value of a case, so it is not shown
        say(fault_of_program(error))
        sys.exit(1)
