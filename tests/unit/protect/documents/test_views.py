"""The search itself: a passage that stands in a visible text in another writing is found there, too."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from clerestory.errors import ResidueError
from clerestory.protect.documents import check_clear

NAME = "Zarquon Quibblewick"
WRITINGS = {
    "as it is": NAME,
    "capitals": NAME.upper(),
    "accents": "Zárquön Quibblewick",
    "parted by a hyphen at the line's end": "Zarquon Quib-\nblewick",
    "spaced": " ".join(NAME),
    "backwards": NAME[::-1],
    "base64": base64.b64encode(NAME.encode()).decode(),
    "base64 within more": base64.b64encode(b"to " + NAME.encode() + b" from").decode(),
    "hexadecimal": NAME.encode().hex(),
    "per cent": "".join(f"%{byte:02x}" for byte in NAME.encode()),
    "entities": "".join(f"&#{ord(sign)};" for sign in NAME),
    "escapes": "".join(f"\\u{ord(sign):04x}" for sign in NAME),
    "quoted-printable": "".join(f"={byte:02X}" for byte in NAME.encode()),
    "per cent of base64": base64.b64encode(NAME.encode()).decode().replace("a", "%61"),
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_passage_in_another_writing_is_found(writing: str, tmp_path: Path) -> None:
    path = tmp_path / "written.txt"
    path.write_text(f"Notes of the day\n{WRITINGS[writing]}\nEnd\n", encoding="utf-8")
    with pytest.raises(ResidueError, match="withheld"):
        check_clear(path, [NAME])


def test_a_short_passage_counts_as_a_whole_word_alone(tmp_path: Path) -> None:
    path = tmp_path / "written.txt"
    path.write_text("The annual plan\n", encoding="utf-8")
    check_clear(path, ["Ann"])
    path.write_text("The plan of Ann\n", encoding="utf-8")
    with pytest.raises(ResidueError):
        check_clear(path, ["Ann"])


def test_a_word_that_was_kept_elsewhere_may_stand_as_often_as_it_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "written.txt"
    path.write_text("in May, [withheld] said\n", encoding="utf-8")
    check_clear(path, ["May"], kept="in May, [withheld] said\n")
    path.write_text("in May, May said\n", encoding="utf-8")
    with pytest.raises(ResidueError):
        check_clear(path, ["May"], kept="in May, [withheld] said\n")
