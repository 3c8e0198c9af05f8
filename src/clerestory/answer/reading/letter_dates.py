"""When a text was written and which letters it answers; where the words have no year, how it was found."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from clerestory.answer.reading.cleaning import Line
from clerestory.answer.reading.dates import WrittenDate, dates_in
from clerestory.answer.reading.layout import Layout
from clerestory.answer.reading.text import Said, Unit
from clerestory.model.answers.reading import Place, ProposedDate

_AROUND = re.compile(r"(?:date\s?:|dated|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[\s,.:|-])*", re.IGNORECASE)
_ANSWERED = re.compile(
    r"\byour (?:\w+ ){0,3}(?:letters?|e-?mails?|messages?|correspondence|note|enquiry|inquiry|request)\b"
    r"|\b(?:for|on) (?:writing|replying|your reply|getting in touch|contacting)\b|\byou wrote to\b"
    r"|\bmy letter to you\b",
    re.IGNORECASE,
)
_LONGEST = 80  # signs of a line that is a date
_REACH = 80  # signs behind those words in which the date stands
_PARTED = re.compile(r"[,|–-]\s*$")
_LED = re.compile(r"\b(?:of|on|dated|from|and)(?: the)?\s*$", re.IGNORECASE)
_FIRST_SENTENCES = 8  # a letter says early what it answers
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TO_COME = re.compile(
    r"\b(?:will|shall|until|before|plans?|intends?|to be|next|due|expected|target"
    r"|by (?:the )?(?:\d|end|start|spring|summer|autumn|winter|[A-Z][a-z]+ \d))\b"
)
_ALONE = "It stands alone on a line."
_CONFIRM = "The day, month and year."


def read_date(layout: Layout, units: Sequence[Unit], answered: Sequence[WrittenDate] = ()) -> ProposedDate:
    """Give the day of a text, or the day before which it cannot have been written, with the reason."""
    for unit in (*layout.head, *layout.tail, *(unit for unit in units[:6] if not unit.is_prose)):
        for line in unit.lines:
            if (date := _alone(line)) is not None and date.year is not None:
                return _found(date, unit.place(line), line.words)
    return _at_an_end(layout) or _undated(units, answered)


def _at_an_end(layout: Layout) -> ProposedDate | None:
    """Give the date at which a line of the head ends, behind a comma, as a heading with its subject has it."""
    for unit in layout.head:
        for line in unit.lines if not unit.is_prose else ():
            words = line.words[-_LONGEST:]
            date = next(dates_in(words), None)
            if date is None or date.year is None or date.end < len(words):
                continue
            if _PARTED.search(words[: date.start]):
                return _found(
                    date, unit.place(line), line.words, why="A line of the head ends with it.", is_inferred=True
                )
    return None


def _alone(line: Line) -> WrittenDate | None:
    """Give the date of a line that has nothing else."""
    date = next(dates_in(line.words), None) if len(line.words) <= _LONGEST else None
    if date is None:
        return None
    around = line.words[: date.start], line.words[date.end :]
    return date if all(_AROUND.fullmatch(part) for part in around) else None


def _found(
    date: WrittenDate, place: Place, words: str, *, why: str = _ALONE, is_inferred: bool = False
) -> ProposedDate:
    day = date.on(date.year or 1)
    if date.is_unsure:
        why = f"{why} Day is taken to stand before month, as in Britain."
    return ProposedDate(
        words=words, place=place, why=why, confirm=_CONFIRM, day=day, is_inferred=is_inferred or date.is_unsure
    )


def _undated(units: Sequence[Unit], answered: Sequence[WrittenDate]) -> ProposedDate:
    evidence = _latest_year(units)
    place = evidence.place if evidence else Place(paragraph=1, line=1)
    earliest = dt.date(_last_year(evidence.words), 1, 1) if evidence else None
    if earliest is not None:
        days = [day for date in answered if date.year is None and (day := date.on(earliest.year))]
        earliest = max([earliest, *days])
    why = (
        "No line has a date alone; it names this year as one that has come, so that it is not older."
        if evidence
        else "No line has a date alone, and no sentence names a year that has come."
    )
    confirm = "The date, from the envelope, the message or the day of receipt."
    return ProposedDate(
        words=str(earliest.year) if earliest else "",
        place=place,
        why=why,
        confirm=confirm,
        day=None,
        earliest=earliest,
        is_inferred=True,
    )


def _latest_year(units: Sequence[Unit]) -> Said | None:
    """Give the sentence with the latest year of the past; those that speak of what is to come are left out."""
    named = [
        said
        for unit in units
        if unit.is_prose
        for said in unit.sentences
        if _YEAR.search(said.words) and not _TO_COME.search(said.words)
    ]
    return max(named, key=lambda said: _last_year(said.words), default=None)


def _last_year(words: str) -> int:
    return max(int(year) for year in _YEAR.findall(words))


def answered_dates(sentences: Sequence[Said]) -> Iterator[tuple[Said, WrittenDate]]:
    """Yield the dates of letters that a text says it answers, as they are written."""
    for said in sentences[:_FIRST_SENTENCES]:
        if match := _ANSWERED.search(said.words):
            reach = said.words[match.start() : match.end() + _REACH]
            end = 0
            for date in dates_in(reach):
                if not _LED.search(reach[end : date.start]):
                    break
                yield said, date
                end = date.end


def read_answered(found: Sequence[tuple[Said, WrittenDate]], written: ProposedDate) -> Iterator[ProposedDate]:
    """Yield the days of the letters that are answered; a year that is not written comes from the text's own date."""
    for said, date in found:
        day, why = _resolved(date, written)
        yield ProposedDate(
            words=said.words,
            place=said.place,
            why=why,
            confirm=_CONFIRM,
            day=day,
            is_inferred=date.year is None or date.is_unsure,
        )


def _resolved(date: WrittenDate, written: ProposedDate) -> tuple[dt.date | None, str]:
    if date.year is not None:
        return date.on(date.year), "It speaks of a letter of that day."
    if written.day is not None:
        return date.last_before(
            written.day
        ), "It speaks of a letter of that day; the year is the last one before the text's own date."
    if written.earliest is not None:
        return (
            date.on(written.earliest.year),
            "It speaks of a letter of that day; the text has no date, and the year is the latest that it names.",
        )
    return None, "It speaks of a letter of that day and month; nothing in the text says of which year."
