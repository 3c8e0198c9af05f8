"""What the custodian does with keys; each act is an entry of ``custody.jsonl`` beside them, by the key's identifier.

The custody ledger lies with the custodian and in no study. It is hash-chained as a study's ledger is.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from clerestory.clock import Clock, SystemClock
from clerestory.errors import CustodyError
from clerestory.ledger import Duty, Ledger
from clerestory.model.custody import CustodyKey, KeyKind
from clerestory.share.erasing import erase_file
from clerestory.share.keys.key_file import new_key, read_key, write_key
from clerestory.study.writing import make_secret

LEDGER = "custody.jsonl"


def make_keys(
    folder: Path,
    study: str,
    *,
    kinds: Sequence[KeyKind] = (KeyKind.SUSPECT, KeyKind.VICTIM),
    clock: Clock | None = None,
) -> dict[Path, CustodyKey]:
    """Make the first keys of a study.

    Parameters
    ----------
    folder : Path
        The custodian's own; made with mode 700 if it is not there. Never inside a study.
    study : str
        The short name of the study, as study.toml has it.

    Raises
    ------
    CustodyError
        If a key of a kind is there already, or the folder lies in a study.
    """
    _check_outside_studies(folder)
    made = {folder / key_name(key): key for key in (new_key(study, kind) for kind in kinds)}
    for path in made:
        _check_free(path)
    for path, key in made.items():
        _keep(path, key, "key made", why="first key of its kind", clock=clock)
    return made


def rotate_key(path: Path, *, why: str, clock: Clock | None = None) -> tuple[Path, CustodyKey]:
    """Make the next key of a kind beside the present one, which stays until every giver has encoded anew.

    Raises
    ------
    CustodyError
        If the present key cannot be read, or the next one is there already.
    """
    old = read_key(path)
    key = new_key(old.study, old.kind, generation=old.generation + 1)
    new = path.with_name(key_name(key))
    _check_free(new)
    _keep(new, key, "key rotated", why=why, clock=clock, replaces=old.id)
    return new, key


def destroy_key(path: Path, *, why: str, clock: Clock | None = None) -> CustodyKey:
    """Overwrite a key file with random bytes and zeros, remove it, and write its identifier into the custody ledger.

    Overwriting reaches the blocks that hold the file now. Copies, backups, snapshots, and blocks that a solid-state
    disk or a copy-on-write file system set aside are beyond it; docs/methods/encodings.md says what to do about them.

    Raises
    ------
    CustodyError
        If it cannot be read as a key.
    """
    key = read_key(path)
    ledger = _ledger(path.parent, clock)
    ledger.check()
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    erase_file(path)
    _sync_folder(path.parent)
    ledger.append("key destroyed", why=why, actor="custodian", duty=Duty.ERASURE, detail=_named(key))
    return key


def key_name(key: CustodyKey) -> str:
    """Give the file name of a key, such as ``nation-suspect-1.key``."""
    return f"{key.study}-{key.kind.value}-{key.generation}.key"


def _keep(path: Path, key: CustodyKey, event: str, *, why: str, clock: Clock | None, replaces: str = "") -> None:
    """Write the entry first: a key that no entry names never exists, an entry without its key says that a kill came."""
    if not path.parent.exists():
        make_secret(path.parent)
    ledger = _ledger(path.parent, clock)
    ledger.check()
    detail = _named(key) | ({"replaces": replaces} if replaces else {})
    ledger.append(event, why=why, actor="custodian", detail=detail)
    write_key(path, key)


def _named(key: CustodyKey) -> dict[str, object]:
    return {"key": key.id, "kind": key.kind.value, "study": key.study, "generation": key.generation}


def _ledger(folder: Path, clock: Clock | None) -> Ledger:
    return Ledger(folder / LEDGER, clock or SystemClock())


def _check_free(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise CustodyError(
            "is there already", where=str(path), remedy="A key is never overwritten: rotate it, or destroy it first."
        )


def _check_outside_studies(folder: Path) -> None:
    whole = folder.resolve()
    if any((place / "study.toml").exists() for place in (whole, *whole.parents)):
        raise CustodyError(
            "lies inside a study", where=str(folder), remedy="Keep keys with the custodian, apart from every study."
        )


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
