"""Acts about an invented petition, for tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from clerestory.model.answers.acts.petitions import (
    ImportPetition,
    RecordAsk,
    WriteResponse,
)
from clerestory.model.answers.petitions.responses import ResponseDraft, ResponseText
from clerestory.model.answers.petitions.snapshot import PetitionSnapshot
from petition_files import NUMBER

ASKED = dt.date(2026, 2, 2)
ELEMENTS = (
    {"id": "review", "words": "That the review is published"},
    {"id": "whole", "words": "That it is published whole"},
)
SAFE = {
    "code": "PERS",
    "kind": "document",
    "words": "It holds what people told of themselves.",
    "review_by": "2026-12-01",
}
LAW = {
    "code": "LEO",
    "kind": "document",
    "words": "It says how drivers are checked.",
    "public_interest": "Who reads how checks are made could get round them, and nobody gains.",
    "review_by": "2026-12-01",
}
SAID: dict[str, Any] = {
    "verdict": "partly",
    "summary": "A part of the review is published, and the rest is not.",
    "details": "The review is published as a report.\n\nWhat people told of themselves is left out.",
    "release": {"form": "A report on this site", "when": "2026-06-30"},
    "held_back": [SAFE, LAW],
    "passages": [
        {"element": "review", "words": "The review is published as a report."},
        {"element": "whole", "words": "What people told of themselves is left out."},
    ],
}


def told(**changed: Any) -> ImportPetition:
    """What the site told of the petition on the day before the others."""
    said = {"number": NUMBER, "shape": "live", "action": "Publish the review of night buses", "state": "open"}
    return ImportPetition(petition=PetitionSnapshot.model_validate(said | changed), told=dt.date(2026, 2, 1))


def ask(**changed: Any) -> RecordAsk:
    """The ask: a release of the whole."""
    said = {"words": "Publish the review of night buses", "kind": "full release", "asked": ASKED, "elements": ELEMENTS}
    return RecordAsk.model_validate(said | changed)


def draft(**changed: Any) -> ResponseDraft:
    """A response that holds."""
    return ResponseDraft.model_validate(SAID | changed)


def written(**changed: Any) -> WriteResponse:
    """The act by which a response that holds is recorded."""
    return WriteResponse(text=ResponseText.model_validate(SAID | changed))
