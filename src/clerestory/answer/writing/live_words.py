"""Which sentences of a text could speak of a case whose proceedings may be active (rules L5 and L8).

Who answers cannot know which cases are live, and is not to: so whatever could be about one case, by its words, goes to
the vault's side, where it is checked by people who know them. A sentence is taken to be about a case where it names a
court or an operation, or has words of proceedings or offences beside what picks one out: a name of any kind, a number
of defendants, an age, a length of sentence, a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clerestory.model.wording.anchor_places import anchor_spans
from clerestory.model.wording.anchors import MONTHS, Anchor

_PROCEEDINGS = re.compile(
    r"\b(?:arrest(?:s|ed|ing)?|charge[sd]?(?= with|d\b)|charged|bail(?:ed)?|remand(?:ed)?|indict\w*|plead(?:s|ed|ing)?|pleas?"
    r"|trials?|retrials?|hearings?|verdicts?|jury|juries|jurors?|judges?|acquitt\w*|convict(?:ed|ions?)|sentenc(?:e[sd]?|ing)"
    r"|appeal(?:s|ed)?|prosecut\w*|defendants?|accused|inquests?|summons\w*|warrants?|jailed|imprison\w*|court)\b",
    re.IGNORECASE,
)
_OFFENCES = re.compile(
    r"\b(?:abus\w+|exploit\w+|rap(?:e[sd]?|ing|ists?)|groom\w+|assault\w*|traffick\w+|offen[cd]\w+|gangs?|perpetrators?"
    r"|victims?|survivors?|suspects?|crimes?)\b",
    re.IGNORECASE,
)
_NAMED_COURT = re.compile(
    r"\b(?!The\b|A\b|Each\b|Every\b)[A-Z][\w'\u2019-]+\s(?:Crown|[Mm]agistrates['\u2019]?|Youth|County|Sheriff|High)\s[Cc]ourt\b"
    r"|\bOld Bailey\b|\bCourt of (?:Appeal|Session)\b"
)
_OPERATION = re.compile(r"\bOperation\s+[A-Z][\w-]+|\b(?:R|Regina|Rex)\s+v\.?\s+[A-Z]")
_LIVE = re.compile(
    r"\b(?:an?|the|this|that|its|one|your)\s+(?:live|active|ongoing|on-going|current|open|pending|recent)\s+"
    r"(?:criminal |police |court )?(?:case|investigation|trial|prosecution|operation|matter|arrest)\b"
    r"|\bthe case (?:of|in|at|against)\b|\bthis case\b|\bthese cases\b",
    re.IGNORECASE,
)
_PICKS_OUT = frozenset(Anchor) - {Anchor.PLACE, Anchor.NATIONALITY}
# Names of what is no case: the nations, the state and its offices, national bodies, laws, and parts of a paper. A name
# is passed over if each word of it is here, so that "Home Office" is and "Northmoor Police" is not.
_OF_THE_STATE = frozenset(
    "Act Acts Advice Affairs Agency Annex Assembly Assent Attorney Authority Bill Board Britain British Cabinet Care Catapult"
    " Centre Chair Chart Chief Child Children Children's Code College Commission Commissioner Committee Commons Communities"
    " Constable Council's Crime Crown Culture Data Department Director Education England English Equality Europe European Executive Expert"
    " Expertise Exploitation External Families Figure Freedom Funding General Government Government's Great Group Groups"
    " Guidance Health Her His Home Homicide House Human Independent Information Inquiry Inspectorate Ireland Joint Justice"
    " Kingdom Law Levelling Local Lords Majesty's Member Members Minister Ministers Ministry MP MPs National Northern NHS"
    " Office Office's Officer Ofsted Online Ombudsman Parliament Parliament's Parliamentary Party Petition Petitions Policing Practice Prevention Prime"
    " Probation Programme Prosecution Protection Public Reference Register Release Report Response Review Rights Royal"
    " Safeguarding Safety Schedule Scotland Scottish Secretary Security Select Senedd Serious Service Services Sexual"
    " Social Solicitor Standing State States Statistics Strategy Summit Support Table Task Technology Together Transport"
    " UK United Violence Wales Welsh Women Work Working Working-Together Youth Abuse Paper Synthetic"
    " Monday Tuesday Wednesday Thursday Friday Saturday Sunday Easter Christmas I I'm".split()
)
_CAPITAL = re.compile(r"(?<![\w'\u2019-])[A-Z\u00c0-\u00d6\u00d8-\u00de][\w'\u2019-]*")
_START = re.compile(r"^[\s\"\u201c\u2018'(\[]*(?P<word>[A-Z\u00c0-\u00d6\u00d8-\u00de][\w'\u2019-]*)")
# Words with which sentences begin; another one in front could be a name, unless its ending is that of a common word.
_BEGINNERS = frozenset(
    "a about after all also although among an and another any anyone as at because before being both but by child child's"
    " courts dear do each earlier either even every everybody everyone few finally first following for former from"
    " further given government group guidance he her here his how however i if in indeed instead is it its just last"
    " later law let like lord many may men more most much my nearly neither no nobody none nor not nothing now of often"
    " on once one only or other our over paper parliament people perhaps please police policy research safe she should"
    " since so some somebody someone still such support that the their then there therefore these they this those though"
    " through thus to today together trade under unless until up upon victim we what whatever when where whether which"
    " while who whoever why will with within without women work yes yet you young your child-centred child-friendly".split()
)
_COMMON_ENDING = re.compile(r"(?:s|ing|ed|ly|tion|sion|ment|ance|ence|ity|ness)$")
_QUOTED_START = re.compile(r"[\"\u201c\u2018(:]\s*$")


@dataclass(frozen=True)
class OfCase:
    """A sentence that could be about one case, with the kinds of words that say so; never the words.

    Attributes
    ----------
    sentence : int
        Its place in the paragraph, from 1.
    """

    sentence: int
    why: str


def could_be_of_case(sentences: Sequence[str]) -> Iterator[OfCase]:
    """Yield the sentences of a paragraph that could speak of one case.

    Parameters
    ----------
    sentences : sequence of str
        Of one paragraph, in order: what one says of proceedings and the next of a place stands together.

    Examples
    --------
    >>> [one.why for one in could_be_of_case(["Two men were charged.", "It happened in Northmoor."])]
    ['words of proceedings beside a number of defendants, victims or suspects', 'a name beside words of proceedings']
    >>> list(could_be_of_case(["Courts decide who is convicted, and not the Home Office."]))
    []
    """
    for at, sentence in enumerate(sentences):
        beside = " ".join(sentences[max(at - 1, 0) : at + 2])
        why = _why(sentence, beside)
        if why:
            yield OfCase(at + 1, why)


def _why(sentence: str, beside: str) -> str:
    if _NAMED_COURT.search(sentence) or _OPERATION.search(sentence):
        return "the name of a court, an operation or a case"
    if _LIVE.search(sentence):
        return "words about one case or investigation"
    if _names(sentence):
        for words, what in ((_PROCEEDINGS, "proceedings"), (_OFFENCES, "offences")):
            if words.search(beside):
                return f"a name beside words of {what}"
    if _PROCEEDINGS.search(sentence):
        found = next((span.anchor for span in anchor_spans(_plain(sentence)) if span.anchor in _PICKS_OUT), None)
        return f"words of proceedings beside {found.value}" if found else ""
    return ""


def _plain(sentence: str) -> str:
    return " ".join(sentence.split())


def _names(sentence: str) -> bool:
    """Say whether a sentence has a name that is none of the state's."""
    start = _START.match(sentence)
    first = start.end() if start else 0
    names = (found for found in _CAPITAL.finditer(sentence) if found.end() > first)
    return bool(start and _could_begin_as_name(start["word"])) or any(_is_name(found, sentence) for found in names)


def _could_begin_as_name(word: str) -> bool:
    """Say whether the first word of a sentence could be a name: no word that begins sentences, and none of the state's."""
    small = word.lower().replace("\u2019", "'")
    if small in _BEGINNERS or word in _OF_THE_STATE or re.fullmatch(MONTHS, word) or word.isupper():
        return False
    return not _COMMON_ENDING.search(small)


def _is_name(found: re.Match[str], sentence: str) -> bool:
    word = found[0].rstrip("'\u2019")
    bare = re.sub(r"['\u2019]s$", "", word)
    is_abbreviation = bare.isupper() and len(bare) > 1
    is_month = re.fullmatch(MONTHS, bare) is not None
    of_state = {word.replace("\u2019", "'"), bare} & _OF_THE_STATE or all(
        part[:1].islower() or part in _OF_THE_STATE for part in bare.split("-")
    )
    return not (is_abbreviation or is_month or of_state or _QUOTED_START.search(sentence[: found.start()]))
