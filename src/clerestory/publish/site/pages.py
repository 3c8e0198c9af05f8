"""The pages of the site, in the frame of the releases' own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from clerestory.model.catalogue import CatalogueEntry
from clerestory.model.lessons.study import LessonStatus
from clerestory.model.recalls import RecallNotice
from clerestory.model.releases import Withheld
from clerestory.publish.answers.commitments import shown_ledger
from clerestory.publish.answers.files import carried_out
from clerestory.publish.pages import page_apart
from clerestory.publish.register import MEANINGS
from clerestory.publish.site.reading import SiteRelease

PAGES: Mapping[str, str] = MappingProxyType(
    {
        "index.html": "Home",
        "papers.html": "Papers",
        "tables.html": "Tables",
        "withheld.html": "What is withheld",
        "commitments.html": "Commitments",
        "answers.html": "Answers",
        "accessibility.html": "Accessibility",
    }
)
LOST = "404.html"
_FORMATS = {"csv": "CSV", "ods": "ODS", "xlsx": "XLSX", "svg": "a picture", "json": "JSON"}
_NARROW = "a picture for phones"


@dataclass(frozen=True)
class Announced:
    """A release that is announced and not in its place yet."""

    title: str
    when: str


@dataclass(frozen=True)
class Site:
    """Everything that the pages show.

    Attributes
    ----------
    id, title, publisher : str
        Of the study whose releases these are.
    mark, mark_sentence : str
    releases : tuple of SiteRelease
        The last one first.
    announced : tuple of Announced
    recalled : tuple of RecallNotice
        In whose places a notice stands.
    address : str
        Where the site stands, with a slash at the end; empty where nobody says.
    """

    id: str
    title: str
    publisher: str
    mark: str
    mark_sentence: str
    releases: tuple[SiteRelease, ...]
    announced: tuple[Announced, ...] = ()
    recalled: tuple[RecallNotice, ...] = ()
    address: str = ""


def site_pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield each page by its name."""
    values: Mapping[str, Mapping[str, object]] = {
        "tables.html": {"tables": [(release, _tables(release)) for release in site.releases]},
        "withheld.html": {"entries": _withheld(site), "meanings": MEANINGS},
        "answers.html": {"latest": next((one for one in site.releases if one.answers), None)},
        "commitments.html": {"proposed": _proposed(site), **_ledger(site)},
    }
    for name in PAGES:
        yield name, _page(name, site, **values.get(name, {}))
    yield LOST, _page(LOST, site)


def _page(name: str, site: Site, **values: object) -> str:
    return page_apart(
        f"site/{name}",
        page=name,
        pages=PAGES,
        site=site,
        study={"title": site.title, "publisher": site.publisher},
        mark=site.mark,
        mark_sentence=site.mark_sentence,
        **values,
    )


@dataclass(frozen=True)
class ListedTable:
    """A table, chart or finding as the list of tables has it: its anchor, and its files with their formats."""

    anchor: str
    entry: CatalogueEntry
    files: tuple[tuple[str, str], ...]


def _tables(release: SiteRelease) -> list[ListedTable]:
    entries = release.catalogue.entries if release.catalogue else ()
    day = release.date.isoformat()
    return [ListedTable(f"{day}-{entry.id}", entry, tuple(_linked(entry, release))) for entry in entries]


def _linked(entry: CatalogueEntry, release: SiteRelease) -> Iterator[tuple[str, str]]:
    """Yield each file of an entry with what a link to it says."""
    for name in entry.files:
        path = PurePosixPath(name)
        of_part = path.stem.partition(entry.id)[2].strip("-").replace("-", " ")
        kind = _FORMATS.get(path.suffix.lstrip("."), path.suffix.lstrip(".").upper())
        of_part, kind = ("", _NARROW) if of_part == "narrow" else (of_part, kind)
        yield f"{release.folder}/{name}", f"{of_part.capitalize()} as {kind}" if of_part else f"As {kind}"


def _withheld(site: Site) -> Sequence[Withheld]:
    """Give the entries of the last release that has a register; earlier ones are on its own pages."""
    return next((release.register.withheld for release in site.releases if release.register), ())


def _ledger(site: Site) -> Mapping[str, object]:
    """Give what the page asks for of the last ledger that was released, and the lessons that it carries out."""
    last = next((one for one in site.releases if one.commitments), None)
    if last is None or last.commitments is None:
        return {"ledger": None}
    lessons = carried_out(last.lessons.lessons) if last.lessons else {}
    return {"release": last, "lessons": lessons, **shown_ledger(last.commitments)}


@dataclass(frozen=True)
class Proposed:
    """What was proposed because of a lesson, in the words of the last release that has it; ``commitment`` is an id."""

    title: str
    proposal: str
    to: str
    status: str
    said: str
    release: SiteRelease
    number: int
    commitment: str


def _proposed(site: Site) -> list[Proposed]:
    """Give every lesson of the last release that has lessons, those that were accepted first."""
    last = next((release for release in site.releases if release.lessons), None)
    if last is None or last.lessons is None:
        return []
    made = [
        Proposed(
            lesson.title,
            lesson.action.proposal,
            ", ".join(agency.label for agency in lesson.action.to),
            lesson.status.value,
            lesson.reason,
            last,
            lesson.number,
            lesson.commitment,
        )
        for lesson in last.lessons.lessons
    ]
    return sorted(made, key=lambda one: one.status != LessonStatus.ACCEPTED.value)
