"""The law of sharing as data: what each code of ``lawful_basis`` stands for, who may rely on it, and what it fits."""

from clerestory.model.law.bases import LAW, Basis, Part, Regime, Statute
from clerestory.model.law.parties import PROVIDER_KINDS, GiverKind, Purpose, Subjects
from clerestory.model.law.sources import SOURCES, Source

__all__ = [
    "LAW",
    "PROVIDER_KINDS",
    "SOURCES",
    "Basis",
    "GiverKind",
    "Part",
    "Purpose",
    "Regime",
    "Source",
    "Statute",
    "Subjects",
]
