"""People files and keys for tests; all names are made up for them."""

from __future__ import annotations

from pathlib import Path

from clerestory.model.custody import KeyKind
from clerestory.share.keys import make_keys

HEADER = "kind,local_id,first_names,family_name,other_family_name,date_of_birth,postcode,town"
ANN = "suspect,7,Anneliese Mary,Quillbury,,1981-03-09,QX4 7ZD,Zelambry"
BEN = "victim,8,Benedikt,Tallowby,,2009-11-30,QX4 7ZE,Zelambry"


def people_file(folder: Path, *rows: str, header: str = HEADER, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def key_files(folder: Path, *kinds: KeyKind) -> list[Path]:
    return list(make_keys(folder, "nation", kinds=kinds or (KeyKind.SUSPECT, KeyKind.VICTIM)))
