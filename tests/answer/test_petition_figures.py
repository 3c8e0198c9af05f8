"""A figure in an answer is a reference to a released cell: printed when it is written, held against it when it goes."""

from __future__ import annotations

import csv
import json

import pytest

from answering_studies import answering_study
from clerestory.clock import FixedClock
from clerestory.errors import AnswerTextError
from clerestory.model.answers.acts.petitions import ClearResponse
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.performing import perform
from clerestory.pipeline.answering.petitions.recording import import_petitions, petition_of
from clerestory.pipeline.answering.petitions.responding import check_response, clear_response, respond
from clerestory.pipeline.answering.reading import record_of
from clerestory.study.answers import open_place
from petition_acts import SAID, ask, draft
from petition_files import NUMBER, as_bytes, live
from served_desks import NOON

CELL = '{{ t1["Northmoor", "P6"] }}'
SUMMARY = f"The review counts {CELL} investigations, and is published as a report."
WHY = "It was read beside the review."


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    root = answering_study(tmp_path_factory.mktemp("figures") / "study")
    made = open_place(root, clock=FixedClock(NOON))
    import_petitions(made, as_bytes(live()), where="site.json", person="letters")
    perform(made, "letters", Kind.PETITION, str(NUMBER), ask())
    return made


def counted(place) -> str:
    """The cell as the release's own file has it, read without the program."""
    file = next((place.root / "releases").rglob("*-t1.csv"))
    rows = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
    return next(row["count"] for row in rows if (row["row_key"], row["column_key"]) == ("Northmoor", "P6"))


def test_a_figure_is_printed_from_the_release_and_the_reference_is_kept(place):
    response = draft(
        summary=SUMMARY,
        passages=[
            {"element": "review", "words": f"The review counts {CELL} investigations"},
            {"element": "whole", "words": SAID["passages"][1]["words"]},
        ],
    )
    checked = check_response(place, NUMBER, response, person="letters")
    assert checked.problems == ()
    assert counted(place).isdigit()
    printed = SUMMARY.replace(CELL, counted(place))
    assert (checked.act.text.summary, checked.summary) == (printed, len(printed))
    respond(place, NUMBER, response, person="letters")
    (version,) = petition_of(place, NUMBER).versions
    assert (version.summary, version.act.source.summary) == (printed, SUMMARY)
    assert version.passages["review"] == f"The review counts {counted(place)} investigations"
    assert [one.partition(": ")[2] for one in version.act.references] == ["t1, Northmoor, P6"]


def test_a_figure_typed_by_hand_and_one_of_no_cell_are_refused(place):
    for summary in (SUMMARY.replace(CELL, "57"), SUMMARY.replace("Northmoor", "Nowhere")):
        with pytest.raises(AnswerTextError, match="summary"):
            respond(place, NUMBER, draft(summary=summary), person="letters")


def test_what_no_longer_holds_is_not_cleared(place):
    before = json.dumps([link.body for link in record_of(place).acts(Kind.PETITION, str(NUMBER))])
    (release,) = (place.root / "releases").glob("2*")
    hidden = place.root.parent / release.name
    release.rename(hidden)  # as of a release that was recalled
    try:
        with pytest.raises(AnswerTextError, match="summary"):
            clear_response(place, NUMBER, ClearResponse(version=1, reason=WHY), person="adviser")
    finally:
        hidden.rename(release)
    assert json.dumps([link.body for link in record_of(place).acts(Kind.PETITION, str(NUMBER))]) == before
    clear_response(place, NUMBER, ClearResponse(version=1, reason=WHY), person="adviser")
    assert petition_of(place, NUMBER).versions[0].cleared_by == "adviser"
