"""The list of comments of a closed round: narrowed by plain links, and as a file that no spreadsheet calculates."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest
from lxml import html

from clerestory.model.desk.acts import group
from clerestory.review.desk.anchors import anchor_to
from clerestory.web.store.state import desk_now
from desks import PEOPLE, given_id
from group_desks import LATER, PAPER, SENTENCE, GroupDesk, study
from served_desks import Serving, desk

PAGE = "/rounds/1/comments"
FILE = "/rounds/1/comments.csv"
TABLE = {"row": "North", "column": "Number"}
# Who wrote, where, about what, and what became of it.
SAID = (
    ("member-a", "table.t1", TABLE, group.Aim.WRONG, "=HYPERLINK(\"http://x\")", group.Disposition.NOTED),
    ("member-a", SENTENCE.id, {}, group.Aim.UNCLEAR, "-2+3, say which", None),
    ("member-b", "table.t1", TABLE, group.Aim.WRONG, "The total, \"12\", is wrong.\nTwice.", group.Disposition.NOTED),
    ("member-b", "", {}, group.Aim.MISSING, "@all: a summary is missing.", group.Disposition.NOT_ACCEPTED),
    ("chair", "table.t1", {}, group.Aim.UNCLEAR, "+1 to the note.", None),
)  # fmt: skip


@pytest.fixture
def closed(tmp_path):
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        made = GroupDesk(serving)
        made.admit()
        made.open("member-a", "member-b", "chair")
        for member in ("member-a", "member-b", "chair"):
            made.ready(member)
            made.act(member, group.OpenCopy(round=1, document="paper", copy_id=given_id(50)))
        for number, (member, block, cell, aim, text, _) in enumerate(SAID, start=1):
            place = anchor_to(PAPER, block, **cell)
            said = {"anchor": place, "aim": aim, "text": text}
            made.act(member, group.Comment(round=1, comment=given_id(number), **said))
        made.close()
        for number, (*_, disposition) in enumerate(SAID, start=1):
            if disposition:
                answer = {"disposition": disposition, "text": "So it is.", "change": ""}
                made.act("analyst", group.Respond(round=1, comment=given_id(number), **answer))
        yield made


def shown(made, query: str = "") -> tuple[list[str], dict[str, list[tuple[str, int]]], dict[str, str]]:
    """The texts of the comments of a page, what each facet leaves, and where each choice leads."""
    page = html.fromstring(made.get("analyst", f"{PAGE}{query}").text)
    texts = [one.text_content() for one in page.xpath("//article/p[contains(@class, 'desk-prose')]")]
    choices: dict[str, list[tuple[str, int]]] = {}
    links = {}
    for row in page.xpath("//dl[contains(@class, 'desk-picks')]/div"):
        name = row.find("dt").text_content()
        for item in row.iter("li"):
            words, count = item.text_content().rsplit(" (", 1)
            choices.setdefault(name, []).append((words, int(count.rstrip(")"))))
            links |= {f"{name}: {words}": link.get("href") for link in item.iter("a")}
    return texts, choices, links


def test_every_link_leads_to_as_many_comments_as_it_says_and_to_those(closed):
    texts, choices, links = shown(closed)
    assert texts == [text for _, _, _, _, text, _ in SAID]
    assert dict(choices["Member"][1:]) == {"Member a": 2, "Member b": 2, "Chair": 1}
    assert dict(choices["Place"][1:]) == {
        "Table 1, Persons": 3, "Paragraph under “What was found”": 1, "The document as a whole": 1,
    }  # fmt: skip
    states = Counter("Without an answer" if one[-1] is None else one[-1].words for one in SAID)
    assert dict(choices["Answer"][1:]) == states
    for name, query in links.items():
        facet, words = name.split(": ")
        assert len(shown(closed, query)[0]) == dict(choices[facet])[words], name


def test_choices_together_leave_what_fits_all_of_them(closed):
    _, _, links = shown(closed)
    _, _, within = shown(closed, links["Place: Table 1, Persons"])
    texts, choices, _ = shown(closed, within["What it is about: Something is wrong"])
    assert texts == [SAID[0][4], SAID[2][4]]
    assert dict(choices["Member"]) == {"All": 2, "Member a": 1, "Member b": 1}
    assert dict(choices["Place"])["All"] == 2  # with the aim as it is
    assert "2 of 5 comments, 0 without an answer." in closed.get(
        "analyst", f"{PAGE}{within['What it is about: Something is wrong']}"
    ).text  # fmt: skip


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


def test_the_file_has_what_the_list_shows_and_nothing_that_a_spreadsheet_calculates(closed):
    answer = closed.get("analyst", FILE)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="comments-round-1.csv"'
    rows = rows_of(answer)
    assert [row["text"].removeprefix("'") for row in rows] == [text for _, _, _, _, text, _ in SAID]
    assert not [text for row in rows for text in row.values() if text[:1] in tuple("=+-@\t\r")]
    first = rows[0]
    assert (first["member"], first["document"], first["row"], first["words read"]) == (
        "Member a",
        "The paper",
        "North",
        "12",
    )
    assert (first["answer"], first["answered by"], first["answer text"]) == ("Noted", "Analyst", "So it is.")
    assert [row["comment"] for row in rows_of(closed.get("analyst", f"{FILE}?member=member-b"))] == [
        given_id(3),
        given_id(4),
    ]
    assert {row["in the last draft"] for row in rows} == {""}
    assert all(row["data"] == "rebuilt from published counts" for row in rows)


def test_the_file_says_where_comments_stand_in_a_later_draft(closed):
    closed.admit_later(2, LATER)
    found = [row["in the last draft"] for row in rows_of(closed.get("analyst", FILE))]
    assert found[0] == "Other words stand at this place now."
    assert found[3] == "It is on the document as a whole."


def test_the_file_is_for_who_answers_after_the_round_is_closed(closed):
    status = {person: closed.get(person, FILE).status_code for person in PEOPLE}
    assert {one for one in status if status[one] == 200} == {"analyst", "analyst-b", "author-checker", "statistician"}
    assert desk_now().group.rounds[0].closed
