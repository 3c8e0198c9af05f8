"""The public site around the releases: static pages, feeds and a list of tables, made of released files alone."""

from clerestory.publish.site.files import SITE_FILES, site_files
from clerestory.publish.site.pages import Announced, Site
from clerestory.publish.site.reading import SiteRelease, read_site_release

__all__ = ["SITE_FILES", "Announced", "Site", "SiteRelease", "read_site_release", "site_files"]
