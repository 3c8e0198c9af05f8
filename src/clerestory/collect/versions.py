"""Which folders are versions of which return: the highest counts, the others stay, and none may be missing between."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pydantic import ValidationError

from clerestory.errors import VersionError
from clerestory.model.versions import ReturnVersion, Withdrawal

WITHDRAWN = "withdrawn.toml"


@dataclass(frozen=True)
class ReturnFolder:
    """The folder of one version of a return."""

    path: Path
    version: ReturnVersion


def folder_of(path: Path) -> ReturnFolder:
    """Give the version that a folder ``<provider>/<return_id>[.v<number>]`` holds."""
    return ReturnFolder(path, ReturnVersion.of_folder(path.parent.name, path.name))


def check_versions(folders: Sequence[ReturnFolder], *, erased: Iterable[ReturnVersion] = ()) -> None:
    """Check that the versions of every return begin with the first and leave none out.

    Parameters
    ----------
    erased : iterable of ReturnVersion
        Versions whose files were erased since they were collected; they are not missing.

    Raises
    ------
    VersionError
        At the first return of which one is missing or misnamed.
    """
    for folder in folders:
        if folder.path.name != folder.version.folder:
            what = f"is not how a version is named: version {folder.version.number} has another name"
            remedy = f"Name it {folder.version.folder}; the first version has no number, the others .v2, .v3 and on."
            raise VersionError(what, where=str(folder.path), remedy=remedy)
    places = {folder.version.name: folder.path for folder in folders}
    every = sorted({folder.version for folder in folders} | set(erased))
    for name, of_one in groupby(every, key=lambda version: version.name):
        numbers = [version.number for version in of_one]
        lost = [number for number in range(1, numbers[-1]) if number not in numbers]
        if lost and name in places:
            what = f"has version {numbers[-1]}, and version {lost[0]} is missing"
            remedy = "Put the missing version back beside it: a return is replaced by a version, never by deletion."
            raise VersionError(what, where=str(places[name]), remedy=remedy)


def current(folders: Iterable[ReturnFolder]) -> list[ReturnFolder]:
    """Give the highest version of each return, in the order of givers and returns."""
    highest: dict[str, ReturnFolder] = {}
    for folder in sorted(folders, key=lambda one: one.version):
        highest[folder.version.name] = folder
    return list(highest.values())


def withdrawal_in(folder: ReturnFolder) -> Withdrawal | None:
    """Read the statement by which a version takes its return back; None where it has none.

    Raises
    ------
    VersionError
        If it has not the form of one, is of another return or the first version, or rows lie beside it.
    """
    path = folder.path / WITHDRAWN
    if not path.is_file() or path.is_symlink():
        return None
    if folder.version.number == 1:
        raise _unusable(path, "stands in the first version, so nothing is left that was withdrawn")
    if [other for other in folder.path.iterdir() if other.name != WITHDRAWN]:
        raise _unusable(path, "has other files beside it: a version withdraws its return or replaces it")
    try:
        said = Withdrawal.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        setting = ".".join(map(str, first["loc"]))
        raise _unusable(path, f"{setting}: {first['msg'].removeprefix('Value error, ')}") from None
    except ValueError:
        raise _unusable(path, "is not TOML in UTF-8") from None
    if said.return_id != folder.version.return_id:
        raise _unusable(path, "names another return than its folder")
    return said


def _unusable(path: Path, what: str) -> VersionError:
    remedy = "docs/reference/returns.md says how a return is withdrawn: in a version of its own, with this file alone."
    return VersionError(what, where=str(path), remedy=remedy)
