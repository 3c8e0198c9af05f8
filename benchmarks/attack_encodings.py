"""How much attackers read of encodings, and how much linking loses, by parameters (docs/methods/encodings.md).

.venv/bin/python benchmarks/attack_encodings.py [--people 20000] [--persons 40000] [--only attacks|linking]
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parents[1] / "tests"))  # the attackers are the tests', and share no code with us

from clerestory.model.links.encodings import CHOSEN, EncodingParameters, Salt
from clerestory.model.spelling import soundex
from clerestory.study import read_instrument, shipped_instrument
from clerestory.synthetic import make_nation
from encoded_linkage import best_f1, encoded_likeness, lists_of, plain_likeness
from encoded_population import birth_target, drawn_people, family_target
from encoding_attacks import by_frequency, by_known_values, by_patterns, by_similarity, seeds_by_frequency

SEED = 1
TRIED = (
    EncodingParameters(10, 1, Salt.NONE),
    EncodingParameters(10, 5, Salt.NONE),
    EncodingParameters(10, 1, Salt.CROSSWISE),
    EncodingParameters(10, 5, Salt.CROSSWISE),
    CHOSEN,
)


def attacks(n: int) -> None:
    print("share of people whose value is guessed right, in percent; in brackets the share of people known beforehand")
    heads = (
        "frequency",
        "in salts",
        "patterns",
        "likeness",
        "equal (1)",
        "likeness (1)",
        "equal (10)",
        "likeness (10)",
    )
    print(f"{'':32}" + "".join(f"{head:>15}" for head in (*heads, "birth (1)", "birth (10)")))
    first = drawn_people(n, SEED)[0]["first_names"]
    sounds = np.unique([soundex(name) for name in first], return_inverse=True)[1]
    initials = np.unique(first.str.head(1).to_numpy(), return_inverse=True)[1]
    for tried in TRIED:
        target, born = family_target(n, SEED, tried)[0], birth_target(n, SEED, tried)
        salted = tried.salt is Salt.CROSSWISE
        rates = [
            target.rate(by_frequency(target)),
            target.rate(by_frequency(target, sounds)) if salted else float("nan"),
            target.rate(by_patterns(target, hashes=tried.hashes)),
            target.rate(by_similarity(target, seeds_by_frequency(target, 25))),
        ]
        births = []
        for share in (0.01, 0.1):
            known = np.random.default_rng(5).random(n) < share
            seeds = np.where(known, target.truth, -1)
            rates.append(target.rate(by_known_values(target, known), known))
            rates.append(target.rate(by_similarity(target, seeds, sounds if salted else None), known))
            seeds = np.where(known, born.truth, -1)
            births.append(born.rate(by_similarity(born, seeds, initials if salted else None), known))
        print(f"{name_of(tried):32}" + "".join(f"{100 * rate:>15.1f}" for rate in (*rates, *births)), flush=True)


def linking(persons: int) -> None:
    print(f"best F1 of linking the lists of 10 givers of a nation of {persons:,} persons (victims)")
    with tempfile.TemporaryDirectory() as place:
        truth = make_nation(
            Path(place) / "n", read_instrument(shipped_instrument()), persons=persons, givers=10, seed=SEED
        ).truth
        lists = lists_of(truth, "victim", CHOSEN)
        pairs = lists.pairs()
        same = lists.person[pairs[:, 0]] == lists.person[pairs[:, 1]]
        found = same.sum() / lists.true_pairs()
        print(f"{len(lists.person):,} rows; blocks give {len(pairs):,} pairs with {found:.1%} of the matches")
        print(
            f"{'plain values':32}{best_f1(plain_likeness(lists, pairs), same, lists.true_pairs()):>15.4f}", flush=True
        )
        for tried in TRIED:
            likeness = encoded_likeness(lists_of(truth, "victim", tried), pairs)
            print(f"{name_of(tried):32}{best_f1(likeness, same, lists.true_pairs()):>15.4f}", flush=True)


def name_of(tried: EncodingParameters) -> str:
    return f"{tried.hashes} hashes, {tried.diffusion} mixed, salt {tried.salt.value}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--persons", type=int, default=40_000)
    parser.add_argument("--only", choices=["attacks", "linking"])
    asked = parser.parse_args()
    if asked.only != "linking":
        attacks(asked.people)
    if asked.only != "attacks":
        linking(asked.persons)
