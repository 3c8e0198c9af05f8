"""What the third person asks for: to sign the release that waits; and what readers need, the key that checks it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clerestory.clock import Clock
from clerestory.errors import RecallError, UnsignedError
from clerestory.model.releases import Manifest
from clerestory.model.stages import Stage
from clerestory.pipeline.releases.recalled import is_notice
from clerestory.pipeline.releases.signer import Signer
from clerestory.pipeline.stages.published import signature_entries
from clerestory.pipeline.stages.running import Outlook, run
from clerestory.publish import verify_release
from clerestory.publish.signatures import public_key_of_text, read_secret_key
from clerestory.study import open_study


def sign_waiting(
    root: Path, person: str, *, key_file: Path, password: Callable[[], str], clock: Clock | None = None
) -> Outlook:
    """Sign the release that waits under the desk, and publish it where its time has come.

    It is built once more first, behind both gates: what is signed is what they passed, and what lay there to be read.

    Parameters
    ----------
    person : str
        Id of the release signatory in study.toml.
    key_file : Path
        A secret key of `clerestory review keys` or of minisign.
    password : callable
        Gives the password of the key; called only where the file is encrypted.

    Raises
    ------
    DecisionError
        If the person may not sign.
    SignatureError
        If the file holds no key, or another's.
    UnsignedError
        If nothing waits, or something else than is made now.
    """
    signer = Signer(person, read_secret_key(key_file, password))
    return run(root, [Stage.PUBLISH], clock=clock, actor=person, signer=signer)


def signing_key(root: Path) -> str:
    """Give the public key that checks the last release that was signed, as a file of minisign.

    Raises
    ------
    UnsignedError
        If nothing was signed yet.
    """
    study = open_study(root)
    signed = signature_entries(study)
    if not signed:
        raise UnsignedError("nothing was signed yet", where=str(root), remedy="Run the study and sign its release.")
    last = max(signed.values(), key=lambda entry: entry.seq)
    signatory = last.detail["seal"]["signatory"]
    key = public_key_of_text(str(last.detail["public_key"]))
    stand_in = "SIMULATED, anybody can sign with it: " if signatory["simulated"] else ""
    return key.file(f"{stand_in}public key {key.name} of {signatory['post']}, {study.settings.study.publisher}")


def verify_with_key(release: Path, public_key: str | None = None) -> Manifest:
    """Check a release with the publisher's key, given as a file or as text; with None, only for damage.

    Raises
    ------
    ReleaseError
        If the release is not what its manifest and seal say.
    SignatureError
        If the key is none, or a signature is not one of it.
    RecallError
        If it was recalled, and a notice is in its place.
    """
    if is_notice(release):
        raise RecallError(
            "was recalled by its publisher", where=str(release), remedy="Delete every copy; the notice there says why."
        )
    if public_key is None:
        return verify_release(release)
    return verify_release(release, public_key_of_text(_text_of(public_key)))


def _text_of(key: str) -> str:
    try:
        return Path(key).read_text(encoding="utf-8", errors="replace")
    except OSError:  # no file: the key itself
        return key
