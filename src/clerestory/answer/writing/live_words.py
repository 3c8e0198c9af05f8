"""Which sentences of a text could speak of a case whose proceedings may be active (rules L5 and L8).

Who answers cannot know which cases are live, and is not to: so whatever could be about one case, by its words, goes to
the vault's side, where it is checked by people who know them. A sentence is taken to be about a case where it names a
court or an operation, or has words of proceedings or offences beside what picks one out: a name of any kind, a number
of defendants, an age, a length of sentence, a day.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from clerestory.model.wording.anchor_places import anchor_spans
from clerestory.model.wording.anchors import MONTHS, Anchor

_LISTS: dict[str, list[str]] = tomllib.loads(
    (resources.files("clerestory.answer.writing") / "case_words.toml").read_text(encoding="utf-8")
)


def _any(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_LISTS[name])})\b", re.IGNORECASE)


_PROCEEDINGS, _OFFENCES, _ONE_CASE = _any("proceedings"), _any("offences"), _any("one_case")
_NAMED = re.compile("|".join(_LISTS["named"]))
_OF_THE_STATE, _BEGINNERS = frozenset(_LISTS["of_the_state"]), frozenset(_LISTS["beginners"])
_COMMON_ENDING = re.compile(rf"(?:{'|'.join(_LISTS['endings'])})$")
_PICKS_OUT = frozenset(Anchor) - {Anchor.PLACE, Anchor.NATIONALITY}  # these two are names
_LETTER = r"A-Z\u00c0-\u00d6\u00d8-\u00de"
_CAPITAL = re.compile(rf"(?<![\w'\u2019-])[{_LETTER}][\w'\u2019-]*")
_START = re.compile(rf"^[\s\"\u201c\u2018'(\[]*(?P<word>[{_LETTER}][\w'\u2019-]*)")
_QUOTED_START = re.compile(r"[\"\u201c\u2018(:]\s*$")
_MONTH = re.compile(MONTHS)


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
        why = _why(" ".join(sentence.split()), " ".join(sentences[max(at - 1, 0) : at + 2]))
        if why:
            yield OfCase(at + 1, why)


def _why(sentence: str, beside: str) -> str:
    if _NAMED.search(sentence):
        return "the name of a court, an operation or a case"
    if _ONE_CASE.search(sentence):
        return "words about one case or investigation"
    if _has_name(sentence):
        for words, what in ((_PROCEEDINGS, "proceedings"), (_OFFENCES, "offences")):
            if words.search(beside):
                return f"a name beside words of {what}"
    if _PROCEEDINGS.search(sentence):
        found = next((span.anchor for span in anchor_spans(sentence) if span.anchor in _PICKS_OUT), None)
        return f"words of proceedings beside {found.value}" if found else ""
    return ""


def _has_name(sentence: str) -> bool:
    """Say whether a sentence has a name that is none of the state's."""
    start = _START.match(sentence)
    first = start.end() if start else 0
    names = (found for found in _CAPITAL.finditer(sentence) if found.end() > first)
    return bool(start and _could_begin_as_name(start["word"])) or any(_is_name(found, sentence) for found in names)


def _could_begin_as_name(word: str) -> bool:
    """Say whether the first word of a sentence could be a name: none that begins sentences, and none of the state's."""
    bare = _bare(word)
    small = bare.lower()
    if small in _BEGINNERS or _is_of_state(bare):
        return False
    return not _COMMON_ENDING.search(small)


def _is_name(found: re.Match[str], sentence: str) -> bool:
    return not (_is_of_state(_bare(found[0])) or _QUOTED_START.search(sentence[: found.start()]))


def _is_of_state(word: str) -> bool:
    """Say whether a word with a capital is none of a name: of the state, a month, or an abbreviation."""
    is_abbreviation = word.isupper() and len(word) > 1
    parts = (part for part in word.split("-") if part[:1].isupper())
    return is_abbreviation or _MONTH.fullmatch(word) is not None or all(part in _OF_THE_STATE for part in parts)


def _bare(word: str) -> str:
    """Give a word without what makes it possessive."""
    return re.sub(r"'s?$|'$", "", word.replace("\u2019", "'"))
