"""Key files: read only where nobody but their owner can read them, and never shown."""

from __future__ import annotations

import base64
import secrets
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from clerestory.errors import CustodyError
from clerestory.model.custody import KEY_BYTES, CustodyKey, KeyKind
from clerestory.study.writing import write_secret

OTHERS = 0o077
_LONGEST = 10_000  # bytes; a key file has some two hundred


def new_key(study: str, kind: KeyKind, *, generation: int = 1) -> CustodyKey:
    """Draw a key from the system's random numbers.

    Raises
    ------
    CustodyError
        If ``study`` is not the short name of a study.
    """
    secret = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    try:
        return CustodyKey(study=study, kind=kind, generation=generation, key=secret)
    except ValidationError:
        raise CustodyError(
            "is not the short name of a study: small letters, digits and hyphens, 61 at most",
            where="--study",
            remedy="Give the id that study.toml has under [study].",
        ) from None


def write_key(path: Path, key: CustodyKey) -> None:
    """Write a key file that its owner alone can read.

    Raises
    ------
    CustodyError
        If something lies there already: a key that is overwritten takes every pseudonym with it.
    """
    if path.exists() or path.is_symlink():
        raise CustodyError(
            "is there already", where=str(path), remedy="A key is never overwritten; name another folder."
        )
    write_secret(path, key.model_dump_json() + "\n")


def read_key(path: Path) -> CustodyKey:
    """Read a key file.

    Raises
    ------
    CustodyError
        If it is missing, no key file, a link, or open to anybody but its owner.
    """
    if not path.is_symlink() and not path.exists():
        raise CustodyError("is not there", where=str(path), remedy="Name the key file that the custodian handed over.")
    if path.is_symlink() or not path.is_file():
        raise CustodyError("is not a key file", where=str(path), remedy="Ask the custodian for the file itself.")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & OTHERS:
        raise CustodyError(
            f"can be read by others than its owner (mode {mode:03o})",
            where=str(path),
            remedy=f"Close it (chmod 600 {path.name}) and tell the custodian, who decides whether it must be rotated.",
        )
    try:
        with path.open("rb") as file:
            return CustodyKey.model_validate_json(file.read(_LONGEST))
    except ValidationError:
        raise CustodyError(
            "has not the form of a key file", where=str(path), remedy="Ask the custodian for it again."
        ) from None


def read_keys(paths: Sequence[Path]) -> Mapping[KeyKind, CustodyKey]:
    """Read several key files of one study, one for each kind.

    Raises
    ------
    CustodyError
        As ``read_key`` does; also if two are of one kind, or of different studies.
    """
    found: dict[KeyKind, CustodyKey] = {}
    for path in paths:
        key = read_key(path)
        if key.kind in found:
            raise CustodyError(
                f"is a second {key.kind.value} key", where=str(path), remedy="Give one key file of each kind."
            )
        if any(other.study != key.study for other in found.values()):
            raise CustodyError("is of another study", where=str(path), remedy="Give the keys of one study.")
        found[key.kind] = key
    return found
