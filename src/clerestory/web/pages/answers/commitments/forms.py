"""What the forms of changes ask: one table, from which one page makes them all."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from clerestory.answer.commitments.transitions import befores
from clerestory.model.answers.acts import commitments as acts
from clerestory.model.answers.commitments import Commitment
from clerestory.web.pages.answers.requests.forms import ActPage, Asked


class Met(Enum):
    """Whether a condition is met, as a form sends it."""

    YES = "true"
    NO = "false"

    @property
    def words(self) -> str:
        """What the page calls it."""
        return self.name.capitalize()


_WHY = Asked("reason", "Why", "area", "It is published with the ledger. At least 10 characters.")
_HAPPENED = Asked("happened", "On which day?", "day")
_SOURCE = (
    Asked("document", "Document", hint="Its title, such as Letter to the committee."),
    Asked("paragraph", "Paragraph (optional)"),
    Asked("dated", "Day of the document", "day"),
    Asked("words", "The promise", "area", "In the words of the document."),
    Asked("words_are", "Are these the words of the document?", "choice", items=acts.WordsAre),
    Asked("address", "Page of the document (optional)", hint="It begins with https."),
)
_EVIDENCE = (
    Asked("title", "What shows it?", hint="The title of the page or file."),
    Asked("dated", "Day of the evidence", "day"),
    Asked("address", "Its page", hint="It begins with https. Leave it out for a released file."),
    Asked("file", "Or a released file", hint="Below the folder of releases, such as 2031-03-01/index.html."),
)
NEW = ActPage(
    acts.MakeCommitment,
    "Enter a promise",
    "Enter it",
    (
        Asked("subject", "Id", hint="Small letters, digits and hyphens; texts and lists name it so."),
        Asked("title", "What was promised, in a few words"),
        Asked("owner", "Who keeps it?", hint="A post or body, never a person."),
        *_SOURCE,
        Asked("due_words", "When, as it was said (optional)", hint='Such as "this year", or "shortly".'),
        Asked("due", "The day, where the words give none", "day"),
        Asked("condition", "What has to happen first? (optional)", "area"),
        Asked("parts", "Parts (optional)", "area", "A line for each, two or more: id, then =, then its title."),
        Asked("follows", "Commitments before it in a chain (optional)", hint="Their ids, with commas between."),
    ),
    "Words that name a day give it: this year is 31 December. A promise without a day stays open until it has one.",
)
PAGES: Mapping[str, ActPage] = MappingProxyType(
    {
        "progress": ActPage(acts.ReportProgress, "Report progress", "Put it on record", (_HAPPENED, _WHY)),
        "keep": ActPage(
            acts.KeepCommitment,
            "Record that it was kept",
            "Put it on record",
            (*_EVIDENCE, _WHY),
            "If the evidence is of a day after the one that was due, it is kept late.",
        ),
        "part": ActPage(
            acts.KeepPart,
            "Record that a part was kept",
            "Put it on record",
            (
                Asked("part", "Which part?", hint="Its id, where the commitment has parts."),
                *_EVIDENCE,
                Asked("reason", "What was kept, and what is left", "area", "It is published with the ledger."),
            ),
        ),
        "date": ActPage(
            acts.DateCommitment,
            "Give it a day, or another one",
            "Give it this day",
            (
                Asked("due", "By which day is it kept?", "day"),
                Asked("said_on", "When was that said?", "day"),
                Asked("due_words", "As it was said (optional)"),
                _WHY,
            ),
            "The earlier days stay in the ledger. What was done before a day was moved is late all the same.",
        ),
        "trigger": ActPage(
            acts.JudgeCondition,
            "Say whether its condition is met",
            "Put it on record",
            (
                Asked("is_met", "Is it met?", "choice", items=Met),
                Asked("decision", "What was decided?"),
                Asked("decided", "On which day?", "day"),
                Asked("due", "Until when?", "day", "If it is met, when it is kept. If not, when you look again."),
                _WHY,
            ),
        ),
        "supersede": ActPage(
            acts.SupersedeCommitment,
            "Let another take its place",
            "Put it on record",
            (Asked("successor", "Which commitment takes its place?", hint="Its id."), _HAPPENED, _WHY),
        ),
        "break": ActPage(acts.BreakCommitment, "Record that it was broken", "Put it on record", (_HAPPENED, _WHY)),
        "drop": ActPage(acts.DropCommitment, "Record that it was withdrawn", "Put it on record", (_HAPPENED, _WHY)),
        "source": ActPage(acts.AddSource, "Add another document that has it", "Add it", (*_SOURCE, _WHY)),
        "amend": ActPage(
            acts.AmendCommitment,
            "Correct title or owner",
            "Correct it",
            (Asked("title", "Title (optional)"), Asked("owner", "Who keeps it (optional)"), _WHY),
        ),
        "set-aside": ActPage(
            acts.SetAside,
            "Set aside the last change",
            "Set it aside",
            (_WHY,),
            "It was a mistake: it stays in the history and counts no more.",
        ),
    }
)


def open_pages(commitment: Commitment) -> dict[str, str]:
    """Give the pages of what may happen to a commitment in its state, with their titles."""
    return {name: page.title for name, page in PAGES.items() if _fits(commitment, name, page)}


def _fits(commitment: Commitment, name: str, page: ActPage) -> bool:
    if name == "trigger":
        fits = commitment.is_conditional and not commitment.is_bound
    elif name == "keep":
        fits = not commitment.parts and commitment.is_bound
    elif name == "part":
        fits = commitment.is_bound
    else:
        fits = name != "set-aside" or len(commitment.history) > 1
    return fits and commitment.state in befores(page.act)
