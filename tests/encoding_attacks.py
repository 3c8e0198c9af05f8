"""Attackers of encodings: published attacks, each at a strength that breaks plain Bloom filters.

Every attacker has the encodings, every parameter but the key, and the very shares by which names were drawn, which no
real one has. Three also have the true names of some people. What they guess is the family name of each person; the
rate is the share of people guessed right, of those whom they did not know.

- frequency: the commonest encoding is the commonest name, and so on down (Niedermeyer et al. 2014);
- patterns: bits that come together are a bigram, found by how many people have it (Christen et al. 2018);
- similarity: names are found by how alike they are to names already found, first by frequency (Vidanage et al. 2020);
- cohorts: blocking hashes join people into groups, within which the others work.

Nothing here shares code with the encoding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


@dataclass(frozen=True)
class Target:
    """What an attacker has: 512 bits a person (0 or 1), blocking hashes, and the names that there are."""

    bits: np.ndarray  # uint8 (people, 512)
    blocks: np.ndarray  # int64 (people, blocks)
    features: np.ndarray  # float32 (names, tokens): of which bigrams, or other parts, each name is made
    shares: np.ndarray  # of each name in the population
    truth: np.ndarray  # for the score alone: the place of each person's name

    def __post_init__(self) -> None:
        assert len(self.bits) == len(self.truth) == len(self.blocks)

    def values(self) -> np.ndarray:
        """A number for each distinct encoding."""
        packed = np.packbits(self.bits, axis=1)
        return np.unique(packed.view(f"V{packed.shape[1]}").ravel(), return_inverse=True)[1].ravel()

    def rate(self, guess: np.ndarray, known: np.ndarray | None = None) -> float:
        """Share of people guessed right; -1 is no guess."""
        open_ = np.ones(len(self.truth), dtype=bool) if known is None else ~known
        return float((guess == self.truth)[open_].mean())


def cohorts(target: Target) -> np.ndarray:
    """Join people who share any blocking hash; each hash that has the year of birth in it keeps them within a year."""
    n, columns = target.blocks.shape
    people, groups, first_group = [], [], n
    for column in range(columns):
        numbers = np.unique(target.blocks[:, column], return_inverse=True)[1].ravel()
        people.append(np.arange(n))
        groups.append(first_group + numbers)
        first_group += numbers.max() + 1
    rows, cols = np.concatenate(people), np.concatenate(groups)
    graph = coo_array((np.ones(len(rows)), (rows, cols)), shape=(first_group, first_group))
    return connected_components(graph, directed=False)[1][:n]


def by_frequency(target: Target, cohort: np.ndarray | None = None) -> np.ndarray:
    """Align encodings with names by how often each occurs; within each cohort where there are cohorts."""
    value, order = target.values(), np.argsort(-target.shares, kind="stable")
    guess = np.full(len(value), -1)
    for group in _groups(cohort, len(value)):
        found, inverse, counts = np.unique(value[group], return_inverse=True, return_counts=True)
        rank = np.empty(len(found), dtype=np.int64)
        rank[np.argsort(-counts, kind="stable")] = np.arange(len(found))
        guess[group] = order[np.minimum(rank, len(order) - 1)][inverse.ravel()]
    return guess


def by_known_values(target: Target, known: np.ndarray, cohort: np.ndarray | None = None) -> np.ndarray:
    """Give everybody whose encoding is that of a known person that person's name."""
    value = target.values()
    name = np.full(value.max() + 1, -1)
    name[value[known]] = target.truth[known]
    del cohort  # equal encodings are equal across cohorts
    return name[value]


def by_similarity(
    target: Target, seeds: np.ndarray, cohort: np.ndarray | None = None, *, fewest: int = 3
) -> np.ndarray:
    """Give each encoding the name whose likeness to the names of seeds is most like its own to their encodings.

    ``seeds`` holds a name for some people and -1 for the others. Likeness is the Dice coefficient, of bits and of
    bigrams; both are put on one scale by their ranks, seed by seed. Equal fits go to the commoner name.
    """
    grams = target.features
    value, guess = target.values(), np.full(len(target.truth), -1)
    for group in _groups(cohort, len(value)):
        distinct, first, inverse = np.unique(value[group], return_index=True, return_inverse=True)
        bits, name = target.bits[group][first].astype(np.float32), seeds[group][first]
        for place in np.flatnonzero(seeds[group] >= 0):
            name[inverse.ravel()[place]] = seeds[group][place]
        seeded = np.flatnonzero(name >= 0)[:400]
        if len(seeded) < fewest:
            continue
        theirs = _standard(_dice(bits, bits[seeded]))
        ours = _standard(_dice(grams, grams[name[seeded]]))
        fit = theirs @ ours.T / len(seeded) - 0.5 * (ours**2).mean(axis=1) + 1e-3 * np.log(target.shares)
        found = np.where(name >= 0, name, fit.argmax(axis=1))
        guess[group] = found[inverse.ravel()]
        assert len(distinct) == len(found)
    return guess


def seeds_by_frequency(target: Target, number: int) -> np.ndarray:
    """Take the commonest encodings for the commonest names, as seeds."""
    value, order = target.values(), np.argsort(-target.shares, kind="stable")
    counts = np.bincount(value)
    name = np.full(len(counts), -1)
    top = np.argsort(-counts, kind="stable")[:number]
    name[top] = order[: len(top)]
    return name[value]


def by_patterns(target: Target, *, hashes: int, groups: int = 60) -> np.ndarray:
    """Find the bits of bigrams by which bits come together, then which bigrams they are, then the names that fit.

    A bigram's bits are set together by everybody who has it. Groups of such bits are matched with bigrams by how many
    people have each, and each two of them, as the names foretell (by turns of an assignment problem).
    """
    packed, weight = np.unique(np.packbits(target.bits, axis=1), axis=0, return_counts=True)
    bits, weight = np.unpackbits(packed, axis=1).astype(np.float32), weight / weight.sum()
    found = _bit_groups(bits, weight.astype(np.float32), hashes=hashes, most=groups)
    best = np.full(len(bits), int(target.shares.argmax()))
    if len(found) > 2:
        has = np.stack([bits[:, group].min(axis=1) for group in found], axis=1)
        grams = target.features[:, np.argsort(-(target.shares @ target.features))[: 3 * len(found)]]
        grams = grams[:, _matched(has, weight, grams, target.shares)]
        fit = has @ grams.T + (1 - has) @ (1 - grams).T + 0.5 * (target.shares / target.shares.max())
        best = fit.argmax(axis=1)
    place = {row.tobytes(): i for i, row in enumerate(packed)}
    return best[[place[row.tobytes()] for row in np.packbits(target.bits, axis=1)]]


def _bit_groups(bits: np.ndarray, weight: np.ndarray, *, hashes: int, most: int) -> list[np.ndarray]:
    """Grow groups from the pairs of bits that come together most, beyond what each bit alone foretells."""
    mean = weight @ bits
    together = (bits * weight[:, None]).T @ bits
    spread = np.sqrt(mean * (1 - mean)) + 1e-9
    link = (together - np.outer(mean, mean)) / np.outer(spread, spread)
    np.fill_diagonal(link, -1)
    found: list[np.ndarray] = []
    for pair in np.argsort(-link, axis=None)[: 40 * most]:
        group = np.array(np.unravel_index(pair, link.shape))
        for _ in range(3):
            inside = weight * bits[:, group].min(axis=1)
            if inside.sum() < 2e-3:
                break
            group = np.flatnonzero((inside @ bits) / inside.sum() > 0.97)
        if hashes // 2 <= len(group) <= 2 * hashes and not any(len(np.intersect1d(group, g)) > 2 for g in found):
            found.append(group)
        if len(found) == most:
            break
    return found


def _matched(has: np.ndarray, weight: np.ndarray, grams: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Match groups of bits with bigrams so that how often they come, alone and in twos, agrees best."""
    theirs = (has * weight[:, None]).T @ has
    ours = (grams * shares[:, None]).T @ grams
    scale = np.sqrt(np.diag(theirs))[:, None] + 1e-9
    cost = np.abs(np.sqrt(np.diag(theirs))[:, None] - np.sqrt(np.diag(ours))[None, :])
    chosen = linear_sum_assignment(cost)[1]
    for _ in range(30):
        pairs = np.abs(theirs[:, None, :] - ours[:, chosen][None, :, :]) / scale[None, :, 0]
        new = linear_sum_assignment(cost + pairs.sum(axis=2))[1]
        if (new == chosen).all():
            break
        chosen = new
    return chosen


def _groups(cohort: np.ndarray | None, n: int) -> list[np.ndarray]:
    if cohort is None:
        return [np.arange(n)]
    order = np.argsort(cohort, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(cohort[order])) + 1)


def _dice(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return 2 * (a @ b.T) / (a.sum(axis=1)[:, None] + b.sum(axis=1)[None, :])


def _standard(likeness: np.ndarray) -> np.ndarray:
    """Put each column on the scale of its own mean and spread."""
    return (likeness - likeness.mean(axis=0)) / (likeness.std(axis=0) + 1e-6)
