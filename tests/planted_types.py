"""Cases whose types are known: planted with a chosen separation, and those of a synthetic nation. SYNTHETIC."""

from __future__ import annotations

import numpy as np

from clerestory.analyse.panel.alike import adjusted_rand
from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic.fiction import givers_of
from clerestory.synthetic.people import Sizes
from clerestory.synthetic.truth import draw_truth

MISSING = -1


def profile(classes, items, high):
    """Give the share of each class with each item: high on those of its own, which are every so many, else low."""
    own = np.arange(items) % classes == np.arange(classes)[:, None]
    return np.where(own, high, 1 - high)


def planted(rows, *, classes, items, high, seed):
    """Draw answers of 0 and 1, and the true class of each row; classes are of equal size."""
    by = np.random.default_rng(seed)
    true = by.integers(0, classes, rows)
    return (by.random((rows, items)) < profile(classes, items, high)[true]).astype(np.int64), true


def bayes_index(answers, true, *, classes, items, high):
    """Give the adjusted Rand index of who knows all shares: nobody can do better but by chance."""
    shares = profile(classes, items, high)
    logs = answers @ np.log(shares).T + (1 - answers) @ np.log(1 - shares).T
    return adjusted_rand(true, logs.argmax(axis=1), seed=1).value


def _first(spans, index):
    """Give the index at the first row of each case; missing where a case has none."""
    there = spans.counts > 0
    made = np.full(len(there), MISSING)
    made[there] = index[spans.starts[there]]
    return made


def ceiling(answers, true):
    """Give the index of who knows the true shares of each type, and goes to the likeliest as a latent class does."""
    logs = np.tile(np.log(np.bincount(true) / len(true)), (len(true), 1))
    for column in answers.T:
        there = column != MISSING
        counts = np.full((logs.shape[1], column.max() + 1), 0.01)
        np.add.at(counts, (true[there], column[there]), 1)
        logs[there] += np.log(counts / counts.sum(axis=1, keepdims=True)).T[column[there]]
    return adjusted_rand(true, logs.argmax(axis=1), seed=1).value


def nation_items(persons, seed=1):
    """Draw a nation; give for what is asked the items of its investigations, as they truly are, and what was planted.

    What decides on items is the setting (group, family, elsewhere); the types of the CSA Centre are drawn from it, and
    nothing else tells them apart.
    """
    givers = givers_of(44, read_instrument(shipped_instrument()))
    truth = draw_truth(np.random.default_rng(seed), Sizes(persons), givers)
    cases, offences = truth.cases, truth.offences
    suspects, victims = (np.minimum(part.counts, 3) for part in (cases.people.suspects, cases.people.victims))
    initial, contact, place = (
        _first(offences.spans, part.index) for part in (offences.initial, offences.contact, offences.location)
    )
    relation = _first(truth.relations.spans, truth.relations.relation.index)
    four = np.column_stack([suspects, victims, initial, relation])
    all_ = np.column_stack([four, contact, place, np.minimum(cases.n_offences, 4) - 1, cases.model.index])
    first_type = np.unique([code.split(";")[0] for code in cases.typology.codes], return_inverse=True)[1]
    return {
        "groups, by suspects, victims, relation": (four[:, [0, 1, 3]], cases.grouped.astype(np.int64)),
        "settings, by suspects, victims, first contact, relation": (four, cases.setting),
        "settings, by eight items": (all_, cases.setting),
        "CSA Centre types, by eight items": (all_, first_type[cases.typology.index]),
    }
