"""Pages where people's systems are set to dark, or to colours of their own: as legible and as wide as in the light."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from desk_browsers import apart, met, served, signed_in
from desks import given_id
from group_desks import GroupDesk, study
from pages import CHROMIUM, barriers, browser
from served_desks import Serving, desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
OPEN = {
    "member-a": ("", "terms", "rounds/1/documents", "rounds/1/documents/paper", "rounds/1/mine", "nowhere",
                 "rounds/1/documents/paper/comment?block=table.t1", f"rounds/1/mine/{given_id(1)}",
                 "rounds/1/interests", "account/second-factor/", "account/places/"),
    "secretary": ("rounds", "rounds/1", "rounds/new", "rounds/1/readers", "terms/new"),
    "auditor": ("record",),
}  # fmt: skip
CLOSED = {"analyst": ("", "rounds/1/comments", f"rounds/1/comments/{given_id(1)}"), "chair": ("rounds/1/end",)}


@pytest.fixture
def reading(tmp_path):
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        made = GroupDesk(serving)
        made.admit()
        made.open("member-a", "member-b", "chair")
        for member in ("member-a", "member-b"):
            made.ready(member)
        made.comment("member-a", 1)
        yield made


def test_a_page_is_dark_where_people_want_it_and_white_on_paper(reading):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "member-a")
        light = page.evaluate(BACKGROUND)
        page.emulate_media(color_scheme="dark")
        dark = page.evaluate(BACKGROUND)
        page.goto(f"{address}/rounds/1/documents/paper/comment?block=table.t1")
        page.get_by_role("button", name="Save my comment").click()
        found = barriers(page)  # with the summary of what is missing
        page.emulate_media(color_scheme="dark", media="print")
        paper = page.evaluate(BACKGROUND)
    assert (light, paper) == ("rgb(255, 255, 255)", "rgb(255, 255, 255)")
    assert max(map(int, dark[4:-1].split(","))) < 40
    assert found == []


def test_the_square_for_an_authenticator_stands_on_white_in_the_dark_as_in_the_light(reading):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "member-a")
        page.goto(f"{address}/account/second-factor/totp/activate/")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            square = Image.open(BytesIO(page.locator(".desk-secret img").screenshot())).convert("L")
            light = square.getpixel((3, 3))
            assert (light, square.getextrema()) == (255, (0, 255)), scheme


@pytest.mark.slow
def test_no_page_in_the_dark_has_a_barrier(reading):
    with served() as address, browser() as chromium:
        found = []
        for pages in (OPEN, CLOSED):
            if pages is CLOSED:
                apart(reading.close)
            with reading.clock():
                for person, addresses in pages.items():
                    page = signed_in(chromium, address, person)
                    page.emulate_media(color_scheme="dark")
                    for one in addresses:
                        found += met(page, f"{address}/{one}")
    assert found == []


@pytest.mark.slow
def test_in_colours_of_their_own_people_see_every_word_and_what_has_the_focus(reading):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "member-a")
        page.emulate_media(forced_colors="active")
        found = []
        for one in ("", "rounds/1/documents/paper", "rounds/1/documents/paper/comment?block=table.t1"):
            found += met(page, f"{address}/{one}")
        page.get_by_role("button", name="Sign out").focus()
        style = "const s = getComputedStyle(document.activeElement); [s.outlineStyle, parseFloat(s.outlineWidth)]"
        outline, width = page.evaluate(style)
    assert found == []
    assert (outline, width >= 3) == ("solid", True)
