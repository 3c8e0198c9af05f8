"""What lies in the folder of a return: in which form it was sent, and which of its files belong to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Protocol

from clerestory.collect.faults import Fault
from clerestory.collect.guidance import guidance_texts
from clerestory.collect.reading.csv_text import read_csv
from clerestory.collect.reading.parquet import read_parquet
from clerestory.collect.reading.refusal import NO_FILE, WHOLE_FILE, is_no_file
from clerestory.collect.reading.shape import HEADER_ONLY, ReadFile, RefusedFile, Wanted
from clerestory.collect.reading.workbook import NOT_READ, READABLE, Workbook
from clerestory.errors import EmptyReturnError, PlaceReturnError
from clerestory.model.instrument import Instrument


class FileForm(Enum):
    """Forms of one file for each entity."""

    CSV = ".csv"
    PARQUET = ".parquet"


_READERS: Mapping[FileForm, Callable[[Path, Wanted], ReadFile | RefusedFile]] = {
    FileForm.CSV: read_csv,
    FileForm.PARQUET: read_parquet,
}


class SentFiles(Protocol):
    """A return as it was sent, in whatever form.

    ``faults`` cost the whole return; ``warnings`` nothing.
    """

    faults: list[Fault]
    warnings: list[Fault]

    def place(self, entity: str) -> str:
        """Give how messages call the file or sheet of an entity."""

    def read(self, entity: str, *, needed: Sequence[str], optional: Sequence[str]) -> ReadFile | RefusedFile:
        """Read the rows of an entity."""


class Files:
    """A return of one file for each entity."""

    def __init__(self, folder: Path, name: str, form: FileForm) -> None:
        self._folder, self._name, self._form = folder, name, form
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def place(self, entity: str) -> str:
        """Give how messages call the file of an entity."""
        return f"{self._name}/{entity}{self._form.value}"

    def read(self, entity: str, *, needed: Sequence[str], optional: Sequence[str]) -> ReadFile | RefusedFile:
        """Read the file of an entity."""
        path, name = self._folder / f"{entity}{self._form.value}", self.place(entity)
        if is_no_file(path):
            return _refused(name, PlaceReturnError, NO_FILE, "Put the file there.")
        if not path.exists():
            return _refused(name, EmptyReturnError, "is missing", HEADER_ONLY)
        return _READERS[self._form](path, Wanted(name, needed, optional))


def open_sent(folder: Path, name: str, instrument: Instrument) -> tuple[SentFiles, list[Path]]:
    """Find the form of a return, and give it with the files of the folder that do not belong to that form.

    Exactly one workbook is a return as a workbook, whatever its name; else the files of the entities decide. Of two
    forms in one folder one is read and the other's files belong to nothing, which refuses the return.
    """
    there = sorted(folder.glob("*"))
    names = {form: {f"{entity}{form.value}" for entity in instrument.entities} for form in FileForm}
    number = {form: sum(path.name in names[form] for path in there) for form in FileForm}
    workbooks = [path for path in there if is_workbook(path)]
    if len(workbooks) == 1 and not any(number.values()):
        sent = open_workbook(workbooks[0], name, instrument)
        return sent, [path for path in there if path != workbooks[0]]
    form = max(FileForm, key=lambda form: number[form])  # the first of equals, so CSV where there is nothing
    return Files(folder, name, form), [path for path in there if path.name not in names[form]]


def is_workbook(path: Path) -> bool:
    """Whether a name is that of a workbook, of a form that is read or not."""
    return path.suffix.lower() in (*READABLE, *NOT_READ) and not path.name.startswith((".", "~"))


def open_workbook(path: Path, name: str, instrument: Instrument) -> Workbook:
    """Open a workbook; one that is a link, a folder or a pipe is never opened."""
    whole = f"{name}/workbook" if name else "workbook"
    return Workbook(path, whole, entities=instrument.entities, known_texts=guidance_texts(instrument))


def belonging(sent: SentFiles, instrument: Instrument) -> str:
    """Say which files belong into the folder of a return of this form."""
    if isinstance(sent, Files):
        return "only these belong here: " + ", ".join(
            sorted(sent.place(entity).rsplit("/", 1)[-1] for entity in instrument.entities)
        )
    return "the workbook is alone in its folder"


def _refused(name: str, kind: type[EmptyReturnError] | type[PlaceReturnError], what: str, remedy: str) -> RefusedFile:
    return RefusedFile((Fault(name, 0, "", WHOLE_FILE, what, remedy, kind),), 0)
