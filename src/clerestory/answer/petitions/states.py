"""Where a petition stands on its three axes: on the site, as to a response, as to a debate."""

from __future__ import annotations

from clerestory.model.answers.petitions.settings import PetitionSettings
from clerestory.model.answers.petitions.snapshot import DebateState, PetitionSnapshot, PetitionState, ResponseState
from clerestory.model.answers.petitions.state import Petition, Standing, VersionState

_PUBLISHED = (None, PetitionState.OPEN, PetitionState.CLOSED)  # where nothing is told, it is taken for one of these
_SIGNING = frozenset(
    {None, PetitionState.PENDING, PetitionState.VALIDATED, PetitionState.SPONSORED, PetitionState.OPEN}
)


def response_threshold(told: PetitionSnapshot, settings: PetitionSettings) -> int:
    """Give from how many signatures on a petition is answered: its own parliament's number where it is told."""
    own = told.parliament.response_signatures if told.parliament else None
    return settings.response_signatures if own is None else own


def debate_threshold(told: PetitionSnapshot, settings: PetitionSettings) -> int:
    """Give from how many signatures on a debate is considered."""
    own = told.parliament.debate_signatures if told.parliament else None
    return settings.debate_signatures if own is None else own


def response_state(petition: Petition, settings: PetitionSettings) -> ResponseState:
    """Say whether a response is due: what was done here counts before what the site tells.

    A revision that the Committee asks for is awaited as a first response is.
    """
    told = petition.latest
    if petition.is_to_revise():
        return ResponseState.AWAITING
    if petition.sent or told.response:
        return ResponseState.RESPONDED
    is_reached = told.response_reached or (told.signatures or 0) >= response_threshold(told, settings)
    is_asked = petition.ask or (is_reached and _is_published(told))
    return ResponseState.AWAITING if is_asked else ResponseState.NONE


def debate_state(petition: Petition, settings: PetitionSettings) -> DebateState:
    """Say whether there is a debate: what was recorded here last counts before what the site tells."""
    if petition.debates:
        last = petition.debates[-1]
        if last.scheduled:
            return DebateState.SCHEDULED
        return DebateState.DEBATED if last.debated else DebateState.NOT_DEBATED
    return _told_debate(petition.latest, settings)


def axes(petition: Petition, settings: PetitionSettings) -> tuple[tuple[str, str], ...]:
    """Give the three axes by their names, in words: on the site, as to a response, as to a debate."""
    on_site = petition.latest.state
    return (
        ("Petition", on_site.value if on_site else "not told"),
        ("Response", response_state(petition, settings).value),
        ("Debate", debate_state(petition, settings).value),
    )


def standing(petition: Petition, settings: PetitionSettings) -> Standing:
    """Say what is to be done next."""
    waiting = petition.waiting
    if waiting:
        return Standing.TO_SEND if waiting.state is VersionState.CLEARED else Standing.TO_CLEAR
    if petition.is_to_revise():
        return Standing.TO_REVISE
    if petition.sent:
        return Standing.ANSWERED if _is_settled(petition) else Standing.SENT
    state = response_state(petition, settings)
    names = {
        ResponseState.NONE: Standing.SIGNING if petition.latest.state in _SIGNING else Standing.NOT_DUE,
        ResponseState.AWAITING: Standing.TO_ANSWER,
        ResponseState.RESPONDED: Standing.ANSWERED,
    }
    return names[state]


def _told_debate(told: PetitionSnapshot, settings: PetitionSettings) -> DebateState:
    if told.debate:
        return DebateState.DEBATED if told.debate.debated else DebateState.NOT_DEBATED
    if told.debate_scheduled:
        return DebateState.SCHEDULED
    is_reached = told.debate_reached or (told.signatures or 0) >= debate_threshold(told, settings)
    return DebateState.AWAITING if is_reached and _is_published(told) else DebateState.NONE


def _is_published(told: PetitionSnapshot) -> bool:
    return told.state in _PUBLISHED


def _is_settled(petition: Petition) -> bool:
    decided = petition.decided(petition.sent[-1].number)
    return any(one.decision.ends for one in decided)
