"""A pack, file by file: copied or selected from a release, with a page and a manifest that point back to it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from clerestory import __version__
from clerestory.model.lessons.packs import Made, PackedFile, PackManifest, PackRequest
from clerestory.model.lessons.released import ReleasedEvidence
from clerestory.publish.lessons import LESSONS, lesson_rows
from clerestory.publish.packs.page import PackPage, ShownTable, pack_page
from clerestory.publish.packs.released import ReleasedContent, Row
from clerestory.publish.packs.selecting import Selection, is_drawn, select, selected_files, selected_table
from clerestory.publish.pages import style_sheet
from clerestory.publish.register import REGISTER
from clerestory.publish.release.building import MANIFEST
from clerestory.spreadsheets import defused

PAGE, STYLE = "index.html", "style.css"
_NOTES = ("id", "what", "file", "note", "data")  # columns of the notes


@dataclass(frozen=True)
class _File:
    data: bytes
    made: Made
    of: tuple[str, ...]


def write_pack(files: Mapping[str, bytes], folder: Path) -> PackManifest:
    """Write the files of a pack into an empty folder."""
    write_files(files, folder)
    return PackManifest.model_validate_json(files[MANIFEST])


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into an empty folder, by their names below it."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def pack_files(release: ReleasedContent, request: PackRequest) -> Mapping[str, bytes]:
    """Give every file of a pack by name; the same release and request give the same bytes.

    Raises
    ------
    PackError
        If the release has no lesson for the audience, or no table of it shows the area.
    """
    selection = select(release, request)
    cited = [one for one in selection.evidence if one.kind == "table"]
    tables = [ShownTable(one, selected_table(release, one, one.files[0], selection)) for one in cited]
    files: dict[str, _File] = {}
    for one in selection.evidence:
        files |= _evidence_files(release, one, selection)
    files |= _narrowed(tables) | _lists(release, selection)
    page = pack_page(PackPage(release, request, selection, tuple(tables), tuple(sorted(files))))
    files[PAGE] = _File(page.encode(), Made.WRITTEN, tuple(sorted({name for f in files.values() for name in f.of})))
    files[STYLE] = _File(style_sheet().encode(), Made.WRITTEN, ())
    return {**{name: file.data for name, file in files.items()}, MANIFEST: _manifest(release, request, files)}


def _narrowed(tables: Iterable[ShownTable]) -> dict[str, _File]:
    """Give the tables of which some rows are left out; they take the place of the copied ones."""
    narrowed = [table.selected for table in tables if not table.selected.is_whole]
    return {one.file: _File(_csv(one.header, one.rows), Made.SELECTED, (one.file,)) for one in narrowed}


def _evidence_files(release: ReleasedContent, one: ReleasedEvidence, selection: Selection) -> dict[str, _File]:
    names = [*selected_files(one, selection), *(one.pictures if is_drawn(one, selection) else ())]
    return {name: _File(release.read(name), Made.COPIED, (name,)) for name in names}


def _lists(release: ReleasedContent, selection: Selection) -> dict[str, _File]:
    """Give the lessons as CSV, the notes of tables, and the register of what is withheld."""
    lessons, register = (f"{release.name(name)}.csv" for name in (LESSONS, REGISTER))
    source = f"{release.name(LESSONS)}.json"
    return {
        lessons: _File(lesson_rows(release.lessons, selection.lessons).encode(), Made.SELECTED, (lessons,)),
        f"{release.name('notes')}.csv": _File(_csv(_NOTES, _notes(release, selection)), Made.WRITTEN, (source,)),
        register: _File(release.read(register), Made.COPIED, (register,)),
    }


def _notes(release: ReleasedContent, selection: Selection) -> Iterator[Row]:
    data = release.manifest.data.value
    for one in selection.evidence:
        for note in one.limits:
            file = (*one.files, *one.pictures, "")[0]
            row = (one.id, one.label, file, note, data)
            yield {name: str(defused(value)) for name, value in zip(_NOTES, row, strict=True)}


def _csv(header: Collection[str], rows: Iterable[Row]) -> bytes:
    """Give rows as CSV; they come from a release, where each was made safe to open already."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _manifest(release: ReleasedContent, request: PackRequest, files: Mapping[str, _File]) -> bytes:
    known = release.manifest
    manifest = PackManifest(
        form="clerestory-pack/1",
        study=known.study,
        title=known.title,
        data=known.data,
        release=known.release,
        release_folder=known.folder,
        release_manifest=release.digest,
        audience=request.audience,
        area=request.area,
        software=f"clerestory {__version__}",
        files=tuple(
            PackedFile(path=name, size=len(file.data), sha256=digest_of(file.data), made=file.made, of=file.of)
            for name, file in sorted(files.items())
        ),
    )
    made = json.dumps(manifest.model_dump(mode="json"), sort_keys=True, indent=2, ensure_ascii=False)
    return made.encode() + b"\n"


def digest_of(data: bytes) -> str:
    """Give the SHA-256 of some bytes, as manifests name it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()
