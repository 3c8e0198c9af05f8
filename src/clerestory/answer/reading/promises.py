"""Which sentences promise something, who promises it, and how it binds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from clerestory.answer.commitments.dues import Due, due_of
from clerestory.answer.reading.actors import Side, promiser_of
from clerestory.answer.reading.sameness import thing_of
from clerestory.answer.reading.text import Said
from clerestory.model.answers.reading import PromiseKind, Promiser, ProposedCommitment

_ADVERB = (
    r"(?:(?:,? (?:also|now|then|therefore|again|soon|first|still|instead|of course|in due course|in turn"
    r"|this year|next year"
    r"|later this year|together|both|each|all|\w{2,20}ly))|, [^,]{1,60},){0,3}"
)
_ACT = (
    r"publish|release|issue|send|write|lay|set up|establish|appoint|launch|introduce|bring forward|respond"
    r"|reply|report|consult"
    r"|fund|provide|deliver|share|announce|commission|carry out|open|update|review|visit|meet|place|make|complete"
)
_INTENDS = (
    r"(?:intend|plan|aim|propose|expect|undertake|pledge|promise|agree)s? to"
    r"|ha(?:s|ve)(?: also)? (?:pledged|promised|undertaken|agreed|committed|decided) to|(?:am|is|are) (?:going"
    r"|planning|due|set|about) to"
    rf"|hopes? to(?= (?:{_ACT})\b)"
)
_ACTS_ON = (
    r"publishing|releasing|issuing|sending|writing|laying|setting up|establishing|appointing|launching"
    r"|introducing|bringing forward"
    r"|responding|replying|reporting|consulting"
)
_DONE = (
    r"published|released|issued|sent|laid|set up|established|appointed|launched|introduced|announced|completed"
    r"|provided|placed"
    r"|confirmed|outlined|considered|held|set out|shared|made available|updated|commissioned|consulted"
    r"|informed|told|written|brought forward|carried out|finished|delivered"
)
_NO_ACT = re.compile(
    r"(?:not|never|always|no longer|hardly)\b|do (?:all|everything|whatever|anything|what|our|my|more|so)\b"
    r"|be (?:glad|happy|pleased|delighted|grateful|aware|clear|proud|sorry|able|interested|honest|brief"
    r"|surprised|said)\b"
    r"|have (?:to|seen|heard|noted|been|read|no)\b|(?:remain|stay|stand|be) (?:committed|determined|resolute"
    r"|firm|clear)\b"
    r"|(?:see|recall|remember|know|understand|appreciate|agree|hope|need|wish|say|rest|leave|forgive|accept"
    r"|find|like|put it|turn"
    r"|come to|stop|be in no doubt|want|believe|think|feel|fight|strive|seek|try)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"(?:not|never|be)\b", re.IGNORECASE)
_CONTINUES = re.compile(
    r"(?:continue|keep|monitor|follow|track|watch|maintain|be (?:following|watching|monitoring|tracking"
    r"|keeping|working)|remain)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?P<leads>^(?:\w+, )?(?:if|unless|should|where|wherever|provided(?: that)?|in the event|were|subject to"
    r"|when(?:ever)? necessary)\b"
    r"[^,]{2,300},)|(?<!even )(?<!as )(?<!what )(?P<trails>\b(?:if|unless|provided that|subject to"
    r"|in the event)\b.{2,400}$)",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:you|they|he|she|people|some|it is|it was|many|others|my (?!officials|office"
    r"|department)\w+)\b(?: (?:also|have|had|has|often))?"
    r"(?: \w+)? ?(?:said|say|says|wrote|write|told|tell|tells|promised|claimed|claim|reported|rumoured"
    r"|believed|hoped|ask(?:ed)?)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:how|whether|why|when|what|where|which|in which)(?: exactly)?\s*$", re.IGNORECASE)
_REPLY_TO_YOU = re.compile(r"\bYou (?:will|shall)(?: \w+)? (?:receive|have|get|hear|be sent|be told)\b")
_OF_ANOTHER = re.compile(
    r"\b(?:inquiry|panel's|inspectorate|independent|commissioner|university|centre|police)\b", re.IGNORECASE
)
_BY_ANOTHER = re.compile(
    r"\bby (?!the (?:department|government|home office|ministry|end|start|middle|close|spring|summer|autumn"
    r"|winter)|us\b|my\b|our\b)"
    r"(?:the|an?|each|every|all|other|their|another) ",
    re.IGNORECASE,
)
_IT = re.compile(rf"^It{_ADVERB} (?:will|shall){_ADVERB} (?P<verb>\w+.*)")
_FOLLOWS = re.compile(
    r"\b(?:will|shall)(?: \w+)? follow\b|\b(?:consultation|scheme|pilot|call for evidence|helpline|service"
    r"|fund|training|programme)"
    r" will(?: \w+ly| also| then)? (?:open|begin|start|commence|launch|run)\b"
)
_INTENTION = re.compile(
    r"\b(?P<who>[Mm]y|[Oo]ur|[Tt]he [Gg]overnment's|[Tt]he [Dd]epartment's|[Tt]he \w+ Office's) (?:intention"
    r"|aim|plan|intent)"
    r" (?:is |remains )?to (?P<act>\w.*)"
)
_THING = re.compile(
    rf"^(?P<subject>(?:The|This|Our|That|Its|These)(?: [\w'-]+){{1,5}}?(?: (?:for|of|on|into)(?: [\w'-]+){{1,6}}?)?)"
    rf"(?P<aside>, [^,]{{1,80}},)?{_ADVERB} (?:will|shall){_ADVERB} (?P<verb>\w+.*)"
)
_TO_BE = re.compile(r", to be [^,]{2,80},")
_NO_END = "it goes on without an end"
_HOLDS = "what a promised thing will hold has the day of that thing"
_UNDATED_TEXT = "the text has no date of its own, so that the words give no day"
_EARLY, _LATE = dt.date(2001, 1, 1), dt.date(2002, 7, 1)


@dataclass(frozen=True)
class _Match:
    """A promise in a sentence: how it binds, who makes it, and why it is taken for one."""

    kind: PromiseKind | None  # None where dates and conditions decide
    promiser: Promiser
    who: str
    why: str


class PromiseReader:
    """Reads the sentences of one text in order: what was promised before says what "it" and "the paper" are."""

    def __init__(self, side: Side, said_on: dt.date | None) -> None:
        self._side, self._said_on = side, said_on
        self._things: set[str] = set()
        self._was_promise = False

    def read(self, said: Said) -> ProposedCommitment | None:
        """Give the promise of the next sentence; None where it makes none."""
        found = None if said.words.rstrip("\"”’')").endswith("?") else self._found(_straight(said.words))
        self._was_promise = found is not None
        if found is None:
            return None
        if found.kind is not PromiseKind.CONTENT and (thing := thing_of(said.words)):
            self._things.add(thing)
        return self._proposed(said, found)

    def _found(self, words: str) -> _Match | None:
        return self._content(words) or self._active(words) or self._intention(words) or self._passive(words)

    def _active(self, words: str) -> _Match | None:
        for match in _active_pattern(self._side).finditer(words):
            act = match["act"] or match["committing"]
            led = words[: match.start()]
            if _REPORTED.search(led) or _NO_ACT.match(act) or _ABOUT.search(led):
                continue
            kind = PromiseKind.CONTINUING if _CONTINUES.match(act) else None
            says = (match["modal"] or match["committed"]).strip()
            return _Match(kind, promiser_of(match["who"]), match["who"], f'"{match["who"]}" with "{says}" and an act.')
        return None

    def _intention(self, words: str) -> _Match | None:
        """Find an intention that is a noun: "it is our intention to publish"."""
        match = _INTENTION.search(words)
        if (
            match is None
            or _NO_ACT.match(match["act"])
            or not (self._side.governs or match["who"].lower() in ("my", "our"))
        ):
            return None
        who = {"my": "I", "our": "we"}.get(match["who"].lower(), match["who"].removesuffix("'s"))
        return _Match(None, promiser_of(who), who, "It says what is intended.")

    def _passive(self, words: str) -> _Match | None:
        """Find what will be done, where the sender's side does it or nobody is named."""
        if _REPLY_TO_YOU.search(words):
            return _Match(None, Promiser.UNSAID, "", "It says what the reader will receive.")
        match = _PASSIVE.search(words) or (_FOLLOWS.search(words) if self._side.governs else None)
        if match is None or _REPORTED.search(words[: match.start()]) or _OF_ANOTHER.search(words[: match.start()]):
            return None
        is_ours = self._side.governs or re.search(r"\b[Oo]ur\b", words[: match.start()])
        if not is_ours or _BY_ANOTHER.search(words[match.end() :]):
            return None
        return _Match(None, Promiser.UNSAID, "", "It says what will be done, and by nobody else.")

    def _content(self, words: str) -> _Match | None:
        """Find what a promised thing will hold: "it" right behind a promise, or a thing that was promised before."""
        match = _IT.match(words) if self._was_promise else None
        if match is not None and re.match(rf"(?:{_ACT})\b", match["verb"]) and self._side.governs:
            return _Match(None, Promiser.OFFICE, "It", '"It" is who promised before.')
        match = match or _THING.match(words)
        if match is None or _NOT.match(match["verb"]):
            return None
        if "subject" in match.groupdict() and not (self._side.governs and self._is_promised(match["subject"])):
            return None
        return _Match(PromiseKind.CONTENT, Promiser.UNSAID, "", "It says what a promised thing will hold.")

    def _is_promised(self, subject: str) -> bool:
        head = re.split(r" (?:for|of|on|into) ", subject)[0].rsplit(" ", 1)[-1].lower()
        return (head in self._things or head in _THINGS) and not _OF_ANOTHER.search(subject)

    def _proposed(self, said: Said, found: _Match) -> ProposedCommitment:
        words = _straight(said.words)
        due = self._due(words)
        condition = _CONDITION.search(words)
        kind = _kind(found, due, condition, has_aside=_TO_BE.search(words) is not None)
        if kind is PromiseKind.CONTINUING or kind is PromiseKind.CONTENT:
            due = Due(None, _NO_END if kind is PromiseKind.CONTINUING else _HOLDS)
        trigger, consequence = (
            _halves(said.words, condition) if kind is PromiseKind.CONDITIONAL and condition else ("", "")
        )
        return ProposedCommitment(
            words=said.words,
            place=said.place,
            why=found.why,
            confirm=kind.confirm,
            kind=kind,
            promiser=found.promiser,
            who=found.who,
            due=due.day,
            why_no_due=due.why_not,
            trigger=trigger,
            consequence=consequence,
        )

    def _due(self, words: str) -> Due:
        """Give the day; of a text without a date only one that does not hang on it."""
        if self._said_on is not None:
            return due_of(words, self._said_on)
        early, late = due_of(words, _EARLY), due_of(words, _LATE)
        if early.day is not None and early.day != late.day:
            return Due(None, _UNDATED_TEXT)
        return early


def _kind(found: _Match, due: Due, condition: re.Match[str] | None, *, has_aside: bool) -> PromiseKind:
    is_dated = due.day is not None or due.why_not == _UNDATED_TEXT
    if found.kind is PromiseKind.CONTENT:
        return PromiseKind.DATED if is_dated and has_aside else PromiseKind.CONTENT
    if condition is not None:
        return PromiseKind.CONDITIONAL
    return found.kind or (PromiseKind.DATED if is_dated else PromiseKind.UNDATED)


def _halves(words: str, condition: re.Match[str]) -> tuple[str, str]:
    """Give the condition and what is done then, each in the words of the sentence."""
    start, end = condition.span()
    rest = words[end:] if condition["leads"] else words[:start]
    return words[start:end].strip(" ,."), rest.strip(" ,.")


def _straight(words: str) -> str:
    """Give words with one sign of apostrophe; places in them stay the same."""
    return words.replace("’", "'")


@cache
def _active_pattern(side: Side) -> re.Pattern[str]:
    asked = (
        r"have (?:asked|instructed|directed|tasked) (?:my |our |the )?(?:\w+ )?(?:officials|office|team"
        r"|colleagues|department|officers|staff) to"
    )
    other_verb = r"(?: [^.;:]{2,200}?,? (?:and|but))?"  # "takes this seriously and will publish"
    return re.compile(
        rf"(?P<who>{side.subject})(?:{other_verb}{_ADVERB}(?P<modal> will| shall|'ll| (?:{_INTENDS})"
        rf"| {asked}){_ADVERB} (?:\(\w\) )?(?P<act>[a-z]\w*.*)"
        rf"|(?P<committed> (?:am|is|are|remains?) (?:fully )?committed to) (?P<committing>(?:{_ACTS_ON})\b.*))"
    )


_PASSIVE = re.compile(rf"\b(?:(?:will|shall){_ADVERB} be{_ADVERB}|(?<=[a-z] )to be) (?:{_DONE})\b")
_THINGS = frozenset(
    (
        "paper",
        "report",
        "strategy",
        "plan",
        "summary",
        "standard",
        "note",
        "guidance",
        "framework",
        "programme",
        "tables",
    )
)


def read_promises(sentences: Sequence[Said], side: Side, said_on: dt.date | None) -> Iterator[ProposedCommitment]:
    """Yield the promises of the sentences of a text, in order."""
    reader = PromiseReader(side, said_on)
    for said in sentences:
        if (promise := reader.read(said)) is not None:
            yield promise
