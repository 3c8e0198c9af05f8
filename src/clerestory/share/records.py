"""Records of sharing as files: ``sharing/<provider>.toml``, and those that were replaced in ``sharing/earlier/``."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from clerestory.errors import SharingError
from clerestory.model.forms import Form
from clerestory.model.sharing import Controller, ShareRecord
from clerestory.model.wording.identifiers import kinds_found
from clerestory.share.toml_text import toml_text
from clerestory.study.writing import write_atomically

CONTROLLER = "controller"  # the one file beside the records that is none
REMEDY = "docs/reference/sharing.md has the form."
_RECORD: TypeAdapter[ShareRecord] = TypeAdapter(ShareRecord)
_FOR_THE_PUBLIC = frozenset({"contact", "data_protection_officer", "complaints"})  # addresses are meant to be there
_NOT_WORDS = frozenset(
    {"form", "provider", "supersedes", "conditions", "for_sharing", "for_receiving"}
)  # codes of their lists
_Any = TypeVar("_Any")


def slug_of(provider: str) -> str:
    """Give a provider as a name of a file or folder has it."""
    return provider.replace(":", "-")


def record_path(folder: Path, provider: str) -> Path:
    """Give the file of a provider's record."""
    return folder / f"{slug_of(provider)}.toml"


def read_records(folder: Path) -> dict[str, ShareRecord]:
    """Read every record of a study, by the name of its giver's folder.

    Raises
    ------
    SharingError
        If a file has not the form of a record, stands under another giver's name, or holds what looks like an
        identifier of a person.
    """
    paths = sorted(path for path in folder.glob("*.toml") if path.stem != CONTROLLER)
    return {path.stem: read_record(path) for path in paths}


def read_record(path: Path) -> ShareRecord:
    """Read one record; as ``read_records``."""
    record = _record_of(read_toml(path), path)
    if slug_of(record.provider) != path.stem:
        raise SharingError(
            f"is the record of {record.provider}",
            where=_name(path),
            remedy=f"Name it {slug_of(record.provider)}.toml.",
        )
    return record


def read_controller(folder: Path) -> Controller:
    """Read what is known of the controller; an empty form where the file is not there.

    Raises
    ------
    SharingError
        As ``read_records`` does.
    """
    path = folder / f"{CONTROLLER}.toml"
    if not path.exists():
        return Controller(form="clerestory-controller/1")
    return formed(Controller, read_toml(path), path)


def new_record(fields: Mapping[str, Any], *, where: Path) -> ShareRecord:
    """Make a record from fields that somebody gave.

    Raises
    ------
    SharingError
        If they have not the form; every field is named.
    """
    return _record_of(fields, where)


def write_record(folder: Path, record: ShareRecord) -> Path:
    """Write a record; one that is there already is kept in ``sharing/earlier/``, and the new one names its hash.

    Raises
    ------
    SharingError
        If another record is kept under the number of the one that is there, which would be lost.
    """
    path = record_path(folder, record.provider)
    if path.exists():
        data = path.read_bytes()
        before = read_record(path)
        kept = folder / "earlier" / f"{path.stem}-v{before.version}.toml"
        if kept.exists() and kept.read_bytes() != data:
            remedy = "Give the record the number after the last one that is kept; nothing was written."
            raise SharingError(f"another version {before.version} is kept already", where=_name(path), remedy=remedy)
        write_atomically(kept, data)
        digest = "sha256:" + hashlib.sha256(data).hexdigest()
        record = record.model_copy(update={"version": before.version + 1, "supersedes": digest})
    write_atomically(path, toml_text(record, mark=record.data.mark))
    return path


def file_hash(path: Path) -> str:
    """Give the hash by which the ledger and later versions name a record; a record holds no case data."""
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def formed(form: type[_Any], fields: Mapping[str, Any], path: Path) -> _Any:
    """Make a form of what a file says, without echoing what it says.

    Raises
    ------
    SharingError
        If it has not the form, or a text of it looks like an identifier of a person.
    """
    return _checked(TypeAdapter(form), fields, path)


def _record_of(fields: Mapping[str, Any], path: Path) -> ShareRecord:
    return _checked(_RECORD, fields, path)


def _checked(adapter: TypeAdapter[_Any], fields: Mapping[str, Any], path: Path) -> _Any:
    try:
        made = adapter.validate_python(fields)
    except ValidationError as error:
        faults = "; ".join(_fault(fault["loc"], fault["msg"]) for fault in error.errors())
        raise SharingError(faults, where=_name(path), remedy=REMEDY) from None
    found = [f"{field} holds what looks like {what}" for field, what in _identifiers(made)]
    if found:
        remedy = "Name posts and bodies, never a person, a case or an operation; write days in their own fields."
        raise SharingError("; ".join(found), where=_name(path), remedy=remedy)
    return made


def _fault(loc: tuple[int | str, ...], message: str) -> str:
    place = ".".join(str(step) for step in loc if step not in ("cases", "counts", "not shared"))
    what = message.removeprefix("Value error, ")
    return f"{place}: {what}" if place else what


def _identifiers(made: object) -> Iterator[tuple[str, str]]:
    fields = made.model_dump(mode="json") if isinstance(made, Form) else {}
    for place, text in _texts(fields, ""):
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            for what in kinds_found(text):
                yield place, what


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _FOR_THE_PUBLIC | _NOT_WORDS:
                yield from _texts(inner, f"{place}.{name}" if place else str(name))
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _texts(inner, f"{place}, the {number}. of them")


def read_toml(path: Path) -> dict[str, Any]:
    """Give what a TOML file says, without echoing it where it is none.

    Raises
    ------
    SharingError
        If it is no TOML in UTF-8, or a number or a nesting of it is past what Python reads.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):  # also of a number of 5,000 digits, and of 3,000 brackets
        raise SharingError("is not TOML in UTF-8", where=_name(path), remedy=REMEDY) from None


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
