"""Letters for tests: SYNTHETIC people and offices, acts with what they need, and a fold that is asked first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from clerestory.answer.letters import LETTERS
from clerestory.clock import FixedClock
from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.acts.letters import Sender
from clerestory.model.answers.done import Done
from clerestory.model.answers.letters import Letter, LetterPeople, Part, Party
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.bank_holidays import Jurisdiction
from clerestory.model.commission import DataKind
from clerestory.pipeline.answering.letters.recording import NewLetter
from clerestory.study.answers import AnswerPlace, open_place

WHY = "It is about something that another office does."
THREAD = "MIN/0000001"
SETTINGS = AnswerSettings(form="clerestory-answers/1", office="SYNTHETIC Office", data=DataKind.SYNTHETIC)
ANSWERS = """form = "clerestory-answers/1"
office = "SYNTHETIC Office for Letters"
data = "synthetic"
"""
PEOPLE = {
    "ann": "correspondence officer",
    "ben": "correspondence officer",
    "cat": "policy adviser",
    "dan": "auditor",
}
FOLK = LetterPeople(
    writers=(
        Party(name="Quill Marsh", post="Member for Examplebury", address="Old Hall, Examplebury"),
        Party(name="Fern Holloway", post="Member for Samplewick"),
    ),
    addressees=(Party(name="The Minister of State"),),
    copies=(Party(name="Vale Underhill", post="Leader of the House"),),
)
# gov.uk/bank-holidays, England and Wales, 2026 and the first of 2027
HOLIDAYS = {
    *(dt.date(2026, 1, 1), dt.date(2026, 4, 3), dt.date(2026, 4, 6), dt.date(2026, 5, 4), dt.date(2026, 5, 25)),
    *(dt.date(2026, 8, 31), dt.date(2026, 12, 25), dt.date(2026, 12, 28), dt.date(2027, 1, 1)),
}


def digest(number: int) -> str:
    """A digest of nothing that is kept."""
    return f"sha256:{number:064x}"


def received(
    day: dt.date, part: int = 1, *, target: int = 20, sender: Sender = Sender.MP, **said
) -> acts.ReceiveLetter:
    """A letter that comes."""
    return acts.ReceiveLetter(
        **{
            "thread": THREAD,
            "part": part,
            "sender": sender,
            "received": day,
            "subject": "Guidance for schools",
            "people": digest(part),
            "jurisdictions": (Jurisdiction.ENGLAND_AND_WALES,),
            "target_days": target,
            **said,
        }
    )


def back(day: dt.date, part: int = 1, *, target: int = 20) -> acts.ReceiveTransfer:
    """A part that comes back."""
    return acts.ReceiveTransfer(
        part=part,
        received=day,
        target_days=target,
        jurisdictions=(Jurisdiction.ENGLAND_AND_WALES,),
        transferred_from="SYNTHETIC Office for Schools",
        reason=WHY,
    )


def drafted(version: int = 1, part: int = 1) -> acts.DraftReply:
    """A version of a reply."""
    return acts.DraftReply(part=part, version=version, text=digest(100 + version))


def clearing(version: int = 1, part: int = 1) -> acts.ClearReply:
    """A version of a reply that is cleared."""
    return acts.ClearReply(part=part, version=version, text=digest(500 + version))


def sent(day: dt.date, *, late: int = 0, version: int = 1, part: int = 1) -> acts.SendReply:
    """A reply that goes out."""
    return acts.SendReply(
        part=part, version=version, sent=day, signatory="Minister of State", text=digest(900), days_late=late
    )


class Played:
    """A letter to which acts are done one after another, each asked first whether it may be."""

    def __init__(self, day: dt.date = dt.date(2026, 3, 2)) -> None:
        self.letter: Letter | None = None
        self.done: list[Done] = []
        self.day = day

    def act(self, person: str, act: acts.OfPart, *, on: dt.date | None = None) -> Part:
        """Do an act on a day, which is that of the one before if left out."""
        self.day = on or self.day
        done = Done(dt.datetime.combine(self.day, dt.time(12), tzinfo=dt.UTC), person, act)
        LETTERS.check(self.letter, done, SETTINGS)
        self.letter = LETTERS.after(self.letter, done, SETTINGS)
        self.done.append(done)
        return self.letter.parts[act.part - 1]


def working_days_by_hand(after: dt.date, to: dt.date) -> int:
    """Working days of 2026 from the day after one to another, counted one by one."""
    days = (after + dt.timedelta(days=n) for n in range(1, (to - after).days + 1))
    return sum(day.weekday() < 5 and day not in HOLIDAYS for day in days)


def days_late_by_hand(received: dt.date, target: int, sent: dt.date) -> int:
    """Working days over a target, by a walk from day to day."""
    due, left = received, target
    while left:
        due += dt.timedelta(days=1)
        left -= due.weekday() < 5 and due not in HOLIDAYS
    return 0 if sent <= due else max(1, working_days_by_hand(due, sent))


def office(folder: Path, day: dt.date = dt.date(2026, 3, 2), *, letters: str = "") -> AnswerPlace:
    """An office that answers letters and does nothing else; its clock stands at noon of a day."""
    folder.mkdir(parents=True, exist_ok=True)
    people = "".join(
        f'\n[[people]]\nid = "{person}"\npost = "{person.capitalize()}"\nroles = ["{role}"]\n'
        for person, role in PEOPLE.items()
    )
    (folder / "answers.toml").write_text(f"{ANSWERS}{letters}{people}", encoding="utf-8")
    return at(folder, day)


def at(folder: Path, day: dt.date) -> AnswerPlace:
    """An office as it is opened on a day."""
    return open_place(folder, clock=FixedClock(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)))


def new(day: dt.date = dt.date(2026, 3, 2), **said) -> NewLetter:
    """A letter that is registered on the day on which it comes."""
    return NewLetter(**{"sender": Sender.MP, "subject": "Guidance for schools", "people": FOLK, "day": day, **said})
