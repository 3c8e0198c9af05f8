"""What is written beside the paper: versions of its summary (``paper/summary/``), note and record of the group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from clerestory.errors import StudyError
from clerestory.model.beside_paper import BesidePaper, Version, VersionSource
from clerestory.model.forms import Form
from clerestory.model.review_record import ReviewRecord
from clerestory.study.folder import Study
from clerestory.study.written import WrittenFile

_REMEDY = "docs/reference/paper-references.md has the forms of what is beside the paper. Nothing was published."
REVIEW = "review.json"  # beside the paper: the record of the reference group's review
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
    note = _text(study.paper.parent / "reference-group.md") or ""
    return BesidePaper(tuple(_versions(folder)), note, _review(study.paper.parent / REVIEW))


def _name(kind: Version) -> str:
    return f"{kind.value}.{'toml' if kind is Version.BSL else 'md'}"


def _versions(folder: Path) -> Iterator[VersionSource]:
    for kind in Version:
        name = _name(kind)
        text = _text(folder / name)
        if text is not None:
            made = _signed if kind is Version.BSL else _written
            yield made(kind, f"paper/summary/{name}", text)


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
    file = WrittenFile(where, StudyError, _REMEDY)
    read = file.formed(file.toml(text), SignedSummary)
    return VersionSource(kind, f"{where}, transcript", read.transcript, read.missing, read.video)


def _review(path: Path) -> ReviewRecord | None:
    file = WrittenFile(str(path), StudyError, "Write it anew with `clerestory desk note`. Nothing was published.")
    text = file.text(path)
    return None if text is None else file.formed(file.json(text), ReviewRecord)


def _text(path: Path) -> str | None:
    return WrittenFile(str(path), StudyError, _REMEDY).text(path)
