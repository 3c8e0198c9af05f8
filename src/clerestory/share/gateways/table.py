"""The decision table of gateways: for every giver, purpose, kind of subject and duty exactly one answer or refusal.

A row answers every combination of its sets. Rows do not overlap and leave nothing out; a test counts every combination.
Where the law was recalled and not read, the statute of the code says so (``model.law``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from clerestory.model.law import Basis, GiverKind, Part, Purpose, Subjects


class Duty(Enum):
    """Whether the law requires the giver to share."""

    REQUIRED = "required"
    NOT_REQUIRED = "not required"


class Receiver(Enum):
    """Who receives."""

    DEPARTMENT = "the department, for this study"
    PROTECTOR = "a body that has a role in protecting the child: social care, police, health"
    POLICE = "the police or the National Crime Agency"


@dataclass(frozen=True)
class Question:
    """What the gateway depends on."""

    giver: GiverKind
    purpose: Purpose
    subjects: Subjects
    duty: Duty


@dataclass(frozen=True)
class Answer:
    """The one gateway of a question.

    Attributes
    ----------
    giver : tuple of Basis
        Under which the giver shares; of a competent authority, under which it holds and lets go.
    for_sharing : tuple of Basis
        Of a competent authority whose sharing is no law enforcement: the UK GDPR basis and conditions of the sharing.
    receiver : tuple of Basis
        Under which the receiver, in a regime of its own, takes it (rule D1).
    power : Basis or None
        Whether the law requires a return to the department, or it is voluntary (rule D2); None for other sharing.
    notes : tuple of str
        What else is to be known.
    """

    to: Receiver
    giver: tuple[Basis, ...]
    receiver: tuple[Basis, ...]
    for_sharing: tuple[Basis, ...] = ()
    power: Basis | None = None
    notes: tuple[str, ...] = ()

    @property
    def all_of_giver(self) -> tuple[Basis, ...]:
        """Every code that the giver relies on."""
        return (*self.giver, *self.for_sharing, *((self.power,) if self.power else ()))


@dataclass(frozen=True)
class Refusal:
    """Why a gateway is not open, under which rule and section, and what to do."""

    rule: str
    reason: str
    section: str
    remedy: str


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    givers: frozenset[GiverKind]
    purposes: frozenset[Purpose]
    subjects: frozenset[Subjects]
    duties: frozenset[Duty]
    outcome: Answer | Refusal

    def answers(self, question: Question) -> bool:
        """Whether the row is about this question."""
        return (
            question.giver in self.givers
            and question.purpose in self.purposes
            and question.subjects in self.subjects
            and question.duty in self.duties
        )


_COMPETENT = frozenset(kind for kind in GiverKind if kind.is_competent)
_PUBLIC = frozenset(kind for kind in GiverKind if kind.is_public) - _COMPETENT
_FREE = frozenset({GiverKind.VOLUNTARY, GiverKind.PRIVATE})
_POLICE, _NCA = frozenset({GiverKind.POLICE}), frozenset({GiverKind.NCA})
_PROTECT, _CRIME, _DECIDE = (frozenset({p}) for p in (Purpose.SAFEGUARDING, Purpose.CRIME, Purpose.DECISION))
_COUNT = frozenset(purpose for purpose in Purpose if purpose.is_statistical)
_REQUIRED, _FREELY = frozenset({Duty.REQUIRED}), frozenset({Duty.NOT_REQUIRED})
_EVERY_SUBJECT, _EVERY_DUTY = frozenset(Subjects), frozenset(Duty)
_WITH_SUSPECTS = frozenset(subjects for subjects in Subjects if subjects.has_offence_data)

_DUTY_OF_CHILDREN_ACT = (
    "Name the enactment that requires it in the record, such as a request of a safeguarding partner under the Children "
    "Act 2004 s.16H (recalled, verify)."
)
_NO_CONSENT = "Consent is not needed, and is not the basis (golden rule 3); engage with the child where that is safe."
_CONFIDENCE = (
    "Health and social care also owe a duty of confidence; the public interest in protecting a child outweighs it "
    "(recalled, verify)."
)
_ORDINARY_LAW = (
    "A voluntary or private body with a task laid down by law may rely on A6-1E instead; say in the record which law."
)
_NCA_GATEWAY = "An NCA officer may disclose for a permitted purpose: Crime and Courts Act 2013 s.7(4), with Schedule 7."
_SAFEGUARDS = (
    "Article 84B and 84C: no measure or decision about a person, no substantial damage or distress; pseudonyms."
)
_ON_GOING = "Under Part 3 and then UK GDPR: the regime changes with the purpose, so the record has both."


def _with_offence_data(codes: tuple[Basis, ...]) -> tuple[Basis, ...]:
    """Add the Article 10 condition where an Article 9 one is named."""
    special = any(code.law.part is Part.SPECIAL for code in codes)
    return (*codes, Basis.A10_S10_5) if special else codes


def _rows(
    givers: frozenset[GiverKind], purposes: frozenset[Purpose], duties: frozenset[Duty], answer: Answer
) -> Iterator[Row]:
    """Yield the row of victims, and that of persons suspected or convicted, for whom Article 10 applies too."""
    yield Row(givers, purposes, frozenset({Subjects.VICTIMS}), duties, answer)
    with_offences = replace(
        answer,
        giver=_with_offence_data(answer.giver),
        receiver=_with_offence_data(answer.receiver),
        for_sharing=_with_offence_data(answer.for_sharing),
    )
    yield Row(givers, purposes, _WITH_SUSPECTS, duties, with_offences)


def _refused(
    givers: frozenset[GiverKind], purposes: frozenset[Purpose], duties: frozenset[Duty], refusal: Refusal
) -> Iterator[Row]:
    yield Row(givers, purposes, _EVERY_SUBJECT, duties, refusal)


_HELD = {
    Purpose.SAFEGUARDING: (Basis.S35_2B, Basis.S8_P4, Basis.S36_4),
    Purpose.STATISTICS: (Basis.S35_2B, Basis.S8_P9, Basis.S36_4),
}
_TO_PROTECTOR = (Basis.A6_1E, Basis.A9_G_P18)
_TO_DEPARTMENT = (Basis.A6_1E, Basis.A9_J_P4)


def _protecting() -> Iterator[Row]:
    free = (_NO_CONSENT,)
    for duties, public, private, notes in (
        (_FREELY, Basis.A6_1E, Basis.A6_1EA, free),
        (_REQUIRED, Basis.A6_1C, Basis.A6_1C, (*free, _DUTY_OF_CHILDREN_ACT)),
    ):
        held = _HELD[Purpose.SAFEGUARDING]
        police = Answer(Receiver.PROTECTOR, held, _TO_PROTECTOR, (public, Basis.A9_G_P18), notes=(*notes, _ON_GOING))
        yield from _rows(_COMPETENT, _PROTECT, duties, police)
        other = Answer(Receiver.PROTECTOR, (public, Basis.A9_G_P18), _TO_PROTECTOR, notes=(*notes, _CONFIDENCE))
        yield from _rows(_PUBLIC, _PROTECT, duties, other)
        body = Answer(Receiver.PROTECTOR, (private, Basis.A9_G_P18), _TO_PROTECTOR, notes=(*notes, _ORDINARY_LAW))
        yield from _rows(_FREE, _PROTECT, duties, body)


def _preventing() -> Iterator[Row]:
    police = (Basis.S35_2B, Basis.S8_P1)
    yield from _refused(
        _COMPETENT,
        _CRIME,
        _EVERY_DUTY,
        Refusal(
            "D1",
            "to prevent or detect crime is a law enforcement purpose: it stays under Part 3, between competent "
            "authorities, and is no return to a department",
            "DPA 2018 s.36(3)",
            "Share it with the other force or the NCA under s.35 and s.36(3); for a study name statistics or research.",
        ),
    )
    for duties, public, private, notes in (
        (_FREELY, Basis.A6_1E, Basis.A6_1EA, ()),
        (_REQUIRED, Basis.A6_1C, Basis.A6_1C, ("Name the enactment or court order that requires it in the record.",)),
    ):
        body = Answer(Receiver.POLICE, (public, Basis.A9_G_P10), police, notes=(*notes, _CONFIDENCE))
        yield from _rows(_PUBLIC, _CRIME, duties, body)
        other = Answer(Receiver.POLICE, (private, Basis.A9_G_P10), police, notes=(*notes, _ORDINARY_LAW))
        yield from _rows(_FREE, _CRIME, duties, other)


def _counting() -> Iterator[Row]:
    held, notes = _HELD[Purpose.STATISTICS], (_SAFEGUARDS, _ON_GOING)
    to, law, free = Receiver.DEPARTMENT, Basis.A6_1C, Basis.A6_1E
    required = Answer(to, held, _TO_DEPARTMENT, (law, Basis.A9_J_P4), Basis.PA96_S44, notes)
    yield from _rows(_POLICE, _COUNT, _REQUIRED, required)
    freely = Answer(to, held, _TO_DEPARTMENT, (free, Basis.A9_J_P4), Basis.VOL, notes)
    yield from _rows(_POLICE, _COUNT, _FREELY, freely)
    yield from _rows(_NCA, _COUNT, _FREELY, replace(freely, notes=(*notes, _NCA_GATEWAY)))
    public = Answer(to, (free, Basis.A9_J_P4), _TO_DEPARTMENT, power=Basis.VOL, notes=(_SAFEGUARDS, _CONFIDENCE))
    yield from _rows(_PUBLIC, _COUNT, _FREELY, public)
    body = Answer(to, (Basis.A6_1F, Basis.A9_J_P4), _TO_DEPARTMENT, power=Basis.VOL, notes=(_SAFEGUARDS, _ORDINARY_LAW))
    yield from _rows(_FREE, _COUNT, _FREELY, body)
    yield from _refused(
        _NCA | _PUBLIC | _FREE,
        _COUNT,
        _REQUIRED,
        Refusal(
            "D2",
            "only a police force can be required to make this return: section 44 speaks of chief officers of "
            "police, and no other power to require it is known",
            Basis.PA96_S44.law.cited,
            "Say that the law does not require it: the return is then voluntary (VOL), under a data sharing agreement.",
        ),
    )


def _deciding() -> Iterator[Row]:
    yield from _refused(
        frozenset(GiverKind),
        _DECIDE,
        _EVERY_DUTY,
        Refusal(
            "D4",
            "data of a study may not be used for a measure or decision about a person",
            "UK GDPR Art 84C(3); DPA 2018 s.41(2)(a)",
            "To protect a child name safeguarding, and share with a body that can act; no study leads back.",
        ),
    )


TABLE = (*_protecting(), *_preventing(), *_counting(), *_deciding())
