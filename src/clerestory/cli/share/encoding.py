"""The commands that keep names with the giver: encoding, keys and blind rosters."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import Bar, put, say
from clerestory.cli.share.sharing import share
from clerestory.errors import RosterError
from clerestory.model.custody import CustodyKey, KeyKind
from clerestory.share.roster import Scan

keys = typer.Typer(help="Keys of a study, held by a custodian who is neither giver nor analyst.", no_args_is_help=True)
roster = typer.Typer(help="A giver's own list of names as keyed hashes, to search releases with.", no_args_is_help=True)
__all__ = ["share"]  # with the commands below registered

share.add_typer(keys, name="keys")
share.add_typer(roster, name="roster")

Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
KeyFiles = Annotated[list[Path], typer.Option("--key", metavar="KEYFILE", help="A key file; one for each kind.")]
KeyFile = Annotated[Path, typer.Argument(metavar="KEYFILE", help="A key file.")]
RosterKey = Annotated[Path, typer.Option("--key", metavar="KEYFILE", help="The giver's roster key.")]
Why = Annotated[str, typer.Option(help="Why, in words; kept in the log.")]


@share.command()
def encode(
    people: Annotated[Path, typer.Argument(metavar="PEOPLE", help="The list of people, CSV; it never leaves.")],
    key: KeyFiles,
    out: Annotated[Path, typer.Option(help="Where the encodings go.", dir_okay=False)] = Path("encodings.parquet"),
    pseudonyms: Annotated[
        Path | None, typer.Option(help="Where the list of pseudonyms goes, to make the return with.", dir_okay=False)
    ] = None,
    provider: Annotated[
        str, typer.Option(metavar="CODE", help="The giver's code, for people without a full name and date of birth.")
    ] = "",
    old_key: Annotated[
        list[Path] | None, typer.Option(metavar="KEYFILE", help="After a rotation: a key from before it. Repeat.")
    ] = None,
    map_: Annotated[
        Path | None, typer.Option("--map", help="After a rotation: where the map of pseudonyms goes.", dir_okay=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and count; write nothing.")] = False,  # noqa: FBT002 - an option is a flag
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Turn a list of people into pseudonyms and keyed bit arrays, at the giver and offline."""
    outputs = None if dry_run else pipeline.Outputs(out, pseudonyms, map_)
    with Bar() as bar:
        done = pipeline.encode_people(people, key, outputs, provider=provider, old_keys=old_key or [], progress=bar)
    if as_json:
        put(json.dumps(asdict(done)))
        return
    say(
        f"{done.suspects:,} suspects and {done.victims:,} victims, {done.both:,} of them both. {done.carried:,} keep"
        f" the pseudonym of an earlier return; {done.local:,} have one of this giver alone, for want of a full name"
        " and date of birth."
    )
    say("Encodings are pseudonymised personal data: send them apart from the return, and keep no copy.")
    put("nothing was written" if dry_run else str(out))


@keys.command()
def make(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The custodian's folder, outside every study.")],
    study: Annotated[str, typer.Option(metavar="ID", help="The short name of the study, as study.toml has it.")],
    kind: Annotated[list[KeyKind] | None, typer.Option(help="Which keys; by default suspect and victim.")] = None,
) -> None:
    """Make the keys of a study, each in a file that its owner alone can read."""
    made = pipeline.make_keys(folder, study, kinds=kind or (KeyKind.SUSPECT, KeyKind.VICTIM))
    for path, key in made.items():
        _put_key(path, key)


@keys.command()
def rotate(path: KeyFile, why: Why) -> None:
    """Make the next key of a kind; every giver then encodes anew with both, and the old one is destroyed."""
    _put_key(*pipeline.rotate_key(path, why=why))


@keys.command()
def destroy(path: KeyFile, why: Why) -> None:
    """Overwrite and remove a key file, and write its identifier into the custody ledger."""
    key = pipeline.destroy_key(path, why=why)
    say("The file is overwritten and gone. Backups, copies and snapshots are not: destroy those too.")
    put(key.id)


@keys.command("show-id")
def show_id(path: KeyFile) -> None:
    """Print the one-way identifier of a key, by which it may be named anywhere."""
    put(pipeline.read_key(path).id)


@roster.command("make")
def make_roster(
    names: Annotated[Path, typer.Argument(metavar="NAMES", help="CSV: first_names, family_name, other_family_name.")],
    key: RosterKey,
    out: Annotated[Path, typer.Option(help="Where the roster goes.", dir_okay=False)] = Path("roster.blind"),
) -> None:
    """Hash every way of writing some names under a key; the names stay where they are."""
    say(f"A blind roster of {pipeline.blind_roster(names, key, out):,} people. Keep it apart from its key.")
    put(str(out))


@roster.command()
def scan(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help="A folder under releases/.", file_okay=False)],
    key: RosterKey,
    roster_file: Annotated[Path, typer.Option("--roster", help="The blind roster.")] = Path("roster.blind"),
    show: Annotated[bool, typer.Option("--show", help="Show the words that were found: names.")] = False,  # noqa: FBT002 - an option is a flag
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Search every text of a release for names on a roster, at the giver; each search is logged beside the roster."""
    with Bar() as bar:
        found = pipeline.search_release(release, roster_file, key, progress=bar)
    say(
        f"{found.files:,} files, {found.phrases:,} phrases. This roster was searched {found.searches_before:,} times"
        f" before, {found.searches_last_day:,} of them within a day."
    )
    put(json.dumps(_numbers(found, show=show)) if as_json else "\n".join(_lines(found, show=show)))
    _check_clear(found, release)


def _lines(found: Scan, *, show: bool) -> list[str]:
    lines = [
        f"{hit.file}, line {hit.line}: {hit.count}" + (f" ({'; '.join(hit.words)})" if show else "")
        for hit in found.hits
    ]
    lines += [f"{name}: not searched, for its kind is not read" for name in found.unread]
    return lines or ["no name of the roster was found"]


def _numbers(found: Scan, *, show: bool) -> dict[str, object]:
    hits = [asdict(hit) | {"words": hit.words if show else None} for hit in found.hits]
    return {"hits": hits, "unread": found.unread, "files": found.files, "phrases": found.phrases}


def _check_clear(found: Scan, release: Path) -> None:
    if not found.clear:
        number = sum(hit.count for hit in found.hits)
        raise RosterError(
            f"{number:,} name(s) of the roster stand in its texts, and {len(found.unread):,} file(s) were not searched",
            where=str(release),
            remedy="Redact what is named above; look through by hand what was not searched, and say so in writing.",
        )


def _put_key(path: Path, key: CustodyKey) -> None:
    say(f"{path}: the {key.kind.value} key of {key.study}, generation {key.generation}. Secret.")
    put(key.id)
