"""Who gives, for what, about whom: the questions on which a gateway depends."""

from __future__ import annotations

from enum import Enum


class GiverKind(Enum):
    """What kind of body gives."""

    POLICE = "police"
    NCA = "nca"
    SOCIAL_CARE = "social care"
    HEALTH = "health"
    EDUCATION = "education"
    VOLUNTARY = "voluntary"
    PRIVATE = "private"

    @property
    def is_competent(self) -> bool:
        """Whether it is a competent authority (DPA 2018 s.30 and Sch 7), which holds its cases under Part 3."""
        return self in (GiverKind.POLICE, GiverKind.NCA)

    @property
    def is_public(self) -> bool:
        """Whether it is a public authority, which may not rely on a legitimate interest for its tasks."""
        return self not in (GiverKind.VOLUNTARY, GiverKind.PRIVATE)


PROVIDER_KINDS = {
    "FORCE": GiverKind.POLICE,
    "NCA": GiverKind.NCA,
    "CSC": GiverKind.SOCIAL_CARE,
    "VOL": GiverKind.VOLUNTARY,
}  # codes of provider_kind, which the instrument has for four kinds only


class Purpose(Enum):
    """What the data are shared, or used, for."""

    SAFEGUARDING = "safeguarding"  # protecting a child, or an adult at risk, whoever it is
    CRIME = "preventing crime"  # preventing or detecting an unlawful act
    STATISTICS = "statistics"
    RESEARCH = "research"
    DECISION = "decision about a person"  # never: data of a study are for no measure about anybody

    @property
    def is_statistical(self) -> bool:
        """Whether it is a purpose of UK GDPR Chapter 8A: statistics and research."""
        return self in (Purpose.STATISTICS, Purpose.RESEARCH)


class Subjects(Enum):
    """Whom the data are about."""

    VICTIMS = "victims"
    SUSPECTS = "suspects"  # persons suspected or convicted
    BOTH = "both"

    @property
    def has_offence_data(self) -> bool:
        """Whether Article 10 applies: it covers persons suspected or convicted, not victims (ICO)."""
        return self is not Subjects.VICTIMS
