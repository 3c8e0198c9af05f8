"""Whether a message says of its duties what the library and the source say: rules over marked lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from clerestory.answer.watch.duty_lines import DutyLine, duty_lines, limits_of, sections_of
from clerestory.model.answers.guidance import Duty, Standing, Topic, Variant
from clerestory.model.lessons.study import Agency


class Rule(Enum):
    """What can be wrong with a line; ``words`` of each are what people are told."""

    UNMARKED = "says what somebody must do, and has no mark of a duty"
    UNKNOWN = "names a duty that is not in the library of this topic"
    NOT_IN_SOURCE = "names a duty that the message itself does not name"
    VERSION = "names a version of its duty that there is not yet"
    OLD_VERSION = "names an earlier version of its duty"
    NOT_IN_FORCE = "names a duty that is not in force"
    FORCE = "puts its duty more or less strongly than the library does"
    LIMIT = "names another day or time limit than the library does"
    SECTION = "names another section or law than the library does"
    BODY = "names another body than the one that is bound"
    LEFT_OUT = "leaves out a duty that binds its audience"

    @property
    def makes(self) -> Standing:
        """What a message with such a line is."""
        dated = (Rule.OLD_VERSION, Rule.NOT_IN_FORCE)
        return Standing.OUT_OF_DATE if self in dated else Standing.CONFLICT


@dataclass(frozen=True)
class Conflict:
    """A line that says something else; ``line`` is 0 where a whole text leaves something out."""

    rule: Rule
    line: int
    duty: str

    @property
    def words(self) -> str:
        """What people are told."""
        of = f" ({self.duty})" if self.duty else ""
        return f"line {self.line}{of} {self.rule.value}" if self.line else f"it {self.rule.value}{of}"


def conflicts_of_source(topic: Topic, text: str) -> list[Conflict]:
    """Give what a text of the message says otherwise than the library of duties does."""
    return [one for line in duty_lines(text) for one in _faults_of(line, topic.library)]


def conflicts_of_variant(topic: Topic, audience: Agency, text: str) -> list[Conflict]:
    """Give what a variant says otherwise than the library, names beside the source, or leaves out."""
    source = topic.source.text if topic.source else ""
    there = {line.duty for line in duty_lines(source)}
    lines = list(duty_lines(text))
    found = [one for line in lines for one in _faults_of(line, topic.library)]
    found += [
        Conflict(Rule.NOT_IN_SOURCE, line.line, line.duty)
        for line in lines
        if line.duty in topic.library and line.duty not in there
    ]
    return found + list(_left_out(topic, audience, {line.duty for line in lines}, there))


def _left_out(topic: Topic, audience: Agency, named: set[str], there: set[str]) -> Iterator[Conflict]:
    for duty in topic.library.values():
        if audience in duty.binds and duty.until is None and duty.id in there - named:
            yield Conflict(Rule.LEFT_OUT, 0, duty.id)


def _faults_of(line: DutyLine, library: Mapping[str, Duty]) -> Iterator[Conflict]:
    if not line.duty:
        yield Conflict(Rule.UNMARKED, line.line, "")
        return
    if line.duty not in library:
        yield Conflict(Rule.UNKNOWN, line.line, line.duty)
        return
    duty = library[line.duty]
    if line.version != duty.version:
        yield Conflict(Rule.OLD_VERSION if line.version < duty.version else Rule.VERSION, line.line, duty.id)
        return
    checks = {
        Rule.NOT_IN_FORCE: duty.until is None,
        Rule.FORCE: line.forces == {duty.force},
        Rule.LIMIT: limits_of(line.words) == limits_of(duty.limit),
        Rule.SECTION: sections_of(line.words) <= sections_of(duty.section),
        Rule.BODY: not _other_body(line, duty, library),
    }
    yield from (Conflict(rule, line.line, duty.id) for rule, holds in checks.items() if not holds)


def _other_body(line: DutyLine, duty: Duty, library: Mapping[str, Duty]) -> bool:
    words, own = line.words.casefold(), duty.body.casefold()
    others = {one.body.casefold() for one in library.values()} - {own}
    return own not in words and any(other in words for other in others)


def standing_of_source(topic: Topic) -> Standing:
    """Give where the message itself stands: duties may have changed since it was written."""
    if topic.source is None or topic.closed is not None:
        return Standing.NONE
    return _worst(conflicts_of_source(topic, topic.source.text))


def standing_of(topic: Topic, variant: Variant) -> Standing:
    """Give where the words of an audience stand: beside the last version of the message and the duties of today."""
    if topic.source is None or topic.closed is not None:
        return Standing.NONE
    found = _worst(conflicts_of_variant(topic, variant.audience, variant.text))
    if found is Standing.CURRENT and variant.of < topic.source.number:
        return Standing.OUT_OF_DATE
    return found


def _worst(found: list[Conflict]) -> Standing:
    makes = {one.rule.makes for one in found}
    return next((one for one in (Standing.CONFLICT, Standing.OUT_OF_DATE) if one in makes), Standing.CURRENT)
