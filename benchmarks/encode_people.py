"""Seconds and peak memory to encode people, beside one HMAC for each bigram of their two names in plain Python.

The peer is the naive way: the bigrams of first and family name, hashed one by one under a key, no bits set. The ratio
says what the whole encoding costs beside that. Each run is a process of its own.

    .venv/bin/python benchmarks/encode_people.py [PEOPLE ...]
"""

import csv
import hmac
import tempfile
from pathlib import Path

import numpy as np
from processes import asked_for, asked_sizes, measured

from clerestory.pipeline import Outputs, encode_people, make_keys
from clerestory.synthetic.name_lists import family_names, female_names, postcodes, towns

SIZES = (100_000, 1_000_000)


def write_people(path: Path, n: int) -> None:
    rng = np.random.default_rng(1)
    first, family = female_names(rng), family_names(rng)
    born = (rng.integers(1940, 2012, n) - 1970).astype("datetime64[Y]").astype("datetime64[D]") + rng.integers(
        0, 364, n
    )
    force, town = rng.integers(0, 40, n), rng.integers(0, 10, n)
    rows = zip(
        first.draw(rng, n).tolist(), family.draw(rng, n).tolist(), born, force.tolist(), town.tolist(),
        postcodes(rng, force, town), strict=True,
    )  # fmt: skip
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("kind", "local_id", "first_names", "family_name", "date_of_birth", "postcode", "town", "twin"))
        for i, (a, b, day, f, t, code) in enumerate(rows):
            kind = "suspect" if i % 3 else "victim"
            writer.writerow((kind, i, first.names[a], family.names[b], day, code, towns(f)[t], i))


def ours(place: str) -> int:
    folder = Path(place)
    done = encode_people(folder / "people.csv", sorted(folder.glob("*.key")), Outputs(folder / "encodings.parquet"))
    return done.suspects + done.victims


def peer(place: str) -> int:
    key, n = b"k" * 32, 0
    with (Path(place) / "people.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            n += 1
            for name in (row["first_names"], row["family_name"]):
                padded = f"_{name.lower()}_"
                for i in range(len(padded) - 1):
                    hmac.digest(key, padded[i : i + 2].encode(), "sha512")
    return n


def main(sizes: tuple[int, ...]) -> None:
    print("encode; peer: one HMAC for each bigram of two names, in plain Python")
    print(f"{'people':>10} {'seconds':>9} {'cpu s':>8} {'peak MB':>9} {'out MB':>8} {'peer s':>8} {'ratio':>6}")
    for n in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            write_people(folder / "people.csv", n)
            make_keys(folder, "bench")
            mine, plain = measured(__file__, "ours", folder), measured(__file__, "peer", folder)
            size = (folder / "encodings.parquet").stat().st_size / 1e6
        assert mine["count"] == plain["count"] == n
        print(
            f"{n:>10,} {mine['seconds']:>9.1f} {mine['cpu_seconds']:>8.1f} {mine['peak_mb']:>9.0f} {size:>8.0f}"
            f" {plain['seconds']:>8.1f} {mine['cpu_seconds'] / plain['cpu_seconds']:>6.2f}"
        )


if __name__ == "__main__" and not asked_for({"ours": ours, "peer": peer}):
    main(asked_sizes(__doc__, SIZES))
