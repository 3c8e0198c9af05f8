"""Earlier drafts that a person may compare one with, and what differs in its documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404

from clerestory.model.desk.documents import Document
from clerestory.model.desk.group import Round
from clerestory.pipeline.desk.documents import (
    DeskDocuments,
    documents_before,
    documents_of_draft,
    documents_of_release,
    without_case_texts,
)
from clerestory.review.desk.comparing import came_before, drafts_read, sees_drafts
from clerestory.web.pages.visits import Visit
from clerestory.web.service.studies import served_study


@dataclass(frozen=True)
class Earlier:
    """An earlier draft with its documents; ``key`` is how a link names it, ``words`` how people do."""

    key: str
    words: str
    documents: Mapping[str, Document]


@dataclass(frozen=True)
class Compared:
    """What became of each document of a draft since an earlier one, by title; ``gone`` are titles."""

    new: frozenset[str]
    changed: frozenset[str]
    gone: tuple[str, ...]


def earlier_drafts(visit: Visit, draft: str, *, below: int = 0) -> tuple[Earlier, ...]:
    """Give the earlier drafts that the person may compare a draft with: of rounds, the one before, the last release.

    Parameters
    ----------
    below : int
        The round from which it is asked; 0 from outside rounds.
    """
    return tuple(_distinct(draft, _rounds(visit, draft, below), _before(visit, draft), _release(visit, draft)))


def chosen_of(visit: Visit, earlier: Sequence[Earlier]) -> Earlier | None:
    """Give the earlier draft that the address names, or else the first; None where there is none.

    Raises
    ------
    Http404
        If it names one that the person may not compare with.
    """
    since = visit.request.GET.get("since")
    if since is None:
        return next(iter(earlier), None)
    found = next((one for one in earlier if one.key == since), None)
    if found is None:
        raise Http404
    return found


def compared(documents: Mapping[str, Document], since: Earlier) -> Compared:
    """Give which documents are new, changed or gone since an earlier draft."""
    there = {name: (one, since.documents[name]) for name, one in documents.items() if name in since.documents}
    changed = {name for name, both in there.items() if len({without_case_texts(one).version for one in both}) > 1}
    gone = tuple(one.title for name, one in since.documents.items() if name not in documents)
    return Compared(frozenset(documents.keys() - there.keys()), frozenset(changed), gone)


def side_by_side(before: Document, after: Document) -> tuple[Document, Document]:
    """Give two versions as they can be compared: earlier drafts keep no case texts, so neither side has any."""
    return without_case_texts(before), without_case_texts(after)


def has_case_texts(document: Document) -> bool:
    """Say whether a document has words that are not compared."""
    return without_case_texts(document) != document


Found = tuple[str, str, DeskDocuments | None]


def _rounds(visit: Visit, draft: str, below: int) -> Iterator[Found]:
    for one in drafts_read(visit.desk, visit.person, draft, below=below):
        found = documents_of_draft(served_study(), one.draft)
        round_ = visit.desk.group.round(one.round)
        yield f"round-{one.round}", f"the draft of round {one.round}", _read_in(round_, found)


def _read_in(round_: Round | None, found: DeskDocuments | None) -> DeskDocuments | None:
    """Give the documents that a round was about, and not all of its draft."""
    if round_ is None or found is None:
        return None
    read = {one.document for one in round_.documents}
    return DeskDocuments(found.draft, tuple(one for one in found.documents if one.id in read))


def _before(visit: Visit, draft: str) -> Iterator[Found]:
    found = documents_before(served_study(), draft) if sees_drafts(visit.person) else None
    # Documents are made before a draft is let in: one that never was is no draft of the desk.
    yield "draft", "the draft before", found if found and found.draft in visit.desk.admitted else None


def _release(visit: Visit, draft: str) -> Iterator[Found]:
    found = documents_of_release(served_study())
    yield "release", "the last release", found if found and came_before(visit.desk, found.draft, draft) else None


def _distinct(draft: str, *sources: Iterator[Found]) -> Iterator[Earlier]:
    seen = {draft}
    for source in sources:
        for key, words, found in source:
            if found is not None and found.draft not in seen:
                seen.add(found.draft)
                yield Earlier(key, words, {one.id: one for one in found.documents})
