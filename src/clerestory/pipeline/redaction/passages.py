"""Case texts of a study, gone through by its checkers and lawyer: what they are asked, and what comes of it.

The giver redacted them by names; here no names are known, and the finders of patterns and of anchor facts alone look.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from clerestory.errors import DecisionError, RedactionError, StudyError
from clerestory.model.commission import CaseTextRequest, Person
from clerestory.model.desk.passages import TextReview
from clerestory.model.redaction.case_texts import LONGEST
from clerestory.model.redaction.holds import Hold
from clerestory.model.redaction.review import RedactionDecision
from clerestory.pipeline.live_cases.known_cases import hold_in_study, holds_of_study
from clerestory.pipeline.redaction.answering import Answering
from clerestory.pipeline.redaction.asked import RedactionAsked
from clerestory.pipeline.redaction.deciding import put_decisions
from clerestory.pipeline.redaction.redactor import Redactor
from clerestory.pipeline.redaction.reviewed import sources_to_review
from clerestory.pipeline.redaction.texts import check_gone, decoded, read_bytes
from clerestory.protect.text.pseudonyms import new_case, write_case
from clerestory.protect.text.removing import redacted
from clerestory.review import checked_decisions
from clerestory.study import Study
from clerestory.study.writing import PARTIAL

_CASE = "case.json"
_ANCHORS = 1  # a place, a day or an age that stands alone is asked about, too
_MOST_BYTES = 4 * LONGEST


def holds_of_texts(study: Study) -> Mapping[str, Hold]:
    """Give the hold of the case of each text that study.toml asks for, by the id of the text, on the day of release."""
    texts, day = study.settings.texts, study.settings.release.date
    found = holds_of_study(study, day, of={text.investigation for text in texts}) if texts else {}
    return {text.id: hold_in_study(study, text.investigation, found, day=day) for text in texts}


def passages_of(study: Study, name: str) -> Answering:
    """Give the passages of a case text, the same for everybody, whatever anybody decided about them.

    Raises
    ------
    RedactionError
        If there is no such text, or its case may not be spoken of: then it is not read.
    StudyError, DocumentError
        If it cannot be read.
    """
    text, hold = _free(study, name)
    redactor = Redactor(_asked(study, hold))
    return Answering(sources_to_review(text_file(study, text), redactor).sources, redactor)


def check_review(study: Study, person: Person, name: str, decisions: Sequence[RedactionDecision]) -> None:
    """Check that a person's decisions about passages of a case text count, before they are recorded.

    Raises
    ------
    DecisionError
        If the person made the tables, or a decision is about no passage of the text as it stands, has a note that
        would be withheld, is another's or is not signed.
    RedactionError, StudyError, DocumentError
        As ``passages_of`` does.
    """
    if person.id in study.settings.study.authors:
        raise DecisionError(
            "its person made the tables", where=f"the review of {name}", remedy="Somebody who made nothing of it does."
        )
    passages = passages_of(study, name)
    for decision in decisions:
        passages.check_about(decision)
    checked_decisions(decisions, (person,), study.settings.study.data)


def put_reviews(study: Study, now: Callable[[], Mapping[str, TextReview]]) -> None:
    """Write the decisions about each case text that the study still has into its file, in the order of the record.

    Parameters
    ----------
    now : function
        Gives what is on record; asked while no other process writes, so that none puts back what is older.
    """
    if not any(_reviewed(study, now())):
        return
    with _alone(study):
        for name, review in _reviewed(study, now()):
            put_decisions(decisions_file(study, name), review.decisions, data=study.settings.study.data)


def decisions_file(study: Study, name: str) -> Path:
    """Give where the decisions about a case text lie."""
    return study.passages / f"{name}.toml"


def as_reviewed(study: Study, asked: CaseTextRequest, hold: Hold) -> str | None:
    """Give a case text without what its reviewers did not let stand; None where nobody went through it.

    Raises
    ------
    DecisionError, RedactionError
        If the decisions do not count, or cannot be read.
    ResidueError
        If something that is to be gone is still there.
    """
    path = decisions_file(study, asked.id)
    if not path.exists():
        return None
    text = decoded(read_bytes(text_file(study, asked)), f"texts/{asked.file}")
    found = Redactor(_asked(study, hold, decisions=path)).redact(text)
    made = redacted(text, found.removals)
    check_gone(made, found)
    return made


def text_file(study: Study, asked: CaseTextRequest) -> Path:
    """Give the file of a case text.

    Raises
    ------
    StudyError
        If it is not there, or longer than a case text is.
    """
    path, where = study.texts / asked.file, f"texts/{asked.file}"
    if path.is_symlink() or not path.is_file():
        raise StudyError("is not there", where=where, remedy="Put the text there that its giver redacted.")
    if path.stat().st_size > _MOST_BYTES:
        raise StudyError(f"has more than {_MOST_BYTES:,} bytes", where=where, remedy="A case text is shorter.")
    return path


def _reviewed(study: Study, texts: Mapping[str, TextReview]) -> Iterator[tuple[str, TextReview]]:
    """Yield what there is to write: of texts that were erased nothing comes back."""
    for asked in study.settings.texts:
        review = texts.get(asked.id, TextReview())
        if review.decisions and (study.texts / asked.file).is_file():
            yield asked.id, review


@contextmanager
def _alone(study: Study) -> Iterator[None]:
    """Let one process or thread write decisions; others wait."""
    lock = os.open(_case_file(study).with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(lock) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _free(study: Study, name: str) -> tuple[CaseTextRequest, Hold]:
    text = next((one for one in study.settings.texts if one.id == name), None)
    if text is None:
        raise RedactionError(
            "study.toml has no such text", where=f"the text {name}", remedy="Name one of [[texts]] of study.toml."
        )
    hold = holds_of_texts(study)[name]
    if not hold.may_be_spoken_of:
        raise RedactionError(
            "its case may not be spoken of, so that nobody reads it here",
            where=f"the text {name}",
            remedy="Look again when the hold is over.",
        )
    return text, hold


def _asked(study: Study, hold: Hold, *, decisions: Path | None = None) -> RedactionAsked:
    settings = study.settings
    return RedactionAsked(
        case=_case_file(study),
        anchors=_ANCHORS,
        decisions=decisions,
        people=_not_authors(settings.people, settings.study.authors),
        in_study=hold.state,
        data=settings.study.data,
    )


def _not_authors(people: Sequence[Person], authors: Collection[str]) -> tuple[Person, ...]:
    return tuple(person for person in people if person.id not in authors)


def _case_file(study: Study) -> Path:
    """Give the file with the key of all ids of passages; of processes that make it at once, one does."""
    path = study.passages / _CASE
    if not path.exists():
        own = path.with_name(f"{PARTIAL}{os.getpid()}-{path.name}")
        write_case(own, new_case())
        with suppress(FileExistsError):
            path.hardlink_to(own)
        own.unlink()
    return path
