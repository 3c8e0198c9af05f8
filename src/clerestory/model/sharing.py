"""``sharing/<provider>.toml``: the record of a decision to share, or not to share, with the ten steps behind it."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from clerestory.model.commission import DataKind
from clerestory.model.forms import Form
from clerestory.model.law import Basis, GiverKind, Part, Purpose, Subjects

SHARING_FORM = "clerestory-sharing/1"
Provider = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9:_-]{0,62}$", description="Code of `provider`.")]
Reference = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]


def _is_power(code: Basis) -> Basis:
    if code.law.part is not Part.POWER:
        raise ValueError("is neither PA96-S44 nor VOL: required by law, or voluntary")
    return code


Power = Annotated[Basis, AfterValidator(_is_power)]
Words = Annotated[str, Field(min_length=10, description="In words; no name of a person.")]


class SubjectCategory(Enum):
    """Whom the data are about: codes of `data_subject_category` (DPA 2018 s.38(3))."""

    SUSPECT = "SUS"
    CONVICTED = "CON"
    VICTIM = "VIC"
    WITNESS = "WIT"
    PROFESSIONAL = "PRO"
    OTHER = "OTH"


class Protects(Enum):
    """Whom paragraph 18 protects."""

    UNDER_18 = "under 18"
    ADULT_AT_RISK = "18 or over and at risk"


class NoConsentReason(Enum):
    """Why there is no consent (DPA 2018 Sch 1 para 18(2), Sch 8 para 4(2)): codes of `p18_no_consent_reason`."""

    CANNOT_BE_GIVEN = "A"
    CANNOT_BE_EXPECTED = "B"
    WOULD_PREJUDICE = "C"


class GiverGateway(Form):
    """Under which law the giver lets go."""

    kind: GiverKind
    conditions: tuple[Basis, ...] = Field(min_length=1, description="Codes that every return of the giver names.")
    for_sharing: tuple[Basis, ...] = Field(
        default=(), description="Of a police force or the NCA: the UK GDPR basis and conditions of the sharing itself."
    )
    authorised_by: str = Field(default="", description="Of S36-4 and A6-1C: the enactment, or rule of law.")
    policy_document: Reference | Literal[""] = Field(default="", description="Id of the appropriate policy document.")
    strictly_necessary: str = Field(default="", description="Why sensitive processing is strictly necessary (s.35(5)).")


class ReceiverGateway(Form):
    """Under which law the department takes it: a regime of its own."""

    conditions: tuple[Basis, ...] = Field(min_length=1, description="Codes of UK GDPR.")
    policy_document: Reference | Literal[""] = Field(default="", description="Id of the appropriate policy document.")


class SafeguardingTest(Form):
    """The tests of A9-G-P18 and S8-P4, all of them (rule D3)."""

    purpose: str = Field(default="", description="How it protects an individual from neglect or harm.")
    protects: Protects | None = None
    at_risk_test: str = Field(default="", description="How under 18, or at risk, was found.")
    no_consent_reason: NoConsentReason | None = None
    substantial_public_interest: str = Field(default="", description="Why it is in the substantial public interest.")


class TenSteps(Form):
    """The ICO's ten steps, a field for each (rule D8); one that is empty is a warning."""

    law: str = Field(default="", description="1: how the law helps here.")
    objective: str = Field(default="", description="2: what the sharing is to achieve.")
    policies_and_systems: str = Field(default="", description="3: the policies, training and systems it runs under.")
    transparency_and_rights: str = Field(default="", description="4: what people are told, and how they are heard.")
    impact_assessment: Reference | Literal[""] = Field(default="", description="5: id of the impact assessment.")
    agreement: str = Field(default="", description="6: what the agreement binds the parties to.")
    principles: str = Field(default="", description="7: how the data protection principles are kept.")
    lawful_basis: str = Field(default="", description="8: why these gateways fit.")
    emergency_route: str = Field(default="", description="9: whom to ring, and that it needs no record first.")
    code_read: dt.date | None = Field(default=None, description="10: when the data sharing code was last read.")


class GoldenRules(Form):
    """The seven golden rules of 2024, a field for each (rule D9); one that is empty is a warning."""

    protection_first: str = Field(default="", description="1: how protecting the child was put before privacy.")
    engaged: str = Field(default="", description="2: who was told, or why telling was not safe or practicable.")
    consent_not_needed: str = Field(default="", description="3: that consent was not relied on.")
    advice: str = Field(default="", description="4: whose advice was asked, as a post.")
    identities_protected: str = Field(default="", description="5: how those at risk from disclosure are protected.")
    relevant_and_accurate: str = Field(default="", description="6: why it is relevant, accurate and no more.")
    recorded: str = Field(default="", description="7: where the decision and its reasons are recorded.")


class Use(Form):
    """One use of the data, with the conditions that fit it (rule D4)."""

    purpose: Purpose
    what: Words
    by: str = Field(min_length=1, description="Who uses it, as a post or body.")
    conditions: tuple[Basis, ...] = Field(min_length=1, description="Codes of the receiver that cover this use.")


class Told(Enum):
    """What a concern notice may say of the other bodies."""

    OTHERS = "others"  # that there are some
    NUMBER = "number"
    KINDS = "kinds"


class NoticeTerms(Form):
    """The way back: the giver receives a concern notice, if a person decides so, of a child that it knows itself."""

    conditions: tuple[Basis, ...] = Field(min_length=1, description="Codes under which the department sends it.")
    for_receiving: tuple[Basis, ...] = Field(
        min_length=1, description="Codes of UK GDPR under which the giver receives it."
    )
    tells: Told = Field(default=Told.NUMBER, description="What it may say of the other bodies.")
    to: str = Field(min_length=1, description="Who receives it at the giver, as a post.")


class _Head(Form):
    """What every record has."""

    form: Literal["clerestory-sharing/1"]
    provider: Provider
    version: int = Field(ge=1, description="1, and one more each time it is replaced.")
    supersedes: str = Field(
        default="", pattern=r"^(sha256:[0-9a-f]{64})?$", description="SHA-256 of the file that this one replaced."
    )
    reason: Words
    decided: dt.date
    decided_by: str = Field(min_length=1, description="The post of who decided, never a name.")


class SharedCases(_Head):
    """A decision to share case data."""

    data: DataKind
    decision: Literal["share"]
    power: Power = Field(description="Required by law, PA96-S44, or voluntary, VOL (rule D2).")
    agreement_id: Reference = Field(description="The data sharing agreement; every return names it.")
    destroy_by: dt.date | None = Field(default=None, description="Day by which the returns are destroyed (rule D11).")
    subjects: tuple[SubjectCategory, ...] = Field(min_length=1, description="Whom the data are about.")
    kept_apart: str = Field(default="", description="How categories of people, and fact and opinion, are kept apart.")
    giver: GiverGateway
    receiver: ReceiverGateway
    safeguarding: SafeguardingTest | None = None
    steps: TenSteps = TenSteps()
    golden_rules: GoldenRules = GoldenRules()
    uses: tuple[Use, ...] = Field(min_length=1, description="The purpose register.")
    concern_notices: NoticeTerms | None = None

    @property
    def about(self) -> Subjects:
        """Whether it is about victims, about persons suspected or convicted, or both."""
        suspects = {SubjectCategory.SUSPECT, SubjectCategory.CONVICTED} & set(self.subjects)
        others = set(self.subjects) - {SubjectCategory.SUSPECT, SubjectCategory.CONVICTED}
        if suspects and others:
            return Subjects.BOTH
        return Subjects.SUSPECTS if suspects else Subjects.VICTIMS

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """The purposes of the register, each once."""
        return tuple(dict.fromkeys(use.purpose for use in self.uses))


class SharedCounts(_Head):
    """A record for cases that were rebuilt from published counts: no personal data, and it says so."""

    data: DataKind
    decision: Literal["share"]
    published_source: Words = Field(description="Where the counts were published.")
    no_personal_data: Literal[True] = Field(description="That no case record was used.")


class NotShared(_Head):
    """A decision not to share, which is a record too (rule D9)."""

    data: DataKind
    decision: Literal["do not share"]
    kind: GiverKind
    purpose: Purpose
    advice: str = Field(default="", description="Whose advice was asked, as a post.")
    risk_to_child: Words = Field(description="What may happen to a child because it is not shared, and what is done.")
    review_by: dt.date | None = Field(default=None, description="Day by which it is looked at again.")


def _kind_of(value: Any) -> str:
    fields = value if isinstance(value, dict) else vars(value)
    if fields.get("decision") == "do not share":
        return "not shared"
    return "counts" if fields.get("data") in (DataKind.REBUILT, DataKind.REBUILT.value) else "cases"


ShareRecord = Annotated[
    Annotated[SharedCases, Tag("cases")]
    | Annotated[SharedCounts, Tag("counts")]
    | Annotated[NotShared, Tag("not shared")],
    Discriminator(_kind_of),
]


class Risk(Form):
    """One risk to the people in the data, as somebody judged it."""

    id: Reference
    risk: Words
    likelihood: Literal["remote", "possible", "probable"]
    severity: Literal["minimal", "significant", "severe"]
    measure: Words
    residual: Literal["low", "medium", "high"]
    owner: str = Field(min_length=1, description="A post.")


class Controller(Form):
    """``sharing/controller.toml``: what notice, assessment and policy need and no other file says."""

    form: Literal["clerestory-controller/1"]
    controller: str = Field(default="", description="The legal person; the publisher of study.toml if left out.")
    contact: str = Field(default="", description="How to reach the controller; an address for the public.")
    data_protection_officer: str = Field(default="", description="How to reach the officer; a post, not a name.")
    processors: tuple[str, ...] | None = Field(
        default=None, description="Who processes on behalf; none: an empty list."
    )
    transfers: str = Field(default="", description="Transfers out of the United Kingdom, or that there are none.")
    security: str = Field(default="", description="Where the vault is kept, and who may enter.")
    consultation: str = Field(default="", description="Who was consulted: victims' and other views.")
    necessity: str = Field(
        default="", description="Why fewer data, or published counts, would not answer the questions."
    )
    retention_rule: str = Field(default="", description="Why the data are kept as long as the records say.")
    complaints: str = Field(default="", description="How a complaint to the controller is made (DPA 2018 s.164A).")
    review_by: dt.date | None = Field(default=None, description="Day by which the documents are looked at again.")
    risks: tuple[Risk, ...] = ()
