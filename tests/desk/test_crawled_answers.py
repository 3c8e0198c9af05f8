"""Every page of answers, for every person: who gets it, where its links lead, and that nothing sent brings it down."""

from __future__ import annotations

import datetime as dt
import re
from importlib import resources
from pathlib import Path

import pytest

from answer_desks import answering
from clerestory.clock import FixedClock
from clerestory.model.answers.acts.requests import RequestKind
from clerestory.pipeline.answering.letters.recording import Incoming, receive_letter
from clerestory.pipeline.answering.loading import load_acts
from clerestory.pipeline.answering.requests.recording import NewRequest, receive_request
from clerestory.study.answers import open_place
from desk_tables import ANSWERS_ACTED, ANSWERS_SHOWN
from desks import PEOPLE
from group_desks import GroupDesk
from letters import at, new
from served_desks import NOON

TEMPLATE = Path(str(resources.files("clerestory.synthetic"))) / "template"
ACTING, READING = {"policy", "letters"}, {"policy", "letters", "auditor"}
EVERYBODY = [*PEOPLE, "letters"]
LAW = "/answers/requests/sections"  # it is the same for everybody
GARBAGE = ("", "\x00", "9" * 400, "{{ t1 }}", "../../etc")
FIELDS = re.compile(r'<(?:input|select|textarea)[^>]* name="([^"]+)"')


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> GroupDesk:
    """A desk with a letter, a request, and some of everything that the demonstration has."""
    with answering(tmp_path_factory.mktemp("answers"), officer="letters") as found:
        root = found.serving.root
        later = open_place(root, clock=FixedClock(dt.datetime(2026, 12, 14, 12, tzinfo=dt.UTC)))
        path = root / "acts.jsonl"
        acts = (TEMPLATE / "answers.jsonl").read_text(encoding="utf-8")
        path.write_text(acts.replace('["t1", "t2", "t7"]', '["t1"]'), encoding="utf-8")  # all that this study has
        load_acts(later, path)
        receive_letter(
            at(root, NOON.date()), "letters", new(files=(Incoming("letter.txt", "text/plain", b"Dear all,"),))
        )
        asked = NewRequest(RequestKind.FOI, NOON.date(), "Suspects by area", "How many are known?")
        receive_request(at(root, NOON.date()), "letters", asked)
        yield found


def test_a_page_opens_for_those_who_answer_and_for_auditors_and_for_nobody_else(made):
    pages = {**dict.fromkeys(ANSWERS_SHOWN, READING), **dict.fromkeys(ANSWERS_ACTED, ACTING)}
    met = {(person, page): made.get(person, page).status_code for person in EVERYBODY for page in pages}
    allowed = {key: (200, 302) if key[0] in pages[key[1]] else (403,) for key in met}  # some lead on to the one part
    assert {key: status for key, status in met.items() if status not in allowed[key]} == {}


@pytest.mark.parametrize("person", sorted(READING))
def test_no_link_of_any_page_leads_to_a_refusal_or_a_fault(made, person):
    seen, left = set(), {"/answers/"}
    while left:
        page = left.pop()
        seen.add(page)
        answer = made.get(person, page)
        assert answer.status_code in (200, 302), (person, page)
        found = re.findall(r'href="(/answers[^"#]*)', answer.text) if "html" in answer["Content-Type"] else []
        left |= {one.replace("&amp;", "&") for one in found} - seen
    assert len(seen) > len(ANSWERS_SHOWN) / 2


@pytest.mark.parametrize("page", ANSWERS_ACTED)
def test_nothing_that_a_form_is_sent_brings_a_page_down(made, page):
    names = sorted(set(FIELDS.findall(made.get("policy", page).text)) - {"csrfmiddlewaretoken"}) or ["do"]
    met = {value: made.post("policy", page, dict.fromkeys(names, value)).status_code for value in GARBAGE}
    assert {value: status for value, status in met.items() if status >= 500} == {}


def test_a_study_that_answers_nothing_says_how_that_begins(made):
    path = made.serving.root / "answers.toml"
    kept = path.read_bytes()
    path.unlink()
    try:
        assert "clerestory answer start" in made.get("policy", "/answers/").text
        assert {made.get("policy", page).status_code for page in ANSWERS_SHOWN[1:] if page != LAW} == {404}
    finally:
        path.write_bytes(kept)
