"""The link zone: encodings that givers sent, checked, kept apart from the cases, and erased when they are linked."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from clerestory.collect import Collection, Receipt
from clerestory.errors import LinkZoneError
from clerestory.ledger import Duty
from clerestory.model.instrument import PROVIDER, RETURN_REF
from clerestory.model.links.people import PersonKind
from clerestory.model.versions import ReturnVersion
from clerestory.pipeline.stages.work import Work
from clerestory.share import slug_of
from clerestory.share.encoding.received import read_encodings, read_rotation
from clerestory.share.erasing import remove_erased
from clerestory.study import Study
from clerestory.study.writing import PARTIAL, make_secret, write_secret

ENCODINGS, ROTATION = "encodings.parquet", "rotation.parquet"
_ENTITY = {PersonKind.SUSPECT: ("suspect", "sus_pseudo"), PersonKind.VICTIM: ("victim", "vic_pseudo")}


def receive_encodings(work: Work, found: Collection) -> str:
    """Move what lies in ``links/`` into the link zone of the vault; gives a line for a person, empty if there was none.

    Every file is checked before any is moved, so a fault leaves the inbox and the vault as they were.

    Raises
    ------
    LinkZoneError
        If a file is not of the form, or not of the version of a return that counts.
    """
    study = work.study
    folders = _folders(study.links)
    if not folders:
        return ""
    receipts = {(_version(receipt).provider, _version(receipt).folder): receipt for receipt in found.receipts}
    taken: dict[Path, bytes] = {}
    people, left_out = 0, 0
    for folder in folders:
        receipt = _receipt_of(folder, receipts)
        version = _version(receipt)
        known = _known(found, receipt)
        received = read_encodings(folder / ENCODINGS, known, _quarantined(receipt))
        taken[study.vault / "link" / f"{version.name}.parquet"] = _parquet(received.frame)
        if (folder / ROTATION).exists():
            # One for each version, since the map of a later rotation says nothing of the pseudonyms before.
            path = study.vault / "rotation" / version.provider / f"{version.folder}.parquet"
            taken[path] = _parquet(read_rotation(folder / ROTATION, known))
        people, left_out = people + received.frame.height, left_out + received.left_out
    _keep(work, taken)
    _clear(study)
    waiting = f", {left_out:,} more wait with their rows in quarantine" if left_out else ""
    return f"link zone: encodings of {people:,} people from {len(folders)} returns{waiting}"


def _keep(work: Work, taken: Mapping[Path, bytes]) -> None:
    study = work.study
    for path, data in taken.items():
        make_secret(path.parent)
        write_secret(path, data)
    hashes = {path.relative_to(study.vault).as_posix(): study.keyed_hash(data) for path, data in taken.items()}
    work.ledger.append("encodings received", why="run", duty=Duty.COLLECTION, detail={"files": hashes})


def _clear(study: Study) -> None:
    """Overwrite and remove the inbox, once it lies whole where the next run sweeps away what a kill leaves of it."""
    aside = study.vault / "link" / f"{PARTIAL}taken"
    study.links.rename(aside)
    remove_erased(aside)


def _version(receipt: Receipt) -> ReturnVersion:
    return ReturnVersion(slug_of(receipt.provider), receipt.return_id, receipt.version)


def _folders(inbox: Path) -> list[Path]:
    """Give the folder of every return in the inbox; anything else there is a fault."""
    if not inbox.exists():
        return []
    folders = sorted(path.parent for path in inbox.glob(f"*/*/{ENCODINGS}"))
    wanted = {folder / name for folder in folders for name in (ENCODINGS, ROTATION)}
    strays = [path for path in inbox.rglob("*") if path.is_symlink() or (not path.is_dir() and path not in wanted)]
    if strays or inbox.is_symlink() or not inbox.is_dir():
        raise LinkZoneError(
            f"holds {len(strays)} file(s) or link(s) that are no encodings of a return",
            where=str(inbox),
            remedy=f"Only links/<provider>/<return_id>/{ENCODINGS}, and {ROTATION} beside it, belong here.",
        )
    return folders


def _receipt_of(folder: Path, receipts: Mapping[tuple[str, str], Receipt]) -> Receipt:
    receipt = receipts.get((folder.parent.name, folder.name))
    if receipt is None:
        raise LinkZoneError(
            "belongs to no return of the study, or not to the version of it that counts",
            where=str(folder),
            remedy="Name its folders as those of the return, with .v2 and on where it was revised, or add that return.",
        )
    return receipt


def _known(found: Collection, receipt: Receipt) -> dict[PersonKind, list[str]]:
    mine = (pl.col(PROVIDER) == receipt.provider) & (pl.col(RETURN_REF) == receipt.return_id)
    return {
        kind: found.cases[entity].filter(mine)[column].to_list() if entity in found.cases else []
        for kind, (entity, column) in _ENTITY.items()
    }


def _quarantined(receipt: Receipt) -> dict[PersonKind, int]:
    return {kind: receipt.quarantined.get(entity, 0) for kind, (entity, _) in _ENTITY.items()}


def _parquet(frame: pl.DataFrame) -> bytes:
    """Write rows anew, in the order of pseudonyms: nothing that a file hid beside them comes along."""
    data = io.BytesIO()
    frame.sort(frame.columns[0], *frame.columns[1:2]).write_parquet(data, compression="uncompressed", statistics=False)
    return data.getvalue()
