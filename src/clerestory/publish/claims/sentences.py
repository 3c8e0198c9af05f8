"""Sentences of a paper, and how each is meant: said, asked, supposed, quoted, or said to be undeterminable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clerestory.model.wording.sentences import as_read, sentence_spans
from clerestory.publish.claims.words import Hit, claim_words

UNDETERMINED = re.compile(r"\b(?:cannot|can not|could not) be determined\b", re.IGNORECASE)
_AS_GOOD_AS = re.compile(
    r"\b(?:cannot|can not|could not) be (?:told|stated|said|known|decided|shown|concluded)\b"
    r"|\bno statement\b|\bdo(?:es)? not (?:say|show|tell|decide) (?:whether|which|if)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?[\"”’')]*\s*$")
_PRESUMES = re.compile(r"^\W*why\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")
_MENTION = re.compile(
    r"\b(?:words?|terms?|phrases?|labels?|called|reads?|writes?|written|spelt|means?|heading|headed|column|row|key|code)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:said|says?|told|tells?|wrote|writes|stated|states|argued|found|according to|in the words of|reported"
    r"|believes?|thought|thinks|described|felt|answered|explained)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:if|unless|suppose|whether or not|even if|in case|as if|as though)\b[^,;.]*", re.IGNORECASE
)


@dataclass(frozen=True)
class Sentence:
    """A sentence with its place in the text that it is part of."""

    start: int
    text: str

    @property
    def is_undetermined(self) -> bool:
        """Whether it says that something cannot be determined."""
        hits = any(True for _ in claim_words(self.text))
        return bool(UNDETERMINED.search(self.text)) or bool(hits and _AS_GOOD_AS.search(self.text))

    @property
    def is_question(self) -> bool:
        """Whether it asks and presumes nothing."""
        return bool(_QUESTION.search(self.text)) and not _PRESUMES.match(self.text)

    @property
    def is_attributed(self) -> bool:
        """Whether it quotes somebody, with quotation marks and a word of saying."""
        return bool(_QUOTED.search(self.text) and _SAYS.search(self.text))

    def claims(self, *, testimony: bool = False) -> tuple[Hit, ...]:
        """Give the claim words that ask for evidence.

        Words that a question asks about and an if-clause supposes claim nothing, nor does a quoted word that the
        sentence speaks about. What ``testimony`` puts between quotation marks is somebody's, not the paper's.
        """
        if self.is_question:
            return ()
        free = [match.span() for match in _SUPPOSED.finditer(self.text)]
        free += [match.span() for match in _QUOTED.finditer(self.text) if testimony or self._is_mention(match)]
        return tuple(hit for hit in claim_words(self.text) if not any(start <= hit.start < end for start, end in free))

    def _is_mention(self, match: re.Match[str]) -> bool:
        return len(match[0].split()) <= 3 and bool(_MENTION.search(_QUOTED.sub(" ", self.text)))


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text; line ends within one are spaces, and abbreviations end none."""
    text = as_read(text)
    for start, end in sentence_spans(text):
        yield Sentence(start, re.sub(r"\s", " ", text[start:end]))
