"""Bringing the projects of all coders together, of usable interviews alone: no consent on record, no use."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from clerestory.errors import InterviewError
from clerestory.interviews.refi.keeping import interview_of
from clerestory.model.interviews.coded import Coded
from clerestory.model.interviews.project import Code, Coding, Project, TextSource

_WHERE = "vault/interviews/coding"


def coded_interviews(projects: Sequence[Project], usable: Collection[str]) -> Coded:
    """Bring projects together: codes are the same by their GUID, interviews by their pseudonym.

    Parameters
    ----------
    projects : sequence of Project
        One for each coder, or one with the codings of several.
    usable : collection of str
        Pseudonyms of the interviews that may be used.

    Returns
    -------
    Coded
        A coder is a user of a project; codings that name no user are those of one coder of their project.

    Raises
    ------
    InterviewError
        If two projects disagree about a code or the words of a transcript, or a code was given that may not be.
    """
    codes = _codes(projects)
    number = {code.guid: at for at, code in enumerate(codes)}
    sources = [(at, source) for at, project in enumerate(projects) for source in project.sources]
    texts = _texts([source for _, source in sources if interview_of(source.name) in usable])
    interviews = {pseudonym: at for at, pseudonym in enumerate(texts)}
    coders: dict[str, int] = {}
    rows = [
        (interviews[interview_of(source.name)], coders.setdefault(coder, len(coders)), number[code], start, end)
        for at, source in sources
        if interview_of(source.name) in interviews
        for coder, code, start, end in _codings(source, f"project {at}")
        if _is_codable(code, number)
    ]
    unread = sum(sum(project.kept.values()) for project in projects)
    left_out = {interview_of(source.name) for _, source in sources} - interviews.keys()
    codings = np.array(rows, dtype=np.int64).reshape(-1, 5)
    return Coded(tuple(interviews), codes, len(coders), codings, texts, len(left_out), unread)


def _codes(projects: Sequence[Project]) -> tuple[Code, ...]:
    found: dict[str, Code] = {}
    for code in (code for project in projects for code in project.codes):
        other = found.setdefault(code.guid, code)
        if (other.path, other.is_codable) != (code.path, code.is_codable):
            raise InterviewError(
                "two projects have one code under two names, or in two places",
                where=_WHERE,
                remedy="Coders who are compared share one codebook: `clerestory interviews codebook` writes it.",
            )
    return tuple(code for code in found.values() if code.is_codable)


def _is_codable(code: str, number: Collection[str]) -> bool:
    if code in number:
        return True
    raise InterviewError(
        "a code was given that only groups others (isCodable is false)",
        where=_WHERE,
        remedy="Give one of the codes beneath it, or make it codable in the codebook.",
    )


def _texts(sources: Sequence[TextSource]) -> dict[str, str]:
    found: dict[str, str] = {}
    for source in sources:
        if found.setdefault(interview_of(source.name), source.text) != source.text:
            raise InterviewError(
                "two projects have different words for one interview",
                where=_WHERE,
                remedy="Coders code the same redacted transcript; give all of them the same file.",
            )
    return found


def _codings(source: TextSource, nobody: str) -> Iterator[tuple[str, str, int, int]]:
    whole: list[tuple[Sequence[Coding], int, int]] = [(source.codings, 0, len(source.text))]
    parts = [(selection.codings, selection.start, selection.end) for selection in source.selections]
    for codings, start, end in whole + parts:
        for coding in codings:
            yield coding.coder or nobody, coding.code, start, end
