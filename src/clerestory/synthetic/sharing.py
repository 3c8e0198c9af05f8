"""The records of sharing of a synthetic nation: fictional givers, fictional posts, the gateways that the law has."""

from __future__ import annotations

import datetime as dt

from clerestory.model.commission import DataKind
from clerestory.model.instrument import Instrument
from clerestory.model.law import PROVIDER_KINDS, Basis, Part, Purpose
from clerestory.model.sharing import (
    SHARING_FORM,
    GiverGateway,
    GoldenRules,
    ReceiverGateway,
    SharedCases,
    SubjectCategory,
    TenSteps,
    Use,
)
from clerestory.synthetic.fiction import Giver, givers_of
from clerestory.synthetic.recorded_cases import BASIS, SIGN_OFF, agreement_of

_DECIDED, _DESTROY_BY, _CODE_READ = dt.date(2026, 1, 12), dt.date(2031, 12, 31), dt.date(2026, 1, 5)
_TO_DEPARTMENT = (Basis.A6_1E, Basis.A9_J_P4, Basis.A10_S10_5)
_REQUIRED = "the fictional annual data requirement of 2026, as under section 44 of the Police Act 1996"
_ORDINARY = "the fictional agreement of this nation; a real one names its enactment here"


def sharing_records(givers: int, instrument: Instrument) -> tuple[SharedCases, ...]:
    """Give the record of every giver of a nation, as ``make_nation`` numbers them; its returns name the same codes.

    Raises
    ------
    StudyError
        If there can be no nation of so many givers.
    """
    return tuple(_record(giver) for giver in givers_of(givers, instrument).all)


def _record(giver: Giver) -> SharedCases:
    codes = tuple(Basis(code) for code in BASIS[giver.kind].split(";"))
    return SharedCases(
        form=SHARING_FORM,
        provider=giver.provider,
        version=1,
        data=DataKind.SYNTHETIC,
        decision="share",
        reason="SYNTHETIC: a fictional giver returns made-up cases for a demonstration.",
        decided=_DECIDED,
        decided_by=SIGN_OFF[giver.kind],
        power=Basis.PA96_S44 if Basis.PA96_S44 in codes else Basis.VOL,
        agreement_id=agreement_of(giver),
        destroy_by=_DESTROY_BY,
        subjects=(SubjectCategory.SUSPECT, SubjectCategory.CONVICTED, SubjectCategory.VICTIM),
        kept_apart="Suspects and victims are separate files; subject_category tells suspects and persons convicted "
        "apart, and link_evidence fact and assessment.",
        giver=_gateway(giver, tuple(code for code in codes if code.law.part is not Part.POWER)),
        receiver=ReceiverGateway(conditions=_TO_DEPARTMENT, policy_document="APD-DEPARTMENT"),
        steps=_steps(giver),
        golden_rules=_rules(giver),
        uses=(
            Use(
                purpose=Purpose.STATISTICS,
                what="Protected tables about suspects, victims, offences and investigations, and the paper.",
                by="Analysts of the department",
                conditions=_TO_DEPARTMENT,
            ),
        ),
    )


def _gateway(giver: Giver, conditions: tuple[Basis, ...]) -> GiverGateway:
    kind = PROVIDER_KINDS[giver.kind.value]
    if not kind.is_competent:
        return GiverGateway(kind=kind, conditions=conditions, authorised_by=_ORDINARY)
    basis = Basis.A6_1C if "PA96-S44" in BASIS[giver.kind] else Basis.A6_1E
    return GiverGateway(
        kind=kind,
        conditions=conditions,
        for_sharing=(basis, Basis.A9_J_P4, Basis.A10_S10_5),
        authorised_by=_REQUIRED if basis is Basis.A6_1C else _ORDINARY,
        policy_document=f"APD-{giver.slug}",
        strictly_necessary="The questions are about ethnicity, sex and sexual offences; no table without them answers.",
    )


def _steps(giver: Giver) -> TenSteps:
    return TenSteps(
        law="Statistics have a gateway of their own; what protects a single child goes another way, at once.",
        objective="To know how many, where and how children are harmed by groups, so that prevention can be aimed.",
        policies_and_systems="Pseudonyms are made at the giver; the vault has one owner; two gates; a chained ledger.",
        transparency_and_rights="A privacy notice is published; requests go to the giver, who can find the person.",
        impact_assessment=f"DPIA-{giver.slug}",
        agreement="Purpose, fields, security, retention, what may be published, and how it is protected.",
        principles="Coarse dates and bands, no names, codes only, a day of destruction, a log of every event.",
        lawful_basis="The codes of this record, which every return names again.",
        emergency_route="A child in danger: ring 999 or the local safeguarding hub; no record is needed first.",
        code_read=_CODE_READ,
    )


def _rules(giver: Giver) -> GoldenRules:
    return GoldenRules(
        protection_first="Nothing here delays what protects a child; a study is beside it, never before it.",
        engaged="People are told by a published notice; telling each would undo the research and alarm victims.",
        consent_not_needed="Consent is not the basis, and none is claimed.",
        advice="The data protection officer of the giver was asked.",
        identities_protected="Pseudonyms under a key that neither giver nor analyst holds; tables are protected.",
        relevant_and_accurate="Only fields of the instrument; the giver certifies completeness and is told of faults.",
        recorded=f"Here, and in the register of the giver: {SIGN_OFF[giver.kind]}.",
    )
