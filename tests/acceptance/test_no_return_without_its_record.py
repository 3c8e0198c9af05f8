"""No return is collected without its record: not a byte of it is read, and nothing of it is kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.errors import GatewayError, SharingError
from clerestory.ledger import ledger_entries
from clerestory.pipeline import Stage
from commands import PATIENCE
from studies import CLOCK, example, sharing_record, small_study

TABLE = '[[tables]]\nid = "t1"\ntitle = "By colour"\ncount = "person"\nrows = "person.colour"\n'
# Runs a study and prints every file below returns/ that was opened, whoever opened it.
WATCH = """
import sys
from pathlib import Path
seen = []
def hook(event, args):
    parts = Path(str(args[0])).parts if event == "open" and isinstance(args[0], (str, bytes)) else ()
    if "returns" in parts and "vault" not in parts:  # what was sent, not what the vault keeps of it
        seen.append(Path(args[0]).name)
sys.addaudithook(hook)
from clerestory.cli import main
sys.argv = ["clerestory", "run", sys.argv[1], "--only", "collect"]
try:
    main()
except SystemExit as end:
    print(end.code)
print(sorted(set(seen)))
"""


@pytest.fixture
def study(tmp_path) -> Path:
    people = [(colour,) for colour in ("red", "blue") for _ in range(30)]
    return small_study(tmp_path / "study", {"colour": ["red", "blue"]}, people, tables=TABLE, givers=2)


def collect(study: Path):
    return pipeline.run(study, [Stage.COLLECT], clock=CLOCK)


def watched(study: Path) -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(study)], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    *_, code, opened = done.stdout.splitlines()
    return code, opened


def change(study: Path, giver: str, **lines: str | None) -> None:
    (study / "sharing" / f"{giver}.toml").write_text(sharing_record(giver, **lines), encoding="utf-8")


def test_with_their_records_returns_are_collected_and_the_ledger_says_under_which(study):
    assert "34 fields of records of sharing are empty" in collect(study).lines[0]  # ten steps, seven rules, two givers
    (entry,) = ledger_entries(study / "ledger.jsonl")
    assert sorted(entry.detail["sharing"]) == ["g0", "g1"]
    assert entry.detail["sharing_warned"] == {"D8": 20, "D9": 14}
    assert all(digest.startswith("sha256:") for digest in entry.detail["sharing"].values())
    assert watched(study)[1] == "['person.csv', 'return.csv']"


def refuse_to_share(path: Path) -> None:
    """Write a decision not to share in place of a record."""
    head, _, _ = sharing_record(path.stem, decision='"do not share"').partition("power")
    rest = 'kind = "social care"\npurpose = "statistics"\nrisk_to_child = "None that we know of."\n'
    path.write_text(head + rest, encoding="utf-8")


SPOILT = {
    "missing": (70, lambda path: path.unlink()),
    "no TOML": (70, lambda path: path.write_bytes(b"\xff = ")),
    "another form": (70, lambda path: path.write_text(sharing_record("g1", form='"clerestory-sharing/9"'), "utf-8")),
    "another giver": (70, lambda path: path.write_text(sharing_record("g0"), "utf-8")),
    "not to share": (71, refuse_to_share),
    "wrong gateway": (71, lambda path: path.write_text(sharing_record("g1", power='"PA96-S44"'), "utf-8")),
}


# Each is watched in a fresh interpreter, which takes seconds: one of each exit code is ordinary.
ORDINARY = ("missing", "not to share")
CASES = [
    pytest.param(*case, id=name, marks=() if name in ORDINARY else pytest.mark.slow) for name, case in SPOILT.items()
]


@pytest.mark.parametrize(("code", "spoil"), CASES)
def test_without_a_record_that_holds_not_a_byte_of_a_return_is_read(study, code, spoil):
    spoil(study / "sharing" / "g1.toml")
    assert watched(study) == (str(code), "[]")
    assert not (study / "vault" / "cases").exists()
    assert not (study / "reports").exists()


def test_a_decision_not_to_share_without_a_return_lets_the_others_be_collected(study):
    shutil.rmtree(study / "returns" / "g1")
    refuse_to_share(study / "sharing" / "g1.toml")
    assert "1 returns" in collect(study).lines[0]


def test_every_record_that_is_wrong_is_named_at_once(study):
    change(study, "g0", power='"PA96-S44"')
    change(study, "g1", kept_apart=None)
    with pytest.raises(GatewayError) as caught:
        collect(study)
    told = str(caught.value)
    assert "g0.toml: PA96-S44: only a police force" in told
    assert "g1.toml: kept_apart is empty" in told


def giver_of_a_family(study: Path, spelled: str, kind: str) -> None:
    """Add a record of social care, and what the list of givers says that such a code is."""
    codes = study / "instrument" / "codelists" / "giver.csv"
    codes.write_text(codes.read_text(encoding="utf-8") + f"CSC:<number>,Care,{kind},pattern\n", encoding="utf-8")
    (study / "sharing" / "CSC-A1.toml").write_text(sharing_record(spelled), encoding="utf-8")


@pytest.mark.parametrize("spelled", ["CSC:A1", "CSC-A1"])  # as its list has it, and as its folder
def test_the_kind_of_a_giver_is_held_against_its_list(study, spelled):
    giver_of_a_family(study, spelled, "VOL")
    with pytest.raises(GatewayError, match="another kind of body"):
        pipeline.check_sharing(study)


def test_a_giver_of_the_kind_that_its_list_says_has_a_record_that_holds(study):
    giver_of_a_family(study, "CSC-A1", "CSC")
    assert any(line.startswith("CSC-A1.toml") for line in pipeline.check_sharing(study))


def add_fields(study: Path, basis: str, agreement: str = "DSA-1") -> None:
    """Give the instrument the fields in which a return speaks of its law, and fill them."""
    with (study / "instrument" / "variables.csv").open("a", encoding="utf-8") as file:
        file.write("return,lawful_basis,Codes,string,,yes\nreturn,agreement_id,Agreement,string,,yes\n")
    for path in study.glob("returns/*/*/return.csv"):
        header, row = path.read_text(encoding="utf-8").splitlines()
        path.write_text(f"{header},lawful_basis,agreement_id\n{row},{basis},{agreement}\n", encoding="utf-8")


AGREES = "A6-1E;A9-J-P4;A10-S10-5;VOL"


@pytest.mark.parametrize(
    ("basis", "agreement", "because"),
    [
        ("A6-1E;A10-S10-5;VOL", "DSA-1", "lawful_basis lacks A9-J-P4"),
        ("A6-1E;A9-J-P4;A10-S10-5", "DSA-1", "lawful_basis lacks VOL"),
        (AGREES + ";A9-G-P18", "DSA-1", "lawful_basis names A9-G-P18"),
        (AGREES, "DSA-2", "agreement_id is not the agreement of the record"),
    ],
)
def test_a_return_that_does_not_agree_with_its_record_is_not_kept(study, basis, agreement, because):
    add_fields(study, basis, agreement)
    with pytest.raises(GatewayError) as caught:
        collect(study)
    assert because in str(caught.value)
    assert "g0/r1" in str(caught.value)
    assert "g1/r1" in str(caught.value)
    assert not (study / "vault" / "cases").exists()


def test_a_return_that_agrees_with_its_record_is_kept(study):
    add_fields(study, AGREES)
    collect(study)
    assert (study / "vault" / "cases" / "return.parquet").exists()


def test_data_given_to_safeguard_are_not_used_for_statistics(study):
    """Rule D4: the same cases, whose record is for another use since they were collected."""
    collect(study)
    path = study / "sharing" / "g1.toml"
    text = path.read_text(encoding="utf-8").replace("A9-J-P4", "A9-G-P18").replace('"statistics"', '"safeguarding"')
    text = text.replace("[receiver]", 'policy_document = "APD-1"\n\n[receiver]\npolicy_document = "APD-2"')
    tests = 'purpose = "P"\nprotects = "under 18"\nat_risk_test = "T"\nno_consent_reason = "C"\n'
    path.write_text(text + f'\n[safeguarding]\n{tests}substantial_public_interest = "S"\n', encoding="utf-8")
    with pytest.raises(GatewayError) as caught:
        pipeline.run(study, [Stage.ANALYSE], clock=CLOCK)
    assert "(D4) g1.toml: no use of the register is statistics or research" in str(caught.value)


def test_a_record_that_went_stops_the_analysis(study):
    collect(study)
    (study / "sharing" / "g0.toml").unlink()
    with pytest.raises(SharingError, match="no record of sharing for g0"):
        pipeline.run(study, [Stage.ANALYSE], clock=CLOCK)


def test_the_published_example_has_a_record_of_each_list_that_says_no_case_was_used(tmp_path):
    root = example(tmp_path / "study")
    assert pipeline.check_sharing(root) == ()
    texts = [path.read_text(encoding="utf-8") for path in (root / "sharing").glob("*.toml")]
    assert len(texts) == 6
    assert all("no_personal_data = true" in text and "no case record was used" in text for text in texts)
    (root / "sharing" / "LA.toml").unlink()
    with pytest.raises(SharingError, match="LA"):
        collect(root)
