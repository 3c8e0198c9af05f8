"""Signatures beside the files of a release: made, found and checked."""

from __future__ import annotations

import hashlib
from pathlib import Path

from clerestory.errors import SignatureError
from clerestory.publish.signatures.minisign import PublicKey, SecretKey, Signature, signature_of_text

_UNTRUSTED = "signature of a release: check it with the publisher's key, from a place that you trust"


def signature_name(name: str) -> str:
    """Give the name of the file that signs a file."""
    return f"{name}.minisig"


def sign_files(folder: Path, names: tuple[str, ...], key: SecretKey, *, study: str, release: str) -> None:
    """Write the signature of each file beside it; the same files and key give the same bytes."""
    for name in names:
        data = (folder / name).read_bytes()
        made = key.sign(data, _comment(name, data, study=study, release=release), untrusted=_UNTRUSTED)
        (folder / signature_name(name)).write_text(made.file(), encoding="utf-8", newline="\n")


def check_signatures(
    folder: Path, names: tuple[str, ...], key: PublicKey | None, *, study: str, release: str, key_name: str
) -> None:
    """Check the signature beside each file.

    Parameters
    ----------
    key : PublicKey or None
        The publisher's; without one only the form is checked, and what the comments say.
    study, release : str
        What the trusted comments have to name.
    key_name : str
        Id of the key that the seal names.

    Raises
    ------
    SignatureError
        If a signature is missing, has not the form of one, or is not that of the key over this file.
    """
    for name in names:
        path = folder / signature_name(name)
        data, found = (folder / name).read_bytes(), _signature(path)
        if key is not None:
            found.check(data, key, where=str(path))
        if found.trusted != _comment(name, data, study=study, release=release) or found.untrusted != _UNTRUSTED:
            raise SignatureError(
                "its comments are not those of this file and release",
                where=str(path),
                remedy="Do not use the release; get it again from its publisher.",
            )
        if found.key_name != key_name:
            raise SignatureError(
                f"was signed with the key {found.key_name}, and the seal names {key_name}",
                where=str(path),
                remedy="Do not use the release; get it again from its publisher.",
            )


def _signature(path: Path) -> Signature:
    if path.is_symlink() or not path.is_file():
        raise SignatureError(
            "is missing: the release is not signed",
            where=str(path),
            remedy="Do not use the release; get it again from its publisher.",
        )
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    return signature_of_text(text, where=str(path))


def _comment(name: str, data: bytes, *, study: str, release: str) -> str:
    """Give the trusted comment: content alone, no time, so that the same release is signed with the same bytes."""
    return f"study:{study} release:{release} file:{name} sha256:{hashlib.sha256(data).hexdigest()}"
