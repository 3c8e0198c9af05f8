"""What is written beside the paper: versions of its summary in ``paper/summary/``, the note of the reference group."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field, ValidationError

from clerestory.errors import StudyError
from clerestory.model.beside_paper import BesidePaper, Version, VersionSource
from clerestory.model.forms import Form
from clerestory.study.folder import Study, not_utf8

_MOST_BYTES = 1_000_000
_REMEDY = "docs/reference/paper-references.md has the forms of what is beside the paper. Nothing was published."
_HEAD = re.compile(r"---\n(?P<lines>(?:[^\n]*\n)*?)---\n")
_MISSING = re.compile(r"missing: *(?P<why>\S[^\n]*)\n")


class SignedSummary(Form):
    """Settings of ``paper/summary/bsl.toml``: a video elsewhere, and what is signed in it."""

    video: str = Field(pattern=r"^https://[^\s\"<>]+$", description="Address of the video.")
    transcript: str = Field(min_length=1, description="What is signed, as Markdown with references.")
    missing: str = Field(default="", description="Why it says less than the summary of the paper.")


def read_beside_paper(study: Study) -> BesidePaper:
    """Read all that is written beside the paper of a study; most studies have little of it.

    Raises
    ------
    StudyError
        If a file has not its form, or one lies in ``paper/summary/`` that is no version: it would not be published.
    """
    folder = study.paper.parent / "summary"
    if not folder.is_dir() and (folder.exists() or folder.is_symlink()):
        raise StudyError("is not a folder", where=str(folder), remedy=_REMEDY)
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    unknown = sorted(there - {_name(kind) for kind in Version})
    if unknown:
        names = ", ".join(_name(kind) for kind in Version)
        raise StudyError(f"{unknown[0]} is no version of the summary", where=str(folder), remedy=f"Use {names}.")
    note = study.paper.parent / "reference-group.md"
    return BesidePaper(tuple(_versions(folder, there)), _text(note) if note.exists() or note.is_symlink() else "")


def _name(kind: Version) -> str:
    return f"{kind.value}.{'toml' if kind is Version.BSL else 'md'}"


def _versions(folder: Path, there: set[str]) -> Iterator[VersionSource]:
    for kind in Version:
        name = _name(kind)
        if name in there:
            made = _signed if kind is Version.BSL else _written
            yield made(kind, f"paper/summary/{name}", _text(folder / name))


def _written(kind: Version, where: str, text: str) -> VersionSource:
    """Read a version with its head, if it has one; lines keep their numbers."""
    head = _HEAD.match(text)
    if head is None:
        return VersionSource(kind, where, text)
    said = _MISSING.fullmatch(head["lines"])
    if said is None:
        raise StudyError("has a head with other than one line `missing: ...`", where=where, remedy=_REMEDY)
    rest = "\n" * head[0].count("\n") + text[head.end() :]
    return VersionSource(kind, where, rest, missing=said["why"].strip())


def _signed(kind: Version, where: str, text: str) -> VersionSource:
    try:
        read = SignedSummary.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise StudyError(f"is not TOML: {error}", where=where, remedy=_REMEDY) from None
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise StudyError(told, where=where, remedy=_REMEDY) from None
    return VersionSource(kind, f"{where}, transcript", read.transcript, read.missing, read.video)


def _text(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        raise StudyError("is not a file", where=str(path), remedy=_REMEDY)
    if path.stat().st_size > _MOST_BYTES:
        raise StudyError(f"has more than {_MOST_BYTES:,} bytes", where=str(path), remedy=_REMEDY)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise StudyError(not_utf8(error), where=str(path), remedy="Save it again as UTF-8.") from None
