"""A linkage from comparing to persons: the one way for plain records and for encodings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from clerestory.link.answers import answers
from clerestory.link.clustering import NO_EDGES, Bounds, Edges, joined, persons
from clerestory.link.comparisons import FieldComparison
from clerestory.link.expected import LinkageError, Linked, linkage_error
from clerestory.link.pairs import LEFT, RIGHT
from clerestory.link.places import HERE, Place
from clerestory.link.preparing.comparable import ACROSS, Comparable
from clerestory.link.training import Floats, Ints, Model, Patterns, train
from clerestory.model.links.settings import Agreement
from clerestory.progress import SILENT, Progress

MATCH_WEIGHT, MATCH_PROBABILITY, LINKED = "match_weight", "match_probability", "linked"
_STEPS = 3
_LEAST = 1e-9
_SHOWN = 0.001  # pairs of a lower match probability are not listed


@dataclass(frozen=True)
class Decided:
    """What people decided about pairs of records, which no probability overrules."""

    same: tuple[tuple[int, int], ...] = ()
    different: tuple[tuple[int, int], ...] = ()


def nobody_decided(left: Ints, right: Ints) -> Decided:
    """Give no decision about any pair."""
    return Decided()


@dataclass(frozen=True)
class Linkage:
    """What a linkage found; ``repr`` shows numbers alone.

    Attributes
    ----------
    pairs : DataFrame
        ``left``, ``right``, ``match_weight`` (log2 Bayes factor, the prior left out), ``match_probability``,
        ``linked`` (whether the two are one person), and a gamma for each comparison; sorted by record.
    person : int array of shape (n_records,)
        The person of each record, numbered by their first record.
    """

    pairs: pl.DataFrame
    person: Ints
    comparisons: tuple[FieldComparison, ...]
    model: Model
    error: LinkageError

    def __repr__(self) -> str:
        return f"Linkage({len(self.person)} records, {int(self.person.max(initial=-1)) + 1} persons)"

    def agreements(self, pairs: pl.DataFrame) -> dict[str, list[Agreement]]:
        """Give how some of the pairs agree in each field: all that is ever shown of a pair."""
        return {one.name: [one.shown(gamma) for gamma in pairs[one.gamma].to_list()] for one in self.comparisons}


def link(
    records: Comparable,
    *,
    threshold: float,
    same: Ints | None = None,
    decide: Callable[[Ints, Ints], Decided] = nobody_decided,
    place: Place = HERE,
    progress: Progress = SILENT,
) -> Linkage:
    """Link records into persons.

    Parameters
    ----------
    threshold : float
        Match probability from which two records are linked.
    same : int array of shape (n_records,), optional
        Records of one number are one person whatever their fields say: a pseudonym that two givers share.
    decide : callable
        Is given the left and right records of all compared pairs, and gives what people decided.
    place : Place
        Where records are compared: in this process, or on Spark.

    Returns
    -------
    Linkage
        The same for the same records in the same order, threshold and decisions, wherever they are compared.

    Raises
    ------
    EngineError
        If the place is a Spark that cannot be used.
    """
    # Splink takes a third of a second to import, and few commands link.
    from clerestory.link.comparing import compare  # noqa: PLC0415

    progress.begin("linking", _STEPS)
    compared = compare(records, place)
    progress.advance()
    first_m = [np.array(one.first_m()) for one in records.comparisons]
    control = records.controls(compared.pairs[LEFT].to_numpy(), compared.pairs[RIGHT].to_numpy())
    patterns = Patterns.of(compared.gammas([one.gamma for one in records.comparisons]), control)
    pairs = compared.pairs.filter(pl.Series(~control))
    model = train(patterns, compared.u, first_m, all_pairs=records.all_pairs)
    found = answers(records.comparisons, model, patterns, first_m=first_m, threshold=threshold)
    probabilities = found.taken[patterns.of_pair], found.other[patterns.of_pair]
    weight = model.match_weights(patterns)
    strength = _ranks(found.taken, weight)[patterns.of_pair]
    progress.advance()
    edges = Edges(pairs[LEFT].to_numpy(), pairs[RIGHT].to_numpy(), strength)
    decided = decide(edges.left, edges.right)
    direct = probabilities[0] >= threshold
    # Without controls a low probability may be far too low, so that it does not speak against a link.
    known = found.controls.stands_for > 0
    odds = Edges(edges.left, edges.right, _log_odds(probabilities[0], threshold)) if known else NO_EDGES
    person = persons(edges.of(direct), _bounds(records, same, decided), odds)
    linked = person[edges.left] == person[edges.right]
    certain = _known(edges, probabilities, decided)
    error = linkage_error(records, pairs, certain, Linked(linked, direct & linked), controls=found.controls)
    progress.advance()
    listed = pairs.with_columns(
        pl.Series(MATCH_WEIGHT, weight[patterns.of_pair]),
        pl.Series(MATCH_PROBABILITY, probabilities[0]),
        pl.Series(LINKED, linked),
    ).filter(pl.col(LINKED) | (pl.col(MATCH_PROBABILITY) >= _SHOWN))
    return Linkage(listed, person, records.comparisons, model, error)


def _ranks(first: Floats, then: Floats) -> Floats:
    """Give each pattern its rank by one number, and by another where that is the same."""
    rank = np.empty(len(first))
    rank[np.lexsort((then, first))] = np.arange(len(first))
    return rank


def _bounds(records: Comparable, same: Ints | None, decided: Decided) -> Bounds:
    n = records.frame.height
    group = joined(n, decided.same, np.arange(n) if same is None else same)
    source = records.source if records.within == ACROSS else np.full(n, -1)
    return Bounds(group, source, decided.different)


def _log_odds(probability: Floats, threshold: float) -> Floats:
    """Give the log odds of a match against those of the threshold, so that what is linked alone speaks for itself."""
    inside = np.clip(np.array([threshold]), _LEAST, 1 - _LEAST)
    known = np.clip(probability, _LEAST, 1 - _LEAST)
    odds: Floats = np.log(known / (1 - known)) - np.log(inside / (1 - inside))
    return odds


def _known(edges: Edges, probabilities: tuple[Floats, Floats], decided: Decided) -> tuple[Floats, Floats]:
    """Give the probabilities with certainty where somebody decided."""
    if not (decided.same or decided.different):
        return probabilities
    place = {pair: i for i, pair in enumerate(zip(edges.left.tolist(), edges.right.tolist(), strict=True))}
    made = tuple(p.copy() for p in probabilities)
    for pairs, certain in ((decided.same, 1.0), (decided.different, 0.0)):
        rows = [place[pair] for pair in _lower_first(pairs) if pair in place]
        for p in made:
            p[rows] = certain
    return made[0], made[1]


def _lower_first(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(min(pair), max(pair)) for pair in pairs]
