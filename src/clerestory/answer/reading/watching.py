"""What others do or will do that is worth following: research, guidance being renewed, events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clerestory.answer.reading.text import Said
from clerestory.model.answers.reading import Place, ProposedWatch, WatchKind

_BODY = (
    r"(?:inquiry|enquiry|panel|centre|inspectorate|commission|commissioner|guardian|university|college"
    r"|institute|council|committee"
    r"|partnership|association|charity|ombudsman|regulator|agency|authority|board|academy|trust|foundation"
    r"|court|auditor|watchdog"
    r"|professor|dr|dame|sir|baroness|researchers?|academics|experts?|police|constabulary|force|school|department)"
)
_STUDY = (
    r"(?:study|studies|research|project|reviews?|investigation|findings|evaluation|audit|survey|trial"
    r"|pilot|inquiry|report)"
)
_GUIDE = (
    r"(?:guidance|guidelines?|code|codes|handbook|standards?|toolkit|manual|framework|note|training|curriculum|policy)"
)
_RENEWED = r"(?:updated|revised|reviewed|rewritten|renewed|amended|redrafted|refreshed|developed|drafted)"
_LOOKS = (
    r"(?:investigating|reviewing|carrying out|conducting|undertaking|studying|looking (?:at|into)|revising"
    r"|updating|rewriting|preparing"
    r"|developing|examining|gathering|consulting|considering|researching|evaluating|collecting|running)"
)
_TELLS = (
    r"(?:publish|report|look|study|reply|respond|investigate|carry out|review|examine|consider|issue|revise"
    r"|update|undertake|conduct"
    r"|(?:make|give|bring forward|set out) (?:\w+ )?(?:recommendations|findings|advice|conclusions)|conclude"
    r"|submit|return|write|hold|start|begin|launch|consult|inspect|visit|advise)"
)
_RENEWING = re.compile(
    rf"\b{_GUIDE}\b.{{0,80}}\b(?:is|are|was|were)(?: also| now| currently| still)? being {_RENEWED}\b"
    rf"|\b(?:ensure|make sure|work|see)\b.{{0,60}}\b{_GUIDE}\b.{{0,30}}\b(?:is|are|be|gets) {_RENEWED}\b"
    rf"|\bthis is being {_RENEWED}\b|\b(?:is|are) (?:now |currently |also )?(?:revising|updating|rewriting"
    rf"|renewing)\b.{{0,40}}\b{_GUIDE}\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    rf"\b{_BODY}\b[^.;]{{0,80}}?(?:\b(?:is|are)(?: also| now| currently| still| already)? {_LOOKS}\b"
    rf"|\b(?:will|shall|is to|are to|plans? to|intends? to|is due to|hopes? to|expects? to)(?: also| now| soon"
    rf"| shortly| then| \w+ly)? {_TELLS}\b"
    rf"|\bha(?:s|ve)(?: also| now| recently)? (?:begun|started|launched|commissioned|announced (?:that|its|his"
    rf"|her|their|an?)|set out to)\b)"
    rf"|\bthey will(?: also| then| \w+ly)? (?:reply|respond|report|publish|write|investigate|contact)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?:^|, )(?:Ofsted|Parliament|[A-Z]{{3,8}}|(?:The )?[A-Z]\w+(?: of| for| the| and"
    rf"| [A-Z]\w+){{1,6}}) (?:will|plans to|intends to)"
    rf"(?: \w+ly| also| then| now| soon)? (?i:{_TELLS})\b"
)
_STUDIES = re.compile(
    rf"\b{_STUDY}\b[^.;]{{0,80}}?\b(?:is|are) (?:due|expected|intended|under ?way|ongoing|in progress)\b"
    rf"|\b{_STUDY}\b[^.;]{{0,60}}?\bwill (?:\w+ly )?(?:help|make|report|look|show|involve|inform|examine"
    rf"|be published|tell|conclude|finish|end)\b",
    re.IGNORECASE,
)
_UNDER_WAY = re.compile(
    r"\bwork (?:is|has been) (?:now |also |already )?(?:under ?way|in hand|continuing|begun)\b", re.IGNORECASE
)
_EVENT = re.compile(
    r"\b(?:conference|summit|event|hearing|debate|round ?table|seminar|webinar|workshop"
    r"|symposium)\b[^.;]{0,60}\b(?:takes? place|will take place"
    r"|will be held|is to be held|will meet|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|\b(?:discussed|raised|presented|launched) at (?:the|a|an|our|its) [^.;]{0,60}(?:conference|summit"
    r"|seminar|symposium|round ?table)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(?:This|It|The (?:study|research|review|project|inquiry|investigation)) will (?:\w+ly )?(?:involve"
    r"|include|look|examine|report|help)\b"
)
_NOT_OURS = re.compile(
    r"^\W*(?:I|We|My|Our|You)\b(?! (?:understand|know|hear|am told|are told|are aware|am aware|note"
    r"|will be aware|will know))"
)
_HEARSAY = re.compile(
    r"\b(?:it is said|people say|they say|rumou?r|claims? that|said that|says that|told me|tells me)\b", re.IGNORECASE
)
_RESEARCH = re.compile(rf"\b(?:{_STUDY}|inquiry|panel|inspectorate)\b", re.IGNORECASE)
_RULES = (
    (_EVENT, WatchKind.EVENT, "It names an event and when it is."),
    (_RENEWING, WatchKind.GUIDANCE, "It says that guidance is being renewed."),
    (_ACTS, WatchKind.OTHER, "It says what another body does or will do."),
    (_NAMED, WatchKind.OTHER, "It says what a body that it names will do."),
    (_STUDIES, WatchKind.RESEARCH, "It says what a study is for, or when it ends."),
    (_UNDER_WAY, WatchKind.OTHER, "It says that work is under way."),
)
_CONFIRM = "Whether it is worth following, who does, and when to look next."


@dataclass
class _Before:
    """Whether the sentence before spoke of research."""

    is_research: bool = False


def read_watched(sentences: Sequence[Said], *, ours: frozenset[Place]) -> Iterator[ProposedWatch]:
    """Yield what others do or will do.

    Parameters
    ----------
    ours : frozenset of Place
        Where promises, thanks and requests of the sender stand: what is ours to do is not watched.
    """
    before = _Before()
    for said in sentences:
        found = None if said.place in ours or said.words.endswith("?") else _watched(said, before)
        before.is_research = found is not None and found.kind is WatchKind.RESEARCH
        if found is not None:
            yield found


def _watched(said: Said, before: _Before) -> ProposedWatch | None:
    words = said.words.replace("’", "'")
    if before.is_research and _GOES_ON.match(words):
        return _proposed(said, WatchKind.RESEARCH, "It goes on about the research before it.")
    if _HEARSAY.search(words):
        return None
    for pattern, kind, why in _RULES:
        if pattern.search(words) and not (kind is WatchKind.OTHER and _NOT_OURS.match(words)):
            is_research = kind is WatchKind.OTHER and _RESEARCH.search(words)
            return _proposed(said, WatchKind.RESEARCH if is_research else kind, why)
    return None


def _proposed(said: Said, kind: WatchKind, why: str) -> ProposedWatch:
    return ProposedWatch(words=said.words, place=said.place, why=why, confirm=_CONFIRM, kind=kind)
