"""The register accounts for outputs withheld as a whole, and for what came out since the release before."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from pydantic import ValidationError

from clerestory.errors import ReleaseError, StudyError
from clerestory.model.instrument import Code, Codelist
from clerestory.model.releases import Register
from clerestory.publish import build_release, draft_content
from clerestory.publish.register import EarlierRegister, register_since, withheld_register
from clerestory.study import shipped_instrument, shipped_presets
from clerestory.study.instrument import read_instrument
from clerestory.study.requests import check_withheld
from papers import PAPER, approved, column_table, study, table

RULES = shipped_presets()["THRESHOLD-6"]
EARLIER = dt.date(2026, 6, 15)
WEIGHED = "Telling more would show how the police work, which weighs more than knowing it"


def people():
    return [
        {"id": "analyst", "post": "Analyst", "roles": ["analyst"]},
        {"id": "lawyer", "post": "Legal adviser", "roles": ["lawyer"]},
    ]


def output(**more):
    return {
        "id": "w1",
        "output": "Methods of the police",
        "kind": "document",
        "reason": "LEO",
        "public_interest": WEIGHED,
        "decided_by": "lawyer",
        "decided": "2026-11-20",
        "review_by": "2027-06-15",
    } | more


def withholding(*outputs):
    return study(withheld=list(outputs), people=people())


def register(settings, earlier=EarlierRegister(), tables=None):  # noqa: B008 - a frozen value
    tables = tables or (table(), column_table())
    entries = withheld_register(tables, settings, {"t1": 1, "t2": 2})
    return register_since(entries, earlier, settings, {made.shape.id: made for made in tables})


def before(*entries, release=EARLIER):
    return EarlierRegister(release, entries)


def entry_of(settings, key, tables=None):
    return next(entry for entry in register(settings, tables=tables).withheld if entry.key == key)


def test_an_output_withheld_as_a_whole_has_its_entry_with_ground_law_weighing_and_post():
    entry = entry_of(withholding(output()), "output:w1")
    assert (entry.output, entry.extent, entry.reason) == ("Methods of the police", "output", "LEO")
    assert entry.law == "Freedom of Information Act 2000 section 31."
    assert entry.public_interest == WEIGHED
    assert entry.decided_by == ("Legal adviser (simulated)",)
    assert entry.cells_withheld is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": "POL", "kind": "statistics"}, "section 35"),
        ({"public_interest": "It does."}, "public_interest"),
        ({"reason": "SDC1"}, "reason"),
        ({"reason": "SDC"}, "reason"),
        ({"review_by": "2027-12-20"}, "a year later"),
        ({"review_by": "2026-12-15"}, "after the release"),
        ({"decided": "2026-12-20", "review_by": "2027-01-01"}, "after the release"),
        ({"decided_by": "analyst"}, "no author"),
        ({"decided_by": "nobody"}, "no author"),
        ({"output": "An operation in Aldermere"}, "a place"),
        ({"output": "An operation since March"}, "a month"),
        ({"public_interest": WEIGHED + ", at the school there"}, "a school"),
    ],
)
def test_what_may_not_stand_in_the_register_is_refused_when_the_study_is_read(change, said):
    with pytest.raises(ValidationError, match=said):
        withholding(output(**change))


def test_policy_may_be_withheld_of_a_document_and_a_year_is_the_most():
    entry = entry_of(withholding(output(reason="POL", review_by="2027-12-15")), "output:w1")
    assert (entry.reason, entry.review_by) == ("POL", dt.date(2027, 12, 15))


def test_no_operation_is_told_by_the_name_of_an_area_of_the_instrument():
    instrument = read_instrument(shipped_instrument())
    area = next(iter(instrument.codelists["synthetic_force"].codes)).label
    with pytest.raises(StudyError, match="name one") as error:
        check_withheld(withholding(output(output=f"{area} operation")).withheld, instrument)
    assert area not in str(error.value)
    check_withheld(withholding(output(output=f"{area} report", reason="CONF")).withheld, instrument)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Eastmoor (rural)", "Eastmoor (rural) operation"),  # it ends with no letter
        ("Merrow Coast", "Methods of merrow\ncoast"),  # in small letters, over the end of a line
    ],
)
def test_an_area_is_found_however_its_name_is_written(label, words):
    instrument = read_instrument(shipped_instrument())
    forces = Codelist("synthetic_force", (Code("X23000099", label),))
    known = replace(instrument, codelists=instrument.codelists | {"synthetic_force": forces})
    with pytest.raises(StudyError, match="name one"):
        check_withheld(withholding(output(output=words)).withheld, known)
    check_withheld(withholding(output(output=words)).withheld, instrument)


def test_numbers_and_claims_slip_into_no_entry():
    with pytest.raises(Exception, match="12"):
        draft_content((table(), column_table()), PAPER, withholding(output(output="The 12 reports")))


def test_a_study_without_withheld_outputs_is_decided_on_as_before():
    content = json.loads(draft_content((table(), column_table()), PAPER, study()))
    assert "withheld" not in content["settings"]
    assert all("key" not in entry and "since" not in entry for entry in content["register"])


def test_what_was_withheld_before_is_withheld_since_then():
    first = register(withholding(output()))
    assert {entry.since for entry in first.withheld} == {dt.date(2026, 12, 15)}
    dated = [entry.model_copy(update={"since": dt.date(2025, 1, 1)}) for entry in first.withheld]
    again = register(withholding(output()), before(*dated))
    assert {entry.since for entry in again.withheld} == {dt.date(2025, 1, 1)}
    assert again.came_out == ()
    undated = [entry.model_copy(update={"since": None}) for entry in first.withheld]
    assert {e.since for e in register(withholding(output()), before(*undated)).withheld} == {EARLIER}


def test_fewer_hidden_cells_a_shown_table_and_a_table_left_out_are_told_apart():
    hidden = entry_of(study(), "table:t1")
    more = hidden.model_copy(update={"cells_withheld": hidden.cells_withheld + 3})
    (told,) = register(study(), before(more)).came_out
    assert told.how == "4 of its 15 cells are withheld now; 7 were"
    assert register(study(), before(hidden.model_copy(update={"cells_withheld": 1}))).came_out == ()  # more than before
    of_second = hidden.model_copy(update={"key": "table:t2", "output": "Table 2. Suspects by sex"})
    (told,) = register(study(), before(of_second)).came_out
    assert (told.output, told.how) == ("Table 2. Suspects by sex", "no cell of it is withheld now")
    (told,) = register(study(), before(of_second.model_copy(update={"key": "table:t9"}))).came_out
    assert told.how == "is not part of this release"


def test_a_table_of_other_size_is_not_compared():
    hidden = entry_of(study(), "table:t1")
    larger = hidden.model_copy(update={"cells_withheld": 40, "cells_in_table": 99})
    assert register(study(), before(larger)).came_out == ()


def test_a_reason_for_which_no_text_is_held_any_more_is_told_without_a_number():
    hidden = entry_of(study(), "table:t1")
    texts = hidden.model_copy(
        update={"key": "texts:ACTIVE", "output": "Texts about cases", "extent": "texts", "cells_withheld": None}
    )
    (told,) = register(study(), before(texts)).came_out
    assert told.how == "no text is withheld for this reason any more"


def test_an_output_may_not_vanish_from_the_register():
    earlier = entry_of(withholding(output(decided="2026-05-01")), "output:w1")
    with pytest.raises(ReleaseError, match="named no more") as error:
        register(study(), before(earlier))
    assert "[[withheld]] w1" in str(error.value)


def test_an_output_that_came_out_is_told_with_its_place_and_no_longer_withheld():
    earlier = entry_of(withholding(output(decided="2026-05-01")), "output:w1")
    made = register(withholding(output(came_out="the paper, section Method")), before(earlier))
    assert [one.how for one in made.came_out] == ["the paper, section Method"]
    assert all(entry.key != "output:w1" for entry in made.withheld)


def test_a_review_that_was_promised_takes_a_new_decision():
    promised = entry_of(withholding(output()), "output:w1").model_copy(update={"review_by": dt.date(2026, 12, 1)})
    old = output(decided="2026-05-01")
    with pytest.raises(ReleaseError, match="nobody decided since"):
        register(withholding(old), before(promised))
    with pytest.raises(ReleaseError, match="later review_by"):
        register(withholding(old), before(promised.model_copy(update={"review_by": dt.date(2027, 1, 1)})))
    assert register(withholding(output(decided="2026-12-01")), before(promised)).came_out == ()


def test_the_page_and_the_file_of_a_release_say_the_same(tmp_path):
    hidden = entry_of(study(), "table:t1").model_copy(update={"cells_withheld": 9})
    build_release(tmp_path, approved(), withholding(output()), rules=RULES, earlier=EarlierRegister(EARLIER, (hidden,)))
    page = (tmp_path / "register.html").read_text(encoding="utf-8")
    made = Register.model_validate_json((tmp_path / "SYNTHETIC-register.json").read_bytes())
    assert "What came out since 15 June 2026" in page
    assert made.came_out[0].how in page
    assert WEIGHED in page
    assert "came out since" not in _page_without_earlier(tmp_path / "first")


def _page_without_earlier(folder):
    folder.mkdir()
    build_release(folder, approved(), study(), rules=RULES)
    return (folder / "register.html").read_text(encoding="utf-8")
