"""Terms of reference and confidentiality: read, accepted by version, and set anew."""

from __future__ import annotations

import hashlib

from django.http import HttpResponse
from django.shortcuts import redirect

from clerestory.model.desk.acts import group
from clerestory.web.pages.group.room import visited
from clerestory.web.pages.visits import Visit, with_typed


@visited(group.AcceptTerms, group.SetTerms, group.Respond)
def terms(visit: Visit) -> HttpResponse:
    """Give the terms in force, with a button for who has still to accept them."""
    trial = visit.sent({group.AcceptTerms: "You have accepted the terms."})
    if trial.is_done:
        return redirect("home")
    in_force = visit.desk.group.terms
    own = visit.desk.group.accepted.get(visit.person.id)
    is_open = in_force is not None and visit.may(group.AcceptTerms) and own != in_force.version
    return visit.page("terms", trial, terms=in_force, is_open=is_open, may_set=visit.may(group.SetTerms))


@visited(group.SetTerms)
def set_terms(visit: Visit) -> HttpResponse:
    """Give the form by which other terms come into force."""
    text = visit.typed.get("text", "").strip()
    version = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    trial = visit.sent({group.SetTerms: "The terms are in force."}, version=version)
    if trial.is_done:
        return redirect("terms")
    in_force = visit.desk.group.terms
    return visit.page("set_terms", with_typed(trial, text=in_force.text if in_force else ""))
