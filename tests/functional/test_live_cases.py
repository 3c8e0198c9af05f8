"""Certificates of live cases at the command line, and what a run makes of them."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from tests.studies import CLOCK, published
from tests.text_studies import FREE, LIVE, UNARRESTED, WORDS, investigation, text_study

from clerestory import pipeline
from clerestory.errors import ActFormError, DecisionError, GateError, NotNowError, NotPermittedError, PaperError
from clerestory.model.decisions import Gate
from clerestory.model.redaction.certificates import Certified
from clerestory.model.retention import Dataset
from clerestory.share.erasing.places import Scope
from commands import clerestory

PAPER = "## Findings\n\n{{{{ table t1 }}}}\n\n{{{{ text {} }}}}\n"
ALL = {"told": FREE, "live": LIVE, "quiet": UNARRESTED}
DAY = dt.date(2026, 11, 1)  # before the release of 26 November
UNTIL = dt.date(2027, 3, 1)
WHY = "The officer looked at the case, and this is so."
PEOPLE = """
[[people]]
id = "officer"
post = "Senior investigating officer"
roles = ["senior investigating officer"]

[[people]]
id = "lawyer"
post = "Lawyer"
roles = ["lawyer"]
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    root = text_study(tmp_path / "study", ALL, dict.fromkeys(ALL, WORDS), paper=PAPER.format("told"))
    with (root / "study.toml").open("a") as file:
        file.write(PEOPLE)
    with pytest.raises(GateError):
        pipeline.run(root, clock=CLOCK)  # collected: the vault knows the stages
    return root


def certify(root: Path, number: int, outcome: Certified, *, until: dt.date | None = UNTIL, on: dt.date = DAY) -> Path:
    said = pipeline.CertificateSaid("officer", outcome, WHY, on, review=until)
    return pipeline.certify_hold(root, investigation(number), said)


def agree(root: Path, number: int, *, agrees: bool = True) -> Path:
    return pipeline.view_hold(root, investigation(number), pipeline.ViewSaid("lawyer", WHY, DAY, agrees=agrees))


def is_told(root: Path, name: str) -> bool:
    """Whether a paper that tells the text is published."""
    (root / "paper" / "paper.md").write_text(PAPER.format(name))
    try:
        return "A worker noticed" in (published(root) / "index.html").read_text()
    except PaperError as refused:
        return f"'{name}' is held: NCND" not in str(refused)


def test_a_run_tells_a_case_that_its_officer_clears_as_soon_as_the_lawyer_agrees(study):
    assert not is_told(study, "quiet")
    certify(study, UNARRESTED, Certified.CLEAR)
    assert not is_told(study, "quiet")
    agree(study, UNARRESTED)
    assert is_told(study, "quiet")


def test_a_run_holds_a_case_that_its_officer_certifies_as_held_and_goes_on_until_a_clearance_is_agreed(study):
    certify(study, FREE, Certified.HOLD)
    assert not is_told(study, "told")
    certify(study, FREE, Certified.CLEAR)
    agree(study, FREE, agrees=False)
    assert not is_told(study, "told")
    agree(study, FREE)
    assert is_told(study, "told")


def test_a_clearance_that_is_overdue_on_the_day_of_the_release_holds(study):
    certify(study, UNARRESTED, Certified.CLEAR, until=dt.date(2026, 11, 25))
    agree(study, UNARRESTED)
    assert not is_told(study, "quiet")


def test_a_hold_that_is_certified_after_the_gate_keeps_its_text_from_the_release(study):
    pipeline.simulate(study, Gate.PROTECT)
    certify(study, FREE, Certified.HOLD)
    with pytest.raises(GateError, match="the case text told may not leave as it was protected"):
        pipeline.run(study, tuple(pipeline.Stage)[4:5], clock=CLOCK)


def test_a_statutory_hold_is_lifted_by_no_certificate_and_an_unknown_case_has_none(study):
    with pytest.raises(NotNowError, match="no certificate lifts what holds this case"):
        certify(study, LIVE, Certified.CLEAR)
    for until in (UNTIL, None):  # the date that the case allows is none that could be asked for
        with pytest.raises(NotNowError, match="no text is about such a case"):
            certify(study, 5000, Certified.HOLD, until=until)
    with pytest.raises(NotNowError, match='in the state "not certified"'):
        agree(study, FREE)
    with pytest.raises(NotPermittedError):
        pipeline.view_hold(study, investigation(FREE), pipeline.ViewSaid("analyst", WHY, DAY, agrees=True))
    with pytest.raises(ActFormError, match="by 365 days at most"):
        certify(study, FREE, Certified.HOLD, until=DAY + dt.timedelta(days=366))
    assert not (study / "vault" / "holds").exists()


def spoilt(text: str) -> dict[str, str]:
    return {
        "other words": text.replace("and this is so", "and that is so"),
        "another day": text.replace("2027-03-01", "2027-04-01"),
        "without its signature": re.sub(r'signature = "\S+"\n', "", text),
        "another person": text.replace('"officer"', '"lawyer"'),
        "no form": "certificates = 1",
        "no TOML": "=",
        "a gap": text.replace("number = 1", "number = 2"),
    }


@pytest.mark.parametrize("fault", list(spoilt("")))
def test_a_certificate_that_does_not_hold_stops_the_run(study, tmp_path, fault):
    key = with_key(study, tmp_path, "officer")
    said = pipeline.CertificateSaid("officer", Certified.HOLD, WHY, DAY, review=UNTIL, key_file=key)
    path = pipeline.certify_hold(study, investigation(FREE), said)
    pipeline.live_cases_of(study, on=DAY, clock=CLOCK)
    path.write_text(spoilt(path.read_text())[fault])
    with pytest.raises(DecisionError, match="vault/holds") as refused:
        pipeline.run(study, clock=CLOCK)
    assert investigation(FREE) not in str(refused.value)


def with_key(root: Path, folder: Path, person: str) -> Path:
    """Make a key of a person, whose public half goes into study.toml."""
    key = folder / f"{person}.key"
    settings = root / "study.toml"
    known = f'id = "{person}"\n'
    settings.write_text(settings.read_text().replace(known, f'{known}public_key = "{pipeline.write_keys(key)}"\n'))
    return key


def test_who_has_a_key_signs_with_it(study, tmp_path):
    key, other = with_key(study, tmp_path, "officer"), with_key(study, tmp_path, "lawyer")
    for key_file, fault in ((None, "only a decision signed"), (other, "signature is not that of Senior")):
        said = pipeline.CertificateSaid("officer", Certified.HOLD, WHY, DAY, review=UNTIL, key_file=key_file)
        with pytest.raises(NotPermittedError, match=fault):
            pipeline.certify_hold(study, investigation(FREE), said)
    words = ("certify-hold", study, "--investigation", investigation(FREE), "--person", "officer", "--outcome", "hold")
    done = clerestory("review", *words, "--reason", WHY, "--on", DAY, "--key", key, check=True)
    assert "signature = " in Path(done.stdout.strip()).read_text()
    assert not is_told(study, "told")


def test_commands_list_certify_and_view_with_the_codes_of_refusals(study):
    case = ("--investigation", investigation(UNARRESTED), "--reason", WHY, "--on", DAY)
    done = clerestory("review", "certify-hold", study, *case, "--person", "officer", "--outcome", "clear", check=True)
    path = Path(done.stdout.strip())
    assert path.parent == study / "vault" / "holds"
    assert path.stat().st_mode & 0o077 == 0
    assert investigation(UNARRESTED) not in path.read_text() + path.name
    assert path.read_text().startswith("# SYNTHETIC\n")
    assert "review = 2027-11-01\n" in path.read_text()  # as late as can be, where none is given
    twice = clerestory("review", "certify-hold", study, *case, "--person", "lawyer", "--outcome", "clear")
    assert (twice.returncode, "has no role that does this" in twice.stderr) == (63, True)
    clerestory("review", "view-hold", study, *case, "--person", "lawyer", "--agrees", check=True)
    listed = clerestory("review", "holds", study, "--on", DAY, "--json", check=True)
    found = {one["texts"][0]: one for one in json.loads(listed.stdout)}
    assert {name: one["state"] for name, one in found.items()} == {"told": "CLEAR", "live": "ACTIVE", "quiet": "CLEAR"}
    assert (found["quiet"]["by_records"], found["quiet"]["certified"]) == ("HOLD", "cleared, and a lawyer agreed")
    assert found["live"]["law"].startswith("Contempt of Court Act 1981")
    later = clerestory("review", "holds", study, "--on", "2027-11-02", check=True).stdout.splitlines()
    assert later[0].startswith(f"{investigation(UNARRESTED)}: HOLD: it is under investigation")
    assert "was to be looked at again by 2027-11-01" in later[0]
    assert clerestory("review", "view-hold", study, *case, "--person", "lawyer").returncode == 2  # neither said


def test_certificates_go_with_all_cases_and_a_release_is_made_again_with_those_that_it_had(study):
    certify(study, UNARRESTED, Certified.CLEAR)
    agree(study, UNARRESTED)
    assert is_told(study, "quiet")
    certify(study, UNARRESTED, Certified.HOLD)
    release = next((study / "releases").glob("2026-*"))
    assert pipeline.reproduce(release, study, clock=CLOCK).is_same
    why = "The retention of cases has ended."
    pipeline.erase(study, Scope(Dataset.CASES), why=why, on=CLOCK.time.date(), clock=CLOCK)
    assert not (study / "vault" / "holds").exists()
    assert not list((study / "vault").rglob("holds"))
