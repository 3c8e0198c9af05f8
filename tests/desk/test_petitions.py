"""The pages of petitions: every act by its form, what a form tells of what does not hold, and who may."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from answer_desks import days
from clerestory.pipeline.answering.petitions.recording import petition_of
from petition_acts import LAW, SAFE, SAID
from petition_desks import petitioned, place_of
from petition_files import NUMBER, as_bytes, live

PAGE = f"/answers/petitions/{NUMBER}"
WHY = "It was read beside the review."
FORM = {
    "do": "write response",
    "verdict": "partly",
    "summary": SAID["summary"],
    "details": SAID["details"],
    "release_form": SAID["release"]["form"],
    **{f"reason-1-{part}": SAFE[part] for part in ("code", "kind", "words")},
    **{f"reason-2-{part}": LAW[part] for part in ("code", "kind", "words", "public_interest")},
    **{f"passage-{one['element']}": one["words"] for one in SAID["passages"]},
    **days(**{"release_when": "2026-06-30", "reason-1-review_by": "2026-12-01", "reason-2-review_by": "2026-12-01"}),
}


@pytest.fixture
def made(tmp_path):
    with petitioned(tmp_path) as found:
        yield found


def petition(made):
    return petition_of(place_of(made.serving), NUMBER)


def text_of(page) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def answered(made) -> None:
    made.post("writer", f"{PAGE}/answer", FORM)
    made.post("policy", f"{PAGE}/versions/1", {"do": "clear", "reason": WHY})
    made.post("policy", f"{PAGE}/versions/1", {"do": "send", **days(sent="2026-03-02")})


def test_a_petition_goes_from_its_file_to_its_revision_by_forms_alone(made):
    file = SimpleUploadedFile("site.json", as_bytes(live(NUMBER + 1)), "application/json")
    made.post("writer", "/answers/petitions/import", {"file": file})
    assert f"({NUMBER + 1})" in text_of(made.get("auditor", "/answers/petitions"))
    said = {"words": "Publish it", "kind": "full release", "elements": "That it is published\nwhen: By the summer"}
    made.post("writer", f"/answers/petitions/{NUMBER + 1}/ask", said | days(asked="2026-02-02"))
    elements = petition_of(place_of(made.serving), NUMBER + 1).ask.elements
    assert [(one.id, one.words) for one in elements] == [
        ("element-1", "That it is published"),
        ("when", "By the summer"),
    ]
    answered(made)
    (version,) = petition(made).versions
    assert (version.writer, version.cleared_by, version.verdict.value) == ("writer", "policy", "partly")
    assert [one.code.value for one in version.act.text.held_back] == ["PERS", "LEO"]
    said = {"do": "decide", "decision": "revision requested", "reason": WHY}
    made.post("writer", f"{PAGE}/versions/1", said | days(day="2026-03-02", due="2026-03-16"))
    shown = text_of(made.get("auditor", PAGE))
    assert "28 days (20 working days) after it was asked for: 7 days late" in shown
    assert "To be revised, by 16 March 2026" in shown
    again = made.get("writer", f"{PAGE}/answer").content.decode()
    assert SAID["summary"] in again  # the form begins with the version before
    made.post("writer", f"{PAGE}/answer", FORM | {"summary": "Most of it is not published."} | {"do": "check"})
    made.post("writer", f"{PAGE}/answer", FORM | {"summary": "A part is published."})
    beside = made.get("auditor", f"{PAGE}/versions").content.decode()
    assert "<del>" in beside
    assert "<ins>" in beside


def test_a_form_that_does_not_hold_says_so_at_each_field_and_keeps_what_was_typed(made):
    said = FORM | {
        "verdict": "",
        "reason-2-public_interest": "",
        "passage-whole": "Not in the answer.",
        "summary": "a" * 240,
    }
    page = made.post("writer", f"{PAGE}/answer", said)
    assert page.status_code == 422
    shown = page.content.decode()
    for place, words in (
        ("verdict", "Choose yes, no or partly"),
        ("reason-2-code", "LEO is qualified: say why holding it back outweighs, in 8 words or more"),
    ):
        assert f'href="#{place}"' in shown
        assert words in html.unescape(shown)
    assert "You typed 240 of 200 characters of the summary" in text_of(page)
    assert SAFE["words"] in shown
    assert petition(made).versions == ()


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"summary": "Of the review 12 pages are left out."}, "summary", "summary, paragraph 1"),
        ({"summary": "It is so. " * 21}, "summary", "has 209 characters, and may have 200"),
        ({"details": SAID["details"] + " The rest will follow shortly."}, "details", "promises without a day"),
        ({"reason-1-words": "It holds what 12 people told."}, "reason-1-words", "reason 1"),
        ({"release_form": "A report of 12 pages"}, "release_form", "release, paragraph 1"),
        ({"release_when-month": "13"}, "release_when-day", "Enter a day"),
        ({"reason-1-review_by-month": "13"}, "reason-1-review_by-day", "Enter a day"),
        ({"passage-whole": ""}, "passage-whole", "Copy the words of your answer"),
        ({"passage-whole": "Not in the answer."}, "passage-whole", "do not stand in the response"),
    ],
)
def test_what_a_text_may_not_say_is_told_at_its_field(made, changed, field, words):
    page = made.post("writer", f"{PAGE}/answer", FORM | changed)
    assert (page.status_code, petition(made).versions) == (422, ())
    assert f'href="#{field}' in page.content.decode()
    assert words in text_of(page)


def test_a_check_records_nothing_and_tells_how_long_it_is(made):
    page = made.post("writer", f"{PAGE}/answer", FORM | {"do": "check"})
    assert "Nothing stands in the way of this answer." in text_of(page)
    assert "55 of 200 characters" in text_of(page)
    assert petition(made).versions == ()


def test_who_wrote_it_does_not_clear_it_and_who_only_reads_does_nothing(made):
    made.post("writer", f"{PAGE}/answer", FORM)
    assert "a second person clears it" in text_of(made.get("writer", f"{PAGE}/versions/1"))
    for person in ("writer", "auditor"):
        refused = made.post(person, f"{PAGE}/versions/1", {"do": "clear", "reason": WHY})
        assert refused.status_code == 403
    assert made.get("auditor", f"{PAGE}/answer").status_code == 403
    assert made.get("member-a", PAGE).status_code == 403  # the group advises on the paper
    assert made.get("writer", "/answers/petitions/77").status_code == 404
    assert petition(made).versions[0].cleared_by == ""


def test_a_debate_is_recorded_by_what_became_of_it(made):
    assert made.post("writer", f"{PAGE}/debate", {}).status_code == 422
    made.post("writer", f"{PAGE}/debate", {"fate": "scheduled", **days(scheduled="2026-05-04")})
    made.post("writer", f"{PAGE}/debate", {"fate": "not_debated", "not_debated": "Time was short."})
    assert [one.not_debated for one in petition(made).debates] == ["", "Time was short."]
    assert "Not debated" in text_of(made.get("auditor", PAGE))


def test_a_file_that_is_none_is_refused(made):
    assert made.post("writer", "/answers/petitions/import", {}).status_code == 422
    file = SimpleUploadedFile("site.json", b"{}", "application/json")
    refused = made.post("writer", "/answers/petitions/import", {"file": file})
    assert refused.status_code == 409
    assert "holds no petition" in text_of(refused)


def test_a_list_is_searched_and_narrowed(made):
    assert "1 petition," in text_of(made.get("policy", "/answers/petitions?words=night"))
    assert "None is found" in text_of(made.get("policy", "/answers/petitions?words=tram"))
    assert "1 petition," in text_of(made.get("policy", "/answers/petitions?state=to+be+answered&page=1"))
    assert "None is found" in text_of(made.get("policy", "/answers/petitions?state=to+be+sent&page=x"))
