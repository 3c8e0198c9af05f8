"""The commands of sharing as a practitioner, a data protection officer and somebody in a hurry meet them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.errors import GatewayError, SharingError
from clerestory.ledger import Duty, ledger_entries
from clerestory.share.drafts.documents import DocumentKind
from clerestory.share.drafts.guidance import Audience, PageFormat, guidance, guidance_page
from commands import clerestory
from pages import CHROMIUM, browser
from sharing import CARE, NOT_SHARED, changed
from studies import CLOCK, small_study

TABLE = '[[tables]]\nid = "t1"\ntitle = "By colour"\ncount = "person"\nrows = "person.colour"\n'
SECRET = "ZQX-SECRET-77"


@pytest.fixture
def study(tmp_path) -> Path:
    return small_study(tmp_path / "study", {"colour": ["red"]}, [("red",)] * 20, tables=TABLE)


def answers(tmp_path: Path, **changes) -> dict:
    return {name: value for name, value in changed(CARE, provider="g0", **changes).items() if name != "form"}


def test_without_a_terminal_a_question_that_is_missing_is_a_wrong_argument():
    result = clerestory("share", "pick", "--giver", "police", stdin=subprocess.DEVNULL)
    assert result.returncode == 2
    assert "--purpose" in result.stderr
    assert "safeguarding" in result.stderr


def test_machines_get_the_gateway_as_json():
    words = ["share", "pick", "--giver", "nca", "--purpose", "research", "--about", "victims", "--duty", "not required"]
    made = json.loads(clerestory(*words, "--json").stdout)
    assert made["giver"] == ["S35-2B", "S8-P9", "S36-4"]
    assert made["power"] == "VOL"
    assert made["sections"]["S36-4"] == "DPA 2018 s.36(4)"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Field required"),
        (b"\xff\xfe", "is not TOML in UTF-8"),
        (f'{SECRET} = "{SECRET}'.encode(), "is not TOML in UTF-8"),
        (b"version = " + b"1" * 5_000, "is not TOML in UTF-8"),
        (b"version = " + b"[" * 3_000, "is not TOML in UTF-8"),
        (f'decision = "share"\nreason = "{SECRET}"\n'.encode(), "Field required"),
        (b'provider = "' + b"x" * 5_000_000 + b'"\n', "Field required"),
    ],
    ids=["nothing", "no UTF-8", "no TOML", "a long number", "a deep nesting", "too little", "huge"],
)
def test_answers_that_are_no_record_are_refused_and_not_repeated(study, tmp_path, content, told):
    path = tmp_path / "answers.toml"
    path.write_bytes(content)
    result = clerestory("share", "record", study, "--answers", path)
    assert result.returncode == 70, result.stderr
    assert told in result.stderr
    assert SECRET not in result.stderr + result.stdout
    assert len(result.stderr) < 3_000
    assert [found.name for found in (study / "sharing").iterdir()] == ["g0.toml"]


def test_a_record_that_names_a_wrong_gateway_is_not_written(study, tmp_path):
    before = (study / "sharing" / "g0.toml").read_bytes()
    with pytest.raises(GatewayError):
        pipeline.record_sharing(study, answers(tmp_path, giver__conditions=["S36-4"]), clock=CLOCK)
    assert (study / "sharing" / "g0.toml").read_bytes() == before
    assert not (study / "ledger.jsonl").exists()


def test_decisions_are_in_the_ledger_with_their_post_and_earlier_records_are_kept(study, tmp_path):
    pipeline.record_sharing(study, answers(tmp_path), clock=CLOCK)
    pipeline.record_sharing(study, changed(NOT_SHARED, provider="g0"), clock=CLOCK)
    shared, refused = ledger_entries(study / "ledger.jsonl")
    assert (shared.event, shared.duty, shared.actor) == ("decided: share", Duty.DISCLOSURE, "Head of safeguarding")
    assert (refused.event, refused.duty) == ("decided: do not share", Duty.NONE)
    assert [entry.detail["version"] for entry in (shared, refused)] == [2, 3]
    kept = sorted(path.name for path in (study / "sharing" / "earlier").iterdir())
    assert kept == ["g0-v1.toml", "g0-v2.toml"]
    assert (study / "sharing" / "g0.toml").read_text("utf-8").count("supersedes") == 1


def test_a_record_whose_number_is_taken_is_not_lost(study, tmp_path):
    first = study / "sharing" / "g0.toml"
    data = first.read_bytes()
    pipeline.record_sharing(study, answers(tmp_path), clock=CLOCK)
    first.write_bytes(data.replace(b"decided_by", b"# put back by hand\ndecided_by"))
    with pytest.raises(SharingError, match="another version 1 is kept already"):
        pipeline.record_sharing(study, answers(tmp_path), clock=CLOCK)
    assert (study / "sharing" / "earlier" / "g0-v1.toml").read_bytes() == data


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--giver", "social care"], "all four"),  # would have been passed over beside an answers file
        (["--giver", "social care", "--purpose", "safeguarding", "--about", "both", "--duty", "not required"],
         "no return to the department"),  # its use would have been called tables and a paper
    ],
)  # fmt: skip
def test_options_from_which_no_record_of_a_return_can_be_made_are_wrong_arguments(study, tmp_path, options, told):
    given = ["--answers", study / "sharing" / "g0.toml", *options]
    result = clerestory("share", "record", study, *given)
    assert result.returncode == 2
    assert told in " ".join(result.stderr.split())
    assert not (study / "sharing" / "earlier").exists()


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_document_is_drafted_from_facts_alone_and_the_same_each_time(study, kind):
    draft = pipeline.draft_of(study, kind)
    assert draft == pipeline.draft_of(study, kind)
    assert draft.gaps == draft.text.count("TO DECIDE:") > 2
    given = {
        "controller": "The department", "contact": "enquiries@department.example", "transfers": "There are none.",
        "data_protection_officer": "dpo@department.example", "security": "A room of its own.",
        "consultation": "Victims' bodies were asked.", "necessity": "Published counts have no ages.",
        "retention_rule": "As long as the series runs.", "complaints": "By post.",
    }  # fmt: skip
    lines = [f'{name} = "{value}"' for name, value in given.items()]
    text = "\n".join(['form = "clerestory-controller/1"', "processors = []", "review_by = 2027-01-01", *lines])
    (study / "sharing" / "controller.toml").write_text(text, encoding="utf-8")
    filled = pipeline.draft_of(study, kind)
    left = {DocumentKind.NOTICE: 0, DocumentKind.POLICY: 1, DocumentKind.ASSESSMENT: 4}[kind]
    assert filled.gaps == left, re.findall(r"TO DECIDE: [^*]*", filled.text)
    assert "2031-12-31" in filled.text


def test_a_study_without_records_gets_no_document(study):
    (study / "sharing" / "g0.toml").unlink()
    with pytest.raises(SharingError, match="there is no record of sharing"):
        pipeline.draft_of(study, DocumentKind.NOTICE)


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_study_to_which_nothing_is_shared_gets_no_document(study, kind):
    pipeline.record_sharing(study, changed(NOT_SHARED, provider="g0"), clock=CLOCK)
    with pytest.raises(SharingError, match="under which anything is shared"):
        pipeline.draft_of(study, kind)


def test_a_fact_of_several_lines_or_with_a_bar_stays_in_its_row(study):
    said = 'form = "clerestory-controller/1"\nsecurity = """A room of its own,\n\nfor A|B only."""\n'
    (study / "sharing" / "controller.toml").write_text(said, encoding="utf-8")
    row = r"| integrity, confidentiality | the vault is its owner's alone; A room of its own, for A\|B only. |"
    assert row in pipeline.draft_of(study, DocumentKind.POLICY).text.splitlines()


def test_guidance_has_one_message_and_every_gateway_comes_from_the_table():
    whole = guidance_page(PageFormat.MARKDOWN)
    assert whole.startswith("# You may share to protect a child")
    assert f"Version {guidance().version}, {guidance().date}" in whole
    assert len(guidance().audiences) == 5
    assert all(isinstance(audience, Audience) and audience.gateway in whole for audience in guidance().audiences)
    for audience in guidance().audiences:
        one = guidance_page(PageFormat.MARKDOWN, audience.kind)
        assert guidance().message in one
        assert audience.say in one
        assert [a.name for a in guidance().audiences if a.say in one] == [audience.name]


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: `make setup` as root installs it")
def test_guidance_prints_on_one_sheet_and_fits_a_phone(tmp_path):
    path = tmp_path / "guidance.html"
    path.write_text(guidance_page(PageFormat.HTML), encoding="utf-8")
    with browser() as chromium:
        page = chromium.new_page(viewport={"width": 320, "height": 800})
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(path.resolve().as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert complaints == []
        printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
