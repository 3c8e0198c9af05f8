"""The claim words: which words of a sentence say that something is most, more, rising, linked or caused.

The expressions are in lexicon.toml. A word belongs to the first that takes it, so that ordinary uses stand before
claims: "the most recent year" is none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from clerestory.model.wording.claims import Meaning, Sense
from clerestory.publish.paper.places import OPEN, PLACE

REFERENCE = "\ue000.\ue001"  # how a reference stands in a text that is read for words
_NOT = re.compile(r"\b(?:not|no|never|neither|nor|cannot|without|isn't|aren't|wasn't|weren't|didn't|don't)\b", re.I)
_NOT_THE_CASE = re.compile(r"\bnot (?:the case|true|so) that\s*$", re.IGNORECASE)
_REACH, _REACH_OF_SHARES = 4, 2  # words before a claim word in which a denial is looked for
_SHARES = frozenset({Sense.MAJORITY, Sense.NEARLY_ALL, Sense.MINORITY, Sense.FEW})  # "not recorded of most" denies none
_ITSELF_DENIED = frozenset({Sense.SAME, Sense.NEARLY_ALL, Sense.FEW, Sense.STEADY})


@dataclass(frozen=True)
class Hit:
    """A claim word in a sentence."""

    start: int
    end: int
    word: str
    meaning: Meaning


def claim_words(text: str) -> Iterator[Hit]:
    """Yield the claim words of a sentence in order, each with what it says.

    Examples
    --------
    >>> [(hit.word, hit.meaning.words) for hit in claim_words("Most did not rise, at most in the most recent year.")]
    [('Most', 'most'), ('rise', 'not rose')]
    """
    taken = [match.span() for match in _ORDINARY.finditer(text)]
    found: list[Hit] = []
    for sense, pattern in _CLAIMS:
        for match in pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                found.append(Hit(*match.span(), match[0], Meaning(sense, _is_denied(text, match, sense))))
    yield from sorted(found, key=lambda hit: hit.start)


def _is_denied(text: str, match: re.Match[str], sense: Sense) -> bool:
    """Say whether a word is denied: by one before it in the same clause, or at the start of its own pattern."""
    if sense in _ITSELF_DENIED and _NOT.match(match[0]):
        return False
    if _NOT_THE_CASE.search(text[: match.start()]):
        return True
    clause = re.split(r"[,;:()]", text[: match.start()])[-1]
    before = clause.split()[-(_REACH_OF_SHARES if sense in _SHARES else _REACH) :]
    return any(_NOT.fullmatch(word) for word in [*before, match[0].split()[0]])


def _lexicon() -> Mapping[str, Any]:
    """Read the expressions, with the parts that several share put in."""
    path = resources.files("clerestory.publish.claims") / "lexicon.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    parts = {name: f"(?:{'|'.join(patterns)})" for name, patterns in read.pop("parts").items()}
    parts |= {"reference": PLACE.pattern.replace("(.)", "."), "begins": OPEN}
    for name in ("reference", "begins"):
        parts = {key: value.replace(f"{{{name}}}", parts[name]) for key, value in parts.items()}
    read["parts"] = parts
    return read


def _compiled(patterns: Sequence[str], parts: Mapping[str, str]) -> re.Pattern[str]:
    joined = "|".join(patterns)
    for name, part in parts.items():
        joined = joined.replace(f"{{{name}}}", part)
    return re.compile(joined, re.IGNORECASE)


_READ = _lexicon()
_ORDINARY = _compiled(_READ["ordinary"]["patterns"], _READ["parts"])
_CLAIMS = tuple((Sense[entry["sense"]], _compiled(entry["patterns"], _READ["parts"])) for entry in _READ["claims"])
