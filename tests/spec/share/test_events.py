"""Rule D7 as tables: six kinds of event (collection to erasure), each with who, when and why."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.clock import FixedClock
from clerestory.errors import EntryError
from clerestory.ledger import Duty, Entry, ledger_entries, verify_ledger
from clerestory.model.decisions import Gate
from clerestory.pipeline import Dataset, DutyName, Scope, Stage
from clerestory.pipeline.consulting import consulted_files
from clerestory.study import open_study
from commands import clerestory
from studies import CLOCK, revise, small_study

TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'
PEOPLE = [("n",)] * 40 + [("s",)] * 50
REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "ledger.md"


@pytest.fixture
def root(tmp_path) -> Path:
    made = small_study(tmp_path / "s", {"area": ["n", "s"]}, PEOPLE, tables=TABLES, givers=2)
    with (made / "study.toml").open("a", encoding="utf-8") as file:
        file.write('\n[ledger]\nposts = ["Records manager"]\n')
    return made


def entries(root: Path) -> list[Entry]:
    return list(ledger_entries(root / "ledger.jsonl"))


def upto(root: Path, stage: Stage) -> None:
    """Run the stages before one, with the decisions that it needs."""
    for before in list(Stage)[: list(Stage).index(stage)]:
        pipeline.run(root, [before], clock=CLOCK)
        if before is Stage.PROTECT:
            pipeline.simulate(root, Gate.PROTECT)
        if before is Stage.REVIEW:
            pipeline.simulate(root, Gate.RELEASE)


# What each stage of a run writes, in order.
STAGES = [
    (Stage.COLLECT, [("returns collected", "COLLECTION")]),
    (Stage.ANALYSE, [("cases combined into tables", "COMBINATION")]),
    (Stage.PROTECT, [("tables protected", "COMBINATION")]),
    (Stage.REVIEW, [("protected tables disclosed to the desk", "DISCLOSURE")]),
    (
        Stage.PUBLISH,
        [("release signed", "NONE"), ("release published", "DISCLOSURE"), ("release in place", "NONE")],
    ),
]


@pytest.mark.parametrize(("stage", "wanted"), STAGES)
def test_each_stage_writes_its_event_with_who_and_when(root, stage, wanted):
    upto(root, stage)
    before = len(entries(root)) if (root / "ledger.jsonl").exists() else 0
    pipeline.run(root, [stage], clock=CLOCK, actor="analyst")
    found = entries(root)[before:]
    assert [(entry.event, entry.duty.name) for entry in found] == wanted
    assert {(entry.actor, entry.time) for entry in found} == {("analyst", CLOCK.time)}
    assert all(entry.why for entry in found)


def test_a_run_without_an_actor_is_the_programs(root):
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    assert {entry.actor for entry in entries(root)} == {"clerestory"}


def test_a_revised_return_is_an_alteration_before_its_collection(root):
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    revise(root, "person", lambda text: text.replace(",n", ",s", 1))
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    assert [entry.duty for entry in entries(root)] == [Duty.COLLECTION, Duty.ALTERATION, Duty.COLLECTION]


def test_an_erasure_is_written_before_and_after(root):
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    pipeline.erase(root, Scope(Dataset.CASES, "g1"), why="it ended", on=CLOCK.time.date(), actor="Records manager")
    found = entries(root)[-2:]
    assert [(entry.event, entry.duty, entry.actor) for entry in found] == [
        ("erasure begun", Duty.ERASURE, "Records manager"),
        ("data erased", Duty.ERASURE, "Records manager"),
    ]


def test_a_consultation_names_who_why_and_what(root):
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    later = FixedClock(CLOCK.time.replace(hour=17))
    head = pipeline.consulted(
        open_study(root), who="Records manager", why="to check the codes of area", what="vault/cases", clock=later
    )
    last = entries(root)[-1]
    assert (last.seq, last.event, last.duty) == (head.length, "case data consulted", Duty.CONSULTATION)
    assert (last.actor, last.why, last.detail) == (
        "Records manager",
        "to check the codes of area",
        {"what": "vault/cases"},
    )
    assert last.time == later.time


# What reads a file of a study for a person, and where it lies: (words of the command, the file as the ledger names it).
OF_X = ["{root}/vault/x.csv", "--dims", "area"]
TABLE = ["protect", "table", *OF_X, "--out", "{out}/t.csv", "--count"]
RECORDS = [
    "{root}/vault/x.csv",
    "--keys",
    "area",
    "--sensitive",
    "n",
    "--out",
    "{out}/m.csv",
    "--report",
    "{out}/r.json",
]
READING = [
    (["collect", "check", "{root}/returns/g0/r1", "--instrument", "{root}/instrument"], "returns/g0/r1"),
    (["protect", "audit", *OF_X], "vault/x.csv"),
    ([*TABLE, "n", "--threshold", "5", "--proof", "{out}/p.json"], "vault/x.csv"),
    ([*TABLE, "n", "--method", "rounding", "--base", "5"], "vault/x.csv"),
    (["protect", "verify", "{root}/vault/x.csv", "{root}/vault/x.csv"], "vault/x.csv"),
    (["protect", "microdata", *RECORDS], "vault/x.csv"),
]


@pytest.mark.parametrize(("words", "what"), READING, ids=[" ".join(words[:2]) for words, _ in READING])
def test_a_command_that_reads_case_data_for_a_person_is_a_consultation(root, tmp_path, words, what):
    """Written before anything is read, so that it stands there too where the file then cannot be used."""
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    (root / "vault" / "x.csv").write_text("area,n\nn,40\ns,50\n", encoding="utf-8")
    (tmp_path / "out").mkdir()
    filled = [word.format(root=root, out=tmp_path / "out") for word in words]
    clerestory(*filled, "--actor", "checker-a")
    last = entries(root)[-1]
    assert (last.duty, last.actor, last.detail) == (Duty.CONSULTATION, "checker-a", {"what": what})
    assert last.why == " ".join(words[:2])


def test_a_file_whose_name_looks_like_an_identifier_is_named_by_its_keyed_hash(root):
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    path = root / "vault" / "Operation Zqxworth 3-4-2019.csv"
    path.write_text("area,n\nn,40\n", encoding="utf-8")
    consulted_files([path, None, root / "study.toml"], why="protect audit")
    said = entries(root)[-1].detail["what"]
    assert said.startswith("vault/, a name of which the keyed hash is hmac-sha256:")
    assert "qxworth" not in (root / "ledger.jsonl").read_text(encoding="utf-8")
    assert len(entries(root)) == 2


def test_a_return_outside_a_study_or_of_one_that_never_ran_leaves_no_entry(root):
    folder = root / "returns" / "g0" / "r1"
    pipeline.check_one_return(folder, root / "instrument")
    assert not (root / "ledger.jsonl").exists()


def test_a_reader_who_is_nobody_of_the_study_reads_nothing(root):
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    done = clerestory("collect", "check", root / "returns" / "g0" / "r1", "--actor", "Zqxworth")
    assert (done.returncode, done.stdout, "Zqxworth" in done.stderr) == (79, "", False)
    assert len(entries(root)) == 1


# Notes by hand.


@pytest.mark.parametrize("event", list(DutyName))
def test_each_kind_of_event_can_be_noted_by_hand(root, event):
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    pipeline.note_event(root, event, who="analyst", why="Read the offences of one giver in a spreadsheet", clock=CLOCK)
    last = entries(root)[-1]
    assert (last.event, last.duty, last.actor) == ("noted by hand", event.duty, "analyst")
    assert verify_ledger(root / "ledger.jsonl").length == 2


@pytest.mark.parametrize(
    ("who", "why", "message"),
    [
        ("somebody", "to look at it", "there is nobody of the id or post"),
        ("analyst", "", "is empty"),
        ("analyst", "x" * 501, "is longer than 500 characters"),
        ("analyst", "two\nlines", "has a line break"),
        ("analyst", "asked about Operation Zqxworth", "holds what looks like an operation name"),
        ("analyst", "for ZQ12 3AB", "holds what looks like a postcode"),
        ("analyst", "born 3 May 2004", "holds what looks like a date, as of birth"),
    ],
)
def test_a_note_that_names_nobody_of_the_study_or_somebody_of_a_case_is_refused(root, who, why, message):
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    with pytest.raises(EntryError, match=message) as caught:
        pipeline.note_event(root, DutyName.CONSULTATION, who=who, why=why)
    assert "qxworth" not in str(caught.value)
    assert len(entries(root)) == 1


def test_an_auditor_lists_the_events_of_one_kind(root):
    assert clerestory("run", root, "--to", "analyse", "--actor", "analyst").returncode == 0
    words = ["--event", "consultation", "--who", "Records manager", "--why", "For the yearly audit"]
    assert clerestory("ledger", "note", root, *words).returncode == 0
    every = [line.split() for line in clerestory("ledger", "show", root).stdout.splitlines()]
    assert [line[2] for line in every] == ["collection", "combination", "consultation"]
    found = clerestory("ledger", "show", root, "--event", "consultation").stdout.splitlines()
    assert len(found) == 1
    assert "consultation" in found[0]
    assert "Records manager" in found[0]
    assert "For the yearly audit" in found[0]
    as_json = [json.loads(line) for line in clerestory("ledger", "show", root, "--json").stdout.splitlines()]
    assert [one["duty"] for one in as_json] == ["COL", "CMB", "CON"]


def test_a_ledger_that_does_not_hold_is_not_shown(root):
    pipeline.run(root, [Stage.COLLECT], clock=CLOCK)
    path = root / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace(b"returns collected", b"returns collecteD"))
    done = clerestory("ledger", "show", root)
    assert (done.returncode, done.stdout) == (60, "")


# Architecture: whatever of the pipeline writes into the vault or the releases writes an entry of the right kind.

WRITERS = {
    "keep_left", "keep_return", "remove_erased", "replace_directory", "replace_erasing", "write_cohort",
    "write_confidential", "write_gathered", "write_json", "write_seal",
}  # fmt: skip
USE_CASES = {
    "collect_stage": {"COLLECTION", "ALTERATION"},
    "link_stage": {"COMBINATION"},
    "decide_links": {"ALTERATION"},
    "link_queue": {"CONSULTATION"},
    "analyse_stage": {"COMBINATION"},
    "protect_stage": {"COMBINATION"},
    "review_stage": {"DISCLOSURE"},
    "publish_stage": {"DISCLOSURE"},
    "erase": {"ERASURE"},
    "erase_withdrawn": {"ERASURE"},
}
STARTERS = {"run", "demonstrate"}  # these do nothing but call the stages, which their table names
OUTSIDE = {
    "write_template",  # an empty return in a folder of the giver's own
    "_put_decision", "_put_release_acts",  # made of acts at the desk, each of which stands in the ledger of its zone
}  # fmt: skip


def functions() -> dict[str, ast.FunctionDef]:
    folder = Path(str(pipeline.__file__)).parent
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))]
    return {node.name: node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def called(node: ast.FunctionDef) -> set[str]:
    names = {call.func for call in ast.walk(node) if isinstance(call, ast.Call)}
    return {getattr(name, "id", None) or getattr(name, "attr", "") for name in names}


def reached(name: str, known: dict[str, ast.FunctionDef]) -> set[str]:
    seen, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        if one in known and one not in seen:
            seen.add(one)
            waiting.extend(called(known[one]))
    return seen


def duties(node: ast.FunctionDef) -> Iterator[str]:
    for call in ast.walk(node):
        for word in call.keywords if isinstance(call, ast.Call) else ():
            if word.arg == "duty" and isinstance(word.value, ast.Attribute):
                yield word.value.attr


def test_whatever_writes_into_the_vault_or_the_releases_writes_an_event_of_the_right_kind():
    known = functions()
    writing = {name for name, node in known.items() if called(node) & WRITERS}
    assert {"collect_stage", "protect_stage", "review_stage", "_seal"} <= writing  # the search finds
    covered = set()
    for use_case, wanted in USE_CASES.items():
        inside = reached(use_case, known)
        assert {duty for name in inside for duty in duties(known[name])} >= wanted, use_case
        covered |= inside
    assert writing - covered - STARTERS - OUTSIDE == set(), "writes without a use case that has an event"


def test_the_reference_has_a_table_of_which_action_writes_which_event():
    text = REFERENCE.read_text(encoding="utf-8")
    for _, wanted in STAGES:
        for event, duty in wanted:
            assert f"| `{event}` | {duty.lower() if duty != 'NONE' else '-'} |" in text
    for event, duty in [
        ("return replaced", "alteration"), ("return withdrawn", "alteration"), ("case data consulted", "consultation"),
        ("erasure begun", "erasure"), ("data erased", "erasure"), ("data overdue for erasure", "-"),
    ]:  # fmt: skip
        assert f"| `{event}` | {duty} |" in text
