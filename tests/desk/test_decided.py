"""Decision files follow from the record: as the command writes them, again after a kill, and never over a refusal."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.db import connection

from clerestory import pipeline
from clerestory.errors import DecisionError, NotNowError
from clerestory.model.commission import Role
from clerestory.model.decisions import Decision, Gate, Outcome
from clerestory.model.desk.acts import disclosure
from clerestory.model.desk.states import ReleaseState
from clerestory.pipeline.desk.decided import against_record
from clerestory.review import decision_text, read_decisions, sign
from clerestory.web.acting.performing import perform
from clerestory.web.service.setting_up import settle
from clerestory.web.service.studies import served_study
from clerestory.web.signing.held import hold
from clerestory.web.store.state import desk_now
from desk_keys import PHRASE, PRIVATE, PUBLIC, name_in_study
from desks import APPROVE, AUTHORS, CHECKED, NOT_PASSED, REFUSE, WHY, draft, finished, let_pass, signed
from group_desks import GroupDesk, study, with_settled
from served_desks import Serving, desk

DECIDING = Path(__file__).parent.parent / "deciding_process.py"
FIRST = {"form": "clerestory-decision/1", "role": Role.CHAIR, "decided": dt.date(2026, 3, 17), "simulated": True}


@pytest.fixture(scope="module")
def settled(tmp_path_factory):
    """A study whose one round is settled, and the time at its desk, fifteen days after the round began."""
    with with_settled(tmp_path_factory.mktemp("settled")) as made:
        return made.serving.root, made.time


@pytest.fixture
def reviewed(settled, tmp_path):
    """A desk whose round is settled."""
    root, time = settled
    with desk(Serving(Path(shutil.copytree(root, tmp_path / "study")), demo=True), is_new=False) as serving:
        made = GroupDesk(serving)
        made.time = time
        yield made


def decision(person="chair", **changed) -> Decision:
    said = FIRST | {"gate": Gate.RELEASE, "draft": draft(1), "person": person, **APPROVE, **changed}
    return Decision.model_validate(said)


def finish(reviewed) -> None:
    reviewed.act("chair", finished(1, reviewed.time.date()))


def file(reviewed, name="release-chair"):
    return reviewed.serving.root / "decisions" / f"{name}.toml"


def test_a_file_is_byte_for_byte_that_of_the_command_with_the_same_key(reviewed, tmp_path):
    root = reviewed.serving.root
    name_in_study(reviewed.serving, "chair", PUBLIC)
    hold("chair", PRIVATE, PHRASE)
    said = {"do": "finish review", "reason": WHY, "passphrase": PHRASE}
    reviewed.post("chair", "/rounds/1/end", said)
    written = file(reviewed).read_bytes()
    (tmp_path / "key").write_text(PRIVATE + "\n")
    (root / "desk" / "draft.json").write_text(f'{{"gate": "release", "draft": "{draft(1)}"}}')
    file(reviewed).unlink()
    path = pipeline.decide(
        root, Gate.RELEASE, "chair", role=Role.CHAIR, outcome=Outcome.APPROVE, reason=WHY,
        on=reviewed.time.date(), key_file=tmp_path / "key",
    )  # fmt: skip
    assert path.read_bytes() == written
    assert tomllib.loads(written.decode())["signature"]


def test_a_wrong_passphrase_records_nothing_and_is_told_beside_its_field(reviewed):
    name_in_study(reviewed.serving, "chair", PUBLIC)
    hold("chair", PRIVATE, PHRASE)
    before = desk_now()
    page = reviewed.post("chair", "/rounds/1/end", {"do": "finish review", "reason": WHY, "passphrase": "wrong words"})
    assert page.status_code == 422
    assert "This is not the passphrase of your key" in page.text
    assert "wrong words" not in page.text
    assert desk_now() == before
    assert not file(reviewed).exists()


def test_what_a_program_sends_counts_only_with_the_signature_of_its_person(reviewed):
    name_in_study(reviewed.serving, "chair", PUBLIC)
    with pytest.raises(NotNowError, match="signed with the key of"):
        finish(reviewed)
    act = finished(1, reviewed.time.date())
    right = sign(decision(simulated=False), PRIVATE).signature
    other = sign(decision(simulated=False, reason="Other words than those of the act."), PRIVATE).signature
    forged, made = (
        act.model_copy(update={"signed": act.signed.model_copy(update={"simulated": False, "signature": one})})
        for one in (other, right)
    )
    with pytest.raises(NotNowError, match="the signature is not that of"):
        reviewed.act("chair", forged)
    reviewed.act("chair", made)
    assert f'signature = "{right}"' in file(reviewed).read_text()


def test_a_kill_between_an_act_and_its_file_loses_nothing(reviewed):
    connection.close()
    killed = subprocess.run([sys.executable, DECIDING, reviewed.serving.root], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert desk_now().latest.state is ReleaseState.REVIEWED
    assert not file(reviewed).exists()
    settle(reviewed.serving)
    assert file(reviewed).read_text() == decision_text(decision())
    before = file(reviewed).stat().st_mtime_ns
    settle(reviewed.serving)
    assert file(reviewed).stat().st_mtime_ns == before


LATER = {"decided": dt.date(2026, 3, 18)}
OTHER_DRAFT = {"draft": draft(7)}


@pytest.mark.parametrize(
    "kept",
    [
        decision(**REFUSE),  # the very draft, on the very day
        decision(**LATER),  # a second thought
        decision(**LATER, **OTHER_DRAFT),  # of another draft, later
    ],
)
def test_a_file_that_may_stand_against_the_record_stands_and_is_told(reviewed, kept):
    file(reviewed).write_text(decision_text(kept))
    finish(reviewed)
    assert file(reviewed).read_text() == decision_text(kept)
    assert against_record(served_study(), desk_now()) == ("decisions/release-chair.toml",)
    assert "decisions/release-chair.toml" in reviewed.get("auditor", "/release/").text


def test_a_file_that_nobody_can_read_stands_too(reviewed):
    finish(reviewed)
    file(reviewed).write_text("not a decision")
    settle(reviewed.serving)
    assert file(reviewed).read_text() == "not a decision"
    with pytest.raises(DecisionError):
        read_decisions(reviewed.serving.root / "decisions")


@pytest.mark.parametrize(
    ("kept", "is_set_aside"),
    [
        (decision(decided=dt.date(2026, 3, 1), reason="An earlier approval of it."), False),
        (decision(decided=dt.date(2026, 3, 1), **REFUSE), True),  # a refusal before that, which no act is
        (decision(**OTHER_DRAFT, **REFUSE), True),
        (decision(reason="The same day, in other words."), False),
    ],
)
def test_an_older_file_gives_way_and_an_older_refusal_is_set_aside(reviewed, kept, is_set_aside):
    file(reviewed).write_text(decision_text(kept))
    finish(reviewed)
    assert file(reviewed).read_text() == decision_text(decision())
    aside = [one.read_text() for one in (reviewed.serving.root / "decisions" / "set-aside").glob("*.toml")]
    assert aside == ([decision_text(kept)] if is_set_aside else [])


def test_a_refusal_that_is_set_aside_takes_no_others_place(reviewed):
    aside = reviewed.serving.root / "decisions" / "set-aside"
    finish(reviewed)
    for reason in ("The first refusal of it.", "Another refusal of it."):
        file(reviewed).write_text(decision_text(decision(**OTHER_DRAFT, **{**REFUSE, "reason": reason})))
        with reviewed.clock():
            settle(reviewed.serving)
    assert len(list(aside.glob("*.toml"))) == 2


def test_the_lead_statistician_refuses_on_the_page_and_the_file_says_so(reviewed):
    finish(reviewed)
    page = reviewed.post("statistician", "/release/decide", {"outcome": "refuse", "reason": WHY})
    assert "It was refused." in page.text
    kept = decision("statistician", role=Role.STATISTICIAN, **REFUSE)
    assert file(reviewed, "release-statistician").read_text() == decision_text(kept)
    assert "Sign the release" not in reviewed.get("head", "/").text


def test_a_draft_is_passed_and_signed_by_pages_and_auditors_read_all(reviewed):
    assert "Not done" in reviewed.get("auditor", "/release/").text
    finish(reviewed)
    assert "Choose whether you approve" in reviewed.post("statistician", "/release/decide", {"reason": WHY}).text
    reviewed.post("statistician", "/release/decide", {"outcome": "approve", "reason": WHY})
    assert "Sign the release" in reviewed.get("head", "/").text
    page = reviewed.post("head", "/release/sign", {})
    assert "It is signed here." in page.text
    told = reviewed.get("auditor", "/release/").text
    for words in ("Passed by Checker a, Checker b", "Passed: Statistician (simulated)", "Signed: Head", WHY):
        assert words in told
    assert reviewed.get("auditor", "/release/decide").status_code == 403
    assert reviewed.get("member-a", "/release/").status_code == 403


def test_files_of_checkers_come_when_all_have_decided_and_not_before(tmp_path):
    root = study(tmp_path)
    text = (root / "study.toml").read_text()
    (root / "study.toml").write_text(
        re.sub(r"^authors = .*$", 'authors = ["analyst", "author-checker"]', text, flags=re.M)
    )
    for path in (root / "decisions").glob("*.toml"):
        path.unlink()
    with desk(Serving(root, demo=True)):
        perform("clerestory", disclosure.SubmitOutput(draft=draft(1), title="Tables", authors=AUTHORS))
        perform("checker-a", disclosure.DecideOutput(draft=draft(1), **CHECKED))
        assert list((root / "decisions").glob("*.toml")) == []
        perform("checker-b", disclosure.DecideOutput(draft=draft(1), **NOT_PASSED))
        assert sorted(path.name for path in (root / "decisions").glob("*.toml")) == [
            "protect-checker-a.toml", "protect-checker-b.toml",
        ]  # fmt: skip
        lawyer = REFUSE | {"signed": signed(Role.LAWYER)}
        with pytest.raises(NotNowError):
            perform("lawyer", disclosure.DecideOutput(draft=draft(1), **lawyer))


def test_who_decided_at_the_other_gate_decides_at_none_here(reviewed):
    finish(reviewed)
    other = decision("statistician", gate=Gate.PROTECT, role=Role.CHECKER)
    file(reviewed, "protect-statistician").write_text(decision_text(other))
    with pytest.raises(NotNowError, match="decides at the other gate"):
        reviewed.act("statistician", let_pass(1, reviewed.time.date()))
