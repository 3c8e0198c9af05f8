"""Redacting a text: everything stays where it is but what is withheld."""

from __future__ import annotations

from pathlib import Path

from clerestory.clock import SystemClock
from clerestory.errors import RedactionError, ResidueError
from clerestory.ledger import Duty, Ledger
from clerestory.pipeline.redaction.asked import RedactionAnswer, RedactionAsked
from clerestory.pipeline.redaction.deciding import proposals_form
from clerestory.pipeline.redaction.redactor import Redacted, Redactor
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.pseudonyms import write_case
from clerestory.protect.text.removing import redacted
from clerestory.study.writing import write_secret

WITHHELD = "passages withheld"


def redact_text(text: str, asked: RedactionAsked) -> tuple[str, RedactionAnswer]:
    """Withhold from a text whatever tells of a person.

    Parameters
    ----------
    text : str
    asked : RedactionAsked

    Returns
    -------
    str, RedactionAnswer
        The text with marks in place of what is withheld, and what that was, in numbers.

    Raises
    ------
    RedactionError
        If options are wrong, or a roster lies inside a study.
    RosterFileError, TaggerError, DecisionError
        If what was given cannot be used.
    ResidueError
        If something that is to be gone is still there.
    """
    redactor = Redactor(asked)
    found = redactor.redact(text)
    made = redacted(text, found.removals)
    check_gone(made, found)
    keep_accounts(redactor, text, found, asked=asked)
    mark = asked.data.mark_sentence
    return (f"{mark}\n\n{made}" if mark else made), found.answer


def read_text(source: Path) -> str:
    """Read a text in UTF-8, its line ends as they are.

    Raises
    ------
    RedactionError
        If it is none.
    """
    try:
        return source.read_bytes().decode("utf-8-sig")
    except OSError:
        raise RedactionError("cannot be read", where=str(source), remedy="Name a file that is there.") from None
    except UnicodeDecodeError:
        raise RedactionError(
            "is not a text in UTF-8", where=str(source), remedy="Save it so, or use `clerestory protect document`."
        ) from None


def check_gone(made: str, found: Redacted) -> None:
    """Check that nothing that is to be gone stands in a text.

    Raises
    ------
    ResidueError
        If something does.
    """
    left = normalise(made).folded
    if any(normalise(passage).folded.strip() in left for passage in found.gone):
        raise ResidueError(
            "a passage that is withheld is still there",
            where="what was to be written",
            remedy="Nothing was written. Please report this: it is a fault of the program.",
        )


def keep_accounts(redactor: Redactor, text: str, found: Redacted, *, asked: RedactionAsked) -> None:
    """Write what outlives a redaction: case, proposals, and an entry of the log; none holds a word of a text."""
    document = redactor.document_id(text)
    if asked.log:
        ledger = Ledger(asked.log, SystemClock())
        ledger.check()
        detail = {
            "document": document,
            "rules": dict(found.answer.by_rule),
            "reasons": sorted({proposal.reason.code.value for proposal in found.proposals}),
            "asks": found.answer.asks,
            "kept": found.answer.kept,
        }
        ledger.append(WITHHELD, why=asked.note or "redaction", actor="giver", duty=Duty.ALTERATION, detail=detail)
    if asked.case:
        write_case(asked.case, redactor.case)
    if asked.proposals:
        write_secret(asked.proposals, proposals_form(document, found.proposals).model_dump_json(indent=2) + "\n")
