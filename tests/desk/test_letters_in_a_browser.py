"""Letters in a real browser: registered, answered and sent by keyboard, without script, at 320 px, without barriers."""

from __future__ import annotations

import datetime as dt

import pytest

from answer_desks import answering
from clerestory.model.answers.letters import LetterState
from clerestory.pipeline.answering.letters.kept import part_of
from clerestory.pipeline.answering.letters.recording import clear_reply, draft_reply, receive_letter
from desk_browsers import met, served, signed_in, without_scripts
from letters import at, new
from pages import CHROMIUM, browser
from served_desks import NOON

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
ONE = "/answers/letters/MIN/0000001/1"


@pytest.fixture
def made(tmp_path):
    with answering(tmp_path, officer="adviser") as found:
        yield found


def test_a_letter_is_answered_by_keyboard_without_script_on_a_phone(made):
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "policy", width=320, script=False)
        page.get_by_role("link", name="Answers").press("Enter")
        page.get_by_role("link", name="Letters").press("Enter")
        page.get_by_role("link", name="Register a letter").press("Enter")
        page.get_by_label("Text of the letter").fill(
            "Our reference: AG/GUES01001/01180267\n\nDear Minister,\n\nWhen is it out?\n\nQuill Marsh MP"
        )
        page.get_by_role("button", name="Read it first").press("Enter")
        assert "What the letter seems to say" in page.inner_text("main")
        assert "AG/GUES01001/01180267" in page.get_by_label("What others call it").input_value()
        page.get_by_label("Member of Parliament").check()
        page.get_by_label("From", exact=True).fill("Quill Marsh; Member for Examplebury")
        page.get_by_label("Subject").fill("Guidance for schools")
        page.get_by_role("button", name="Register it").press("Enter")
        assert "20 working days left" in page.inner_text("main")
        page.get_by_role("link", name="Write the reply").press("Enter")
        page.get_by_label("Version 1").fill("Dear Quill,\n\nThere were 57 of them.")
        page.get_by_role("button", name="Check it first").press("Enter")
        assert "What keeps it from going out" in page.inner_text("main")
        page.get_by_label("Version 1").fill("Dear Quill,\n\n{{ sorry }}\n\nThe guidance is on our page.")
        page.get_by_role("button", name="Keep this version").press("Enter")
        other = signed_in(chromium, address, "adviser", width=320, script=False)
        other.goto(address + ONE)
        other.get_by_role("link", name="Clear the reply").press("Enter")
        other.get_by_role("button", name="Clear it").press("Enter")
        page.goto(address + ONE)
        page.get_by_role("link", name="Send the reply", exact=True).press("Enter")
        page.get_by_label("Post that signs").fill("Minister of State")
        page.get_by_role("button", name="It is sent").press("Enter")
        assert "Answered in 0 working days, within its target of 20" in page.inner_text("main")
    assert part_of(at(made.serving.root, NOON.date()), "AG/GUES01001/01180267")[1].state is LetterState.SENT


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False])
def test_no_page_has_a_barrier(made, script):
    place = at(made.serving.root, NOON.date())
    for days in range(60):
        receive_letter(place, "policy", new(NOON.date() - dt.timedelta(days=days), theirs=("AG/GUES01001/01180267",)))
    draft_reply(place, "adviser", "MIN/0000001/1", "Dear Quill,\n\nThere were 57 of them.")
    draft_reply(place, "adviser", "MIN/0000002/1", "Dear Quill,\n\n{{ sorry }}\n\nThe guidance is on our page.")
    clear_reply(place, "policy", "MIN/0000002/1", 1)
    pages = ["/", "/answers/letters", "/answers/letters?which=overdue&page=2", "/answers/letters/register", ONE]
    pages += [f"{ONE}/{one}" for one in ("reply", "do/clear", "do/send", "do/hold", "do/assign", "do/erase", "do/link")]
    pages += ["/answers/letters/MIN/0000002/1", "/answers/letters/MIN/0000060/1"]
    with served() as address, browser() as chromium:
        page = signed_in(chromium, address, "policy")
        if not script:
            without_scripts(page)
        assert met(page, *(address + one for one in pages)) == []
