"""Holding what a return says of its own lawful basis against the record of its giver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clerestory.model.law import FOR_PROTECTING, Basis
from clerestory.model.sharing import SharedCases, ShareRecord
from clerestory.share.gateways.table import Refusal

_FOR_PROTECTING = frozenset(code.value for code in FOR_PROTECTING)
_AGREE = "UK GDPR Art 5(2); rules D1 and D2"


@dataclass(frozen=True)
class Claim:
    """What a return says of its law; None where the instrument has no such field.

    Attributes
    ----------
    provider, return_id : str
        Names of its folders.
    lawful_basis : frozenset of str or None
        Its codes.
    agreement_id : str or None
        The agreement it names.
    consent_reason : str or None
        Why there is no consent.
    """

    provider: str
    return_id: str
    lawful_basis: frozenset[str] | None = None
    agreement_id: str | None = None
    consent_reason: str | None = None


def disagreements(claim: Claim, record: ShareRecord) -> Iterator[Refusal]:
    """Yield where a return does not agree with its giver's record.

    A return names every condition of the giver and the power, and nothing that the record does not have.
    """
    if isinstance(record, SharedCases):
        yield from _codes(claim, record)
        if claim.agreement_id is not None and claim.agreement_id != record.agreement_id:
            what = "agreement_id is not the agreement of the record"
            yield Refusal("D8", what, "ICO ten steps, step 6", "Mend the return, or the record, whichever is wrong.")
        yield from _reason(claim, record)


def _codes(claim: Claim, record: SharedCases) -> Iterator[Refusal]:
    if claim.lawful_basis is None:
        return
    needed = {code.value for code in (*record.giver.conditions, record.power)}
    allowed = needed | {code.value for code in record.giver.for_sharing}
    known = {code.value for code in Basis}
    lacking, beyond = sorted(needed - claim.lawful_basis), sorted(claim.lawful_basis - allowed)
    if lacking:
        what = f"lawful_basis lacks {', '.join(lacking)}, which the record relies on"
        yield Refusal("D1", what, _AGREE, "Ask the giver for a return that names it, or mend the record.")
    if beyond:
        named = [code if code in known else "a code that is none" for code in beyond]
        what = f"lawful_basis names {', '.join(named)}, which the record does not have"
        yield Refusal("D1", what, _AGREE, "Ask the giver which of the two is right.")


def _reason(claim: Claim, record: SharedCases) -> Iterator[Refusal]:
    if claim.consent_reason is None or claim.lawful_basis is None:
        return
    tests = record.safeguarding
    claimed = bool(_FOR_PROTECTING & claim.lawful_basis)
    reason = tests.no_consent_reason.value if claimed and tests and tests.no_consent_reason else ""
    if claim.consent_reason != reason:
        what = "consent_reason is not that of the record, which has one only where paragraph 18 or 4 is relied on"
        yield Refusal("D3", what, "DPA 2018 Sch 1 para 18(2); Sch 8 para 4(2)", "Mend the return or the record.")
