"""What the labels of other people's models mean here. One that stands in no table is something that may identify."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clerestory.model.redaction.findings import Kind

# spaCy's English pipelines (OntoNotes 5). None is left alone.
SPACY_LABELS: Mapping[str, Kind | None] = MappingProxyType(
    {
        "PERSON": Kind.PERSON,
        "PER": Kind.PERSON,
        "NORP": Kind.TRAIT,
        "LANGUAGE": Kind.TRAIT,
        "ORG": Kind.ORGANISATION,
        "GPE": Kind.PLACE,
        "LOC": Kind.PLACE,
        "FAC": Kind.PLACE,
        "DATE": Kind.DATE,
        "TIME": Kind.DATE,
        "CARDINAL": Kind.QUANTITY,
        "ORDINAL": Kind.QUANTITY,
        "QUANTITY": Kind.QUANTITY,
        "MONEY": Kind.QUANTITY,
        "PERCENT": Kind.QUANTITY,
        "LAW": None,
    }
)

# What GLiNER is asked for: it takes any words as labels.
GLINER_LABELS: Mapping[str, Kind] = MappingProxyType(
    {
        "person": Kind.PERSON,
        "place": Kind.PLACE,
        "address": Kind.ADDRESS,
        "organisation": Kind.ORGANISATION,
        "school": Kind.SCHOOL,
        "date": Kind.DATE,
        "identification number": Kind.CODE,
        "telephone number": Kind.TELEPHONE,
        "email address": Kind.EMAIL,
        "user name": Kind.ACCOUNT,
        "vehicle registration": Kind.VEHICLE,
        "occupation": Kind.TRAIT,
        "nationality": Kind.TRAIT,
    }
)
