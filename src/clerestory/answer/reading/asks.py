"""What a letter asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from clerestory.answer.reading.text import Unit
from clerestory.model.answers.reading import Proposed

_PLEASE = re.compile(
    r"\bplease\b(?! (?:accept|find|do not hesitate|don't hesitate|be assured|rest assured|note|be aware"
    r"|pass on my|feel free"
    r"|contact (?:me|us|my|our)|get in touch|see (?:the )?(?:attached|enclosed|below)))|\bkindly (?!meant)",
    re.IGNORECASE,
)
_ASIDE = (
    r"(?:,? (?:also|therefore|then|still|very|most|much|really|now|again|however|too|in particular"
    r"|\w{2,12}ly)\b,?){0,3}"
)
_WOULD = re.compile(
    rf"\b(?:I|we)(?: would| should|'d){_ASIDE}(?: be)?{_ASIDE} (?:(?:grateful|obliged|glad|interested|thankful"
    rf"|pleased|keen)"
    rf"{_ASIDE} (?:if|for|to (?:know|learn|hear|have|see|receive|understand))|welcome\b|appreciate\b|ask\b|urge\b"
    r"|like (?:to (?:know|ask|see|hear|have|request|invite|understand)|you to|an answer|clarity|your))"
    rf"|\b(?:it|that|a \w+(?: \w+){{0,4}}) would be{_ASIDE} (?:helpful|useful|good|of help|welcome"
    rf"|appreciated)\b|\bit would help\b"
    r"|\b(?:may|can|could|might) (?:I|we) (?:also )?(?:ask|request|invite)\b|\b(?:I|we) wonder (?:if"
    r"|whether) (?:you|the|there)\b|\b(?:writing|write) to (?:ask|request|urge|invite)\b"
    r"|\b(?:I|we) (?:also )?seek (?:your|an?|further|urgent)?\b|\blook forward to (?:hearing|your"
    r"|receiving)\b.{0,40}\bby \d"
    r"|\b(?:I|we) hope (?:that )?you will (?:agree to|consider|now|publish|look|support|meet|make|take)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:I|we)(?: also| therefore| must| now| again| do| can only| would)?(?: strongly"
    r"| respectfully)? (?:ask (?!my|our)|urge|request|invite|call (?:up)?on"
    r"|implore|beg|demand|recommend|suggest|propose that|want (?:to know|you|an answer|to see|answers)"
    r"|need to know|press you)\b"
    r"|\bwhat (?:I|we) (?:want|ask|need)\b|\b(?:the committee|committee|council) (?:asks|requests|invites"
    r"|recommends|urges|calls on)\b"
    r"|\b(?:would|do) you (?:be so kind|mind)\b",
    re.IGNORECASE,
)
_LET = re.compile(r"\blet (?:me|us) (?:know|have)\b(?! if you (?:have|need|require))", re.IGNORECASE)
_IMPERATIVE = re.compile(
    r"^(?:and |also |so |then |now )?(?:publish|release|stop|tell|explain|send|give|show|confirm|answer|reply"
    r"|write|name|set out|provide"
    r"|make|do|meet|come|look|listen)\b(?! (?:not|no)\b)(?! sure that you read)",
    re.IGNORECASE,
)
_DIRECTED = re.compile(r"\bit should (?:say|state|set out|explain|address|cover|include)\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:you|they|he|she|committee|petitioners?|who)(?: also| then)? (?:asked|ask|asks|wrote|requested)\b",
    re.IGNORECASE,
)
_LEADS_LIST = re.compile(
    r"\b(?:questions?|ask|asks|requests?|know|answer|tell|explain|confirm|following|matters?)\b[^.?!]{0,80}:$",
    re.IGNORECASE,
)
_WHY = {
    "question": "It is a question to whoever reads.",
    "request": "It has words of asking.",
    "item": "It is an item of a list of requests.",
}


def read_asks(units: Iterable[Unit]) -> Iterator[Proposed]:
    """Yield what a letter asks for: questions, requests, and items of a list that asks."""
    in_list = False
    for unit in units:
        if not unit.is_item:
            in_list = bool(unit.sentences) and _LEADS_LIST.search(unit.sentences[-1].words) is not None
        for said in unit.sentences:
            if why := _why(said.words, is_item=unit.is_item and in_list):
                yield Proposed(
                    words=said.words,
                    place=said.place,
                    why=_WHY[why],
                    confirm="What exactly is asked, and who answers it.",
                )


def _why(words: str, *, is_item: bool) -> str:
    words = words.replace("’", "'")
    if words.rstrip("\"')”").endswith("?"):
        return "question"
    if any(pattern.search(words) for pattern in (_PLEASE, _WOULD, _LET)):
        return "request"
    if (_VERB.search(words) or _DIRECTED.search(words)) and not _REPORTED.search(words):
        return "request"
    if _IMPERATIVE.match(words):
        return "request"
    return "item" if is_item else ""
