"""Versions of returns between the giver's files and the vault: read once, kept, and never lost or changed in silence.

A version counts as collected when a run took it in without a fault that stops the run; until then its giver may mend
it in place. From then on the ledger has its keyed hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import polars as pl

from clerestory import __version__
from clerestory.collect import (
    ReturnFolder,
    Revision,
    Taken,
    changes_between,
    current,
    is_unasked,
    receipt_json,
    receipt_of,
    return_folders,
    take_return,
    withdrawal_in,
)
from clerestory.collect.reading import LINE
from clerestory.errors import RetentionError, VersionError
from clerestory.ledger import Duty, Ledger, entries_of
from clerestory.model.canonical import canonical_json
from clerestory.model.instrument import Instrument
from clerestory.model.versions import ReturnVersion
from clerestory.pipeline.custody.erased import erased_versions, version_named
from clerestory.study import Study
from clerestory.study.folder import instrument_folder
from clerestory.study.kept import KeptReturn, KeptVersion, keep_return, kept_return

COLLECTED, REPLACED, WITHDRAWN = "returns collected", "return replaced", "return withdrawn"


@dataclass
class Shelf:
    """The versions of a study's returns, each read from its files or, where nothing changed, from the vault.

    Attributes
    ----------
    folders : sequence of ReturnFolder
        Every version that counts or counted, also where its files were erased and its rows are kept.
    sources : mapping of ReturnVersion to str
        The keyed hash of the files of each, as they are or were before they were erased.
    """

    study: Study
    folders: Sequence[ReturnFolder] = field(init=False)
    sources: Mapping[ReturnVersion, str] = field(init=False)
    _erased: Mapping[ReturnVersion, str] = field(init=False)  # files erased, rows kept: the keyed hash they had
    _instrument: str = field(init=False)
    _fresh: dict[ReturnVersion, KeptReturn] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Look at what there is before anything is read.

        Raises
        ------
        VersionError
            If what was collected is gone or has changed, or a version is missing.
        RetentionError
            If what was erased came back.
        """
        self.folders, self.sources = folders_of(self.study)
        there = {folder.version for folder in self.folders if folder.path.is_dir()}
        self._erased = {version: source for version, source in self.sources.items() if version not in there}
        self._instrument = source_hash(self.study, instrument_folder(self.study.root))

    def take(self, folder: ReturnFolder, instrument: Instrument) -> Taken:
        """Give the rows and receipt of a version.

        Raises
        ------
        RetentionError
            If its files were erased and its rows were kept by another instrument.
        """
        version = folder.version
        kept = self._fresh.get(version) or self._unchanged(version)
        if kept:
            return Taken(receipt_of(kept.receipt), kept.accepted, kept.quarantine, _lines_by_entity(kept))
        if version in self._erased:
            what = "its files were erased, and the vault has not its rows as this instrument reads them"
            remedy = "Restore vault/returns or the instrument from a backup, or erase the cases of this return too."
            raise RetentionError(what, where=str(version), remedy=remedy)
        taken = take_return(folder, instrument)
        said = KeptVersion(source=self.sources[version], instrument=self._instrument, program=_program(), files={})
        self._fresh[version] = KeptReturn(
            said, taken.accepted, taken.quarantine, _lines_of(taken), receipt_json(taken.receipt)
        )
        return taken

    def _unchanged(self, version: ReturnVersion) -> KeptReturn | None:
        kept = kept_return(self.study, version)
        if kept is None or (kept.said.source, kept.said.instrument) != (self.sources[version], self._instrument):
            return None
        return kept if version in self._erased or kept.said.program == _program() else None

    def revisions(self) -> tuple[Revision, ...]:
        """Say what each version changed, but those before the last one whose replacement the ledger has already."""
        last = {folder.version for folder in current(self.folders)}
        noted = _noted(self.study)
        later = [folder for folder in self.folders if folder.version.number > 1]
        return tuple(self._revision(f) for f in later if f.version in last or _place(f.version) not in noted)

    def _revision(self, folder: ReturnFolder) -> Revision:
        version, instrument = folder.version, self.study.instrument
        older = next(one for one in self.folders if one.version == replace(version, number=version.number - 1))
        before, after = self.take(older, instrument).accepted, self.take(folder, instrument).accepted
        withdrawal = None if version in self._erased else withdrawal_in(folder)
        return Revision(version, changes_between(before, after, instrument), withdrawal)

    def keep(self) -> None:
        """Write into the vault every version that was read; an earlier one stays as it was read when it counted."""
        last = {folder.version for folder in current(self.folders)}
        for folder in self.folders:
            kept = None if folder.version in last else kept_return(self.study, folder.version)
            if kept and kept.said.source == self.sources[folder.version]:
                self._fresh.pop(folder.version, None)
            elif folder.version not in last:
                self.take(folder, self.study.instrument)
        for version, kept in self._fresh.items():
            keep_return(self.study, version, kept)

    @property
    def told(self) -> str:
        """What a person is told of versions: how many were read anew, revised or erased."""
        last = current(self.folders)
        revised = sum(folder.version.number > 1 for folder in last)
        numbers = {
            "read before and unchanged": sum(folder.version not in self._fresh for folder in last),
            "revised": revised,
            "read from the vault, as their files were erased": sum(f.version in self._erased for f in last),
        }
        return "".join(f", {number} {what}" for what, number in numbers.items() if number)

    def note(self, ledger: Ledger, revisions: Sequence[Revision]) -> list[dict[str, Any]]:
        """Write an entry for each replacement that has none yet; gives what is collected for the first time.

        How many rows changed is as confidential as a table, so the ledger has the keyed hash of these counts; they
        stand in the giver's report.
        """
        noted = _noted(self.study)
        for revision in revisions:
            if _place(revision.version) not in noted:
                event = WITHDRAWN if revision.withdrawal else REPLACED
                ledger.append(event, why="run", duty=Duty.ALTERATION, detail=_detail(self.study, revision))
        known = collected_versions(self.study)
        new = [version for version in sorted(self.sources) if version not in known]
        return [{"return": v.name, "version": v.number, "source": self.sources[v]} for v in new]


def _lines_of(taken: Taken) -> pl.DataFrame:
    frames = [pl.DataFrame({"line": lines}).with_columns(entity=pl.lit(e)) for e, lines in taken.lines.items()]
    return pl.concat(frames).select(pl.col("entity"), pl.col("line").cast(pl.Int64))


def _lines_by_entity(kept: KeptReturn) -> dict[str, pl.Series]:
    return {e: kept.lines.filter(pl.col("entity") == e)["line"].alias(LINE) for e in kept.accepted}


def folders_of(study: Study) -> tuple[list[ReturnFolder], dict[ReturnVersion, str]]:
    """Give every version of every return, and the keyed hash of its files, checked against the ledger.

    Raises
    ------
    VersionError
        If what was collected is gone or has changed, or a version is missing.
    RetentionError
        If what was erased came back.
    """
    erased, known = erased_versions(study), collected_versions(study)
    found = return_folders(study.returns, erased=[version for version in known if version in erased.files])
    sources = {f.version: source_hash(study, f.path) for f in found if f.path.is_dir()}
    for version in sources:
        erased.check_stays_away(version)
    folders = [folder for folder in found if folder.version not in erased.rows]
    sources |= {folder.version: known[folder.version] for folder in folders if folder.version not in sources}
    for version, source in known.items():
        if version not in erased.rows:
            _check_same(study, version, source, sources.get(version))
    return folders, sources


def _check_same(study: Study, version: ReturnVersion, then: str, now: str | None) -> None:
    if now == then:
        return
    where = str(study.returns / version.provider / version.folder)
    if now is None:
        raise VersionError(
            "was collected, and is gone",
            where=where,
            remedy="Put it back from a backup. A return is withdrawn by a version with withdrawn.toml, and erased by "
            "`clerestory share erase`; never by deletion.",
        )
    later = replace(version, number=version.number + 1)
    raise VersionError(
        "was collected, and has changed since",
        where=where,
        remedy=f"Put the files back as they were, and the new ones beside them into {version.provider}/{later.folder}.",
    )


def collected_versions(study: Study, *, until: int | None = None) -> dict[ReturnVersion, str]:
    """Give each version that a run took in, with the keyed hash that its files had then; ``until`` an entry, or all."""
    entries = (e for e in entries_of(study.ledger, COLLECTED) if until is None or e.seq <= until)
    taken = [one for entry in entries for one in entry.detail.get("taken", ())]
    return {version_named(one): str(one["source"]) for one in taken}


def source_hash(study: Study, folder: Path) -> str:
    """Give the keyed hash of all files of a version, names and bytes; what a system left unasked is none of them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not is_unasked(path))
    return study.hash_of_files(files, folder)


def inputs_hash(study: Study, sources: Mapping[ReturnVersion, str]) -> str:
    """Give the keyed hash of all returns, from those of the files of each version as ``folders_of`` gives them."""
    named = ((f"{version.provider}/{version.folder}", source) for version, source in sorted(sources.items()))
    return study.keyed_hash(*(part.encode() for one in named for part in one))


def _place(version: ReturnVersion) -> tuple[str, int]:
    return version.name, version.number


def _noted(study: Study) -> set[tuple[str, int]]:
    """Give the versions of which the ledger says that they replace another."""
    entries = entries_of(study.ledger, REPLACED, WITHDRAWN)
    return {(str(entry.detail["return"]), int(entry.detail["version"])) for entry in entries}


def _detail(study: Study, revision: Revision) -> dict[str, Any]:
    counts = [{**vars(change), "changed": dict(change.changed)} for change in revision.changes]
    touched = [change.entity for change in revision.changes if change.added or change.gone or change.changed]
    version = revision.version
    return {
        "return": version.name,
        "version": version.number,
        "replaces": version.number - 1,
        "entities": touched,
        "changes": study.keyed_hash(canonical_json(counts)),
    }


@cache
def _program() -> str:
    """Name the program that reads returns: its version, and what the code that reads them hashes to."""
    digest = hashlib.sha256()
    for package in ("clerestory.collect", "clerestory.model"):
        for source in _sources_of(resources.files(package)):
            digest.update(source.read_bytes())
    return f"{__version__} {digest.hexdigest()}"


def _sources_of(folder: Traversable) -> Iterator[Traversable]:
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir():
            yield from _sources_of(path)
        elif path.name.endswith(".py"):
            yield path
