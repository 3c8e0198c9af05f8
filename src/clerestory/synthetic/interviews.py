"""Made-up interviews: neutral sentences of nobody, coded by two coders who do not always agree.

They show how the files work and nothing else: no sentence is of a person, and which kind of interviewee says what is
drawn by chance.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clerestory.model.interviews.project import Code, Coding, Selection, TextSource
from clerestory.model.interviews.register import NO_CASE, ConsentScope, Interview

MARK = "SYNTHETIC: nobody said this."
ETHICS = "SYN-ETHICS-COMMITTEE"
MISSED_PROP = (0.08, 0.15)  # of the paragraphs with a theme, what each coder passes over
_NAMESPACE = uuid.UUID("3f6d0b0c-0f55-5b0e-8d0a-7f6a0d2b9c11")
_KINDS = (("OFF", 0.4), ("PRAC", 0.35), ("SURV", 0.2), ("CONV", 0.05))
_SCOPES = ((ConsentScope.CODING, 0.25), (ConsentScope.QUOTES, 0.25), (ConsentScope.VERBATIM, 0.5))
_WITHDRAWN_PROP, _THEME_PROP = 0.08, 0.4
_FIRST_DAY = dt.date(2024, 3, 4)

# The codes, the group of each, and sentences that have to do with it.
_THEMES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Coming together", "Friends of friends", (
        "People came to know each other through friends, and nobody planned it.",
        "It was a circle that others were brought into, one after the other.",
    )),
    ("Coming together", "Work", (
        "They knew each other from work, and that made the evenings easy to arrange.",
        "Shifts ended at the same time, and that was how it held together.",
    )),
    ("First contact", "Online", (
        "It began with messages, and the messages were friendly for a long time.",
        "An account was how contact was made, and it was never asked about.",
    )),
    ("First contact", "In public", (
        "Contact began where young people spend their evenings anyway.",
        "It was in the open, and people walked past.",
    )),
    ("Services", "Listened", (
        "What helped was one worker who listened and did not hurry.",
        "They came back each week, and that was new.",
    )),
    ("Services", "Not recorded", (
        "It was said more than once, and it was not written down.",
        "Nobody recorded it, so the next person started again from nothing.",
    )),
    ("Services", "Passed on", (
        "One agency told another, and it took months.",
        "The form was sent, and we never heard what came of it.",
    )),
    ("Prevention", "Places", (
        "Light and staff in the evening would have changed a great deal.",
        "If those who work there at night had been told what to look for, they would have seen it.",
    )),
)  # fmt: skip
_NEUTRAL = (
    "I had not thought about it in that way before.",
    "It is hard to say what came first.",
    "That is how I remember it.",
    "I would want others to know that they can ask.",
)
_ANCHORED = (
    "It was near the college, in the spring of 2015.",
    "There were six men in all, and one of them got nine years.",
)


@dataclass(frozen=True, repr=False)
class SyntheticInterviews:
    """A register and, for each of two coders, the transcripts with that coder's codings."""

    interviews: tuple[Interview, ...]
    codes: tuple[Code, ...]
    coders: tuple[str, ...]
    sources: tuple[tuple[TextSource, ...], ...]

    def __repr__(self) -> str:
        return f"SyntheticInterviews({len(self.interviews)} interviews)"


def synthetic_interviews(number: int, investigations: Sequence[str], *, seed: int) -> SyntheticInterviews:
    """Make interviews up.

    Parameters
    ----------
    number : int
        How many.
    investigations : sequence of str
        Pseudonyms of made-up investigations that they are about; without any they are about none.
    seed : int
        The same seed gives the same interviews.
    """
    rng = np.random.default_rng(seed)
    codes, coders = _codes(), tuple(str(uuid.uuid5(_NAMESPACE, f"coder {at}")) for at in range(len(MISSED_PROP)))
    interviews = tuple(_interview(rng, at, investigations) for at in range(number))
    told = [_told(rng) for _ in interviews]
    sources = tuple(
        tuple(
            _source(rng, interview.pseudonym, paragraphs, codes, coder=coder, missed=missed)
            for interview, paragraphs in zip(interviews, told, strict=True)
        )
        for coder, missed in zip(coders, MISSED_PROP, strict=True)
    )
    return SyntheticInterviews(interviews, codes, coders, sources)


def _codes() -> tuple[Code, ...]:
    made: dict[tuple[str, ...], Code] = {}
    for group, name, _ in _THEMES:
        for path in ((group,), (group, name)):
            guid = str(uuid.uuid5(_NAMESPACE, " / ".join(path)))
            made.setdefault(path, Code(guid, path, is_codable=len(path) > 1))
    return tuple(made.values())


def _interview(rng: np.random.Generator, at: int, investigations: Sequence[str]) -> Interview:
    kind = _KINDS[rng.choice(len(_KINDS), p=[share for _, share in _KINDS])][0]
    about = str(rng.choice(investigations)) if len(investigations) and kind != "PRAC" else NO_CASE
    scope = _SCOPES[rng.choice(len(_SCOPES), p=[share for _, share in _SCOPES])][0]
    given = _FIRST_DAY + dt.timedelta(days=3 * at)
    withdrawn = given + dt.timedelta(days=30) if rng.random() < _WITHDRAWN_PROP else None
    pseudonym = "int" + "".join(rng.choice(list("abcdefghijklmnopqrstuvwxyz234567"), 26))
    return Interview(pseudonym, about, kind, scope, given, withdrawn, ETHICS)


def _told(rng: np.random.Generator) -> list[tuple[str, int | None]]:
    """Give the paragraphs of one interview, each with the number of its theme or none."""
    paragraphs: list[tuple[str, int | None]] = [(MARK, None)]
    for theme, (_, _, sentences) in enumerate(_THEMES):
        if rng.random() < _THEME_PROP:
            words = [str(rng.choice(sentences))]
            words += [str(rng.choice(_ANCHORED))] if rng.random() < 0.1 else []
            paragraphs += [(" ".join(words), theme), (str(rng.choice(_NEUTRAL)), None)]
    return paragraphs


def _source(
    rng: np.random.Generator,
    pseudonym: str,
    paragraphs: Sequence[tuple[str, int | None]],
    codes: Sequence[Code],
    *,
    coder: str,
    missed: float,
) -> TextSource:
    codable = [code for code in codes if code.is_codable]
    selections, at = [], 0
    for words, theme in paragraphs:
        if theme is not None and rng.random() >= missed:
            guid = str(uuid.uuid5(_NAMESPACE, f"{pseudonym} {coder} {at}"))
            selections.append(Selection(guid, at, at + len(words), (Coding(codable[theme].guid, coder),)))
        at += len(words) + 1
    guid = str(uuid.uuid5(_NAMESPACE, pseudonym))
    return TextSource(guid, pseudonym, "\n".join(words for words, _ in paragraphs), tuple(selections))
