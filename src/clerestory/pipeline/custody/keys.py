"""Keys and rosters, as the command line asks for them: outside every study."""

from __future__ import annotations

from pathlib import Path

from clerestory.clock import Clock
from clerestory.errors import CustodyError
from clerestory.model.custody import CustodyKey, KeyKind
from clerestory.progress import SILENT, Progress
from clerestory.protect.text.roster.spellings import other_spellings
from clerestory.share.keys import destroy_key, make_keys, read_key, rotate_key
from clerestory.share.roster import Scan, make_roster, read_roster, scan_texts, write_roster

LOG_SUFFIX = ".searches.jsonl"

__all__ = ["blind_roster", "destroy_key", "make_keys", "read_key", "rotate_key", "search_release"]


def blind_roster(names: Path, key_file: Path, out: Path) -> int:
    """Make a blind roster of a CSV file of names; gives the number of people.

    Raises
    ------
    RosterError
        If the names cannot be used.
    CustodyError
        If the key is not one for rosters, or the roster would lie in a study.
    """
    key = roster_key(key_file)
    whole = out.resolve()
    if any((place / "study.toml").exists() for place in whole.parents):
        raise CustodyError("lies inside a study", where=str(out), remedy="A roster stays with the giver, outside it.")
    roster = make_roster(names, key, other_spellings=other_spellings)
    write_roster(out, roster)
    return roster.people


def search_release(
    folder: Path, roster_file: Path, key_file: Path, *, clock: Clock | None = None, progress: Progress = SILENT
) -> Scan:
    """Search the files of a release for names on a roster; the log of searches lies beside the roster.

    Raises
    ------
    RosterError
        If the roster or a text cannot be read.
    CustodyError
        If the key is not the roster's.
    """
    key = roster_key(key_file)
    log = roster_file.with_name(roster_file.name + LOG_SUFFIX)
    return scan_texts(folder, read_roster(roster_file), key, log=log, clock=clock, progress=progress)


def roster_key(path: Path) -> CustodyKey:
    """Read a key for rosters.

    Raises
    ------
    CustodyError
        If it is a key for something else.
    """
    key = read_key(path)
    if key.kind is not KeyKind.ROSTER:
        raise CustodyError(
            f"is a {key.kind.value} key, not one for rosters",
            where=str(path),
            remedy="Make one of your own: `clerestory share keys make DIR --study ID --kind roster`.",
        )
    return key
