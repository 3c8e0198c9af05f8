"""The generated reference page of holds: the forms of cases and orders, and the hold of every stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from clerestory.model.instrument import Instrument
from clerestory.model.redaction.case_texts import MEANINGS
from clerestory.model.redaction.certificates import LONGEST_DAYS, HoldCertificate, HoldView
from clerestory.model.redaction.holds import APPEAL_DAYS, CaseRecord, HoldState, Why, hold_on, states_of_stages
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
_FIELDS = {
    "case": "the start of the keyed hash of its pseudonym",
    "outcome": "`hold` or `clear`",
    "agrees": "whether the lawyer does",
    "decided": "the day",
    "form": "its name and version",
}
_PUBLIC = """In public, an operational hold, and any hold of a case in which nobody was arrested, is `NCND`, without a
date of its own. The register has that entry wherever a study has texts, or the entry would confirm what it denies.
"""
_CERTIFICATES = f"""## Certificates

In a study an officer [certifies](../how-to/certify-a-live-case.md) a case, on the pages of the vault or by
`clerestory review certify-hold`; a lawyer views the certificate, there or by `clerestory review view-hold`.
`clerestory review holds STUDY` lists the cases that texts are about, what is overdue first.
[What it counts for](../methods/holds.md#certificates).

- An officer certifies `hold` for any case, and `clear` where nothing holds it besides what the police can lift. With
  a `force` in study.toml they hold cases that it leads, and clear those that it leads alone; without one, any case.
- A lawyer agrees or not, as often as needed; the last word of each counts. Who certified a case does not view it.
- Both sign, or are simulated where cases are not real. No author of the tables does either, and nothing is dated ahead.
- The review date is {LONGEST_DAYS} days after the certificate at most, {APPEAL_DAYS} while the window of an appeal is
  open, and no later than the next `release_review_date` of a record.

`vault/holds/<case>.toml` ([schema](schemas/holds.schema.json)) has all certificates about a case and all views of them,
in their order; `<case>` is the start of a keyed hash of its pseudonym. Signatures are as those of
[decisions](decisions.md). A run stops where the last certificate or a view of it is ill formed, of the wrong person or
not signed.

| field | |
| --- | --- |
{{fields}}
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
    certificates = _CERTIFICATES.replace("{fields}", "\n".join(_fields()))
    parts = [_INTRODUCTION, *_stages(instrument, stages), *_orders(), *_reasons(), certificates, _OUTPUT]
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


def _fields() -> Iterator[str]:
    for kind, form in (("certificates", HoldCertificate), ("views", HoldView)):
        for name, field in form.model_fields.items():
            yield f"| `{kind}.{name}` | {field.description or _FIELDS[name]} |"


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
