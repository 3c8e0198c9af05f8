"""What an act needs beside its subject: a claim and a duty stand at one place, and what is named is on record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from clerestory.answer.watch.duty_lines import as_guided, without_limits
from clerestory.answer.watch.repeating import without_amount
from clerestory.answer.watch.statements import made, same_as
from clerestory.answer.writing.standing import without_standing
from clerestory.errors import AnswerNowError
from clerestory.model.answers.acts.commission import AnswerQuestion, OpenCommission
from clerestory.model.answers.acts.commitments import KeepCommitment, KeepPart
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.acts.events import ChooseContent, PlanEvent
from clerestory.model.answers.acts.guidance import CloseTopic, OpenTopic, SetDuty, WriteMessage, WriteVariant
from clerestory.model.answers.acts.petitions import RecordResponse
from clerestory.model.answers.acts.statements import EndStatement, MakeStatement
from clerestory.model.answers.acts.watch import CheckResearch, FollowResearch, PlanCheck
from clerestory.model.answers.guidance import Topic
from clerestory.model.answers.kinds import Kind
from clerestory.model.commission import StudySettings
from clerestory.pipeline.answering.commitments.evidence import check_released
from clerestory.pipeline.answering.requests.going_out import GOING_OUT, check_goes_out
from clerestory.pipeline.answering.texts.checking import checked_text
from clerestory.publish.numbers import counting_numbers
from clerestory.study.answers import AnswerPlace

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


class Around(Protocol):
    """What there is beside a subject while the record is held."""

    @property
    def place(self) -> AnswerPlace:
        """Where it is recorded."""

    @property
    def began(self) -> dt.date | None:
        """The day on which the record began; None where nothing is recorded."""

    def subjects(self, kind: Kind) -> tuple[str, ...]:
        """Give the ids of every subject of a kind."""

    def state(self, kind: Kind, subject: str) -> Any:
        """Give a subject as it is now."""


def check_beside(around: Around, subject: str, act: AnswerAct) -> None:
    """Check an act about a subject against what else is on record.

    Raises
    ------
    AnswerNowError
        If the same is there already, or what the act names is not.
    AnswerTextError
        If what answers a question or a request may not go out.
    """
    for rule in _RULES.get(type(act), ()):
        rule(around, subject, act)


def _named_well(_around: Around, subject: str, act: AnswerAct) -> None:
    """Check that an id can stand in a text, an address and a file."""
    if subject == "new" or not _ID.fullmatch(subject):
        raise _refused(act, "the id cannot be used", "Use small letters, digits and hyphens, at most 60 of them.")


def _known_owner(around: Around, _subject: str, act: FollowResearch | PlanCheck | OpenTopic | PlanEvent) -> None:
    """Check that who keeps something is somebody of the place, where it names people at all."""
    if around.place.people and act.owner not in around.place.people:
        raise _refused(act, "owner: there is nobody of this id", "Name an id of [[people]].")


def _same_claim(around: Around, subject: str, act: MakeStatement) -> None:
    there = same_as(made(act), _others(around, Kind.STATEMENT, subject))
    if there:
        remedy = f"Add its document as a further source of {there}, or end that one first."
        raise _refused(act, f"this claim is the statement {there} already", remedy)


def _same_topic(around: Around, subject: str, act: OpenTopic) -> None:
    for name, topic in _topics(around, subject):
        if topic.title.casefold().split() == act.title.casefold().split():
            raise _refused(act, f"the topic has a message already: {name}", "Write a new version of that one.")


def _same_duty(around: Around, subject: str, act: SetDuty) -> None:
    for name, topic in _topics(around, subject):
        if act.duty in topic.library:
            raise _refused(act, f"the duty stands in the message {name}", "Change it there; it stands at one place.")


def _topics(around: Around, subject: str) -> Iterator[tuple[str, Topic]]:
    others = _others(around, Kind.GUIDANCE, subject)
    return ((name, topic) for name, topic in others.items() if topic.closed is None)


def _others(around: Around, kind: Kind, subject: str) -> dict[str, Any]:
    there = {name: around.state(kind, name) for name in around.subjects(kind) if name != subject}
    return {name: one for name, one in there.items() if getattr(one, "ended", None) is None}


def _other_statement(around: Around, subject: str, act: EndStatement) -> None:
    if act.replaced_by and act.replaced_by not in _others(around, Kind.STATEMENT, subject):
        raise _refused(act, "replaced_by: no statement of this id holds", "Make it first.")


def _other_topic(around: Around, subject: str, act: CloseTopic) -> None:
    if act.instead and act.instead not in dict(_topics(around, subject)):
        raise _refused(act, "instead: no message of this id stands", "Open it first.")


def _named_subjects(around: Around, _subject: str, act: CheckResearch | ChooseContent) -> None:
    """Check that messages, statements and commitments that an act names are on record."""
    named = {Kind.GUIDANCE: act.guidance, Kind.COMMITMENT: act.commitments}
    if isinstance(act, ChooseContent):
        named[Kind.STATEMENT] = act.statements
    for kind, ids in named.items():
        unknown = sorted(set(ids) - set(around.subjects(kind)))
        if unknown:
            what = f"there is no {kind.words} {', '.join(unknown)}"
            raise _refused(act, what, "Name what is on record; `clerestory answer` lists it.")


def _findings(around: Around, _subject: str, act: CheckResearch | AnswerQuestion) -> None:
    """Check that tables, charts and findings that an act names are of the study; without one nobody can tell."""
    study = around.place.study
    unknown = sorted(set(act.findings) - set(_ids_of(study.settings))) if study else []
    if unknown:
        what = f"findings: the study has no table, chart or finding {', '.join(unknown)}"
        raise _refused(act, what, "Use the ids of study.toml.")


def _answer_may_go_out(around: Around, _subject: str, act: AnswerQuestion) -> None:
    """Check the short answer and its reason as every text that goes out: figures are references to released cells."""
    for text in filter(None, (act.words, act.why)):
        checked_text(around.place, text, kind=Kind.COMMISSION)


def _request_may_go_out(around: Around, subject: str, act: AnswerAct) -> None:
    check_goes_out(around.place, subject, around.state(Kind.REQUEST, subject), act)


def _message_may_go_out(around: Around, _subject: str, act: WriteMessage | WriteVariant) -> None:
    _check_guidance(around, act, as_guided(act.text))


def _duty_may_go_out(around: Around, _subject: str, act: SetDuty) -> None:
    _check_guidance(around, act, without_limits(act.words))


def _check_guidance(around: Around, act: AnswerAct, text: str) -> None:
    """Check guidance as every text that goes out; it stands for long, and cites nothing that changes."""
    if "{{" in text:
        raise _refused(act, "it cites something", "Say it without: guidance stands longer than what it would cite.")
    checked_text(around.place, text, kind=Kind.GUIDANCE)


def _only_its_sum(_around: Around, _subject: str, act: MakeStatement) -> None:
    """Check that a statement has no figure but its sum of money: every other is a reference to a released cell."""
    for name, text in (("words", act.words), ("purpose", act.purpose)):
        said = without_amount(text, act.amount) if act.amount else text
        if any(counting_numbers(without_standing(said))):
            remedy = "Leave it out, and cite a released cell beside the statement; a sum of money stands in digits."
            raise _refused(act, f"{name}: hold a number other than the amount", remedy)


def _shows_what_was_released(around: Around, _subject: str, act: KeepCommitment | KeepPart) -> None:
    check_released(around.place, act.evidence, act=act.act)


def _given_elsewhere(around: Around, _subject: str, act: RecordResponse) -> None:
    """Check that an answer that nobody checked is of somebody else, or of before answers were kept here."""
    is_ours = _same_name(act.by) == _same_name(around.place.settings.office)
    if is_ours and (around.began is None or act.sent >= around.began):
        remedy = "Write it, have a second person clear it, and send it."
        raise _refused(act, "by: it is an answer of this office, given since answers are kept here", remedy)


def _same_name(name: str) -> str:
    """Give the name of a body as names are held against each other."""
    return re.sub(r"\W+", " ", name.casefold()).strip().removeprefix("the ")


def _ids_of(settings: StudySettings) -> Iterator[str]:
    parts: tuple[Iterable[Any], ...] = (settings.tables, settings.charts, settings.findings)
    return (one.id for part in parts for one in part)


def _refused(act: AnswerAct, what: str, remedy: str) -> AnswerNowError:
    return AnswerNowError(what, where=str(type(act).model_fields["act"].default), remedy=remedy)


_RULES: Mapping[type[Any], tuple[Callable[[Around, str, Any], None], ...]] = MappingProxyType(
    {
        FollowResearch: (_named_well, _known_owner),
        PlanCheck: (_known_owner,),
        KeepCommitment: (_shows_what_was_released,),
        KeepPart: (_shows_what_was_released,),
        RecordResponse: (_given_elsewhere,),
        MakeStatement: (_named_well, _same_claim, _only_its_sum),
        OpenCommission: (_named_well,),
        PlanEvent: (_named_well, _known_owner),
        EndStatement: (_other_statement,),
        OpenTopic: (_named_well, _known_owner, _same_topic),
        SetDuty: (_same_duty, _duty_may_go_out),
        WriteMessage: (_message_may_go_out,),
        WriteVariant: (_message_may_go_out,),
        CloseTopic: (_other_topic,),
        CheckResearch: (_named_subjects, _findings),
        ChooseContent: (_named_subjects,),
        AnswerQuestion: (_findings, _answer_may_go_out),
        **dict.fromkeys(GOING_OUT, (_request_may_go_out,)),
    }
)
