"""The generated reference page of gateways: the decision table, the codes, and where the law was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from clerestory.model.law import LAW, SOURCES, Basis
from clerestory.share import TABLE, Answer, Row

_INTRODUCTION = """# Gateways

What `clerestory share pick` answers: for every giver, purpose, kind of person and duty one gateway, or one refusal. A
competent authority holds its cases under Part 3 of the Data Protection Act 2018, and what it gives for another purpose
needs a UK GDPR basis and conditions of its own; the receiver has a regime of its own. This is no legal advice: a data
protection officer decides.
"""


def gateways_page() -> str:
    """Give the page as Markdown."""
    return "\n".join([_INTRODUCTION, *_table(), *_codes(), *_sources()]) + "\n"


def _table() -> Iterator[str]:
    yield "## The decision table\n"
    yield "| giver | purpose | about | duty | giver's codes | codes of its sharing | receiver's codes | power |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for row in TABLE:
        yield "| " + " | ".join([*_question(row), *_outcome(row)]) + " |"
    yield ""


def _question(row: Row) -> tuple[str, ...]:
    return tuple(_words(part) for part in (row.givers, row.purposes, row.subjects, row.duties))


def _outcome(row: Row) -> tuple[str, ...]:
    outcome = row.outcome
    if not isinstance(outcome, Answer):
        return (f"**refused** ({outcome.rule}): {outcome.reason} ({outcome.section})", "", "", "")
    power = outcome.power.value if outcome.power else "no return to the department"
    receiver = f"{_values(outcome.receiver)}: {outcome.to.value}"
    return (_values(outcome.giver), _values(outcome.for_sharing), receiver, power)


def _codes() -> Iterator[str]:
    yield "## The codes\n"
    yield "| code | regime | answers | where | what must be true | fits | read in |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for code, law in LAW.items():
        cells = (
            code.value, law.regime.value, law.part.value, law.section, law.test, _words(law.fits), law.honesty,
        )  # fmt: skip
        yield "| " + " | ".join(cells) + " |"
    yield ""


def _sources() -> Iterator[str]:
    yield "## What was read\n"
    yield from (f"- [{source.title}]({source.url})" for source in SOURCES.values())


def _words(choices: Iterable[Enum]) -> str:
    return ", ".join(sorted(str(choice.value) for choice in choices))


def _values(codes: Iterable[Basis]) -> str:
    return ", ".join(code.value for code in codes)
