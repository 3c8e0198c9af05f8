"""Names that a person goes by, beside the one of birth: short forms, other spellings of one name, a new family name.

Short forms and spellings are made by rule, since the persons are made up. Rates are the caller's; none is a finding.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import polars as pl

from clerestory.errors import StudyError
from clerestory.model.links.people import FAMILY_NAME, FIRST_NAMES, OTHER_FAMILY_NAME
from clerestory.synthetic.drawing import Ints, Mask, chance
from clerestory.synthetic.name_lists import family_names

SHORT, RESPELT, RENAMED = "short_form", "respelt", "renamed"
_VOWELS = frozenset("aeiouy")
_ENDINGS = ("", "ie", "y")
_SHORTEST = 3
# Letters that stand for one sound in another spelling, as names are written that come from another alphabet.
_SPELLINGS = (
    ("ph", "f"), ("ck", "k"), ("sh", "sch"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "ay"), ("kh", "h"),
    ("th", "t"), ("ll", "l"), ("tt", "t"), ("ss", "s"), ("c", "k"), ("y", "i"), ("v", "w"), ("j", "dj"), ("z", "s"),
)  # fmt: skip
_LISTED_PROP = 0.5  # of the lists that a renamed person is on: the new name
_FORMER_KEPT_PROP = 0.5  # of lists with a new name: the one of birth stands in the column for others


@dataclass(frozen=True)
class Habits:
    """How often lists have another name than that of birth.

    Attributes
    ----------
    short_form_prop : float
        Of entries: the first name in a short form.
    respelt_prop : float
        Of entries: the first and the family name in another spelling of the same sounds.
    renamed_prop : float
        Of persons: a new family name, by marriage, adoption or choice, which each list has or has not, half and half.
    """

    short_form_prop: float = 0.0
    respelt_prop: float = 0.0
    renamed_prop: float = 0.0

    def __post_init__(self) -> None:
        for name, prop in asdict(self).items():
            if not 0 <= prop <= 1:
                raise StudyError("is no share of 0 to 1", where=name, remedy="Give a number from 0 to 1.")


NAMES_OF_BIRTH = Habits()


def with_habits(rng: np.random.Generator, listed: pl.DataFrame, who: Ints, habits: Habits) -> pl.DataFrame:
    """Give entries of lists as people go by their names, and say which entry has which habit.

    Parameters
    ----------
    listed : DataFrame
        First names, family name and other family name of each entry, one for each giver and person.
    who : int array of shape (n_entries,)
        The person of each entry.

    Returns
    -------
    DataFrame
        The same columns, and three of true or false.
    """
    short_rng, spelling_rng, name_rng = rng.spawn(3)
    n, columns = len(who), (FIRST_NAMES, FAMILY_NAME, OTHER_FAMILY_NAME)
    short, respelt = chance(short_rng, habits.short_form_prop, n), chance(spelling_rng, habits.respelt_prop, n)
    named, renamed = _renamed(name_rng, listed.select(columns).rows(), who, habits.renamed_prop)
    endings, draws = short_rng.integers(0, len(_ENDINGS), n).tolist(), spelling_rng.random((n, 2)).tolist()
    shortened = [
        (_short(first, _ENDINGS[ending]) if is_short else first, *more)
        for (first, *more), ending, is_short in zip(named, endings, short, strict=True)
    ]
    written = [
        (_respelt(first, one), _respelt(family, two), other) if is_respelt else (first, family, other)
        for (first, family, other), (one, two), is_respelt in zip(shortened, draws, respelt, strict=True)
    ]
    names = pl.DataFrame(written, schema=dict.fromkeys(columns, pl.String), orient="row")
    marks = {SHORT: short, RESPELT: respelt, RENAMED: renamed}
    return listed.with_columns(names.get_columns()).with_columns(**{name: pl.Series(m) for name, m in marks.items()})


def _renamed(
    rng: np.random.Generator, names: list[tuple[str, str, str]], who: Ints, prop: float
) -> tuple[list[tuple[str, str, str]], Mask]:
    """Give entries the further family name of their person, some with the one before beside it; and say which."""
    pool, n = family_names(rng), int(who.max(initial=-1)) + 1
    name, has = pool.draw(rng, n), chance(rng, prop, n)
    taken, kept = has[who] & chance(rng, _LISTED_PROP, len(who)), chance(rng, _FORMER_KEPT_PROP, len(who))
    new = [pool.names[k] for k in name[who].tolist()]
    made = [
        (first, further, family if beside else other) if is_new else (first, family, other)
        for (first, family, other), further, is_new, beside in zip(names, new, taken, kept, strict=True)
    ]
    return made, taken


def _short(names: str, ending: str) -> str:
    """Shorten the first of some names to the consonant after its first vowel, from three letters, and end it."""
    first, *more = names.split(" ")
    vowel = next((i for i, letter in enumerate(first.lower()) if letter in _VOWELS), len(first))
    end = next((i for i in range(vowel + 1, len(first)) if first[i].lower() not in _VOWELS), len(first)) + 1
    return " ".join([first[: max(end, _SHORTEST)] + ending if end < len(first) else first, *more])


def _respelt(name: str, draw: float) -> str:
    """Exchange one group of letters after the first for another that sounds alike; a name that has none stays."""
    fits = [(old, new) for pair in _SPELLINGS for old, new in (pair, pair[::-1]) if old in name[1:]]
    if not fits:
        return name
    old, new = fits[int(draw * len(fits))]
    return name[0] + name[1:].replace(old, new, 1)
