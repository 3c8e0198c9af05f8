"""The files that a correction adds to a release: what changed as a page, as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from clerestory.errors import CorrectionError
from clerestory.model.canonical import pretty_json
from clerestory.model.catalogue import Catalogue
from clerestory.model.commission import PAPER, CorrectionReason, StudySettings
from clerestory.model.corrections import ChangedValue, CorrectedPart, Corrections
from clerestory.publish.corrections.comparing import changed_charts, changed_sentences, changed_values
from clerestory.publish.corrections.earlier import CORRECTIONS, CorrectedRelease
from clerestory.publish.csv_files import SEVERAL, csv_text
from clerestory.publish.open_data.columns import Column as CsvColumn
from clerestory.publish.open_data.columns import code, data_column, header, text
from clerestory.publish.pages import page_beside
from clerestory.publish.release.catalogue import CATALOGUE
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.values import Column, Grid, Kind, Row

PAGE: Mapping[str, str] = MappingProxyType({"corrections.html": "What was corrected"})
CORRECTION_COLUMNS = (
    code("part", "Part", "Id of the table or finding."),
    text("title", "Title", required=True),
    code("file", "File", "In which the value stands.", key=True),
    CsvColumn("place", "Place", "Row and column, by their labels.", key=True, blank=True),
    code("column", "Column", "Of the file.", key=True),
    text("then", "As it was", "Empty where there was no such place, or nothing stood there."),
    text("now", "As it is", "Empty where there is no such place any more, or nothing stands there."),
    text("why", "Why", required=True),
    CsvColumn("told", "Told", "Who was told.", separator=SEVERAL),
)
_HEAD = tuple(Column(label, Kind.TEXT) for label in ("Where", "What", "As it was", "As it is"))
_NOTHING = "nothing"
_PAPER_TITLE = "The words of the paper"


def correction_page(settings: StudySettings) -> Mapping[str, str]:
    """Give the name and title of the page, of a release that corrects another; other releases have none."""
    return PAGE if settings.release.corrects else {}


def correction_files(
    corrected: CorrectedRelease | None, contents: Contents, files: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Give the files of a correction, made of the files of both releases and nothing else.

    Parameters
    ----------
    corrected : CorrectedRelease, optional
        The release that study.toml says is corrected.
    files : mapping of str to bytes
        The other files of the release that is made, its catalogue among them.

    Raises
    ------
    CorrectionError
        If something changed that study.toml does not explain, or it explains what did not change.
    """
    settings = contents.settings
    if settings.release.corrects is None:
        return {}
    if corrected is None:
        raise _fault("corrects", "the release that is corrected is not at hand", "Publish it from its study.")
    made = _corrections(corrected, contents, files)
    (page,) = PAGE
    grids = {part.id: _grid(part) for part in made.parts}
    shown = page_beside("corrections.html", contents, page=page, made=made, grids=grids, earlier=corrected.folder)
    return {
        page: shown.encode(),
        f"{contents.file_name(CORRECTIONS)}.csv": _csv(made).encode(),
        f"{contents.file_name(CORRECTIONS)}.json": pretty_json(made.model_dump(mode="json")).encode(),
    }


def _corrections(corrected: CorrectedRelease, contents: Contents, files: Mapping[str, bytes]) -> Corrections:
    settings = contents.settings
    titles = _titles(contents, corrected.files) | _titles(contents, files)
    values = _by_part(changed_values(corrected.files, files), titles)
    then, now = changed_sentences(corrected.files["index.html"], files["index.html"])
    told = {one.part: one for one in settings.release.corrections}
    _check_explained(told, values, has_new_words=bool(then or now))
    named = {file: title for file, (_, title) in titles.items()}
    return Corrections(
        form="clerestory-corrections/1",
        data=settings.study.data,
        release=settings.release.date,
        corrects=corrected.date,
        parts=tuple(_parts(told, values, dict(titles.values()))),
        charts=tuple(dict.fromkeys(named.get(name, name) for name in changed_charts(corrected.files, files))),
        sentences_then=then,
        sentences_now=now,
    )


def _parts(
    told: Mapping[str, CorrectionReason], values: Mapping[str, list[ChangedValue]], titles: Mapping[str, str]
) -> Iterator[CorrectedPart]:
    for part, one in told.items():
        title = _PAPER_TITLE if part == PAPER else titles[part]
        yield CorrectedPart(id=part, title=title, why=one.why, told=one.told, values=tuple(values.get(part, ())))


def _check_explained(
    told: Mapping[str, CorrectionReason], values: Mapping[str, list[ChangedValue]], *, has_new_words: bool
) -> None:
    """Check that what changed is what is explained; words that follow a changed table need no reason of their own."""
    if lost := [part for part in values if part not in told]:
        raise _fault(lost[0], f"changed, and nobody says why ({len(lost)} such)", "Say why, and who was told.")
    explained = {part for part in told if part != PAPER}
    if idle := sorted(explained - set(values)):
        raise _fault(idle[0], "is explained, and nothing of it changed", "Remove it, or correct what was meant.")
    if PAPER in told and not has_new_words:
        raise _fault(PAPER, "is explained, and no sentence of the paper changed", "Remove it.")
    if not values and has_new_words and PAPER not in told:
        raise _fault(PAPER, "its words changed, and nobody says why", "Say why, and who was told.")
    if not values and not has_new_words:
        raise _fault("corrects", "nothing changed", "Leave corrects out: this is no correction.")


def _by_part(
    changed: Mapping[str, list[ChangedValue]], titles: Mapping[str, tuple[str, str]]
) -> dict[str, list[ChangedValue]]:
    found: dict[str, list[ChangedValue]] = {}
    for name, values in changed.items():
        part = titles[name][0] if name in titles else PurePosixPath(name).stem
        found.setdefault(part, []).extend(values)
    return found


def _titles(contents: Contents, files: Mapping[str, bytes]) -> dict[str, tuple[str, str]]:
    """Give id and title of the table or finding that each file is of, as a release's catalogue has it."""
    name = f"{contents.file_name(CATALOGUE)}.json"
    if name not in files:
        return {}
    entries = Catalogue.model_validate_json(files[name]).entries
    return {file: (entry.id, entry.title) for entry in entries for file in entry.files}


def _grid(part: CorrectedPart) -> Grid:
    rows = ((value.place, (value.column, value.then or _NOTHING, value.now or _NOTHING)) for value in part.values)
    return Grid(_HEAD, tuple(Row(place, values) for place, values in rows))


def _csv(made: Corrections) -> str:
    rows = [
        [part.id, part.title, value.file, value.place, value.column, value.then, value.now, part.why,
         SEVERAL.join(part.told), made.data.value]
        for part in made.parts
        for value in part.values
    ]  # fmt: skip
    return csv_text(header((*CORRECTION_COLUMNS, data_column(made.data))), rows)


def _fault(part: str, what: str, remedy: str) -> CorrectionError:
    return CorrectionError(what, where=f"study.toml, [[release.corrections]] {part}", remedy=remedy)
