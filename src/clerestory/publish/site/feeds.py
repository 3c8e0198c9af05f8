"""What programs read of the site: Atom feeds (RFC 4287), the map of its pages, and a word to crawlers.

Times are midnight UTC of the day of a release, so that the same releases give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from clerestory.model.answers.public.commitments import ToldCommitment
from clerestory.model.calendar import date_text
from clerestory.publish.answers.commitments import COMMITMENTS_PAGE, kept_words
from clerestory.publish.site.pages import PAGES, Site

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class _Entry:
    """One entry of a feed; ``id`` never changes, whatever the page is called."""

    id: str
    title: str
    link: str
    updated: dt.date
    summary: str


def releases_feed(site: Site) -> str:
    """Give the feed of releases, the last one first."""
    entries = (
        _Entry(
            f"release:{one.folder}",
            one.title,
            f"{one.folder}/index.html",
            one.date,
            f"Published {date_text(one.date)}.",
        )
        for one in site.releases
    )
    return _feed(site, "releases", "New releases", entries)


def withheld_feed(site: Site) -> str:
    """Give the feed of registers: an entry for each entry of the last one, and for what came out in each release."""
    entries: list[_Entry] = []
    registers = [(release, release.register) for release in site.releases if release.register]
    for release, register in registers:
        page = f"{release.folder}/register.html"
        entries += [
            _Entry(f"out:{one.key}:{release.folder}", f"Came out: {one.output}", page, release.date, f"{one.how}.")
            for one in register.came_out
        ]
    for release, register in registers[:1]:
        for one in register.withheld:
            summary = f"{one.reason}. {one.law} Looked at again by {date_text(one.review_by)}."
            page = f"{release.folder}/register.html"
            entries.append(_Entry(f"withheld:{one.key}", f"Withheld: {one.output}", page, release.date, summary))
    return _feed(site, "withheld", "What is withheld", entries)


def commitments_feed(site: Site) -> str:
    """Give the feed of commitments: an entry for each that is new in a release, or stands otherwise than before."""
    told = [(release, release.commitments) for release in site.releases if release.commitments]
    entries = (
        _of_commitment(release.folder, release.date, one)
        for (release, ledger), (_, before) in pairwise((*told, (None, None)))
        if release and ledger
        for one in ledger.commitments
        if before is None or not _is_as(one, before.told(one.id))
    )
    return _feed(site, "commitments", "Commitments", entries)


def _is_as(one: ToldCommitment, before: ToldCommitment | None) -> bool:
    """Say whether a commitment stands as it did: the same state and day, and overdue or not as it was."""
    shown = [(each.state, each.due, each.is_overdue) for each in (one, before) if each is not None]
    return len(shown) == 2 and shown[0] == shown[1]


def _of_commitment(folder: str, day: dt.date, one: ToldCommitment) -> _Entry:
    due = f" Due {date_text(one.due)}." if one.due else " No day was given."
    kept = f" {words.capitalize()}." if (words := kept_words(one)) else ""
    summary = f"{one.label}{', overdue' if one.is_overdue else ''}.{due}{kept} {one.owner}."
    page = f"{folder}/{COMMITMENTS_PAGE}#commitment-{one.id}"
    return _Entry(f"commitment:{one.id}:{folder}", f"{one.label}: {one.title}", page, day, summary)


def _feed(site: Site, name: str, title: str, entries: Iterable[_Entry]) -> str:
    mark = f"{site.mark}: " if site.mark else ""
    updated = max((release.date for release in site.releases), default=dt.date(1970, 1, 1))
    base = f" xml:base={quoteattr(site.address)}" if site.address else ""
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="{_ATOM}" xml:lang="en-GB"{base}>',
        f"<id>{_id(site, name)}</id>",
        f"<title>{escape(mark + title)}: {escape(site.title)}</title>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{escape(site.publisher)}</name></author>",
        f'<link rel="self" href="{name}.xml"/>',
        '<link href="index.html"/>',
    ]
    return "\n".join([*head, *(_written(site, mark, entry) for entry in entries), "</feed>"]) + "\n"


def _written(site: Site, mark: str, entry: _Entry) -> str:
    return (
        f"<entry><id>{_id(site, entry.id)}</id><title>{escape(mark + entry.title)}</title>"
        f"<link href={quoteattr(entry.link)}/><updated>{_moment(entry.updated)}</updated>"
        f"<summary>{escape(entry.summary)}</summary></entry>"
    )


def _id(site: Site, name: str) -> str:
    """Give an identifier that no move of the site changes: a UUID of its name (RFC 9562, version 5)."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'clerestory:{site.id}:{name}')}"


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def sitemap(site: Site) -> str:
    """Give the map of the site for crawlers; its addresses have to be whole ones, so the site's address is needed."""
    pages = [*PAGES, *(f"{one.folder}/{name}" for one in site.releases for name in sorted(one.files) if _is_page(name))]
    lines = [f"<url><loc>{escape(site.address + page)}</loc></url>" for page in pages]
    head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([head, *lines, "</urlset>"]) + "\n"


def _is_page(name: str) -> bool:
    return name.endswith(".html")


def robots(site: Site) -> str:
    """Give the word to crawlers: all may read all; the map, where there is one."""
    where = f"Sitemap: {site.address}sitemap.xml\n" if site.address else ""
    return f"User-agent: *\nAllow: /\n{where}"
