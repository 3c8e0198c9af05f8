"""What the acts about live cases lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from clerestory.model.desk.acts import Recorded, holds
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.holds import LiveCase
from clerestory.model.desk.outputs import Desk
from clerestory.review.desk.folding.outputs import Fold


def _tell(desk: Desk, _done: Recorded, act: holds.TellHolds) -> Desk:
    """Take in what the records say; a case that nobody asks about any more stays while it has certificates."""
    kept = {
        key: replace(case, told=case.told.model_copy(update={"texts": ()}))
        for key, case in desk.holds.items()
        if case.certification.certificates
    }
    told = {one.case: one for one in act.holds}
    new = {key: replace(kept[key], told=one) if key in kept else LiveCase(one) for key, one in told.items()}
    return replace(desk, holds={**kept, **new})


def _certify(desk: Desk, done: Recorded, act: holds.CertifyHold) -> Desk:
    case = desk.holds[act.case]
    certificates = (*case.certification.certificates, act.certificate(done.person))
    return _with(desk, replace(case, certification=replace(case.certification, certificates=certificates)))


def _view(desk: Desk, done: Recorded, act: holds.ViewHold) -> Desk:
    case = desk.holds[act.case]
    views = (*case.certification.views, act.view(done.person))
    return _with(desk, replace(case, certification=replace(case.certification, views=views)))


def _with(desk: Desk, case: LiveCase) -> Desk:
    return replace(desk, holds={**desk.holds, case.told.case: case})


HOLD_FOLDS: Mapping[type[ActForm], Fold] = {
    holds.TellHolds: _tell,
    holds.CertifyHold: _certify,
    holds.ViewHold: _view,
}
