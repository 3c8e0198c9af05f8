"""Returns as the vault keeps them: ``vault/returns/<provider>/<return_id>/v<number>/``, a Parquet file an entity.

Beside the rows lie the places in quarantine, the receipt, and ``version.json``: what the rows were read from, by which
program and instrument, as keyed hashes. So a return that has not changed need not be read again.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import polars as pl
from pydantic import Field, ValidationError

from clerestory.errors import StudyError
from clerestory.model.canonical import canonical_json
from clerestory.model.decisions import KeyedHash
from clerestory.model.forms import Form
from clerestory.model.versions import ReturnVersion
from clerestory.study.folder import Study
from clerestory.study.writing import new_file, replace_directory

QUARANTINE, LINES = "quarantine", "lines"
_SAID, RECEIPT = "version.json", "receipt.json"

Replacing = Callable[[Path], AbstractContextManager[Path]]


class KeptVersion(Form):
    """``version.json``: what the kept rows of a version were read from, and by what; stays in the vault."""

    form: Literal["clerestory-kept-version/1"] = "clerestory-kept-version/1"
    source: KeyedHash = Field(description="Keyed hash of the files that the giver sent.")
    instrument: KeyedHash = Field(description="Keyed hash of the instrument that they were read with.")
    program: str = Field(description="The program that read them: its version, and a hash of what reads returns.")
    files: dict[str, KeyedHash] = Field(description="Keyed hash of each file beside this one.")


@dataclass(frozen=True, repr=False)
class KeptReturn:
    """The kept rows of one version, with its receipt as JSON values."""

    said: KeptVersion
    accepted: Mapping[str, pl.DataFrame]
    quarantine: pl.DataFrame
    lines: pl.DataFrame  # entity and line of each accepted row, in their order
    receipt: dict[str, Any]


def kept_folder(study: Study, version: ReturnVersion) -> Path:
    """Give the folder in the vault that keeps a version of a return."""
    return study.kept / version.provider / version.return_id / f"v{version.number}"


def keep_return(
    study: Study, version: ReturnVersion, kept: KeptReturn, *, replacing: Replacing = replace_directory
) -> None:
    """Write a version of a return into the vault, whole or not at all; ``said.files`` is filled in here.

    Parameters
    ----------
    replacing : callable
        Gives a folder to fill that takes the place of the one there was.
    """
    contents = {f"{entity}.parquet": parquet_bytes(frame) for entity, frame in kept.accepted.items()}
    contents[f"{QUARANTINE}.parquet"] = parquet_bytes(kept.quarantine)
    contents[f"{LINES}.parquet"] = parquet_bytes(kept.lines)
    contents[RECEIPT] = canonical_json(kept.receipt) + b"\n"
    files = {name: study.keyed_hash(data) for name, data in sorted(contents.items())}
    said = kept.said.model_copy(update={"files": files})
    contents[_SAID] = canonical_json(said.model_dump(mode="json")) + b"\n"
    with replacing(kept_folder(study, version)) as folder:
        for name, data in contents.items():
            with new_file(folder / name) as file:
                file.write(data)


def kept_return(study: Study, version: ReturnVersion) -> KeptReturn | None:
    """Read what the vault keeps of a version; None where it keeps nothing, or not what it wrote."""
    folder = kept_folder(study, version)
    try:
        said = KeptVersion.model_validate_json((folder / _SAID).read_bytes())
        contents = {name: (folder / name).read_bytes() for name in said.files}
        if any(study.keyed_hash(contents[name]) != wanted for name, wanted in said.files.items()):
            return None
        if not {RECEIPT, f"{QUARANTINE}.parquet", f"{LINES}.parquet"} <= contents.keys():
            return None
    except (OSError, ValidationError):
        return None
    frames = {
        name.removesuffix(".parquet"): pl.read_parquet(io.BytesIO(data))
        for name, data in contents.items()
        if name != RECEIPT
    }
    quarantine, lines = frames.pop(QUARANTINE), frames.pop(LINES)
    return KeptReturn(said, frames, quarantine, lines, json.loads(contents[RECEIPT]))


def kept_versions(study: Study) -> tuple[ReturnVersion, ...]:
    """Give every version that the vault keeps, in order.

    Raises
    ------
    StudyError
        If a folder among them is none: nobody would look into it.
    """
    found = []
    for folder in (path.parent for path in study.kept.glob(f"*/*/*/{_SAID}")):
        if not re.fullmatch(r"v[1-9]\d{0,8}", folder.name):
            remedy = "Remove it, or put it out of the vault: what is kept here is v1, v2 and on."
            raise StudyError("is not a version of a return", where=str(folder), remedy=remedy)
        found.append(ReturnVersion(folder.parent.parent.name, folder.parent.name, int(folder.name[1:])))
    return tuple(sorted(found))


def parquet_bytes(frame: pl.DataFrame) -> bytes:
    """Give a frame as Parquet: the same bytes for the same rows, however they came together."""
    out = io.BytesIO()
    frame.rechunk().write_parquet(out, statistics=False)
    return out.getvalue()
