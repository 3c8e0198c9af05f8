"""The pages of the vault: who may open which, what each shows, and what their forms do."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace

import pytest

from clerestory.model.desk.states import OutputState
from clerestory.pipeline.desk.outputs import evidence_of
from clerestory.study import open_study
from clerestory.web.pages.vault import shelf as vault_shelf
from clerestory.web.service.serving import Zone
from clerestory.web.store.state import desk_now
from desks import WHY
from group_desks import GroupDesk
from group_desks import study as group_study
from served_desks import Serving, desk
from studies import revise
from vault_desks import COUNTS, EVERYBODY, VaultDesk, run, study

OF_COUNTS = {"outputs/1/failing", "outputs/1/tables/t1"}
OF_OUTPUTS = {"outputs", "outputs/1", "outputs/1/rules", "outputs/1/changes", "outputs/1/exceptions"}
SEE_COUNTS = {"analyst", "analyst-b", "checker-a", "checker-b", "author-checker", "checker-head", "statistician"}
SEE_OUTPUTS = SEE_COUNTS | {"lawyer", "auditor"}


@pytest.fixture
def vault(tmp_path):
    """A desk of the vault at which a draft waits."""
    with desk(Serving(study(tmp_path), Zone.VAULT, demo=True)) as serving:
        made = VaultDesk(serving)
        made.look()
        yield made


def opened_by(vault: VaultDesk, page: str) -> set[str]:
    """Who may open a page."""
    answers = {person: vault.get(person, f"/{page}").status_code for person in EVERYBODY}
    assert set(answers.values()) <= {200, 403}
    return {person for person, status in answers.items() if status == 200}


def test_true_counts_are_for_those_who_work_on_them_and_outputs_for_those_who_see_them(vault):
    pages = {page: opened_by(vault, page) for page in OF_COUNTS | OF_OUTPUTS}
    assert {page for page, people in pages.items() if people == SEE_COUNTS} == OF_COUNTS
    assert {page for page, people in pages.items() if people == SEE_OUTPUTS} == OF_OUTPUTS
    deciding = {"checker-a", "checker-b", "author-checker", "checker-head", "lawyer"}
    assert opened_by(vault, "outputs/1/decide") == deciding
    assert opened_by(vault, "outputs/1/withdraw") == {"analyst", "analyst-b", "author-checker"}
    assert opened_by(vault, "record") == {"auditor"}


def consultations(vault: VaultDesk) -> list[tuple[str, str]]:
    """Who read which case data, as the study's ledger has it."""
    lines = (json.loads(line)["entry"] for line in (vault.serving.root / "ledger.jsonl").read_text().splitlines())
    return [(one["actor"], one["detail"]["what"]) for one in lines if "consult" in one["event"]]


def test_whoever_reads_true_counts_stands_in_the_ledger_of_the_study_once_a_day(vault):
    before = consultations(vault)
    for _ in range(2):
        for person in ("checker-a", "lawyer", "checker-b"):  # the lawyer sees no true counts
            for page in ("outputs/1", *sorted(OF_COUNTS)):
                vault.get(person, f"/{page}")
    assert sorted(consultations(vault)[len(before) :]) == [
        ("checker-a", "true counts of outputs"),
        ("checker-b", "true counts of outputs"),
    ]
    vault.time += dt.timedelta(hours=12, seconds=1)  # of the next day
    vault.sign_in_anew()
    vault.get("checker-a", "/outputs/1/failing")
    assert len(consultations(vault)) == len(before) + 3


def test_true_counts_are_not_shown_while_it_cannot_be_written_down_who_reads_them(vault):
    with open_study(vault.serving.root).locked():
        page = vault.get("checker-a", "/outputs/1/failing")
    assert page.status_code == 409
    assert "Wait until the run that is at work has ended" in page.text
    assert vault.get("checker-a", "/outputs/1/failing").status_code == 200


def test_who_has_no_part_in_it_reads_so_and_nothing_of_an_output(vault):
    idle = [person for person in EVERYBODY if person not in SEE_OUTPUTS]
    for person in idle:
        page = vault.get(person, "/")
        assert "Nothing waits for you" in page.text
        assert "utput 1" not in page.text


def test_pages_of_the_vault_are_not_there_in_the_zone_of_the_desk(tmp_path):
    with desk(Serving(group_study(tmp_path), demo=True)) as serving:
        made = GroupDesk(serving)
        assert {made.get("checker-a", f"/{page}").status_code for page in OF_COUNTS | OF_OUTPUTS} == {404}


def test_the_draft_of_a_run_comes_to_the_checkers_once(vault):
    vault.look()
    (output,) = desk_now().outputs.values()
    assert output.authors == ("analyst", "author-checker")
    assert "Check output 1" in vault.get("checker-a", "/").text


def test_a_draft_of_another_study_file_is_not_decided_on(vault):
    settings = vault.serving.root / "study.toml"
    settings.write_text(
        settings.read_text() + '\n[[people]]\nid = "new"\npost = "New"\nroles = ["disclosure checker"]\n'
    )
    assert "cannot be shown" in vault.get("checker-a", "/outputs/1").text
    assert "nobody decides on what is not shown" in vault.get("checker-a", "/outputs/1/decide").text
    assert vault.get("checker-a", "/outputs/1/failing").status_code == 404


def test_a_failing_cell_tells_its_rule_what_breaks_it_and_what_holds_it(vault):
    page = " ".join(re.sub(r"<[^>]+>", " ", vault.get("checker-a", "/outputs/1/failing").text).split())
    first = page[page.index("1. n, f") : page.index("2. ")]
    assert "True count 3" in first
    assert "fewer than 6 cases" in first
    assert "table t1, Total, f, less the 3 printed parts of it, is 3" in first
    assert "Hidden, and with it" in first
    assert "would be published in the very same way" in first


def test_that_counts_leave_rounded_is_told_where_they_do_and_nowhere_else(vault, monkeypatch):
    assert "Counts leave rounded" not in vault.get("checker-a", "/outputs/1/failing").text
    made = evidence_of(open_study(vault.serving.root))
    (table,) = made.tables
    fives = tuple(
        tuple(one if one is None else 5 * round(one / 5) for one in row) for row in table.leaves.counts
    )  # as a preset that rounds would print it
    rounded = replace(made, tables=(replace(table, leaves=replace(table.leaves, counts=fives)),))
    monkeypatch.setattr(vault_shelf, "evidence_for", lambda _output: rounded)
    assert "Counts leave rounded" in vault.get("checker-a", "/outputs/1/failing").text


def test_a_filter_keeps_the_cells_of_a_table_or_of_none(vault):
    in_table = vault.get("checker-a", "/outputs/1/failing?table=t1").text
    in_none = vault.get("checker-a", "/outputs/1/failing?table=none").text
    assert ("1. n, f" in in_table, "1. n, f" in in_none) == (True, False)
    assert ("in no table" in in_table, "in no table" in in_none) == (False, True)


def test_a_table_has_the_true_count_and_what_leaves_in_each_cell(vault):
    page = vault.get("checker-a", "/outputs/1/tables/t1").text
    cells = re.findall(r'<td [^>]*desk-mark-(\w+)">([\d,]+)<br><span[^>]*><span[^>]*>leaves as </span>(\S+?)[ <]', page)
    assert all(leaves == true for mark, true, leaves in cells if mark == "printed")  # the preset rounds nothing
    assert {leaves for mark, _, leaves in cells if mark != "printed"} == {"[c]"}
    assert [true for mark, true, _ in cells if mark == "fails"] == [str(COUNTS["n", "f"])]
    assert str(sum(COUNTS.values())) in {true for _, true, _ in cells}


def test_two_checkers_decide_by_forms_alone(vault):
    said = {"outcome": "approve", "reason": WHY}
    page = vault.post("checker-a", "/outputs/1/decide", said)
    assert "Your decision is signed and on record." in page.text
    assert "You have decided on output 1" in vault.get("checker-a", "/").text
    again = vault.post("checker-a", "/outputs/1/decide", said)
    assert (again.status_code, "you have decided on this draft" in again.text) == (409, True)
    page = vault.post("checker-b", "/outputs/1/decide", said)
    assert {"Checker a", "Checker b"} <= set(re.findall(r"<strong>([\w ]+): approved", page.text))
    (output,) = desk_now().outputs.values()
    assert output.state is OutputState.PASSED
    assert "Output 1: passed" in vault.get("analyst", "/").text


def test_a_decision_needs_an_outcome_and_a_reason_and_keeps_what_was_typed(vault):
    page = vault.post("checker-a", "/outputs/1/decide", {"reason": "Too short"})
    assert page.status_code == 422
    assert "Choose whether you approve or refuse" in page.text
    assert "Enter a reason in at least 10 characters" in page.text
    assert ">Too short</textarea>" in page.text
    assert not desk_now().outputs[vault.draft].checks


def test_an_author_decides_nothing_and_is_told_why(vault):
    assert "Output 1 is checked by others" in vault.get("author-checker", "/").text
    assert "you are an author of this draft" in vault.get("author-checker", "/outputs/1/decide").text
    sent = vault.post("author-checker", "/outputs/1/decide", {"outcome": "approve", "reason": WHY})
    assert (sent.status_code, "you are an author of this draft" in sent.text) == (403, True)


def test_who_answered_an_exception_decides_nothing(vault):
    asked = {"do": "ask exception", "rule": "J4", "reason": WHY}
    assert "The exception is asked for." in vault.post("analyst", "/outputs/1/exceptions", asked).text
    assert "Answer the exception from rule J4" in vault.get("statistician", "/").text
    early = vault.post("checker-a", "/outputs/1/decide", {"outcome": "approve", "reason": WHY})
    assert "an exception was refused, or has no answer" in early.text
    answer = {"do": "answer exception", "rule": "J4", "outcome": "approve", "reason": WHY}
    page = vault.post("statistician", "/outputs/1/exceptions", answer)
    assert "Statistician answers:" in page.text
    assert vault.post("checker-a", "/outputs/1/decide", {"outcome": "approve", "reason": WHY}).status_code == 200


@pytest.mark.parametrize("person", ["analyst-b", "statistician"])
def test_an_exception_is_asked_for_by_an_author_alone(vault, person):
    sent = vault.post(person, "/outputs/1/exceptions", {"do": "ask exception", "rule": "J4", "reason": WHY})
    assert sent.status_code == 403
    assert not desk_now().outputs[vault.draft].exceptions


def test_an_author_withdraws_an_output_with_a_reason(vault):
    assert "Enter a reason" in vault.post("analyst", "/outputs/1/withdraw", {}).text
    assert "The output is withdrawn." in vault.post("analyst", "/outputs/1/withdraw", {"reason": WHY}).text
    assert "the state" in vault.get("checker-a", "/outputs/1/decide").text
    assert "Nothing waits for you" in vault.get("checker-a", "/").text


def test_who_may_not_withdraw_is_told_why(vault):
    assert "you are no author of this draft" in vault.get("analyst-b", "/outputs/1/withdraw").text


def test_an_auditor_is_told_of_decisions_when_both_are_there(vault):
    vault.refuse("checker-a")
    assert "Decide output" not in vault.get("auditor", "/record").text
    vault.approve("checker-b")
    assert vault.get("auditor", "/record").text.count("Decide output</strong>") == 2
    assert "Output 1 was refused: read why" in vault.get("analyst", "/").text


@pytest.mark.slow
def test_a_later_draft_is_compared_with_the_one_that_was_decided(vault):
    vault.refuse("checker-a")
    vault.refuse("checker-b")
    # a man of w is gone
    revise(vault.serving.root, "person", lambda text: "".join(text.splitlines(keepends=True)[:-1]))
    run(vault.serving.root)
    vault.look()
    page = vault.get("checker-a", "/outputs/2/changes").text
    assert "Compared with" in page
    cell = r"<td[^>]*>([^<]+)</td>"
    rows = re.findall(rf'<th scope="row"[^>]*>([^<]+)</th>{cell}{cell}{cell}', page)
    assert ("w", "m", "30", "29") in rows
    assert "There is no release to compare it with." in page
