"""Case texts of a synthetic nation: told at a giver, redacted there, and sent into the study.

Of the nation's investigations that may be spoken of two are told, one of them with a place that its lawyer let stand; a
third text is about a case that is live, so that the study holds it. The giver's side, with roster, records, orders and
decisions, lies in the truth beside the study: names are in it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from itertools import islice
from pathlib import Path

import polars as pl

from clerestory.model.commission import DataKind, Role
from clerestory.model.redaction.holds import CaseRecord, Hold, HoldState, states_of_stages
from clerestory.model.redaction.orders import Section
from clerestory.model.redaction.review import ReviewOutcome
from clerestory.pipeline.redaction.asked import RedactionAsked
from clerestory.pipeline.redaction.holds import holds_on
from clerestory.pipeline.redaction.reviewing import Reviewer, decided_into, open_review
from clerestory.pipeline.redaction.texts import redact_text
from clerestory.protect.holds.cases import ID, LINKED, RELEASE, REVIEW, STAGE
from clerestory.protect.text.pseudonyms import Case, write_case
from clerestory.study import read_instrument, shipped_instrument, write_atomically

_OF_STUDY = ("paper.md", "assessment.toml")  # of the template: parts of the study's own files; the giver has the rest
DAY = dt.date(2026, 11, 2)  # on which the giver decides and sends
_COLUMNS = (ID, STAGE, LINKED, RELEASE, REVIEW)
_LOOKED_AT = 100  # cases of each state: some are told otherwise by another giver
_ORDER = ("inv_pseudo", "section", "person", "court", "start")
_REVIEWERS = (("giver-checker", Role.CHECKER), ("giver-lawyer", Role.LAWYER))
_WHY = "The place says nothing of who the people are."


@dataclass(frozen=True)
class Story:
    """A text of the demonstration: its id and file, its title, and whether its case may be spoken of."""

    id: str
    title: str
    state: HoldState


STORIES = (
    Story("a1", "What each body wrote down", HoldState.CLEAR),
    Story("a2", "What drivers noticed", HoldState.CLEAR),
    Story("a3", "What a neighbour told", HoldState.ACTIVE),
)


def tell_cases(study: Path, giver: Path, *, seed: int) -> str:
    """Redact the case texts of a nation at their giver, and send them.

    Parameters
    ----------
    study : Path
        The nation's study, its returns written.
    giver : Path
        Where the giver's side is to lie, outside the study.
    seed : int
        The key of the giver's hashes follows from it, so that the same nation has the same bytes: it protects nobody.

    Returns
    -------
    str
        What study.toml says of the texts; empty where a small nation has no such cases, and then nothing is told.
    """
    rows = _recorded(study)
    cases = _chosen(rows)
    if len(cases) < len(STORIES):
        return ""
    template = _template()
    for path in sorted(template.iterdir()):
        if path.name not in _OF_STUDY:
            write_atomically(giver / path.name, path.read_bytes())
    _write_records(rows, giver, cases)
    secret = hashlib.sha256(f"clerestory demonstration case {seed}".encode()).digest()
    write_case(giver / "case.json", Case(secret))
    for story, investigation in cases.items():
        _send(story, _asked(story, investigation, giver), giver, study / "texts")
    return "".join(_declared(story, investigation) for story, investigation in cases.items())


def with_cases(paper: str) -> str:
    """Give the paper of a nation with its part on cases, which stands before its limits."""
    before, heading, after = paper.partition("## Limits")
    return before + (_template() / "paper.md").read_text(encoding="utf-8") + heading + after


def with_weighed_cases(assessment: str) -> str:
    """Give the assessment of a nation with what was weighed of its case texts."""
    return assessment + (_template() / "assessment.toml").read_text(encoding="utf-8")


def _template() -> Path:
    return Path(str(resources.files("clerestory.synthetic"))) / "template" / "texts"


def _recorded(study: Path) -> pl.DataFrame:
    """Give what every giver records of investigations; no such record has a planted fault, so a study has them all."""
    paths = sorted((study / "returns").glob("*/*/investigation.csv"))
    rows = [pl.read_csv(path, columns=list(_COLUMNS), infer_schema=False) for path in paths]
    return pl.concat(rows).select(_COLUMNS).unique().sort(_COLUMNS)


def _chosen(rows: pl.DataFrame) -> Mapping[Story, str]:
    """Give each story a case whose hold is the story's, in the order of pseudonyms."""
    free: dict[HoldState, list[str]] = {}
    for hold in _holds(rows):
        free.setdefault(hold.state, []).append(hold.investigation)
    left = {state: iter(found) for state, found in free.items()}
    found = [(story, name) for story in STORIES for name in islice(left.get(story.state, iter(())), 1)]
    return dict(found)


def _holds(rows: pl.DataFrame) -> Sequence[Hold]:
    """Give the holds of some cases for each state."""
    states = [story.state.value for story in STORIES]
    some = [rows.filter(pl.col(RELEASE) == state)[ID].unique().sort().head(_LOOKED_AT) for state in sorted({*states})]
    of_them = rows.filter(pl.col(ID).is_in(pl.concat(some).to_list())).fill_null("")
    stages = states_of_stages(read_instrument(shipped_instrument()).codelists[STAGE])
    records = [CaseRecord(row[ID], row[STAGE], row[LINKED], row[RELEASE]) for row in of_them.iter_rows(named=True)]
    return tuple(holds_on(DAY, records, stages).values())


def _write_records(rows: pl.DataFrame, giver: Path, cases: Mapping[Story, str]) -> None:
    """Write what the giver knows of the cases: their records, and an order that protects a child for life."""
    write_atomically(giver / "cases.csv", rows.filter(pl.col(ID).is_in(list(cases.values()))).write_csv())
    first = next(iter(cases.values()))
    order = f"{first},{Section.YJCEA_45A.value},P1,Quorlehaven Crown Court,2021-05-04"
    write_atomically(giver / "orders.csv", f"{','.join(_ORDER)}\n{order}\n")


def _asked(story: Story, investigation: str, giver: Path) -> RedactionAsked:
    """Give how a text is redacted. Nobody names the case of the live one: that it is held is found in the study."""
    asked = RedactionAsked(
        rosters=(giver / "roster.csv",),
        case=giver / "case.json",
        anchors=1,  # a place that stands alone is to be decided about, too
        on=DAY,
        reviewers=giver / "reviewers.toml",
        data=DataKind.SYNTHETIC,
    )
    if story.state is not HoldState.CLEAR:
        return asked
    return replace(asked, cases=giver / "cases.csv", orders=giver / "orders.csv", investigation=investigation)


def _send(story: Story, asked: RedactionAsked, giver: Path, texts: Path) -> None:
    """Let checker and lawyer let places stand where the case may be spoken of, then write what is left to the study."""
    source = giver / f"{story.id}.txt"
    decisions = giver / "decisions.toml"
    if asked.cases is not None:
        for person, role in _REVIEWERS:
            review = open_review(source, decided_into(asked, decisions), Reviewer(person, DAY, role=role))
            for shown in review.waiting():
                if shown.is_place:
                    review.decide(shown.proposal, ReviewOutcome.KEEP, note=_WHY)
        asked = replace(asked, decisions=decisions)
    made = redact_text(source.read_text(encoding="utf-8"), asked)[0]
    write_atomically(texts / source.name, made)


def _declared(story: Story, investigation: str) -> str:
    return (
        f'\n[[texts]]\nid = "{story.id}"\ntitle = "{story.title}"\n'
        f'investigation = "{investigation}"\nfile = "{story.id}.txt"\n'
    )
