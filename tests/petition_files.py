"""Invented petitions in the shapes of the petitions site, for tests."""

from __future__ import annotations

import json
from typing import Any

NUMBER = 990001  # no petition of the site has it


def attributes(**changed: Any) -> dict[str, Any]:
    """The attributes of an open petition that anybody could have begun."""
    told: dict[str, Any] = {
        "action": "Publish the review of night buses in Northmere",
        "background": "A review was made.\r\n\r\nNobody has seen it.",
        "additional_details": "",
        "committee_note": None,
        "state": "open",
        "signature_count": 12_345,
        "created_at": "2026-01-02T10:00:00.000Z",
        "updated_at": "2026-02-20T10:00:00.000Z",
        "rejected_at": None,
        "opened_at": "2026-01-05T09:00:00.000Z",
        "closed_at": None,
        "moderation_threshold_reached_at": "2026-01-02T12:00:00.000Z",
        "response_threshold_reached_at": "2026-02-01T23:30:00.000Z",
        "government_response_at": None,
        "debate_threshold_reached_at": None,
        "debate_scheduled_at": None,
        "scheduled_debate_date": None,
        "debate_outcome_at": None,
        "creator_name": "A. Example",
        "rejection": None,
        "government_response": None,
        "debate": None,
        "departments": [{"acronym": "DX", "name": "Department of Examples", "url": "https://example.org/dx"}],
        "topics": ["transport"],
        "signatures_by_country": [
            {"name": "Northland", "code": "NL", "signature_count": 12_000},
            {"name": "Southland", "code": "SL", "signature_count": 345},
        ],
        "signatures_by_constituency": [
            {"name": "Northmere East", "ons_code": "X1", "mp": "Example MP", "signature_count": 7}
        ],
        "signatures_by_region": [{"name": "North", "ons_code": "A", "signature_count": 9}],
        "other_parliamentary_business": [
            {"subject": "A paper on buses", "body": "(text)", "created_at": "2026-02-03T10:00:00.000Z"}
        ],
    }
    return told | changed


def live(number: int = NUMBER, **changed: Any) -> dict[str, Any]:
    """A live petition, as at ``/petitions/N.json``."""
    links = {"self": f"https://petition.example.org/petitions/{number}.json"}
    return {"links": links, "data": {"type": "petition", "id": number, "attributes": attributes(**changed)}}


def archived(number: int = NUMBER, **changed: Any) -> dict[str, Any]:
    """A petition of an earlier parliament, answered and debated."""
    told = attributes(
        state="closed",
        closed_at="2026-07-05T22:59:59.999Z",
        creator_name=None,
        government_response={
            "responded_on": "2026-03-03",
            "summary": "A part is published.",
            "details": "The rest is not.",
            "created_at": "2026-03-03T10:00:00.000Z",
            "updated_at": "2026-03-03T10:00:00.000Z",
        },
        debate={
            "debated_on": "2026-06-01",
            "overview": "It was debated.",
            "debate_pack_url": "https://example.org/pack",
        },
        **changed,
    )
    parliament = {"period": "2024-2026", "response_threshold": 5_000, "debate_threshold": 12_000}
    return {"data": {"type": "archived-petition", "id": number, "parliament": parliament, "attributes": told}}


def older(number: int = NUMBER) -> dict[str, Any]:
    """A petition from before 2015: a title, a description, and a response without a summary or a day."""
    told = {
        "title": "Mend the bridge of Southmere",
        "description": "It is broken.",
        "state": "open",
        "signature_count": 41,
        "opened_at": "2012-05-01T00:00:00.000Z",
        "rejection": None,
        "government_response": {"details": "It will be mended."},
    }
    return {"data": {"type": "archived-petition", "id": number, "attributes": told}}


def page(*documents: dict[str, Any]) -> dict[str, Any]:
    """A page of a list, as at ``/petitions.json``."""
    links = {"self": "https://petition.example.org/petitions.json", "next": None, "prev": None}
    return {"links": links, "data": [one["data"] for one in documents]}


def as_bytes(document: Any) -> bytes:
    """A document as the site sends it."""
    return json.dumps(document).encode()
