"""Petitions that were answered, as a page of a release: static, without barriers, and without anybody's name."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.studies import CLOCK, small_study

from clerestory import pipeline
from clerestory.clock import FixedClock
from clerestory.errors import GateError
from clerestory.model.answers.acts.petitions import DecideResponse, RecordResponse
from clerestory.model.answers.kinds import Kind
from clerestory.model.decisions import Gate
from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.performing import perform
from clerestory.pipeline.answering.petitions.accounts import write_petition_pack
from clerestory.pipeline.answering.petitions.recording import import_petitions
from clerestory.pipeline.answering.preparing import prepare
from clerestory.study.answers import open_place
from pages import CHROMIUM, barriers, browser
from petition_acts import ask
from petition_files import NUMBER, as_bytes, live

TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
FIRST = RecordResponse(sent=dt.date(2026, 2, 20), by="Department of Examples", summary="We looked at it.")
SECOND = RecordResponse(
    sent=dt.date(2026, 3, 1),
    by="Department of Examples",
    verdict="no",
    summary="The review is not published.",
    details="It is a draft.",
    passages={"review": "The review is not published.", "whole": "It is a draft."},
)
REVISE = DecideResponse(version=1, decision="revision requested", reason="It says neither.", day=dt.date(2026, 2, 24))


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    root = tmp_path_factory.mktemp("petitioned") / "study"
    small_study(root, {"area": ["n", "s"]}, [("n",)] * 30 + [("s",)] * 40, tables=TABLES)
    begin(root)
    place = open_place(root, clock=FixedClock(NOON))
    import_petitions(place, as_bytes(live()), where="site.json", person="clerestory")
    for act in (ask(), FIRST, REVISE, SECOND):
        perform(place, "clerestory", Kind.PETITION, str(NUMBER), act)
    prepare(place)
    for gate in Gate:
        with pytest.raises(GateError):
            pipeline.run(root, clock=CLOCK)
        pipeline.simulate(root, gate)
    pipeline.run(root, clock=CLOCK)
    return next((root / "releases").glob("2*"))


def test_the_page_has_every_version_its_days_and_what_it_left_out(release):
    page = " ".join((release / "petitions.html").read_text(encoding="utf-8").split())
    assert "SYNTHETIC" in page
    assert "18 days (14 working days) after it was asked for on 2 February 2026: in time" in page
    assert "5 days (3 working days) after it was asked for on 24 February 2026" in page
    assert "It said neither yes, no nor partly" in page
    assert "<strong>That the review is published</strong>: no answer" in page
    assert "The review is not published." in page
    assert 'href="petitions.html"' in (release / "answers.html").read_text(encoding="utf-8")
    assert not [one for one in ("A. Example", "clerestory answer", "petition.parliament.uk") if one in page]


def test_programs_read_the_same_of_the_release(release):
    (told,) = json.loads((release / "SYNTHETIC-answers.json").read_bytes())["petitions"]["petitions"]
    assert [(one["number"], one["days"], one.get("verdict")) for one in told["versions"]] == [
        (1, 18, None),
        (2, 5, "no"),
    ]
    assert (told["number"], told["response"]) == (NUMBER, "responded")


def test_the_site_leads_to_it(release):
    page = (release.parent / "answers.html").read_text(encoding="utf-8")
    assert f'href="{release.name}/petitions.html#petition-{NUMBER}"' in page
    assert f'id="petition-{NUMBER}"' in (release / "petitions.html").read_text(encoding="utf-8")
    for name in ("performance.html", "answers.html"):
        assert f'href="{release.name}/{name}"' in page
        assert (release / name).is_file()


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")
def test_neither_the_page_nor_the_pack_has_a_barrier_at_any_width(release, tmp_path):
    made = write_petition_pack(open_place(release.parents[1], clock=FixedClock(NOON)), NUMBER, tmp_path / "pack")
    with browser() as chromium:
        for width in (320, 1280):
            page = chromium.new_page(viewport={"width": width, "height": 900})
            for path in (release / "petitions.html", made[0]):
                page.goto(path.as_uri())
                assert barriers(page) == []
                assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
