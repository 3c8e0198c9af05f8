"""The law of sharing as data: what each code of ``lawful_basis`` stands for, who may rely on it, and what it fits."""

from clerestory.model.law.bases import (
    FOR_PROTECTING,
    LAW,
    WITH_POLICY_DOCUMENT,
    Basis,
    Part,
    Regime,
    Statute,
    code_names,
)
from clerestory.model.law.parties import PROVIDER_KINDS, GiverKind, Purpose, Subjects
from clerestory.model.law.sources import SOURCES, Source

__all__ = [
    "FOR_PROTECTING",
    "LAW",
    "PROVIDER_KINDS",
    "SOURCES",
    "WITH_POLICY_DOCUMENT",
    "Basis",
    "GiverKind",
    "Part",
    "Purpose",
    "Regime",
    "Source",
    "Statute",
    "Subjects",
    "code_names",
]
