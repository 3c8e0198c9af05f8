"""What is asked of a desk from the command line: its record checked, acts and states of a demonstration, the note."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from clerestory.errors import NotPermittedError, ServingError
from clerestory.model.commission import DataKind
from clerestory.pipeline.desk.crossing import write_review
from clerestory.review.desk.receiving import read_act
from clerestory.web.service.serving import Serving
from clerestory.web.service.setting_up import set_up


def act(serving: Serving, person: str, said: dict[str, Any]) -> str:
    """Do an act as a person of a demonstration, and give its name.

    Raises
    ------
    ServingError
        If the cases are real: there each person acts by their own account.
    ActFormError
        If the act has not its form.
    DeskError
        If the rules of the desk do not let it happen.
    """
    _begin(serving)
    from clerestory.web.acting.performing import perform  # noqa: PLC0415 - when Django is ready

    _let_in()
    return str(perform(person, read_act(said)).act.act)


def state(serving: Serving, person: str) -> str:
    """Give what a person of a demonstration sees of the desk, as JSON.

    Raises
    ------
    ServingError
        If the cases are real.
    NotPermittedError
        If study.toml has no such person.
    """
    _begin(serving)
    from clerestory.web.accounts.people import as_told, people_by_id  # noqa: PLC0415 - when Django is ready
    from clerestory.web.pages.api import state_json  # noqa: PLC0415
    from clerestory.web.store.state import desk_now  # noqa: PLC0415

    found = people_by_id().get(person)
    if found is None:
        remedy = "Name an id of [[people]] in study.toml, or write one there."
        raise NotPermittedError("is nobody of the study", where=as_told(person), remedy=remedy)
    _let_in()
    return json.dumps(state_json(found, desk_now()), indent=2, sort_keys=True, ensure_ascii=False)


def note(serving: Serving) -> Path:
    """Write the record of the review beside the paper, and give the file.

    Raises
    ------
    NotNowError
        If no round is settled, or one is still going on.
    """
    set_up(serving)
    from clerestory.web.service.studies import served_study  # noqa: PLC0415 - when Django is ready
    from clerestory.web.store.state import desk_now  # noqa: PLC0415

    return write_review(served_study(), desk_now())


def _let_in() -> None:
    from clerestory.web.arriving.admitting import admit_waiting  # noqa: PLC0415 - when Django is ready

    admit_waiting()


def _begin(serving: Serving) -> None:
    set_up(serving)
    from clerestory.web.service.studies import served_study  # noqa: PLC0415 - when Django is ready

    if served_study().settings.study.data is DataKind.CONFIDENTIAL:
        raise ServingError(
            "the cases are real: nobody acts for another at the command line",
            where="study.toml, [study], data",
            remedy="Each person signs in to the desk. `clerestory desk invite` gives them a way in.",
        )
