"""Encoding a list of people at the giver: outside every study, offline, and written whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from clerestory.errors import CustodyError, PeopleFileError
from clerestory.model.custody import CustodyKey, KeyKind
from clerestory.model.links.people import CROSS_PSEUDONYM, KIND, PSEUDONYM, PersonKind
from clerestory.progress import SILENT, Progress
from clerestory.share.encoding import check_keys, encoders, parts, read_people, with_pseudonyms, write_encodings
from clerestory.share.encoding.people_file import IDENTITY, People
from clerestory.share.encoding.rotation import renewed, rotation_map, write_rotation
from clerestory.share.keys import read_keys
from clerestory.study.writing import write_secret


@dataclass(frozen=True)
class Outputs:
    """Where an encoding goes.

    Attributes
    ----------
    encodings : Path
        For the link zone of the study.
    pseudonyms : Path or None
        Which pseudonym is whose, for the giver to make the return with; never leaves.
    rotation : Path or None
        The map from old pseudonyms to new ones; only with old keys.
    """

    encodings: Path
    pseudonyms: Path | None = None
    rotation: Path | None = None


@dataclass(frozen=True)
class Encoding:
    """What was encoded, in numbers and identifiers."""

    suspects: int
    victims: int
    both: int
    carried: int  # kept the pseudonym of an earlier return
    local: int  # have a pseudonym of this giver alone
    parameters: Mapping[str, str]


def encode_people(
    path: Path,
    keys: Sequence[Path],
    outputs: Outputs | None,
    *,
    provider: str = "",
    old_keys: Sequence[Path] = (),
    progress: Progress = SILENT,
) -> Encoding:
    """Encode a giver's list of people.

    Parameters
    ----------
    path : Path
        The list; docs/reference/encodings.md has its columns.
    keys : sequence of Path
        Key files, one for each kind that occurs.
    outputs : Outputs or None
        None checks and counts, and writes nothing.
    provider : str
        The giver's code, for people without a full name and date of birth.
    old_keys : sequence of Path
        After a rotation: the keys before it.

    Raises
    ------
    PeopleFileError
        If the list has a fault, or a file would be written into a study where it must not be.
    CustodyError
        If a key cannot be used.
    """
    _check_outputs(outputs, rotated=bool(old_keys))
    held, old = read_keys(keys), read_keys(old_keys)
    _check_rotated(held, old)
    listed = read_people(path)
    people = renewed(listed) if old else listed
    check_keys(people, held)
    if old:
        check_keys(people, old, option="--old-key")
    named = with_pseudonyms(people, held, provider)
    prepared = encoders(people, named[PSEUDONYM], held)
    if outputs is not None:
        if old and outputs.rotation:
            write_rotation(outputs.rotation, rotation_map(listed, named[PSEUDONYM], old, provider))
        if outputs.pseudonyms:
            write_secret(outputs.pseudonyms, _csv(named))
        write_encodings(outputs.encodings, parts(prepared, progress))
    return _counted(people, named, {one.kind.value: one.parameters_id for one in prepared})


def _counted(people: People, named: pl.DataFrame, parameters: Mapping[str, str]) -> Encoding:
    frame = people.frame
    carried = frame[PSEUDONYM] != ""
    return Encoding(
        suspects=int((frame[KIND] == PersonKind.SUSPECT.value).sum()),
        victims=int((frame[KIND] == PersonKind.VICTIM.value).sum()),
        both=int((named[CROSS_PSEUDONYM] != "").sum()) // 2,
        carried=int(carried.sum()),
        local=int((~carried & (frame[IDENTITY] == "")).sum()),
        parameters=parameters,
    )


def _csv(named: pl.DataFrame) -> bytes:
    text = io.BytesIO()
    named.write_csv(text)
    return text.getvalue()


def _check_outputs(outputs: Outputs | None, *, rotated: bool) -> None:
    if outputs is None:
        return
    if rotated != (outputs.rotation is not None):
        raise PeopleFileError(
            "one needs the other", where="--old-key, --map", remedy="Give both after a rotation, and neither otherwise."
        )
    there = [path for path in (outputs.encodings, outputs.pseudonyms, outputs.rotation) if path is not None]
    if len({path.resolve() for path in there}) < len(there):
        raise PeopleFileError("two outputs are one file", where="--out", remedy="Name a file for each.")
    for path in (outputs.encodings, outputs.rotation):
        if path is not None:
            _check_place(path, allowed="links")
    if outputs.pseudonyms is not None:
        _check_place(outputs.pseudonyms, allowed="")


def _check_place(path: Path, *, allowed: str) -> None:
    """Refuse to write into a study, but for its link inbox: attributes and encodings travel apart."""
    whole = path.resolve()
    for root in whole.parents:
        if (root / "study.toml").exists() and whole.relative_to(root).parts[0] != allowed:
            raise PeopleFileError(
                "lies inside a study, where no encoding and no list of pseudonyms belongs",
                where=str(path),
                remedy="Write it elsewhere; encodings are sent to links/<provider>/<return_id>/encodings.parquet.",
            )


def _check_rotated(keys: Mapping[KeyKind, CustodyKey], old: Mapping[KeyKind, CustodyKey]) -> None:
    for kind, before in old.items():
        after = keys.get(kind)
        if after is None or after.study != before.study or after.generation <= before.generation:
            raise CustodyError(
                f"the old {kind.value} key is not one from before the new one",
                where="--old-key",
                remedy="Give the keys before the rotation as --old-key, and those after it as --key.",
            )
