"""The pack of an event: an agenda, the lessons of an audience, and of the released answers what was chosen for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from clerestory import __version__
from clerestory.errors import PackError
from clerestory.model.answers.event_packs import AGENCIES, EventPackManifest, EventRequest
from clerestory.model.answers.guidance import Standing
from clerestory.model.answers.public.commitments import ToldCommitment
from clerestory.model.answers.public.guidance import PublicMessage, PublicVariant
from clerestory.model.answers.public.statements import PublicStatement
from clerestory.model.answers.public.whole import PublicAnswers
from clerestory.model.canonical import pretty_json
from clerestory.model.lessons.packs import Made, PackedFile, PackRequest
from clerestory.model.lessons.released import ReleasedLessons
from clerestory.model.lessons.study import Audience
from clerestory.publish.answers import ANSWERS
from clerestory.publish.lessons import LESSONS
from clerestory.publish.packs.building import PAGE, STYLE, digest_of, pack_files
from clerestory.publish.packs.released import ReleasedContent
from clerestory.publish.pages import page_apart, style_sheet

EVENT = "event.json"
_FOLDER = "lessons/"


@dataclass(frozen=True)
class _Chosen:
    """What of the released answers is in the pack."""

    statements: tuple[PublicStatement, ...]
    messages: tuple[tuple[PublicMessage, tuple[PublicVariant, ...]], ...]
    commitments: tuple[ToldCommitment, ...]


def event_files(release: ReleasedContent, request: EventRequest) -> Mapping[str, bytes]:
    """Give every file of an event's pack by name; the same release and request give the same bytes.

    Raises
    ------
    PackError
        If what was chosen is not in the release, or may not be repeated on the day of the event.
    """
    chosen = _chosen(release, request)
    lessons = _lessons(release, request.audience)
    files = {f"{_FOLDER}{name}": data for name, data in lessons.items()}
    files[PAGE] = _page(release, request, chosen, has_lessons=bool(lessons)).encode()
    files[STYLE] = style_sheet().encode()
    return {**files, EVENT: _manifest(release, request, files).encode()}


def _lessons(release: ReleasedContent, audience: Audience) -> Mapping[str, bytes]:
    """Give the pack of lessons for the audience; nothing where the release has none for it."""
    made = release.formed(LESSONS, ReleasedLessons)
    if made is None or not any(audience in lesson.audiences for lesson in made.lessons):
        return {}
    return pack_files(release, PackRequest(audience))


def _chosen(release: ReleasedContent, request: EventRequest) -> _Chosen:
    answers, event = release.formed(ANSWERS, PublicAnswers), request.event
    said = answers.statements.statements if answers and answers.statements else ()
    messages = answers.guidance.messages if answers and answers.guidance else ()
    statements = _named(event.statements, said, what="statement")
    for one in statements:
        _check_repeatable(one, request)
    found = _named(event.guidance, messages, what="message of guidance")
    for message in found:
        if message.standing is not Standing.CURRENT:
            raise _refused(f"the message {message.id} is not current in the release", request)
    promised = answers.commitments.commitments if answers and answers.commitments else ()
    own = AGENCIES[request.audience]
    return _Chosen(
        statements,
        tuple((one, tuple(v for v in one.variants if v.text and v.audience in own)) for one in found),
        _named(event.commitments, promised, what="commitment"),
    )


def _named(ids: Iterable[str], there: Iterable[Any], *, what: str) -> tuple[Any, ...]:
    """Give what ids name, in their order."""
    by_id = {one.id: one for one in there}
    unknown = [name for name in ids if name not in by_id]
    if unknown:
        raise PackError(
            f"the release has no {what} {', '.join(unknown)}",
            where="the event",
            remedy="A pack is made of what was published: prepare the answers, publish, and make the pack then.",
        )
    return tuple(by_id[name] for name in ids)


def _check_repeatable(one: PublicStatement, request: EventRequest) -> None:
    if not one.is_current:
        raise _refused(f"the statement {one.id} may not be repeated: {one.why_not}", request)
    if request.event.day > one.review:
        raise _refused(f"the statement {one.id} is to be checked before the day of the event", request)


def _refused(what: str, request: EventRequest) -> PackError:
    return PackError(
        what, where=f"the event {request.id}", remedy="Choose another, or bring it up to date and publish."
    )


def _page(release: ReleasedContent, request: EventRequest, chosen: _Chosen, *, has_lessons: bool) -> str:
    manifest = release.manifest
    return page_apart(
        "event.html",
        study={"title": manifest.title, "publisher": request.event.host},
        mark=manifest.data.mark,
        mark_sentence=manifest.data.mark_sentence,
        event=request.event,
        audience=request.audience,
        statements=chosen.statements,
        messages=chosen.messages,
        commitments=chosen.commitments,
        lessons=f"{_FOLDER}{PAGE}" if has_lessons else "",
        folder=manifest.folder,
        release=manifest.release,
        digest=release.digest,
    )


def _manifest(release: ReleasedContent, request: EventRequest, files: Mapping[str, bytes]) -> str:
    event, known = request.event, release.manifest
    made = EventPackManifest(
        form="clerestory-event-pack/1",
        event=request.id,
        title=event.title,
        day=event.day,
        host=event.host,
        audience=request.audience,
        agenda=event.agenda,
        statements=event.statements,
        guidance=event.guidance,
        commitments=event.commitments,
        study=known.study,
        data=known.data,
        release=known.release,
        release_folder=known.folder,
        release_manifest=release.digest,
        software=f"clerestory {__version__}",
        files=tuple(
            PackedFile(path=name, size=len(data), sha256=digest_of(data), made=Made.WRITTEN, of=())
            for name, data in sorted(files.items())
        ),
    )
    return pretty_json(made.model_dump(mode="json"))
