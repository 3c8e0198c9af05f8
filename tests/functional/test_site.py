"""The public site: no barriers, dead links, cookies or foreign requests on any page of it and of its releases."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from tests.acceptance.test_demo import NATION
from tests.studies import demonstration, published_example, released_bytes

from clerestory import pipeline
from clerestory.errors import StudyBusyError
from clerestory.publish.site import SITE_FILES, Announced, Site, site_files
from clerestory.study import open_study
from commands import clerestory
from pages import CHROMIUM, barriers, browser, widths_and_schemes

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium")


@pytest.fixture(scope="module")
def nation(tmp_path_factory) -> Path:
    return demonstration(tmp_path_factory, **NATION)


@pytest.fixture(scope="module")
def site(nation) -> Path:
    return nation / "releases"


@pytest.fixture(scope="module")
def chromium():
    with browser() as running:
        yield running


def pages_of(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@pytest.mark.browser
@needs_chromium
@widths_and_schemes()
def test_axe_finds_no_barrier_on_any_page_of_the_site_and_its_release(site, chromium, width, scheme):
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    found = on_each(context.new_page(), pages_of(site))
    context.close()
    assert len(found) >= 10
    assert not {name: what for name, what in found.items() if what}


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_none_without_the_script_on_the_pages_that_have_one(site, chromium, width):
    """Axe needs a browser that runs scripts, so that of the page is not let in; other pages are the same without."""
    context = chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    context.route("**/*.js", lambda route: route.abort())
    page = context.new_page()
    found = on_each(page, [path for path in pages_of(site) if "<script" in path.read_text(encoding="utf-8")])
    assert page.locator("#words").count() == 0  # the search, which the script makes
    context.close()
    assert found == {"tables.html": []}


def on_each(page, paths: list[Path]) -> dict[str, list[str]]:
    """What is wrong on each page, by the name of its file."""
    found: dict[str, list[str]] = {}
    for path in paths:
        page.goto(path.resolve().as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        found.setdefault(path.name, []).extend([*barriers(page), *(["scrolls sideways"] if wide else [])])
    return found


@pytest.mark.browser
@needs_chromium
def test_axe_finds_a_barrier_where_there_is_one(tmp_path, chromium):
    (tmp_path / "bad.html").write_text('<!DOCTYPE html><html><head><title></title></head><body><img src="x.png">')
    page = chromium.new_page()
    page.goto((tmp_path / "bad.html").as_uri())
    assert any(what.startswith("image-alt") for what in barriers(page))
    page.close()


@pytest.mark.browser
@needs_chromium
def test_pages_are_the_same_without_script_but_for_the_search(site, chromium):
    contexts = [chromium.new_context(java_script_enabled=with_script) for with_script in (True, False)]
    tabs = [context.new_page() for context in contexts]
    for path in pages_of(site):
        texts = []
        for page in tabs:
            page.goto(path.resolve().as_uri())
            texts.append(page.locator("main").inner_text())
        if path.name == "tables.html":
            assert "Find in titles" in texts[0]
            texts[0] = texts[0].replace("Find in titles, units and headings\n", "")
        assert re.sub(r"\s+", " ", texts[0]) == re.sub(r"\s+", " ", texts[1]), path.name
    for context in contexts:
        context.close()


@pytest.mark.browser
@needs_chromium
def test_the_search_finds_words_in_any_order_and_says_how_many(site, chromium):
    page = chromium.new_page()
    page.goto((site / "tables.html").resolve().as_uri())
    shown = "document.querySelectorAll('.tables > li:not([hidden])').length"
    every = page.evaluate(shown)
    page.get_by_label("Find in titles").fill("ethnicity SUSPECTS")
    found = page.evaluate("[...document.querySelectorAll('.tables > li:not([hidden])')].map(e => e.textContent)")
    assert 0 < len(found) < every
    assert all("ethnicity" in text.lower() and "suspects" in text.lower() for text in found)
    assert page.get_by_role("status").inner_text() == f"{len(found)} of {every} found"
    page.get_by_label("Find in titles").fill("zzz")
    assert page.get_by_role("status").inner_text().startswith("Nothing found")
    assert page.locator("h2:visible", has_text="2026").count() == 0
    page.get_by_label("Find in titles").fill("")
    assert page.evaluate(shown) == every
    page.close()


@pytest.mark.browser
@needs_chromium
def test_no_page_keeps_anything_or_asks_anybody_else(site, chromium):
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in pages_of(site):
        page.goto(path.resolve().as_uri())
    assert asked
    assert {urlsplit(url).scheme for url in asked} == {"file"}
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("link", ["href", "src", "srcset"])
def test_every_link_leads_to_a_file_and_an_anchor_that_are_there(site, link):
    found = 0
    for path in pages_of(site):
        for target in re.findall(rf'\b{link}="([^"]+)"', path.read_text(encoding="utf-8")):
            address, anchor = urldefrag(target.split(" ")[0])
            if urlsplit(address).scheme:
                continue
            file = (path.parent / unquote(address)).resolve() if address else path
            assert file.is_file(), f"{path.name}: {target}"
            if anchor:
                assert f'id="{anchor}"' in file.read_text(encoding="utf-8"), f"{path.name}: {target}"
            found += 1
    assert found


def test_every_page_has_its_mark_its_note_and_where_to_find_support(site):
    for path in pages_of(site):
        text = path.read_text(encoding="utf-8")
        assert re.search(r"<title>SYNTHETIC: [^<]+</title>", text), path
        assert 'name="data-status" content="SYNTHETIC' in text, path
        welsh = path.name == "summary-welsh.html"
        assert text.count("SYNTHETIC: " if welsh else "SYNTHETIC: made-up records") >= 2, path
        assert welsh or "Where to find support" in text, path
        assert "0800 1111" in text, path


def test_the_feeds_are_atom_and_their_links_lead_somewhere(site):
    for name in ("releases.xml", "withheld.xml"):
        feed = ElementTree.parse(site / name).getroot()  # noqa: S314 - our own file
        assert feed.tag == f"{ATOM}feed"
        for part in (feed, *feed.iter(f"{ATOM}entry")):
            for needed in ("id", "title", "updated"):
                assert part.findtext(f"{ATOM}{needed}"), (name, needed)
            dt.datetime.fromisoformat(part.findtext(f"{ATOM}updated") or "")
        entries = list(feed.iter(f"{ATOM}entry"))
        assert entries
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(set(ids)) == len(ids)
        assert all((site / entry.find(f"{ATOM}link").get("href")).is_file() for entry in entries)
        assert all((entry.findtext(f"{ATOM}title") or "").startswith("SYNTHETIC: ") for entry in entries)


def test_the_map_has_every_page_once(site):
    root = ElementTree.parse(site / "sitemap.xml").getroot()  # noqa: S314 - our own file
    found = [one.text or "" for one in root.iter(f"{MAP}loc")]
    assert len(set(found)) == len(found)
    base = "https://clerestory.example/"
    there = {path.relative_to(site).as_posix() for path in pages_of(site)} - {"404.html"}
    assert {address.removeprefix(base) for address in found} == there
    assert f"Sitemap: {base}sitemap.xml" in (site / "robots.txt").read_text()


def test_every_table_of_the_release_is_listed_with_files_that_are_there(site):
    (release,) = site.glob("2*")
    page = (site / "tables.html").read_text(encoding="utf-8")
    for path in [*(release / "tables").glob("*.csv"), *(release / "charts").glob("*.svg")]:
        assert f'href="{path.relative_to(site).as_posix()}"' in page, path.name
    assert f'href="{release.name}/csv-metadata.json"' in (site / "papers.html").read_text(encoding="utf-8")


def test_the_same_releases_give_the_same_site_on_any_day(nation, tmp_path):
    before = {path.name: path.read_bytes() for path in (nation / "releases").iterdir() if path.is_file()}
    for path in (nation / "releases").iterdir():
        if path.is_file():
            path.unlink()
    made = clerestory("publish", "site", nation)
    assert made.returncode == 0, made.stderr
    after = {path.name: path.read_bytes() for path in (nation / "releases").iterdir() if path.is_file()}
    assert after == before


def test_a_release_that_is_announced_stands_above_the_last_one_and_is_not_listed(tmp_path_factory):
    study = published_example(tmp_path_factory)
    (first,) = (study / "releases").glob("2*")
    text = (study / "study.toml").read_text(encoding="utf-8")
    later = text.replace("date = 2026-11-26", "date = 2027-02-25").replace("= 2027-11-25", "= 2028-01-25")
    (study / "study.toml").write_text(later, encoding="utf-8")
    pipeline.publish_site(study)
    home = (study / "releases" / "index.html").read_text(encoding="utf-8")
    assert "25 February 2027" in home[home.index("Announced") : home.index("The latest release")]
    assert released_bytes(first)
    papers = (study / "releases" / "papers.html").read_text(encoding="utf-8")
    assert papers.count("Read the paper") == 1


def test_every_file_of_the_site_is_known_as_one(site):
    assert {path.name for path in site.iterdir() if path.is_file()} == SITE_FILES


def test_a_site_without_releases_says_so():
    empty = Site(id="s", title="A study", publisher="P", mark="", mark_sentence="", releases=())
    files = site_files(empty)
    for name in ("index.html", "papers.html", "tables.html", "withheld.html"):
        assert b"Nothing has been published yet." in files[name], name
    assert "sitemap.xml" not in files
    announced = Site(
        id="s", title="A study", publisher="P", mark="", mark_sentence="", releases=(),
        announced=(Announced("A <paper>", "1 May 2027"),),
    )  # fmt: skip
    assert b"1 May 2027: A &lt;paper&gt;" in site_files(announced)["index.html"]


def test_the_site_is_not_written_while_a_run_is_at_work(nation):
    study = open_study(nation)
    with study.locked(), pytest.raises(StudyBusyError):
        pipeline.publish_site(nation)


def test_a_release_that_was_changed_is_not_put_on_the_site(tmp_path_factory):
    study = published_example(tmp_path_factory)
    (release,) = (study / "releases").glob("2*")
    page = release / "index.html"
    page.write_bytes(page.read_bytes() + b" ")
    made = clerestory("publish", "site", study)
    assert made.returncode == 51
    assert "was changed" in made.stderr
