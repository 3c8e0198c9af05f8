"""The ledger of commitments by its commands, the example that ships, and what a release prints of it."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from tests.studies import published, small_study

from clerestory.errors import AnswerError, AnswerNowError
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts.commitments import Evidence, KeepCommitment
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.commitments.confirming import Confirmed, confirm_promise
from clerestory.pipeline.answering.letters.reading import promises_of
from clerestory.pipeline.answering.performing import perform
from clerestory.study.answers import open_place
from commands import clerestory
from csvw_files import check_csvw
from lesson_files import lesson, toml_of
from pages import CHROMIUM, barriers, browser

EXAMPLE = Path(__file__).parents[2] / "examples" / "commitments-2018-2025"
TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'
ATOM = "{http://www.w3.org/2005/Atom}"
# From the published facts: 15 December 2020 is 16 days before the end of the year that was promised.
CHAIN = {
    "gather-2018": ("SUPS", "", ""),
    "paper-2020": ("KEPT", "2020-12-31", "-16"),
    "reference-group-2020": ("KEPT", "2020-12-31", "-16"),
    "strategy-2021": ("KEPT", "2021-01-31", ""),  # its day was given afterwards, and measures nothing
    "adr-2021": ("SUPS", "2022-03-31", ""),
    "group-return-2026": ("PROG", "2026-03-31", ""),
}


def commitment(verb: str, folder: Path, *words: object):
    return clerestory("answer", "commitment", verb, folder, *words)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Path:
    folder = Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("chain") / "chain"))
    done = clerestory("answer", "load", folder, folder / "acts.jsonl")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    """A study that published the chain, with a lesson that a commitment of it carries out."""
    root = small_study(
        tmp_path_factory.mktemp("released") / "study",
        {"area": ["n", "s"]},
        [("n",)] * 30 + [("s",)] * 40,
        tables=TABLES,
    )
    follows = {"finding": "Little was known.", "status": "accepted", "commitment": "group-return-2026"}
    (root / "lessons.toml").write_text(toml_of(lesson(**follows)), encoding="utf-8")
    begin(root)
    amended = (
        "commitment",
        "amend",
        root,
        "adr-2021",
        "--owner",
        "Home Office (police)",
        "--reason",
        "Who in it.",
    )
    for words in (("load", root, EXAMPLE / "acts.jsonl"), amended, ("prepare", root)):
        done = clerestory("answer", *words)
        assert done.returncode == 0, done.stderr
    published(root)
    return root


@pytest.fixture(scope="module")
def release(study) -> Path:
    return next((study / "releases").glob("2*"))


def test_the_chain_of_2018_to_2025_stands_as_the_published_facts_have_it(loaded):
    rows = {row["id"]: row for row in csv.DictReader(commitment("csv", loaded).stdout.splitlines())}
    assert {name: (row["state"], row["due"], row["days_late"]) for name, row in rows.items()} == CHAIN
    assert {row["words_are"] for row in rows.values()} == {"paraphrase"}
    assert rows["paper-2020"]["sources"].count("19 May 2020") == 3  # the same promise in three documents
    chain = [("gather-2018", "paper-2020"), ("adr-2021", "group-return-2026")]
    assert [(name, row["successor"]) for name, row in rows.items() if row["successor"]] == chain
    follows = {name: row["follows"] for name, row in rows.items() if row["follows"]}
    assert follows == {
        "reference-group-2020": "paper-2020",
        "strategy-2021": "paper-2020",
        "adr-2021": "strategy-2021",
    }


def test_what_waits_is_computed_for_any_day(loaded):
    found = [
        json.loads(commitment("due", loaded, "--on", day, "--json").stdout)
        for day in ("2026-03-01", "2026-03-10", "2026-03-31", "2026-04-01")
    ]
    told = [[(one["id"], one["standing"]) for one in day] for day in found]
    late = "group-return-2026"
    assert told == [[], [(late, "due within 28 days")], [(late, "due within 7 days")], [(late, "overdue")]]


def test_one_is_shown_with_everything_that_was_recorded(loaded):
    shown = json.loads(commitment("show", loaded, "strategy-2021", "--json").stdout)
    assert [change["what"] for change in shown["history"]] == [
        *("make commitment", "add source", "report progress", "date commitment", "keep commitment"),
    ]
    assert commitment("show", loaded, "none").returncode == 103
    assert "label: Kept, evidence attached" in commitment("show", loaded, "paper-2020").stdout


def test_lists_are_narrowed_and_the_ledger_has_no_faults(loaded):
    assert [line.split("\t")[0] for line in commitment("list", loaded, "--state", "PROG").stdout.splitlines()] == [
        "group-return-2026"
    ]
    assert [one["id"] for one in json.loads(commitment("list", loaded, "--words", "strategy", "--json").stdout)] == [
        "strategy-2021"
    ]
    assert commitment("check", loaded).returncode == 0


def test_a_promise_goes_from_shortly_to_kept_late_by_commands(tmp_path):
    begin(tmp_path, office="A fictional office")
    source = ("--document", "A fictional letter", "--dated", "2025-01-10", "--words", "We will publish it shortly.")
    made = commitment(
        "add", tmp_path, "plan", "--title", "Publish it", "--owner", "A board", "--when", "shortly", *source
    )
    assert (made.returncode, made.stdout) == (0, "MADE\t\n")
    assert '"shortly" names no day' in made.stderr
    shown = ("--evidence", "The plan", "--dated", "2025-07-02", "--address", "https://example.org/plan")
    why = ("--reason", "As the fictional board said.")
    refused = commitment("keep", tmp_path, "plan", *shown, *why)
    assert refused.returncode == 104
    assert "has no day" in refused.stderr
    assert commitment("check", tmp_path).returncode == 103
    assert (
        commitment("date", tmp_path, "plan", "2025-06-30", "--said-on", "2025-02-01", *why).stdout
        == "MADE\t2025-06-30\n"
    )
    assert commitment("progress", tmp_path, "plan", "--on", "2025-03-01", *why).stdout == "PROG\t2025-06-30\n"
    assert commitment("keep", tmp_path, "plan", *shown, *why).stdout == "KEPTL\t2025-06-30\n"
    assert commitment("set-aside", tmp_path, "plan", 4, *why).stdout == "PROG\t2025-06-30\n"
    assert commitment("break", tmp_path, "plan", "--on", "2025-07-01", *why).stdout == "BROK\t2025-06-30\n"
    assert clerestory("answer", "verify", tmp_path).stdout.startswith("6 acts hold")


def test_conditions_parts_and_successors_by_commands(tmp_path):
    begin(tmp_path, office="A fictional office")
    source = (
        "--document",
        "A letter",
        "--dated",
        "2025-01-10",
        "--words",
        "We will do it this year.",
        "--when",
        "this year",
    )
    why = ("--reason", "As the fictional board said.")
    said = ("--title", "Do it", "--owner", "A board", *source)
    for name, more in (
        ("whole", ("--part", "a=One", "--part", "b=Two")),
        ("hangs", ("--if", "it is needed")),
        ("next", ("--follows", "whole")),
    ):
        assert commitment("add", tmp_path, name, "--another", *said, *more).stdout == "MADE\t2025-12-31\n"
    shown = ("--evidence", "A page", "--dated", "2025-03-01", "--address", "https://example.org/page", *why)
    assert [commitment("part", tmp_path, "whole", "--part", part, *shown).stdout[:5] for part in "ab"] == [
        "PART\t",
        "KEPT\t",
    ]
    judged = ("--decision", "It is", "--on", "2025-02-01", *why)
    assert commitment("keep", tmp_path, "hangs", *shown).returncode == 104
    assert commitment("trigger", tmp_path, "hangs", "--met", "--due", "2025-06-30", *judged).returncode == 0
    assert commitment("supersede", tmp_path, "hangs", "next", "--on", "2025-02-02", *why).stdout.startswith("SUPS")
    around = commitment("supersede", tmp_path, "next", "hangs", "--on", "2025-02-02", *why)
    assert around.returncode == 104
    assert "take its own place" in around.stderr
    assert commitment("amend", tmp_path, "next", "--owner", "Another board", *why).returncode == 0
    assert (
        commitment("source", tmp_path, "next", *source[:4], "--words", "We will.", *why).returncode == 104
    )  # it stands there
    assert commitment("drop", tmp_path, "next", "--on", "2025-02-02", *why).stdout.startswith("DROP")
    assert commitment("add", tmp_path, "No id", "--another", *said).returncode == 104


NOTICE = """Fictional Department for Records

19 May 2021

The paper, to be published later this year, will say what was found. The Department will shortly publish a plan for
training.
"""
LETTER = """Dear Chair,

19 May 2021

We will publish the paper this year. If more research is needed, we will take it forward.

Yours sincerely
"""


def test_a_promise_that_was_read_in_two_documents_is_confirmed_as_one_commitment(tmp_path):
    begin(tmp_path, office="A fictional office")
    for name, text in (("letter.txt", LETTER), ("notice.txt", NOTICE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    read = clerestory("answer", "promises", tmp_path / "letter.txt", tmp_path / "notice.txt", "--json")
    (tmp_path / "read.json").write_text(read.stdout, encoding="utf-8")
    found = [one["proposed"]["words"] for one in json.loads(read.stdout)["promises"]]
    paper, research, plan = (
        next(n for n, words in enumerate(found, 1) if part in words) for part in ("the paper", "research", "a plan")
    )
    said = ("--owner", "A fictional department", "--title", "Do it")
    dated = ("--dated", "2021-05-19")
    assert (
        commitment("confirm", tmp_path, tmp_path / "read.json", paper, "paper", *said, *dated).stdout
        == "MADE\t2021-12-31\n"
    )
    assert commitment("confirm", tmp_path, tmp_path / "read.json", plan, "plan", *said, *dated).stdout == "MADE\t\n"
    assert (
        commitment(
            "confirm", tmp_path, tmp_path / "read.json", research, "research", *said, *dated, "--due", "2022-06-30"
        ).stdout
        == "MADE\t2022-06-30\n"
    )
    shown = {name: json.loads(commitment("show", tmp_path, name, "--json").stdout) for name in ("paper", "research")}
    assert [(source["document"], source["dated"]) for source in shown["paper"]["sources"]] == [
        ("letter.txt", "2021-05-19"),
        ("notice.txt", "2021-05-19"),
    ]
    assert shown["paper"]["dues"][0]["words"] == "this year"
    assert "more research is needed" in shown["research"]["condition"]
    again = commitment("confirm", tmp_path, tmp_path / "read.json", paper, "again", *said, *dated)
    assert (again.returncode, "the ledger seems to have it: paper" in again.stderr) == (104, True)
    assert commitment("confirm", tmp_path, tmp_path / "read.json", 9, "again", *said, *dated).returncode == 103


def test_a_release_prints_the_ledger_for_readers_and_programs(release):
    page = (release / "commitments.html").read_text(encoding="utf-8")
    for words in (
        "16 days early",
        "its day was given afterwards",
        "Superseded, successor named",
        "In other words",
        "No day was given",
        "Who in it. Before: owner Home Office",  # what was corrected stays
    ):
        assert words in page
    assert 'href="#state-kept"' in page
    assert 'href="lessons.html#lesson-1"' in page
    assert "commitments.html#commitment-group-return-2026" in (release / "lessons.html").read_text(encoding="utf-8")
    told = json.loads((release / "SYNTHETIC-answers.json").read_bytes())["commitments"]["commitments"]
    assert {one["id"]: one["state"] for one in told} == {name: state for name, (state, _, _) in CHAIN.items()}
    rows = csv.DictReader((release / "SYNTHETIC-commitments.csv").read_text(encoding="utf-8").splitlines())
    assert {row["id"]: (row["state"], row["due"], row["days_late"]) for row in rows} == CHAIN
    assert check_csvw(release)


def test_every_link_of_the_ledger_leads_somewhere(study, release):
    for path in (release / "commitments.html", study / "releases" / "commitments.html"):
        page = path.read_text(encoding="utf-8")
        there = set(re.findall(r'id="([^"]+)"', page))
        links = re.findall(r'href="([^"]+)"', page)
        assert {link[1:] for link in links if link.startswith("#")} <= there
        own = [link.partition("#") for link in links if "://" not in link and not link.startswith("#")]
        assert [name for name, _, _ in own if not (path.parent / name).exists()] == []
        for name, _, anchor in own:
            assert not anchor or f'id="{anchor}"' in (path.parent / name).read_text(encoding="utf-8")


def test_the_site_has_the_ledger_and_a_feed_with_an_entry_for_each_commitment(study, release):
    page = (study / "releases" / "commitments.html").read_text(encoding="utf-8")
    assert "Publish a paper on group-based offending" in page
    assert f'href="{release.name}/lessons.html#lesson-1"' in page
    feed = ElementTree.parse(study / "releases" / "commitments.xml").getroot()  # noqa: S314 - our own file
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert len(titles) == len(CHAIN)
    assert "SYNTHETIC: Kept, evidence attached: Publish a paper on group-based offending" in titles
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(CHAIN)


def test_a_lesson_that_leads_to_no_commitment_is_a_fault(study, tmp_path):
    copy = Path(shutil.copytree(study, tmp_path / "study"))
    path = copy / "lessons.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("group-return-2026", "group-return"), encoding="utf-8")
    found = commitment("check", copy)
    assert (found.returncode, found.stdout) == (
        103,
        "lesson l1 of lessons.toml: the ledger has no commitment group-return\n",
    )


def shown_in(release: Path, dated: str = "") -> tuple[str, ...]:
    said = ("--evidence", "The page", "--dated", dated or release.name[:10], "--file", f"{release.name}/index.html")
    return (*said, "--reason", "It came out there.")


def test_a_released_file_that_changed_is_evidence_no_more(study, release, tmp_path):
    copy = Path(shutil.copytree(study, tmp_path / "study"))
    done = commitment("keep", copy, "group-return-2026", *shown_in(release))
    assert done.stdout.startswith("KEPTL"), done.stderr
    assert commitment("check", copy).returncode == 0
    (copy / "releases" / release.name / "index.html").write_text("changed", encoding="utf-8")
    assert "is not the one that was evidence" in commitment("check", copy).stdout


def test_a_released_file_is_evidence_of_the_day_of_its_release(study, release, tmp_path):
    copy = Path(shutil.copytree(study, tmp_path / "study"))
    done = commitment("keep", copy, "group-return-2026", *shown_in(release, "2026-03-01"))
    assert (done.returncode, "is of " + release.name[:10] in done.stderr) == (104, True)
    other = Evidence(
        title="The page", dated=release.name[:10], file=f"{release.name}/index.html", digest="sha256:" + "0" * 64
    )
    act = KeepCommitment(evidence=(other,), reason="It came out there.")
    with pytest.raises(AnswerNowError, match="has another digest"):
        perform(open_place(copy), PROGRAM, Kind.COMMITMENT, "group-return-2026", act)
    lost = act.model_copy(update={"evidence": (other.model_copy(update={"file": f"{release.name}/none.html"}),)})
    with pytest.raises(AnswerError, match="no released file"):
        perform(open_place(copy), PROGRAM, Kind.COMMITMENT, "group-return-2026", lost)


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium")
def test_axe_finds_nothing_on_the_public_pages_at_two_widths(study, release):
    with browser() as chromium:
        found = []
        for width in (320, 1280):
            context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
            page = context.new_page()
            for path in (
                release / "commitments.html",
                study / "releases" / "commitments.html",
                release / "lessons.html",
            ):
                page.goto(path.resolve().as_uri())
                found += barriers(page)
                found += (
                    ["scrolls sideways"]
                    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
                    else []
                )
            context.close()
    assert found == []


SOURCES = Path(__file__).parents[3] / "shared" / "examples" / "source-documents"


@pytest.mark.external
@pytest.mark.skipif(not SOURCES.exists(), reason="needs ../shared")
def test_the_promises_of_the_source_documents_are_kept_in_their_own_words(tmp_path):
    begin(tmp_path, office="A fictional office")
    place = open_place(tmp_path)
    found = promises_of(sorted(SOURCES.glob("*.txt"))).promises
    said = {"dated": {"": dt.date(2020, 5, 19)}, "title": "Do it", "owner": "Home Office"}

    def confirmed(subject: str, words: str):
        promise = next(one for one in found if words in one.proposed.words)
        return confirm_promise(place, PROGRAM, subject, promise, Confirmed(**said)), promise

    paper, read = confirmed("paper-2020", "publish the paper")
    assert paper.due == dt.date(2020, 12, 31)
    assert len({source.document for source in paper.sources}) == 2  # the letter and the notice, once
    assert all(source.words == one.words for source, one in zip(paper.sources, read.sources, strict=True))
    evidence = Evidence(title="The paper", dated=dt.date(2020, 12, 15), address="https://www.gov.uk/")
    keep = KeepCommitment(evidence=(evidence,), reason="The paper was published.")
    assert perform(place, PROGRAM, Kind.COMMITMENT, "paper-2020", keep).days_late == -16
    strategy, _ = confirmed("strategy-2021", "Strategy")
    assert strategy.due is None
    with pytest.raises(AnswerNowError, match='"shortly" names no day'):
        perform(place, PROGRAM, Kind.COMMITMENT, "strategy-2021", keep)
    research, _ = confirmed("research-2018", "further research")
    assert research.is_conditional
