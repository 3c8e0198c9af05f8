"""The generated reference page of holds: the forms of cases and orders, and the hold of every stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from clerestory.model.instrument import Instrument
from clerestory.model.redaction.case_texts import MEANINGS
from clerestory.model.redaction.holds import CaseRecord, HoldState, Why, hold_on, states_of_stages
from clerestory.model.redaction.orders import Section
from clerestory.protect.holds.orders import COLUMNS, NEEDED

_INTRODUCTION = """# Holds, orders and texts about cases

`clerestory protect hold --cases CASES.csv [--orders ORDERS.csv] [--investigation ID] [--on DATE] [--json]` says which
investigations may be spoken of, which not, under which law, and when that is looked at again. It needs no study. The
law is recalled: have it checked before you rely on it. [How holds are computed](../methods/holds.md);
[telling a case in a paper](../how-to/tell-a-case.md).

## Cases

CSV in UTF-8, a row for each record of an investigation; several rows of one are all looked at, the strictest counts.
Other columns of the [instrument's](instrument.md) investigations may stay in the file.

| column | |
| --- | --- |
| `inv_pseudo` | needed in every row: the pseudonym |
| `proceedings_stage` | a code of the table below |
| `linked_matters` | a code of `yes_no_missing`: whether any linked trial, appeal or inquest is not over |
| `police_release` | a code of `hold_state`: what the police say of publication |
| `release_review_date` | may be left out: when the giver looks at it again, YYYY-MM-DD |

An empty field says that it is not known, and what is not known holds.
"""
_ORDERS = {
    "inv_pseudo": "the investigation to whose proceedings it belongs",
    "section": "a section of the table below",
    "person": "pseudonym of the person whom it protects; empty where it covers everybody of the case",
    "court": "the court",
    "start": "day of the order or of the allegation; without one it is in force",
    "born": "day of birth, or the year: then its last day counts; without one an order to the 18th birthday has no end",
    "proceedings": "`criminal` or `other`; section 39 needs `other` since 13 April 2015",
    "waiver_scope": "of section 1 of the 1992 Act: what may be told, by a court or in writing by an adult",
    "waiver_since": "the day of the waiver",
    "waiver_evidence": "where it lies",
    "waiver_revoked": "from this day on it counts no more",
}
_PUBLIC = """In public, an operational hold, and any hold of a case in which nobody was arrested, is `NCND`, without a
date of its own. The register has that entry wherever a study has texts, or the entry would confirm what it denies.
"""
_OUTPUT = """## What is printed

A line for each investigation, and below it what holds whatever its state. `--json` gives a list with `investigation`,
`state`, `reason` (a code of `withhold_reason`), `public_reason`, `law`, `why`, `may_be_spoken_of`, `review_by` and
`restrictions` (`section`, `reason`, `people`: 0 for everybody of its kind, `until`, `waived`). The answer is as
secret as the cases; only `public_reason` is for the public.
"""


def holds_page(instrument: Instrument) -> str:
    """Give the page as Markdown."""
    stages = states_of_stages(instrument.codelists["proceedings_stage"])
    parts = [_INTRODUCTION, *_stages(instrument, stages), *_orders(), *_reasons(), _OUTPUT]
    return "\n".join(parts)


def _stages(instrument: Instrument, stages: Mapping[str, HoldState]) -> Iterator[str]:
    yield "## The hold of every stage\n"
    yield "By what the police say where no linked matter is open; where one is, or nobody says that none is, ACTIVE.\n"
    yield "| stage | | CLEAR | HOLD, or nothing | NOTEXT | ACTIVE |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for code in instrument.codelists["proceedings_stage"].codes:
        states = [_hold(code.code, said, stages).value for said in ("CLEAR", "", "NOTEXT", "ACTIVE")]
        yield f"| `{code.code}` | {code.label} | {' | '.join(states)} |"
    yield ""
    yield from (f"- `{state.value}`: {state.words}" for state in HoldState)
    yield ""


def _hold(stage: str, release: str, stages: Mapping[str, HoldState]) -> HoldState:
    return hold_on(dt.date(2026, 1, 1), [CaseRecord("inv", stage, "N", release)], stages).state


def _orders() -> Iterator[str]:
    yield "## Orders\n"
    yield "CSV in UTF-8, a row for each order and person. The end is computed; a column for it is refused.\n"
    yield "| column | |"
    yield "| --- | --- |"
    for column in COLUMNS:
        yield f"| `{column}`{' (needed)' if column in NEEDED else ''} | {_ORDERS[column]} |"
    yield "\n| section | law | ends | effect |"
    yield "| --- | --- | --- | --- |"
    for section in Section:
        effect = "holds the case" if section.holds_case else "nobody may be led to identify the person"
        yield f"| `{section.value}` | {section.law} | {section.ends.value} | {effect} |"
    yield ""


def _reasons() -> Iterator[str]:
    yield "## Reasons\n"
    yield "| code | what is so | law |"
    yield "| --- | --- | --- |"
    yield from (f"| `{why.code}` | {why.words} | {why.law} |" for why in Why)
    yield ""
    yield _PUBLIC
    yield "| public code | meaning | law |"
    yield "| --- | --- | --- |"
    yield from (f"| `{code}` | {meaning} | {law} |" for code, (meaning, law) in MEANINGS.items())
    yield ""
