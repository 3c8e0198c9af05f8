"""What leaves the giver: pseudonyms, bits and blocking hashes that follow from values and keys alone."""

import base64
import hashlib
import hmac
import re

import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest

from clerestory.errors import CustodyError, PeopleFileError
from clerestory.model.custody import CustodyKey, KeyKind
from clerestory.model.links.encodings import BLOCKS, CHOSEN, COLUMNS, FIELDS
from clerestory.pipeline import Outputs, encode_people
from clerestory.share.keys import read_key, rotate_key, write_key
from encoded_population import bits_of
from people_files import ANN, BEN, HEADER, key_files, people_file


@pytest.fixture
def keys(tmp_path):
    return key_files(tmp_path / "keys")


def encoded(tmp_path, keys, *rows, name="out", header=HEADER, **options) -> pl.DataFrame:
    out = tmp_path / f"{name}.parquet"
    path = people_file(tmp_path, *rows, header=header)
    encode_people(path, keys, Outputs(out, tmp_path / f"{name}.csv"), **options)
    return pl.read_parquet(out)


def dice(a: np.ndarray, b: np.ndarray) -> float:
    return float(2 * (a & b).sum() / (a.sum() + b.sum()))


def test_the_file_has_eight_words_for_each_field_and_nothing_undeclared(tmp_path, keys):
    frame = encoded(tmp_path, keys, ANN, BEN)
    assert tuple(frame.columns) == COLUMNS
    assert {frame.schema[name] for name in FIELDS} == {pl.Array(pl.Int64, 8)}
    assert {frame.schema[name] for name in BLOCKS} == {pl.Int64}
    assert frame["other_family_name"].null_count() == 2
    assert frame["pseudonym"].is_sorted()
    assert (tmp_path / "out.parquet").stat().st_mode & 0o777 == 0o600
    assert pq.ParquetFile(tmp_path / "out.parquet").metadata.num_rows == 2


def test_no_byte_of_what_leaves_holds_a_value(tmp_path, keys):
    encoded(tmp_path, keys, ANN, BEN)
    data = (tmp_path / "out.parquet").read_bytes().lower()
    for word in (b"anneliese", b"quillbury", b"1981", b"qx4", b"zelambry", b"benedikt", b"tallowby"):
        assert word not in data
    assert b"people.csv" not in data


def test_a_pseudonym_is_the_keyed_hash_of_first_name_family_name_and_birth_date(tmp_path, keys):
    frame = encoded(tmp_path, keys, ANN)
    secret = read_key(keys[0]).secret
    label = b"clerestory/1" + len(b"pseudonym").to_bytes(4, "big") + b"pseudonym"
    derived = hmac.new(secret, label, hashlib.sha256).digest()
    digest = hmac.new(derived, b"exact\x00anneliese|quillbury|1981-03-09|", hashlib.sha256).digest()
    number = int.from_bytes(digest[:17], "big") >> 6
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    assert frame["pseudonym"].to_list() == ["sus" + "".join(letters[(number >> 5 * i) & 31] for i in range(25, -1, -1))]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (ANN.replace(",7,", ",X9,"), True),  # the giver's own identifier says nothing
        (ANN.replace("Anneliese Mary", "ANNELIESE"), True),  # middle names come and go
        (ANN.replace("QX4 7ZD", ""), True),  # people move
        (ANN.replace("Quillbury", "Quilbury"), False),  # another spelling is left to linking
        (ANN.replace("1981", "1982"), False),
    ],
)
def test_two_givers_give_one_person_one_pseudonym(tmp_path, keys, other, same):
    mine, theirs = encoded(tmp_path, keys, ANN), encoded(tmp_path, keys, other, name="theirs")
    assert (mine["pseudonym"].item() == theirs["pseudonym"].item()) == same


def test_a_person_without_birth_date_gets_a_pseudonym_of_one_giver_alone(tmp_path, keys):
    row = ANN.replace("1981-03-09", "")
    with pytest.raises(PeopleFileError, match="say whose these are with --provider"):
        encoded(tmp_path, keys, row)
    one, again, other = (
        encoded(tmp_path, keys, row, provider=code)["pseudonym"].item() for code in ("F:01", "F:01", "F:02")
    )
    assert one == again != other


def test_victims_and_suspects_share_nothing_but_a_cross_pseudonym_that_stays(tmp_path, keys):
    frame = encoded(tmp_path, keys, ANN, ANN.replace("suspect", "victim"), BEN)
    suspect = frame.filter(pl.col("kind") == "suspect")
    victim = frame.filter(pl.col("kind") == "victim")
    assert suspect["parameters"].item() not in victim["parameters"].to_list()
    for name in FIELDS:
        ours = bits_of(suspect[name])[0]
        assert not any(dice(ours, bits) > 0.65 for bits in bits_of(victim[name]) if ours.any() and bits.any())
    assert not set(suspect.select(BLOCKS).row(0)) & {v for row in victim.select(BLOCKS).rows() for v in row} - {None}
    named = pl.read_csv(tmp_path / "out.csv", infer_schema=False)
    cross = named.filter(pl.col("local_id") == "7")["cross_pseudonym"]
    assert cross.n_unique() == 1
    assert cross.str.contains("^crs[a-z2-7]{26}$").all()
    assert named.filter(pl.col("local_id") == "8")["cross_pseudonym"].item() == ""
    written = (tmp_path / "out.parquet").read_bytes()
    assert cross[0].encode() not in written
    assert not re.search(rb"crs[a-z2-7]{26}", written)  # three letters alone come by chance


def test_encodings_of_other_keys_carry_another_identifier_and_share_nothing(tmp_path, keys):
    others = key_files(tmp_path / "others")
    mine, theirs = encoded(tmp_path, keys, ANN), encoded(tmp_path, others, ANN, name="theirs")
    assert mine["parameters"].item() != theirs["parameters"].item()
    assert mine["parameters"].item() == CHOSEN.id_under(read_key(keys[0]))
    for name in ("first_names", "family_name", "date_of_birth", "postcode", "town"):
        assert dice(bits_of(mine[name])[0], bits_of(theirs[name])[0]) < 0.65


@pytest.mark.parametrize(
    ("field", "value", "near", "far"),
    [
        ("family_name", "Quillbury", "Quilbury", "Saffron"),
        ("family_name", "Quillbury", "Quillbry", "Saffron"),
        ("first_names", "Anneliese Mary", "Annelise Mary", "Bertrand"),
        ("date_of_birth", "1981-03-09", "1981-03-08", "1994-12-27"),
        ("date_of_birth", "1981-03-09", "1981-09-03", "1994-12-27"),
        ("postcode", "QX4 7ZD", "QX4 7ZE", "VJ12 2AB"),
        ("town", "Zelambry", "Zellambry", "Kessostow"),
    ],
)
def test_likeness_falls_gently(tmp_path, field, value, near, far):
    """Over six fixed keys; no row changes what its field is salted by, the first name and its initial."""
    rows = [row.replace(",7,", f",{at},") + f",{at}" for at, row in enumerate(
        (ANN, ANN.replace(value, near), ANN.replace(value, far)))]  # fmt: skip
    close, strange = [], []
    for number in range(6):
        folder = tmp_path / f"{number}"
        frame = encoded(tmp_path, [fixed_key(folder, number)], *rows, header=f"{HEADER},twin")
        named = pl.read_csv(tmp_path / "out.csv", infer_schema=False).sort("local_id")
        by_row = named.select("pseudonym").join(frame, "pseudonym", maintain_order="left")
        whole, like, unlike = bits_of(by_row[field])
        assert dice(whole, whole) == 1
        close.append(dice(whole, like))
        strange.append(dice(whole, unlike))
    assert np.mean(close) > np.mean(strange) + 0.02  # day and month exchanged keep little under diffusion
    assert np.mean(strange) < 0.55


def fixed_key(folder, number: int):
    secret = base64.b64encode(hashlib.sha256(bytes([number])).digest()).decode()
    path = folder / "suspect.key"
    write_key(path, CustodyKey(study="nation", kind=KeyKind.SUSPECT, generation=1, key=secret))
    return path


def test_a_former_name_can_meet_a_present_one(tmp_path, keys):
    now = encoded(tmp_path, keys, ANN)
    then = encoded(tmp_path, keys, ANN.replace("Quillbury,", "Saffronby,Quillbury"))
    assert (bits_of(now["family_name"]) == bits_of(then["other_family_name"])).all()
    assert now["block_family"].item() == then["block_other_family"].item()


def test_a_kind_without_its_key_is_refused_before_anything_is_written(tmp_path, keys):
    with pytest.raises(CustodyError, match="there is no victim key, and a victim is listed"):
        encoded(tmp_path, keys[:1], ANN, BEN)
    assert not list(tmp_path.glob("out*"))


def test_a_dry_run_after_a_rotation_asks_for_every_old_key(tmp_path, keys):
    new_keys = [rotate_key(path, why="lost")[0] for path in keys]
    with pytest.raises(CustodyError, match="there is no victim key, and a victim is listed") as caught:
        encode_people(people_file(tmp_path, ANN, BEN), new_keys, None, old_keys=keys[:1])
    assert caught.value.where == "--old-key"


def test_a_cross_pseudonym_of_ones_own_identifier_asks_whose_it_is(tmp_path, keys):
    """Else two givers' people with one identifier would be one person, where both carry pseudonyms."""
    rows = [f"{kind},7,,Quillbury,,,,,{kind[:3]}{'b' * 26}" for kind in ("suspect", "victim")]
    path = people_file(tmp_path, *rows, header=HEADER + ",pseudonym")
    with pytest.raises(PeopleFileError, match="say whose these are with --provider CODE"):
        encode_people(path, keys, None)
    crosses = []
    for provider in ("SYN:FORCE:01", "SYN:FORCE:02"):
        out = tmp_path / "named.csv"
        encode_people(path, keys, Outputs(tmp_path / "out.parquet", out), provider=provider)
        crosses += pl.read_csv(out)["cross_pseudonym"].unique().to_list()
    assert len(set(crosses)) == 2


def test_a_carried_pseudonym_is_kept(tmp_path, keys):
    kept = "sus" + "b" * 26
    frame = encoded(tmp_path, keys, f"{ANN},{kept}", header=HEADER + ",pseudonym")
    assert frame["pseudonym"].to_list() == [kept]


def test_the_same_list_gives_the_same_bytes_whatever_its_order(tmp_path, keys):
    encoded(tmp_path, keys, ANN, BEN, name="a")
    encoded(tmp_path, keys, BEN, ANN, name="b")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_a_dry_run_counts_and_writes_nothing(tmp_path, keys):
    done = encode_people(people_file(tmp_path, ANN, ANN.replace("suspect", "victim"), BEN), keys, None)
    assert (done.suspects, done.victims, done.both, done.local) == (1, 2, 1, 0)
    assert {path.name for path in tmp_path.iterdir()} == {"keys", "people.csv"}


@pytest.mark.parametrize("place", ["returns/F/r/encodings.parquet", "vault/encodings.parquet", "encodings.parquet"])
def test_nothing_is_written_into_a_study_but_its_link_inbox(tmp_path, keys, place):
    study = tmp_path / "study"
    study.mkdir()
    (study / "study.toml").touch()
    path = people_file(tmp_path, ANN)
    with pytest.raises(PeopleFileError, match="lies inside a study"):
        encode_people(path, keys, Outputs(study / place))
    with pytest.raises(PeopleFileError, match="lies inside a study"):
        encode_people(path, keys, Outputs(tmp_path / "out.parquet", study / "links" / "names.csv"))
    encode_people(path, keys, Outputs(study / "links" / "F" / "r" / "encodings.parquet"))
    assert [p.name for p in study.rglob("*") if p.is_file()] in (
        ["study.toml", "encodings.parquet"], ["encodings.parquet", "study.toml"]
    )  # fmt: skip


def test_rotation_maps_every_old_pseudonym_to_its_new_one(tmp_path, keys):
    before = encoded(tmp_path, keys, ANN, BEN, name="before")
    new_keys = [rotate_key(path, why="lost")[0] for path in keys]
    out, moved = tmp_path / "after.parquet", tmp_path / "rotation.parquet"
    encode_people(people_file(tmp_path, ANN, BEN), new_keys, Outputs(out, None, moved), old_keys=keys)
    rotation, after = pl.read_parquet(moved), pl.read_parquet(out)
    assert set(rotation["old"]) == set(before["pseudonym"])
    assert rotation["new"].to_list() == sorted(after["pseudonym"])
    assert not set(rotation["old"]) & set(rotation["new"])
    by_kind = dict(before.select("pseudonym", "kind").iter_rows())
    assert all(by_kind[old] == kind and new.startswith(old[:3]) for kind, old, new in rotation.iter_rows())
    with pytest.raises(CustodyError, match="is not one from before the new one"):
        encode_people(people_file(tmp_path, ANN, BEN), keys, Outputs(out, None, moved), old_keys=new_keys)
