"""The generated reference page of requests: days, sections, acts, the form of a note, the disclosure log."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic_core import PydanticUndefined

from clerestory.answer.permissions import MAY
from clerestory.answer.requests.states import IN_STATES, ONLY_FOI, ONLY_QUESTIONS
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.acts.requests import ACTS, ApplyExemption, PublicInterest, RequestKind
from clerestory.model.answers.exemptions import EXEMPTIONS, Section
from clerestory.model.answers.request_settings import RequestSettings
from clerestory.model.answers.requests import RequestState
from clerestory.model.forms import Form
from clerestory.publish.answers.requests import LOG_COLUMNS

_INTRODUCTION = """# Requests for information and questions in Parliament

A request under the Freedom of Information Act 2000 and a question for written answer are dealt with alike:
received, answered in a draft, cleared by a second person who wrote no version of it, sent, and told in the disclosure
log. Commands are under [`clerestory answer request`](commands.md); on the desk they are under Answers. [How to answer
one](../how-to/answer-a-request.md). The law is recalled: have it checked before you rely on it.

Requests for environmental information have regulations of their own and are not taken here.
"""
_DAYS = """## By when

A request is due on the last of its working days; the first is the day after receipt, whatever day that was, and a
[bank holiday anywhere in the United Kingdom](../methods/answer-clocks.md) is none. A named day question is due on
its day. What makes a request clear starts its days anew. Days do not count from a fees notice until the fee comes,
both among them. Time is extended for the public interest alone, before the due day, under a qualified section. A
transfer ends the clock here; what another body passed on starts on the day on which it came here. A holding answer
tells Parliament of a later day.

`[requests]` of [answers.toml](answers.md):

| setting | default | |
| --- | --- | --- |
"""
_SECTIONS = """
## Sections

Something is withheld under a section, with what it asks for; an answer that withholds needs one, and one that
withholds nothing has none. The notice goes out with the answer, so its words are [checked](answer-texts.md) as the
answer is: when they are written, and when the answer is drafted, cleared and sent. So is the reason of more time.
Section 35 is refused for a table, and for other statistics once the policy is decided. Where a section stands for
INV, LEO or NCND, the log names neither area nor date.

| section | for | public interest | harm is named | codes |
| --- | --- | --- | --- | --- |
"""
_NOTE = """
`clerestory answer request exempt DIR REFERENCE NOTE.toml` takes these fields:

| field | |
| --- | --- |
"""
_WEIGHED = """
`[public_interest]`, each in a sentence or more:

| field | |
| --- | --- |
"""
_ACTS = """
## Acts

| act | of | in the state | by |
| --- | --- | --- | --- |
"""
_FIGURES = """
## Figures

A figure in an answer, in the words of the log or in those of a notice is a reference to a cell of the last release,
as in the [paper](paper-references.md). The record names release, table, row and column of each. They are read again
when the answer is sent: what has changed since it was cleared is written and cleared anew. It goes out on no day
before that of its clearance.

Titles of tables, and what was wrong in an answer that is corrected, are printed as they are: they hold no figure and
no reference; the year of a title may stand at its end.

A table of an answer's own is one of `[[tables]]` of study.toml whose draft passed gate `protect`. `clerestory
answer request register` takes it from the vault's copy of what left. Where its counts are exact it is written into
[`history/`](history.md) as well, as `<reference>-<table>.toml` and `.csv`, and later runs are held against it;
rounded ones only the vault's copy has. An answer with a table that is not registered, or does not stand in
`history/` as it was registered, is not sent.

## Who asked

Name, address and letter are kept files: in no act, no list and no log. They are erased when the days for a review
are over: `clerestory answer request erase`. An answer or words of the log that hold a word of the name are refused;
the letter that `write` makes has it. Words of every act stay for good: what says who asked, or looks like a name, an
address, a number of somebody or an operation, is refused. The member of a question, and the question, are public.

## The disclosure log

`disclosure-log.html` and a CSV in a release, and `clerestory answer request log DIR`. One row for each answered
request, with its last answer:

| column | |
| --- | --- |
"""


def requests_page() -> str:
    """Give the page as Markdown."""
    parts = (
        _INTRODUCTION,
        _DAYS + "\n".join(_settings()),
        _SECTIONS + "\n".join(_sections()),
        _NOTE + "\n".join(_fields(ApplyExemption)),
        _WEIGHED + "\n".join(_fields(PublicInterest)),
        _ACTS + "\n".join(_acts()),
        _FIGURES + "\n".join(f"| `{one.name}` | {one.about or one.title} |" for one in LOG_COLUMNS),
    )
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _settings() -> Iterator[str]:
    for name, field in RequestSettings.model_fields.items():
        yield f"| `{name}` | {field.default} | {field.description} |"


def _sections() -> Iterator[str]:
    for section, one in EXEMPTIONS.items():
        name = f"{section.value} (to Parliament)" if section is Section.COST else section.value
        codes = ", ".join(f"`{code.value}`" for code in one.reasons)
        weighed = "weighed" if one.is_qualified else one.weighing.value
        yield f"| {name} | {one.title} | {weighed} | {'yes' if one.needs_harm else ''} | {codes} |"


def _fields(form: type[Form]) -> Iterator[str]:
    for name, field in form.model_fields.items():
        if name not in ("act", "public_interest"):
            needed = "" if field.default is not PydanticUndefined else "needed: "
            yield f"| `{name}` | {needed}{field.description or _WORDS[name]} |"


_WORDS = {
    "section": 'the section, such as `"31"`',
    "what": '`"a table"`, `"other statistics"` or `"something else"`',
    "why": "why it applies; printed in the notice",
}


def _acts() -> Iterator[str]:
    for act in ACTS:
        missing = frozenset(RequestState) - IN_STATES[act]
        told = ", ".join(sorted(one.value for one in IN_STATES[act]))
        states = told if len(missing) > 1 else f"any but {next(iter(missing)).value}"
        yield f"| {_name(act)} | {_of(act)} | {states} | {', '.join(sorted(role.value for role in MAY[act]))} |"


def _of(act: type[AnswerAct]) -> str:
    if act in ONLY_FOI:
        return RequestKind.FOI.words.lower()
    return "question" if act in ONLY_QUESTIONS else "both"


def _name(act: type[AnswerAct]) -> str:
    return str(act.model_fields["act"].default)
