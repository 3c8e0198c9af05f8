"""Concern notices on a small synthetic nation: nobody is listed, nothing goes without record and decision."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import stat
import tomllib
from pathlib import Path

import jsonschema
import polars as pl
import pytest

from clerestory import pipeline
from clerestory.errors import DecisionError, EntryError, GatewayError, RecordsError, SharingError, StudyError
from clerestory.ledger import Duty, ledger_entries
from clerestory.model.links.concerns import NoticeOutcome
from clerestory.pipeline import Dataset, NoticeSaid, Scope
from concern_studies import concern_nation
from studies import CLOCK

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference" / "schemas"
WHY = "to see which notices wait"
ON = dt.date(2026, 11, 20)
PSEUDONYM = re.compile(r"(?:vic|sus|inv|off|per|opr)[a-z2-7]{26}")
CHILD = ("00-09", "10-12", "13-15", "16-17")


def said(outcome=NoticeOutcome.NOTIFY, person="lead", reason="These bodies should look together.", key=None):
    return NoticeSaid(person, outcome, reason, ON, key)


@pytest.fixture(scope="module")
def agreed(tmp_path_factory) -> Path:
    return concern_nation(tmp_path_factory.mktemp("concern") / "nation")


@pytest.fixture
def nation(agreed, tmp_path) -> Path:
    return Path(shutil.copytree(agreed, tmp_path / "nation"))


def waiting(root: Path) -> tuple[str, ...]:
    return pipeline.link_concerns(root, why=WHY, clock=CLOCK).waiting


def rows_by_hand(root: Path) -> dict[str, list[dict[str, str]]]:
    """Victims' rows by pseudonym, which in a synthetic nation stands for one person at every giver."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in pl.read_parquet(root / "vault" / "cases" / "victim.parquet").iter_rows(named=True):
        found.setdefault(row["vic_pseudo"], []).append(row)
    return found


def expected(root: Path) -> tuple[int, set[str]]:
    """The rule, said again row by row: how many children two bodies know, and those of whom none has a flag."""
    children, unflagged = 0, set()
    for pseudonym, rows in rows_by_hand(root).items():
        ages = [row["age_at_report"] for row in rows if row["age_at_report"]]
        if len({row["return_provider"] for row in rows}) > 1 and ages and set(ages) <= set(CHILD):
            children += 1
            if not any({"CPP", "CIN"} & set((row["vulnerability"] or "").split(";")) for row in rows):
                unflagged.add(pseudonym)
    return children, unflagged


def notices(root: Path) -> list[Path]:
    return sorted((root / "vault" / "concerns").glob("notices/*/*.toml"))


def without_terms(path: Path) -> None:
    """Take the way back out of a record; it stands last."""
    path.write_text(path.read_text(encoding="utf-8").partition("[concern_notices]")[0], encoding="utf-8")


def test_as_many_wait_as_the_rule_says_and_nobody_is_told_of_who(nation):
    told = pipeline.link_concerns(nation, why=WHY, clock=CLOCK)
    children, unflagged = expected(nation)
    assert (told.children, len(told.waiting)) == (children, len(unflagged))
    assert told.waiting
    assert not PSEUDONYM.search(repr(told))
    assert list(told.waiting) == sorted(told.waiting)
    last = list(ledger_entries(nation / "ledger.jsonl"))[-1]
    assert (last.event, last.duty) == ("case data consulted", Duty.CONSULTATION)


def test_what_is_shown_of_a_notice_are_fixed_words(nation):
    words = pipeline.concern_words(nation, waiting(nation)[0], why=WHY, clock=CLOCK)
    assert len(words) >= 2
    assert not any(PSEUDONYM.search(line) for line in words)
    assert all("no prediction" in line and "recorded the same names" in line for line in words)


def test_each_giver_is_told_its_own_pseudonyms_and_no_others(nation):
    number = waiting(nation)[0]
    paths = pipeline.decide_concern(nation, number, said(), clock=CLOCK)
    assert [str(path) for path in paths] == [str(path) for path in notices(nation)]
    cases = pl.read_parquet(nation / "vault" / "cases" / "victim.parquet")
    form = json.loads((SCHEMAS / "concern-notice.schema.json").read_text(encoding="utf-8"))
    givers = set(cases["return_provider"])
    for path in paths:
        text = path.read_text(encoding="utf-8")
        notice = tomllib.loads(text)
        jsonschema.Draft202012Validator(form).validate(json.loads(json.dumps(notice, default=str)))
        own = cases.filter(pl.col("return_provider") == notice["provider"])
        assert path.parent.name == notice["provider"].replace(":", "-")
        assert {(row["return_id"], row["pseudonym"]) for row in notice["rows"]} <= set(
            own.select("return_ref", "vic_pseudo").iter_rows()
        )
        assert set(PSEUDONYM.findall(text)) <= set(own["vic_pseudo"])
        assert not [
            giver for giver in givers - {notice["provider"]} if giver in text or giver.replace(":", "-") in text
        ]
        assert notice["mark"] == "SYNTHETIC"
        assert number not in text
    assert len({path.stem for path in paths}) == len(paths)


def test_a_notice_is_of_a_child_that_the_rule_names(nation):
    _, unflagged = expected(nation)
    for number in waiting(nation)[:3]:
        pipeline.decide_concern(nation, number, said(), clock=CLOCK)
    told = {row["pseudonym"] for path in notices(nation) for row in tomllib.loads(path.read_text())["rows"]}
    assert len(told) == 3
    assert told <= unflagged


def test_the_decision_is_kept_entered_and_final(nation):
    number = waiting(nation)[0]
    paths = pipeline.decide_concern(nation, number, said(), clock=CLOCK)
    decided, *disclosed = list(ledger_entries(nation / "ledger.jsonl"))[-1 - len(paths) :]
    assert (decided.event, decided.actor, decided.why) == (
        "concern notice decided", "lead", "These bodies should look together.",
    )  # fmt: skip
    assert {entry.duty for entry in disclosed} == {Duty.DISCLOSURE}
    assert {e.detail["provider"].replace(":", "-") for e in disclosed} == {path.parent.name for path in paths}
    assert not PSEUDONYM.search((nation / "ledger.jsonl").read_text())
    kept = tomllib.loads((nation / "vault" / "concerns" / "decisions" / f"{number}.toml").read_text())
    form = json.loads((SCHEMAS / "concern-decision.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(form).validate(json.loads(json.dumps(kept, default=str)))
    assert number not in waiting(nation)
    with pytest.raises(RecordsError, match="waits for nobody"):
        pipeline.decide_concern(nation, number, said(), clock=CLOCK)
    account = pipeline.sharing_account(nation)
    assert account.count(number) == len(paths)


def test_who_decides_not_to_notify_writes_nothing(nation):
    number = waiting(nation)[0]
    assert pipeline.decide_concern(nation, number, said(NoticeOutcome.DO_NOT_NOTIFY), clock=CLOCK) == ()
    assert notices(nation) == []
    assert list(ledger_entries(nation / "ledger.jsonl"))[-1].duty is Duty.NONE
    assert number not in waiting(nation)


def test_everything_is_its_owners_alone_and_goes_with_the_cases(nation):
    pipeline.decide_concern(nation, waiting(nation)[0], said(), clock=CLOCK)
    folder = nation / "vault" / "concerns"
    assert {stat.S_IMODE(p.stat().st_mode) for p in folder.rglob("*")} == {0o600, 0o700}
    giver = notices(nation)[0].parent.name
    pipeline.erase(nation, Scope(Dataset.CASES, giver), why="ended", on=ON, clock=CLOCK)
    assert not folder.exists()
    assert "Nothing." not in pipeline.sharing_account(nation)


# Who says what, what is refused.
WRONG = [
    ("nobody of the study", {"person": "somebody"}, DecisionError, "no safeguarding lead"),
    ("somebody of another role", {"person": "chair"}, DecisionError, "no safeguarding lead"),
    ("in no words", {"reason": "yes"}, DecisionError, "too few words"),
    ("a date of birth", {"reason": "The child born on 2010-03-04."}, EntryError, "looks like"),
]


@pytest.mark.parametrize(("wrong", "kind", "words"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_nothing_is_written_without_a_decision_that_counts(nation, wrong, kind, words):
    number = waiting(nation)[0]
    before = (nation / "ledger.jsonl").read_bytes()
    with pytest.raises(kind, match=words):
        pipeline.decide_concern(nation, number, said(**wrong), clock=CLOCK)
    assert not (nation / "vault" / "concerns").exists()
    assert (nation / "ledger.jsonl").read_bytes() == before


def test_who_has_a_key_decides_with_it(nation, tmp_path):
    number = waiting(nation)[0]
    public = pipeline.write_keys(tmp_path / "lead.key")
    pipeline.write_keys(tmp_path / "other.key")
    settings = nation / "study.toml"
    settings.write_text(settings.read_text() + f'public_key = "{public}"\n', encoding="utf-8")
    with pytest.raises(DecisionError, match="only a decision signed"):
        pipeline.decide_concern(nation, number, said(), clock=CLOCK)
    with pytest.raises(DecisionError, match="the signature is not that"):
        pipeline.decide_concern(nation, number, said(key=tmp_path / "other.key"), clock=CLOCK)
    assert pipeline.decide_concern(nation, number, said(key=tmp_path / "lead.key"), clock=CLOCK)


def test_a_giver_whose_record_does_not_let_it_is_neither_counted_nor_told(agreed, tmp_path):
    every = waiting(Path(shutil.copytree(agreed, tmp_path / "all")))
    root = Path(shutil.copytree(agreed, tmp_path / "some"))
    slug = "SYN-CSC-01"
    path = root / "sharing" / f"{slug}.toml"
    without_terms(path)
    told = pipeline.link_concerns(root, why=WHY, clock=CLOCK)
    assert told.left_out == 1
    assert told.waiting != every
    for number in told.waiting:
        pipeline.decide_concern(root, number, said(), clock=CLOCK)
    assert slug not in {path.parent.name for path in notices(root)}


def test_without_records_it_says_what_to_write_and_looks_at_nobody(agreed, tmp_path):
    root = Path(shutil.copytree(agreed, tmp_path / "none"))
    for path in (root / "sharing").glob("*.toml"):
        without_terms(path)
    with pytest.raises(SharingError, match="\\[concern_notices\\]") as error:
        pipeline.link_concerns(root, why=WHY, clock=CLOCK)
    assert error.value.exit_code == 70


def test_a_wrong_gateway_closes_it_for_all(nation):
    path = nation / "sharing" / "SYN-CSC-01.toml"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("[concern_notices]")
    path.write_text(head + "[concern_notices]" + rest.replace('"A9-G-P18"', '"A9-J-P4"', 1), encoding="utf-8")
    with pytest.raises(GatewayError, match=r"concern_notices\.conditions"):
        pipeline.link_concerns(nation, why=WHY, clock=CLOCK)


@pytest.mark.parametrize(("right", "wrong"), [("victim.vulnerability", "victim.nothing"), ('"CPP"', '"Zelambry"')])
def test_a_flag_that_the_instrument_does_not_have_is_refused(nation, right, wrong):
    settings = nation / "study.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    with pytest.raises(StudyError, match=r"\[link.concern\] flags") as error:
        pipeline.link_concerns(nation, why=WHY, clock=CLOCK)
    assert "Zelambry" not in str(error.value)


def test_a_study_that_names_no_flag_is_not_looked_at(nation):
    settings = nation / "study.toml"
    head, _, rest = settings.read_text(encoding="utf-8").partition("[link.concern]")
    settings.write_text(head + rest[rest.index("[[people]]") :], encoding="utf-8")
    with pytest.raises(RecordsError, match="does not ask for concern notices"):
        pipeline.link_concerns(nation, why=WHY, clock=CLOCK)


@pytest.mark.parametrize(
    ("tells", "there", "absent"),
    [("others", "of others", "two"), ("number", "two", "Kinds"), ("kinds", "Kinds of", "SYN")],
)
def test_of_other_bodies_a_giver_is_told_what_its_record_lets_out(nation, tells, there, absent):
    for path in (nation / "sharing").glob("*.toml"):
        path.write_text(
            path.read_text(encoding="utf-8").replace('tells = "kinds"', f'tells = "{tells}"'), encoding="utf-8"
        )
    for number in waiting(nation)[:1]:
        pipeline.decide_concern(nation, number, said(), clock=CLOCK)
    for path in notices(nation):
        known = tomllib.loads(path.read_text())["known"]
        assert absent not in known
        assert there in known.replace("three", "two").replace("four", "two")
