"""What a pack may be made of: the files that a verified release's manifest names, each held against its hash."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from clerestory.errors import PackError, ReleaseError
from clerestory.model.forms import Form
from clerestory.model.lessons.released import ReleasedLessons
from clerestory.model.releases import Manifest
from clerestory.publish.lessons import LESSONS
from clerestory.publish.release.building import MANIFEST, verify_release

F = TypeVar("F", bound=Form)
Row = Mapping[str, str]  # of a CSV file, by the names of its columns


@dataclass(frozen=True)
class ReleasedContent:
    """A release that was verified, read by the names of its manifest alone."""

    folder: Path
    manifest: Manifest
    digest: str  # of manifest.json

    def name(self, name: str) -> str:
        """Give a file's name with the mark of made-up data in front."""
        mark = self.manifest.data.mark
        return f"{mark}-{name}" if mark else name

    def read(self, name: str) -> bytes:
        """Give a file; it is held against its hash again, so that nothing changes between the check and the reading.

        Raises
        ------
        ReleaseError
            If the manifest does not name the file, or the file is not the one that it names.
        """
        known = next((file for file in self.manifest.files if file.path == name), None)
        if known is None:
            raise ReleaseError("the manifest names no such file", where=f"{self.folder}, {name}", remedy=_AGAIN)
        data = (self.folder / name).read_bytes()
        if "sha256:" + hashlib.sha256(data).hexdigest() != known.sha256:
            raise ReleaseError(f"{name} was changed", where=str(self.folder), remedy=_AGAIN)
        return data

    def rows(self, name: str) -> list[Row]:
        """Give the rows of a CSV file."""
        return list(csv.DictReader(io.StringIO(self.read(name).decode(), newline="")))

    def formed(self, name: str, form: type[F]) -> F | None:
        """Give a JSON file by its name without mark and ending; None where the release has no such file.

        Raises
        ------
        ReleaseError
            If it is not the one that the manifest names, or has not its form.
        """
        file = f"{self.name(name)}.json"
        if all(known.path != file for known in self.manifest.files):
            return None
        try:
            return form.model_validate_json(self.read(file))
        except ValidationError:
            raise ReleaseError(
                "has not its form", where=f"{self.folder}, {file}", remedy="Use the program that made it."
            ) from None

    @cached_property
    def lessons(self) -> ReleasedLessons:
        """The lessons of the release.

        Raises
        ------
        PackError
            If it has none.
        ReleaseError
            If they have not their form.
        """
        lessons = self.formed(LESSONS, ReleasedLessons)
        if lessons is None:
            raise PackError(
                "has no lessons, and a pack is made of them",
                where=str(self.folder),
                remedy="Write lessons.toml and publish again; docs/how-to/from-a-finding-to-an-action.md says how.",
            )
        return lessons


_AGAIN = "Do not use it; get the release again from its publisher. No pack was made."


def open_release(folder: Path) -> ReleasedContent:
    """Verify a release and open it.

    Raises
    ------
    ReleaseError
        If it is not what its manifest and seal say.
    """
    manifest = verify_release(folder)
    digest = "sha256:" + hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    return ReleasedContent(folder, manifest, digest)
