"""Every file of the site beside the releases, by name; the same releases give the same bytes."""

from __future__ import annotations

from importlib import resources

from clerestory.publish.pages import style_sheet
from clerestory.publish.site.feeds import commitments_feed, releases_feed, robots, sitemap, withheld_feed
from clerestory.publish.site.pages import LOST, PAGES, Site, site_pages

_SEARCH, _MAP = "search.js", "sitemap.xml"
_AROUND = ("style.css", _SEARCH, "releases.xml", "withheld.xml", "commitments.xml", "robots.txt", _MAP)
SITE_FILES = frozenset({*PAGES, LOST, *_AROUND})  # all that may lie beside the releases


def site_files(site: Site) -> dict[str, bytes]:
    """Give the files of the site.

    Parameters
    ----------
    site : Site
        The releases in their places, the last one first, and what is announced.

    Returns
    -------
    dict of str to bytes
        Pages, style, script and feeds; a map where the address of the site is known.
    """
    script = resources.files("clerestory.publish") / "templates" / "site" / _SEARCH
    texts = {
        **dict(site_pages(site)),
        "style.css": style_sheet(),
        _SEARCH: script.read_text(encoding="utf-8"),
        "releases.xml": releases_feed(site),
        "withheld.xml": withheld_feed(site),
        "commitments.xml": commitments_feed(site),
        "robots.txt": robots(site),
        **({_MAP: sitemap(site)} if site.address else {}),
    }
    return {name: text.encode() for name, text in texts.items()}
