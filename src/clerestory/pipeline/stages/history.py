"""What readers have already, gathered before a study's tables are made and held against what leaves the vault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from clerestory import __version__
from clerestory.analyse import Tabulation
from clerestory.errors import StudyError, TableError
from clerestory.ledger import entries_of
from clerestory.model.canonical import canonical_json
from clerestory.model.commission import TableRequest
from clerestory.model.history import EarlierTable, LeftDraft
from clerestory.model.releases import folder_name
from clerestory.model.rules import Preset
from clerestory.model.tables import ConfidentialTable, ProtectedTable
from clerestory.pipeline.custody.erased import check_left_kept
from clerestory.pipeline.releases.recalled import taken_off
from clerestory.pipeline.stages.published import release_folders
from clerestory.protect.perturb import rounded_table
from clerestory.publish.csv_files import table_csv
from clerestory.study import Study
from clerestory.study.past import Left, Publication, printed_by, read_left, read_publications, requests_of
from clerestory.study.requests import check_requests
from clerestory.study.stored import cohort_json, read_written, write_json

LEFT = "protected tables disclosed to the desk"


@dataclass(frozen=True)
class History:
    """All that readers may have of a study's cases."""

    left: tuple[Left, ...]
    publications: tuple[Publication, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all, in order."""
        return tuple(one.name for one in self.all)

    @property
    def all(self) -> tuple[Left | Publication, ...]:
        """Drafts, then publications."""
        return (*self.left, *self.publications)

    def only(self, names: Sequence[str]) -> History:
        """Give the part that has these names."""
        return History(
            tuple(one for one in self.left if one.name in names),
            tuple(one for one in self.publications if one.name in names),
        )


def read_history(study: Study) -> History:
    """Read what readers may have, and check that nothing of it is lost.

    Raises
    ------
    StudyError
        If a draft or publication cannot be read, the ledger names a draft that is not there, or the vault does not know
        the tables of an earlier release.
    RetentionError
        If the copies of drafts were erased.
    """
    check_left_kept(study)
    found = History(read_left(study), read_publications(study))
    names = {left.name for left in found.left}
    for entry in entries_of(study.ledger, LEFT):
        lost = str(entry.detail.get("left", ""))
        if lost and lost not in names:
            raise StudyError(
                f"a draft that entry {entry.seq} of the ledger says left the vault is missing",
                where=str(study.left / lost),
                remedy="Restore vault/left from a backup. Nothing was published.",
            )
    _check_releases(study, found)
    return found


def _check_releases(study: Study, history: History) -> None:
    own = folder_name(study.settings.release.date, study.settings.study.data)
    known = {printed for left in history.left for printed in as_printed(left, study)}
    registered = {(one.form.release, one.form.table.id) for one in history.publications}
    for folder in (*release_folders(study), *taken_off(study)):  # what was recalled was read before
        if folder.name == own:
            continue
        for path in tables_of(folder):
            name = path.stem.removeprefix(f"{study.settings.study.data.mark}-")
            if path.read_bytes() not in known and (folder.name, name) not in registered:
                raise StudyError(
                    "was published, and the vault has no copy of the draft",
                    where=str(path),
                    remedy=f"Restore vault/left from a backup, or register the table in history/ with release = "
                    f'"{folder.name}"; docs/reference/history.md has the form.',
                )


def as_printed(left: Left, study: Study) -> set[bytes]:
    """Give the files in which the tables of a draft are published; the vault's copies are not rounded."""
    return {table_csv(rounded_table(table), study.settings.study.data).encode() for table in left.tables}


def tables_of(release: Path) -> Iterator[Path]:
    """Yield the files of a release that are tables."""
    return (p for p in sorted((release / "tables").glob("*.csv")) if p.read_bytes().startswith(b"row_key,"))


def past_requests(history: History, study: Study) -> tuple[TableRequest, ...]:
    """Give what earlier tables count, each under a name of its own.

    Raises
    ------
    TableError
        If the instrument has not any more what one of them names.
    """
    found: list[TableRequest] = []
    for one in history.all:
        for request in requests_of(one):
            renamed = request.model_copy(update={"id": f"past-{len(found) + 1}"})
            try:
                check_requests([renamed], study.instrument)
            except TableError as error:
                raise TableError(
                    f"an earlier table cannot be held against the tables of now: {error.what}",
                    where=str(one.where),
                    remedy="Put what it names back into the instrument: without it nobody can say what it gives away.",
                ) from None
            found.append(renamed)
    return tuple(found)


def replayed(study: Study, preset: Preset, history: History) -> Iterator[Left]:
    """Yield the drafts that these settings may have made before: what has left can leave again, the same to the byte.

    Protected against itself a table could come out another way; so its draft is made again from the past that it had.
    What was registered since counts, unless the release is in its place already.
    """
    settings = study.settings
    outside = {one.name for one in history.publications}
    for left in sorted(history.left, key=lambda left: (not _is_published(study, left), -len(left.draft.against))):
        draft = left.draft
        same = (draft.requests, draft.rules, draft.software) == (settings.tables, preset.as_settings(), __version__)
        informed = outside <= set(draft.against) or _is_published(study, left)
        if same and informed and set(draft.against) <= set(history.names):
            yield left


def _is_published(study: Study, left: Left) -> bool:
    data = study.settings.study.data
    folder = study.releases / folder_name(study.settings.release.date, data)
    there = {path.read_bytes() for path in tables_of(folder)}
    return bool(there) and there == as_printed(left, study)


def earlier_tables(history: History, made: Sequence[ConfidentialTable]) -> tuple[EarlierTable, ...]:
    """Give earlier tables on today's classifications.

    Parameters
    ----------
    made : sequence of ConfidentialTable
        Of ``past_requests``.

    Raises
    ------
    StudyError
        If a publication names a row or column that its table has not.
    """
    told = [(one, *table) for one in history.all for table in printed_by(one)]
    return tuple(
        _earlier(one, printed, now, zeros_shown=zeros_shown)
        for (one, printed, zeros_shown), now in zip(told, made, strict=True)
    )


def _earlier(
    one: Left | Publication, printed: Mapping[tuple[str, str], int | None], now: ConfidentialTable, *, zeros_shown: bool
) -> EarlierTable:
    rows, columns = now.shape.rows, now.shape.columns
    keys = [[(row.key, column.key) for column in columns] for row in rows]
    flat = {key for row in keys for key in row}
    lost = [key for key, count in printed.items() if key not in flat and count != 0]
    if lost and isinstance(one, Publication):
        raise StudyError(
            f"there is no cell {lost[0][0]!r}, {lost[0][1]!r} in the table that is described",
            where=str(one.where),
            remedy=f"Rows: {', '.join(p.key for p in rows)}; columns: {', '.join(p.key for p in columns)}.",
        )
    counts = tuple(tuple(printed.get(key) for key in row) for row in keys)
    told = zeros_shown and flat <= printed.keys()
    return EarlierTable(one.name, ProtectedTable(now.shape, counts, whole=not told), now.counts, lost=bool(lost))


def cohort_hashes(study: Study, made: Tabulation) -> dict[str, str]:
    """Give the keyed hash of each cohort."""
    return {name: study.keyed_hash(canonical_json(cohort_json(cohort))) for name, cohort in made.cohorts.items()}


@dataclass(frozen=True)
class Gathered:
    """What the analysis found of the past, for the stages after it."""

    known: tuple[str, ...]  # all that was there
    draft: LeftDraft  # how the draft to come is made
    replays: str  # the draft that left before and is made again, or nothing
    earlier: tuple[EarlierTable, ...]


def write_gathered(path: Path, gathered: Gathered) -> None:
    """Write what was gathered; confidential, it holds true counts."""
    write_json(
        path,
        {
            "known": list(gathered.known),
            "draft": gathered.draft.model_dump(mode="json"),
            "replays": gathered.replays,
            "earlier": [
                {"source": e.source, "table": e.table.as_json(), "now": e.now.tolist(), "lost": e.lost}
                for e in gathered.earlier
            ],
        },
    )


def read_gathered(path: Path) -> Gathered:
    """Read what the analysis gathered."""
    return read_written(path, _gathered)


def _gathered(value: Mapping[str, Any]) -> Gathered:
    earlier = tuple(
        EarlierTable(e["source"], ProtectedTable.from_json(e["table"]), np.array(e["now"], dtype=np.int64), e["lost"])
        for e in value["earlier"]
    )
    return Gathered(tuple(value["known"]), LeftDraft.model_validate(value["draft"]), value["replays"], earlier)


def check_still_all(study: Study, gathered: Gathered) -> None:
    """Check that nothing was published or left the vault since the past was gathered, but this very draft.

    Raises
    ------
    StudyError
        If something did: the tables are not protected against it.
    """
    now = read_history(study)
    own = {left.name for left in now.left if left.draft == gathered.draft}
    if set(now.names) - own != set(gathered.known) - own:
        raise StudyError(
            "what readers have changed since these tables were made",
            where=str(study.vault / "tables"),
            remedy="Run the stages again from analyse: `clerestory run STUDY`.",
        )
