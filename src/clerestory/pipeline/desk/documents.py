"""The documents of every draft that came to the desk, kept there as they were read.

The desk's own process reads them and nothing of the vault: a run, which passes gate 1, has made them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from clerestory.model.desk.documents import Document
from clerestory.publish import MANIFEST
from clerestory.study import Study
from clerestory.study.stored import read_draft, read_written, write_json

_FORM = "clerestory-documents/1"
_CASE_TEXTS = "text."  # how the addresses of case texts begin


@dataclass(frozen=True)
class DeskDocuments:
    """The documents of a draft, by the keyed hash that gate 2 decides on."""

    draft: str
    documents: tuple[Document, ...]

    def document(self, name: str) -> Document | None:
        """Find a document."""
        return next((one for one in self.documents if one.id == name), None)

    def as_json(self) -> dict[str, Any]:
        """Give them as plain JSON values."""
        return {"form": _FORM, "draft": self.draft, "documents": [one.as_json() for one in self.documents]}

    @classmethod
    def of_json(cls, value: Any) -> DeskDocuments:
        """Rebuild them from ``as_json``.

        Raises
        ------
        ValueError
            If they are of another form.
        """
        if value["form"] != _FORM:
            raise ValueError("documents of another form")
        return cls(value["draft"], tuple(map(Document.of_json, value["documents"])))


def put_documents(study: Study, draft: str, documents: Sequence[Document]) -> None:
    """Put the documents of a draft on the desk, the last of all; those of an earlier draft keep no case text.

    A case may be held when its draft is no longer the one that is read: its words then lie nowhere on the desk.
    """
    made = DeskDocuments(draft, tuple(documents))
    kept = _kept(study)
    if kept and _read(kept[-1]) == made:
        return
    for path in kept:
        _without_case_texts(path)
    number = int(kept[-1].stem) + 1 if kept else 1
    _folder(study).mkdir(parents=True, exist_ok=True)
    write_json(_folder(study) / f"{number:06}.json", made.as_json())


def documents_before(study: Study, draft: str) -> DeskDocuments | None:
    """Give the documents of the draft before another, where that came last; None for the first.

    Raises
    ------
    StudyError
        If a file has not the form of one.
    """
    latest_first = map(_read, reversed(_kept(study)))
    if not any(found.draft == draft for found in latest_first):
        return None
    return next((found for found in latest_first if found.draft != draft), None)


def note_release(study: Study, release: str, draft: str) -> None:
    """Write down of which draft a release is built."""
    _released(study).mkdir(parents=True, exist_ok=True)
    write_json(_released(study) / f"{release}.json", {"draft": draft})


def documents_of_release(study: Study) -> DeskDocuments | None:
    """Give the documents of the last release that is out and was not recalled; None where there is none.

    Raises
    ------
    StudyError
        If a file has not the form of one.
    """
    there = sorted(_released(study).glob("*.json"), reverse=True)
    drafts = (read_draft(path) for path in there if (study.releases / path.stem / MANIFEST).is_file())
    draft = next(drafts, None)
    return documents_of_draft(study, draft) if draft else None


def documents_of_draft(study: Study, draft: str) -> DeskDocuments | None:
    """Give the documents of a draft, as the last run that made it left them; None where the desk has none of it.

    Raises
    ------
    StudyError
        If a file has not the form of one.
    """
    return next((found for path in reversed(_kept(study)) if (found := _read(path)).draft == draft), None)


def without_case_texts(document: Document) -> Document:
    """Give a document as it is kept when another draft has come: without the words of case texts."""
    return replace(document, blocks=tuple(_but_case_texts(document)))


def _folder(study: Study) -> Path:
    return study.desk / "documents"


def _released(study: Study) -> Path:
    return _folder(study) / "released"


def _kept(study: Study) -> list[Path]:
    return sorted(_folder(study).glob("[0-9]*.json"))


def _read(path: Path) -> DeskDocuments:
    """Read a file, or give what was read of it if it is still the same one; each page of a reader asks for it."""
    try:
        seen = path.stat()
    except FileNotFoundError:
        return read_written(path, DeskDocuments.of_json)  # which tells of it
    return _read_once(path, (seen.st_mtime_ns, seen.st_size, seen.st_ino))


@lru_cache(maxsize=4)
def _read_once(path: Path, _seen: tuple[int, int, int]) -> DeskDocuments:
    return read_written(path, DeskDocuments.of_json)


def _without_case_texts(path: Path) -> None:
    kept = _read(path)
    made = replace(kept, documents=tuple(map(without_case_texts, kept.documents)))
    if made != kept:
        write_json(path, made.as_json())


def _but_case_texts(document: Document) -> Iterator[Any]:
    return (block for block in document.blocks if not block.id.removeprefix("note.").startswith(_CASE_TEXTS))
