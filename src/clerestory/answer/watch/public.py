"""What is public of research, guidance and statements: what is current in full, and of the rest that it is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from clerestory.answer.watch.conflicts import standing_of, standing_of_source
from clerestory.answer.watch.repeating import repeatable, words_of
from clerestory.model.answers.guidance import Standing, Topic
from clerestory.model.answers.public.guidance import PublicDuty, PublicGuidance, PublicMessage, PublicVariant
from clerestory.model.answers.public.statements import PublicSource, PublicStatement, PublicStatements
from clerestory.model.answers.public.watch import PublicCheck, PublicEdition, PublicWatch, PublicWatchItem
from clerestory.model.answers.statements import Statement
from clerestory.model.answers.watch import ResearchCheck, WatchItem
from clerestory.model.lessons.study import Agency


def public_watch(items: Mapping[str, WatchItem], *, on: dt.date) -> PublicWatch | None:
    """Give what is public of what is followed; None where nothing is. Who looked is not said."""
    made = tuple(_item(name, item, on) for name, item in sorted(items.items()))
    return PublicWatch(items=made) if made else None


def _item(name: str, item: WatchItem, on: dt.date) -> PublicWatchItem:
    return PublicWatchItem(
        id=name,
        what=item.what,
        by=item.by,
        why=item.why,
        address=item.address,
        since=item.opened,
        next_check=item.next_check,
        is_overdue=item.is_overdue(on),
        ended=item.ended,
        reason=item.reason,
        editions=tuple(PublicEdition(name=one.name, seen=one.seen) for one in item.editions),
        checks=tuple(map(_check, item.checks)),
    )


def _check(one: ResearchCheck) -> PublicCheck:
    return PublicCheck(
        day=one.day,
        found=one.found,
        edition=one.edition,
        findings=one.findings,
        guidance=one.guidance,
        commitments=one.commitments,
    )


def public_guidance(topics: Mapping[str, Topic]) -> PublicGuidance | None:
    """Give what is public of guidance: words that are not current stay out; None where there is no message."""
    written = {name: topic for name, topic in sorted(topics.items()) if topic.source is not None}
    if not written:
        return None
    return PublicGuidance(
        messages=tuple(_message(name, topic) for name, topic in written.items()),
        duties=tuple(duty for name, topic in written.items() for duty in _duties(name, topic)),
    )


def _message(name: str, topic: Topic) -> PublicMessage:
    source, standing = topic.source, standing_of_source(topic)
    assert source is not None
    return PublicMessage(
        id=name,
        title=topic.title,
        standing=standing,
        version=source.number,
        text=source.text if standing is Standing.CURRENT else "",
        stands_from=source.day,
        review=topic.review,
        variants=tuple(_variants(topic)),
        closed=topic.closed,
        reason=topic.reason,
        instead=topic.instead,
    )


def audiences_of(topic: Topic) -> list[Agency]:
    """Give the audiences of a topic: whom a duty binds, and for whom there are words of their own."""
    bound = {audience for duty in topic.library.values() if duty.until is None for audience in duty.binds}
    return [audience for audience in Agency if audience in bound | set(topic.by_audience)]


def _variants(topic: Topic) -> Iterator[PublicVariant]:
    is_current = standing_of_source(topic) is Standing.CURRENT
    for audience in audiences_of(topic):
        variant, reads = topic.by_audience.get(audience), topic.reads_of(audience)
        if variant is None:
            yield PublicVariant(audience=audience, standing=Standing.NONE, reads=reads)
            continue
        standing = standing_of(topic, variant)
        yield PublicVariant(
            audience=audience,
            standing=standing,
            text=variant.text if is_current and standing is Standing.CURRENT else "",
            of=variant.of,
            updated=variant.day,
            reads=reads,
        )


def _duties(name: str, topic: Topic) -> Iterator[PublicDuty]:
    for duty in topic.library.values() if topic.closed is None else ():
        yield PublicDuty(
            id=duty.id,
            message=name,
            version=duty.version,
            words=duty.words,
            body=duty.body,
            section=duty.section,
            force=duty.force,
            limit=duty.limit,
            binds=duty.binds,
            in_force_from=duty.day,
            in_force_until=duty.until,
        )


def public_statements(statements: Mapping[str, Statement], *, on: dt.date) -> PublicStatements | None:
    """Give what is public of statements on a day: of one that may not be repeated, everything but its words."""
    made = tuple(_statement(name, one, on) for name, one in sorted(statements.items()))
    return PublicStatements(statements=made) if made else None


def _statement(name: str, one: Statement, on: dt.date) -> PublicStatement:
    found = repeatable(one, on)
    sources = (PublicSource(document=s.document, paragraph=s.paragraph, day=s.day) for s in one.sources)
    return PublicStatement(
        id=name,
        sort=one.sort,
        is_current=found.may,
        words=words_of(one) if found.may else "",
        by=one.by,
        said_on=one.said_on,
        checked=max([one.said_on, *(confirmed.day for confirmed in one.confirmed)]),
        review=one.review,
        sources=tuple(sources),
        ended=one.ended,
        why_not=found.why_not,
        replaced_by=one.replaced_by,
    )
