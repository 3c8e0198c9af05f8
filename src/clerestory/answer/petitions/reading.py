"""Petitions read from the petitions site's JSON: live, archived and older shapes, one petition or a page of many.

What is missing or null is told as missing; what is there and of a wrong type is refused by its name. Keys that this
program does not know stay in what is kept; who began a petition does not.

References
----------
alphagov/e-petitions, ``app/views/petitions`` and ``app/views/archived/petitions``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from clerestory.answer.petitions.fields import Fields, fault
from clerestory.model.answers.petitions.snapshot import (
    MOST_SIGNATURES,
    PetitionSnapshot,
    PetitionState,
    Shape,
    SignedIn,
    SiteBusiness,
    SiteDebate,
    SiteParliament,
    SiteRejection,
    SiteResponse,
)

MOST_BYTES = 20_000_000
_MOST_NUMBER = 999_999_999
_CREATOR = "creator"  # so begin the keys of who began a petition
_TIMES = {
    "created": ("created_at",),
    "updated": ("updated_at",),
    "opened": ("opened_at", "open_at"),
    "closed": ("closed_at",),
    "rejected": ("rejected_at",),
    "moderation_reached": ("moderation_threshold_reached_at",),
    "response_reached": ("response_threshold_reached_at",),
    "responded": ("government_response_at",),
    "debate_reached": ("debate_threshold_reached_at",),
    "debate_outcome": ("debate_outcome_at",),
}


@dataclass(frozen=True)
class ReadPetition:
    """A petition that was read.

    Attributes
    ----------
    document : mapping
        As it stood, with every key: of a page of many, the petition alone.
    """

    snapshot: PetitionSnapshot
    document: Mapping[str, Any]

    @property
    def without_creator(self) -> Mapping[str, Any]:
        """The same without who began it, of whom nothing is ever needed: to be kept."""
        data = self.document["data"]
        told = data.get("attributes")
        if not isinstance(told, Mapping):
            return self.document
        left = {key: value for key, value in told.items() if not key.startswith(_CREATOR)}
        return {**self.document, "data": {**data, "attributes": left}}


def read_petitions(data: bytes, *, where: str) -> tuple[ReadPetition, ...]:
    """Give the petitions of a file in its order.

    Parameters
    ----------
    where : str
        What the file is called in a message.

    Raises
    ------
    AnswerError
        If it is no JSON of the petitions site, a field has a wrong type, or two petitions share a number.
    """
    document = _parsed(data, where)
    found = tuple(_read(one, at) for one, at in _documents(document, where))
    numbers = [one.snapshot.number for one in found]
    if len(set(numbers)) < len(numbers):
        raise fault("two petitions share a number", where=where, remedy="Ask the site for the page again.")
    return found


def _parsed(data: bytes, where: str) -> Any:
    if len(data) > MOST_BYTES:
        raise fault(f"the file has more than {MOST_BYTES:,} bytes", where=where, remedy="Import fewer at a time.")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise fault(
            "the file is no JSON in UTF-8",
            where=where,
            remedy="Save what the site gives at an address that ends .json.",
        ) from error


def _no_number(said: str) -> float:
    raise ValueError(said)


def _documents(document: Any, where: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yield each petition in a document of its own, and where it stands."""
    if isinstance(document, dict) and isinstance(document.get("data"), list):
        for number, one in enumerate(document["data"]):
            at = f"{where}, data.{number}"
            if not isinstance(one, dict):
                raise fault("is no petition", where=at, remedy="Each item of data is an object.")
            yield {"data": one}, at
    elif isinstance(document, dict) and isinstance(document.get("data"), dict):
        yield document, f"{where}, data"
    else:
        remedy = "A file of the site has data: a petition, or a list of them."
        raise fault("holds no petition", where=where, remedy=remedy)


def _read(document: Mapping[str, Any], where: str) -> ReadPetition:
    whole = Fields(document["data"], where)
    told = whole.part("attributes") or Fields({}, f"{where}.attributes")
    number = whole.integer("id", most=_MOST_NUMBER)
    if not number:
        raise fault("id: is missing", where=where, remedy="A petition has its number there.")
    values = dict(_values(whole, told))
    try:
        return ReadPetition(PetitionSnapshot(number=number, **values), document)
    except ValidationError as error:
        name = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
        raise fault(f"{name}: does not fit", where=where, remedy="It is longer than the site lets it be.") from None


def _values(whole: Fields, told: Fields) -> Iterator[tuple[str, Any]]:
    yield "shape", _shape(whole, told)
    yield "action", told.text("action", "title")
    yield "background", told.text("background", "description")
    for name in ("additional_details", "committee_note"):
        yield name, told.text(name)
    yield "state", told.choice("state", PetitionState)
    yield "signatures", told.integer("signature_count", most=MOST_SIGNATURES)
    for name, keys in _TIMES.items():
        yield name, told.time(*keys)
    yield "debate_scheduled", told.day("scheduled_debate_date", "debate_scheduled_on")
    yield "parliament", _parliament(whole.part("parliament"))
    yield "rejection", _rejection(told.part("rejection"))
    yield "response", _response(told.part("government_response"))
    yield "debate", _debate(told.part("debate"))
    yield "departments", tuple(one.text("name") for one in told.parts("departments"))
    yield "topics", told.lines("topics")
    for name in ("country", "region", "constituency"):
        yield f"by_{name}", tuple(_signed_in(told.parts(f"signatures_by_{name}")))
    yield "business", tuple(_business(told.parts("other_parliamentary_business")))


def _shape(whole: Fields, told: Fields) -> Shape:
    if told.has("title") or told.has("open_at"):
        return Shape.OLDER
    return Shape.ARCHIVED if whole.text("type") == "archived-petition" else Shape.LIVE


def _parliament(told: Fields | None) -> SiteParliament | None:
    if told is None:
        return None
    return SiteParliament(
        period=told.text("period"),
        government=told.text("government"),
        dissolved=told.day("dissolution_at"),
        response_signatures=told.integer("response_threshold", most=MOST_SIGNATURES),
        debate_signatures=told.integer("debate_threshold", most=MOST_SIGNATURES),
    )


def _rejection(told: Fields | None) -> SiteRejection | None:
    return None if told is None else SiteRejection(code=told.text("code"), details=told.text("details"))


def _response(told: Fields | None) -> SiteResponse | None:
    if told is None:
        return None
    responded = told.day("responded_on", "created_at")  # until 2016 it had no day of its own
    return SiteResponse(responded=responded, summary=told.text("summary"), details=told.text("details"))


def _debate(told: Fields | None) -> SiteDebate | None:
    if told is None:
        return None
    return SiteDebate(
        debated=told.day("debated_on"),
        overview=told.text("overview"),
        transcript=told.text("transcript_url"),
        video=told.text("video_url"),
        pack=told.text("debate_pack_url"),
    )


def _signed_in(parts: Sequence[Fields]) -> Iterator[SignedIn]:
    for one in parts:
        signatures = one.integer("signature_count", most=MOST_SIGNATURES)
        yield SignedIn(code=one.text("ons_code", "code"), name=one.text("name"), signatures=signatures or 0)


def _business(parts: Sequence[Fields]) -> Iterator[SiteBusiness]:
    for one in parts:
        yield SiteBusiness(day=one.day("occurred_on", "created_at"), subject=one.text("subject"))
