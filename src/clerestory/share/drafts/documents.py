"""Privacy notice, impact assessment and policy document, drafted from what a study says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from clerestory.errors import SharingError
from clerestory.model.commission import DataKind, StudySettings
from clerestory.model.instrument import RETURN, Instrument
from clerestory.model.law import WITH_POLICY_DOCUMENT, Basis, Part, Purpose, Regime
from clerestory.model.naming import provider_label
from clerestory.model.rights import RIGHTS, Right
from clerestory.model.sharing import Controller, NotShared, SharedCases, ShareRecord, SubjectCategory, Use
from clerestory.share.drafts.drafting import Draft, drafted


class DocumentKind(Enum):
    """What is drafted; the values are names of commands."""

    NOTICE = "notice"
    ASSESSMENT = "assessment"
    POLICY = "policy"


@dataclass(frozen=True)
class Sensitivity:
    """A class of the instrument's variables, in the order in which they are shown."""

    code: str
    label: str
    published: str


_CLASSES = (
    Sensitivity("S", "Sensitive: special category or criminal offence", "only in protected tables"),
    Sensitivity("Q", "Could single somebody out with other facts", "only in bands, in protected tables"),
    Sensitivity("P", "Operational: could harm a live case", "never"),
    Sensitivity("O", "Open", "yes"),
)
_CATEGORIES = {
    SubjectCategory.SUSPECT: "people who are suspected",
    SubjectCategory.CONVICTED: "people who were convicted",
    SubjectCategory.VICTIM: "victims, and people who may be victims",
    SubjectCategory.WITNESS: "witnesses",
    SubjectCategory.PROFESSIONAL: "professionals",
    SubjectCategory.OTHER: "others",
}


@dataclass(frozen=True)
class StudyFacts:
    """Everything that the documents are drafted from; no case is among it."""

    settings: StudySettings
    instrument: Instrument
    records: Mapping[str, ShareRecord]
    controller: Controller

    @cached_property
    def cases(self) -> tuple[SharedCases, ...]:
        """The records under which case data are shared."""
        return tuple(record for record in self.records.values() if isinstance(record, SharedCases))

    @cached_property
    def refused(self) -> int:
        """How many decisions not to share there are."""
        return sum(isinstance(record, NotShared) for record in self.records.values())

    @cached_property
    def receiver(self) -> tuple[Basis, ...]:
        """Every code under which the department receives, in the order of the law."""
        named = {code for record in self.cases for code in record.receiver.conditions}
        return tuple(code for code in Basis if code in named)

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """The purpose register, each use once."""
        return tuple(dict.fromkeys(use for record in self.cases for use in record.uses))

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """Whom the data are about."""
        named = {category for record in self.cases for category in record.subjects}
        return tuple(words for category, words in _CATEGORIES.items() if category in named)

    @cached_property
    def destroyed(self) -> str:
        """The last day by which returns are destroyed; empty where a record names none."""
        days = [record.destroy_by for record in self.cases]
        return max(day.isoformat() for day in days if day) if days and all(days) else ""

    @cached_property
    def policies(self) -> tuple[str, ...]:
        """Ids of the department's policy documents."""
        return tuple(sorted({r.receiver.policy_document for r in self.cases if r.receiver.policy_document}))

    def label(self, record: SharedCases) -> str:
        """Give the giver of a record in words."""
        return provider_label(record.provider, self.instrument)

    def variables(self) -> Iterator[tuple[Sensitivity, str, list[str]]]:
        """Yield the instrument's variables by class and entity; what a return says of itself is not about a person."""
        for sensitivity in _CLASSES:
            for entity in self.instrument.entities:
                mine = self.instrument.variables_of(entity)
                words = [
                    v.definition.rstrip(".") for v in mine if v.sensitivity == sensitivity.code and entity != RETURN
                ]
                if words:
                    yield sensitivity, entity.replace("_", " "), words

    @cached_property
    def notified(self) -> tuple[SharedCases, ...]:
        """The records of givers that may receive concern notices."""
        return tuple(record for record in self.cases if record.concern_notices)

    @cached_property
    def for_protection(self) -> bool:
        """Whether a use is to safeguard, so that paragraph 18 is in play."""
        return any(use.purpose is Purpose.SAFEGUARDING for use in self.uses)


def draft_document(kind: DocumentKind, facts: StudyFacts) -> Draft:
    """Draft a document as Markdown; what no file of the study says is a gap, and counted.

    Parameters
    ----------
    kind : DocumentKind
        Which of the three.
    facts : StudyFacts
        The study, its instrument, its records of sharing and what is known of its controller.

    Raises
    ------
    SharingError
        If there is no record of a decision to share: what a document says of the givers would be made up.
    """
    commission = facts.settings.study
    rebuilt = commission.data is DataKind.REBUILT
    if not (facts.records if rebuilt else facts.cases):
        what = "there is no record of sharing under which anything is shared"
        raise SharingError(what, where="sharing/", remedy="Make the records first.")
    return drafted(
        f"{kind.value}.md",
        facts=facts,
        study=commission,
        controller=facts.controller,
        who=facts.controller.controller or commission.publisher,
        mark=commission.data.mark_sentence,
        rebuilt=rebuilt,
        rights=[(right, RIGHTS[right, Regime.UK_GDPR].section) for right in Right],
        with_policy=WITH_POLICY_DOCUMENT,
        special=[code for code in facts.receiver if code.law.part is Part.SPECIAL],
        people=facts.settings.people,
        release=facts.settings.release,
        preset=facts.settings.protect.preset,
    )
