"""Drafts of letters about a request; they know the request by its id and nobody by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clerestory.model.law import Regime
from clerestory.model.rights import EXEMPTION_LAW, RIGHTS, Exemption, RightsRequest
from clerestory.model.sharing import Controller, ShareRecord
from clerestory.share.drafts.drafting import Draft, drafted
from clerestory.share.rights.deadlines import deadline_of
from clerestory.share.rights.requests import regimes_of


@dataclass(frozen=True)
class Sender:
    """Who writes, about which study."""

    publisher: str
    study: str
    controller: Controller
    mark: str = ""
    notified: frozenset[str] = frozenset()  # givers to whom concern notices went


def letter(request: RightsRequest, records: Mapping[str, ShareRecord], sender: Sender) -> Draft:
    """Give the letter that the state of a request asks for, as Markdown.

    Parameters
    ----------
    request : RightsRequest
        Its last state decides which letter it is.
    records : mapping of str to ShareRecord
        Say which regime the giver is under.
    sender : Sender
        The controller; what is not known of it stands as a gap to be decided.
    """
    last = request.steps[-1]
    answering = [
        (who, RIGHTS[request.right, regime].section, deadline_of(request, regime).due)
        for who, regime in regimes_of(request, records)
    ]
    here = RIGHTS[request.right, Regime.UK_GDPR]
    weighed = [EXEMPTION_LAW[e] for e in here.exemptions if e is not Exemption.UNIDENTIFIED]
    return drafted(
        "letter.md",
        request=request,
        last=last,
        state=last.state.value,
        sender=sender,
        controller=sender.controller,
        section=here.section,
        deadline=deadline_of(request, Regime.UK_GDPR),
        answering=answering,
        notified=request.giver in sender.notified,
        weighed=weighed,
        exemption=EXEMPTION_LAW[last.exemption] if last.exemption else None,
    )
