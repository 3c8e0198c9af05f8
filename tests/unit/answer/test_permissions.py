"""Who may do what to answers: what has a person's name is never done by the program."""

from __future__ import annotations

import pytest

from clerestory.answer.permissions import MAY, check_permitted
from clerestory.errors import AnswerNotPermittedError
from clerestory.model.answers.acts import letters, petitions, requests
from clerestory.model.commission import Person, Role
from requests_asked import DIGEST, WHY, drafted, received

DECIDED = requests.DecideReview(decided="2026-03-20", outcome=requests.ReviewOutcome.UPHELD, reason=WHY)
BY_NAME = (
    letters.ClearReply(part=1, version=1, text="sha256:" + "0" * 64),
    petitions.ClearResponse(version=1, reason=WHY),
    requests.ClearAnswer(version=1),
    DECIDED,
    requests.RegisterTable(table="t9", printed=DIGEST, left="a" * 64),
)


@pytest.mark.parametrize("act", BY_NAME)
def test_the_program_is_nobodys_second_person(act):
    with pytest.raises(AnswerNotPermittedError, match="the program does not do this") as refused:
        check_permitted(None, act)
    assert "--actor" in refused.value.remedy
    role = next(iter(MAY[type(act)]))
    check_permitted(Person(id="ann", post="Officer", roles=[role]), act)


@pytest.mark.parametrize("act", [received(), drafted(), requests.ReturnAnswer(reason=WHY)])
def test_what_a_second_person_still_reads_the_program_does(act):
    check_permitted(None, act)
    with pytest.raises(AnswerNotPermittedError, match="no role"):
        check_permitted(Person(id="ann", post="Auditor", roles=[Role.AUDITOR]), act)
