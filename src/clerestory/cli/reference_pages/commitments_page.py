"""The generated reference page of commitments: states, what leads from one to the next, acts, the CSV."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from clerestory.answer.commitments.standing import NEAR_DAYS, SOON_DAYS
from clerestory.answer.commitments.transitions import COMMITMENT
from clerestory.answer.permissions import MAY
from clerestory.cli.reference_pages.machines import diagram, transitions
from clerestory.model.answers.acts.commitments import COMMITMENT_ACTS, SetAside
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.commitments import CommitmentState
from clerestory.publish.answers.commitments import COMMITMENT_COLUMNS

_INTRODUCTION = f"""# Commitments

The ledger of promises: what was promised, in whose words, who keeps it, by when, and what shows it.
[How to keep one](../how-to/keep-a-promise.md); [which day words give, and what is late](../methods/commitments.md).
Commands: [`clerestory answer commitment`](commands.md); on the desk under Answers.

A commitment is its acts ([the record](answers.md)): nothing is changed in place, and nothing is deleted. All of it
but who recorded what is published with the next release, reasons included, so none of it names a person.

- **Sources.** Document, paragraph, day and words, verbatim or marked as a paraphrase. The same promise in several
  documents is one commitment with several sources; one that the ledger seems to have is entered again only if
  somebody says that it is another.
- **Day.** Words that name a day give it, and no other is taken. Without a day a promise stands in the ledger, its
  condition is not judged, and it cannot be kept. Moved days stay, each with its reason. One that is recorded when the
  day before it had passed counts from the record on, unless a document of the ledger bears the day that is said.
- **Evidence.** A page with https, or a released file below `releases/` with its SHA-256, of the day of its release.
  Without any nothing is kept.
- **Condition.** Until it is met the day is the one on which it is judged; what is not bound cannot be kept.
- **Parts.** Two or more, by id. With the last one the whole is kept. Without parts by name it stays partly kept.
- **Others.** A successor, and what comes before it in a chain, stand in the ledger; no chain of successors comes round.
- **Overdue** is computed: open, and after its day. It waits on the first page of the desk, and in
  `clerestory answer commitment due`, from {SOON_DAYS} and {NEAR_DAYS} days before.
- **Set aside.** The last change that counts can be set aside as a mistake. It stays in the history.

## States

The codes are those of the list `commitment_state` of the [instrument](instrument.md).

| code | state |
| --- | --- |
"""
_CSV = """## In a release

`commitments.html` and `commitments.csv` with its metadata, and the ledger in `answers.json`
([schema](schemas/public-answers.schema.json)); on the [site](site.md) the last one that was released, with the
[lessons](lessons.md) that each carries out, and `commitments.xml`, an Atom feed of what is new or stands otherwise
from release to release. `clerestory answer commitment check DIR` says before what has to be mended: no day, a
released file that is not the one that was evidence, a lesson that leads to no commitment.

| column | |
| --- | --- |
"""


def commitments_page() -> str:
    """Give the page as Markdown."""
    drawn = [one for one in COMMITMENT if one.act is not SetAside]
    told = "What is set aside leads back to the state before; it is left out of the drawing.\n"
    return "\n".join(
        [
            _INTRODUCTION + "\n".join(_states()) + "\n",
            f"{told}\n{diagram(drawn, _name)}",
            transitions(drawn, _name),
            "## Acts\n\n| act | what it is | who may do it | fields |\n| --- | --- | --- | --- |\n"
            + "\n".join(_acts())
            + "\n",
            _CSV + "\n".join(f"| `{one.name}` | {one.about or one.title} |" for one in COMMITMENT_COLUMNS) + "\n",
        ]
    )


def _name(state: Enum) -> str:
    assert isinstance(state, CommitmentState), "the table is that of commitments"
    return state.label


def _states() -> Iterator[str]:
    return (f"| `{state.value}` | {state.label} |" for state in CommitmentState if state.value)


def _acts() -> Iterator[str]:
    for act in COMMITMENT_ACTS:
        told = " ".join((act.__doc__ or "").split())
        who = ", ".join(sorted(role.value for role in MAY[act]))
        yield f"| {act.model_fields['act'].default} | {told} | {who} | {', '.join(_fields(act))} |"


def _fields(act: type[AnswerAct]) -> Iterator[str]:
    for name, field in act.model_fields.items():
        if name != "act":
            yield f"`{name}`" + ("" if field.is_required() else " (may be left out)")
