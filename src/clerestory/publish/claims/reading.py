"""From the texts of a paper to its claims: sentence by sentence, with what is cited in each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clerestory.errors import PaperError
from clerestory.model.wording.claims import Claim
from clerestory.model.wording.sentences import as_read
from clerestory.publish.claims.citations import read_citation
from clerestory.publish.claims.evidence import Citation, Evidence
from clerestory.publish.claims.gate import NO_CLAIM, NOT_CLAIMS, TESTIMONY, Fault, Heard, Mark, entries_of, faults_of
from clerestory.publish.claims.sentences import Sentence, sentences
from clerestory.publish.paper.places import PLACE, filled, number_at

CLAIM = "claim "
_NO_CLAIM = re.compile(rf"^{NO_CLAIM}: (?P<reason>{'|'.join(NOT_CLAIMS)})$")


@dataclass(frozen=True)
class Passage:
    """A text of the paper as a reader sees it, with private characters for references, and the line it begins at."""

    line: int
    text: str


@dataclass(frozen=True)
class References:
    """The references of a paper: what each says, and what it prints."""

    said: Sequence[str]
    printed: Sequence[str]


@dataclass(frozen=True)
class Located:
    """A fault of a sentence with its line, and the word to look for in it."""

    line: int
    fault: Fault


def read_mark(reference: str) -> Mark | None:
    """Give the mark that a reference is; None if it is none.

    Raises
    ------
    PaperError
        If a sentence is said to be no claim for a reason that is not on the list.
    """
    if reference == TESTIMONY:
        return Mark(TESTIMONY)
    if not reference.startswith(NO_CLAIM):
        return None
    match = _NO_CLAIM.match(reference)
    if match is None:
        remedy = f"Write {{{{ {NO_CLAIM}: method }}}}, or another of {', '.join(NOT_CLAIMS)}."
        raise PaperError("a sentence is no claim for one of a few reasons", where="paper/paper.md", remedy=remedy)
    return Mark(NO_CLAIM, match["reason"])


def read_claims(
    passages: Iterable[Passage], references: References, evidence: Evidence
) -> tuple[tuple[Claim, ...], tuple[Located, ...]]:
    """Read every sentence of a paper: the register of its claims, and what is wrong with any.

    Parameters
    ----------
    passages : iterable of Passage
        Every text that a reader could see.
    references : References
        In order; those that could not be read are faults already and cite nothing.

    Returns
    -------
    claims : tuple of Claim
        In the order of the paper.
    faults : tuple of Located
        All of them.
    """
    claims: list[Claim] = []
    faults: list[Located] = []
    for passage in (Passage(each.line, as_read(each.text)) for each in passages):
        for sentence in sentences(passage.text):
            line = passage.line + passage.text.count("\n", 0, sentence.start)
            heard = _heard(sentence, references, evidence)
            claims += entries_of(heard, line=line, printed=filled(sentence.text, list(references.printed)))
            faults += [Located(_line(passage, sentence, fault), fault) for fault in faults_of(heard)]
    return tuple(claims), tuple(faults)


def _line(passage: Passage, sentence: Sentence, fault: Fault) -> int:
    return passage.line + passage.text.count("\n", 0, sentence.start + fault.place)


def _heard(sentence: Sentence, references: References, evidence: Evidence) -> Heard:
    said = [references.said[number_at(match)] for match in PLACE.finditer(sentence.text)]
    marks = [mark for mark in map(_mark, said) if mark]
    return Heard(sentence, tuple(_citations(said, evidence)), tuple(marks))


def _citations(said: Iterable[str], evidence: Evidence) -> Iterator[Citation]:
    for reference in said:
        if reference.startswith(CLAIM):
            try:
                yield read_citation(reference.removeprefix(CLAIM), evidence)
            except PaperError:
                continue  # told where the reference stands


def _mark(reference: str) -> Mark | None:
    try:
        return read_mark(reference)
    except PaperError:
        return None  # told where the reference stands
