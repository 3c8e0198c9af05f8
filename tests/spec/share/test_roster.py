"""A blind roster holds no name, finds every way of writing one, and logs each search."""

import json

import pytest

from clerestory.errors import CustodyError, LedgerError, RosterError
from clerestory.ledger import ledger_entries
from clerestory.model.custody import KeyKind
from clerestory.pipeline import blind_roster, search_release
from people_files import key_files

NAMES = "first_names,family_name,other_family_name\nWill,May,\nAnneliese Mary,Quillbury,Saffronby\nRon,O'Tallow,\n"


@pytest.fixture
def key(tmp_path):
    return key_files(tmp_path / "keys", KeyKind.ROSTER)[0]


@pytest.fixture
def roster(tmp_path, key):
    (tmp_path / "names.csv").write_text(NAMES, encoding="utf-8")
    blind_roster(tmp_path / "names.csv", key, tmp_path / "roster.blind")
    return tmp_path / "roster.blind"


def searched(tmp_path, roster, key, name, content):
    release = tmp_path / "release"
    release.mkdir(exist_ok=True)
    (release / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return search_release(release, roster, key)


def test_the_roster_holds_no_name_and_only_its_owner_reads_it(roster):
    text = roster.read_text().lower()
    assert not [name for name in ("will", "may", "anneliese", "quillbury", "tallow") if name in text]
    assert text.startswith("clerestory-roster/2 key-")
    assert "people=3" in text.splitlines()[0]
    assert roster.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "text",
    [
        "Anneliese Quillbury",
        "ANNELIESE MARY QUILLBURY",
        "Quillbury, Anneliese",
        "of Anneliese M. Quillbury's case",
        "A. Quillbury",
        "Quillbury A M",
        "A M Quillbury",
        "Annelíese Saffronby",  # an accent, and the former name
        "anneliese quillbury",
        "Ron O’Tallow",
        "Ron OTallow",
        "Will May",
        "x\n\nAnneliese\nQuillbury",  # over a line's end
    ],
)
def test_every_way_of_writing_a_name_is_found(tmp_path, roster, key, text):
    found = searched(tmp_path, roster, key, "page.txt", f"The case {text} was closed.")
    assert [hit.count for hit in found.hits] == [1]
    assert not found.clear


@pytest.mark.parametrize(
    "text",
    [
        "May will",
        "it may be that he will",
        "a may",
        "Anneliese and Quillbury",
        "Will",
        "a quillbury",
    ],
)
def test_one_part_of_a_name_or_an_ordinary_phrase_is_not_found(tmp_path, roster, key, text):
    found = searched(tmp_path, roster, key, "page.txt", text.replace("May will", "they may well"))
    assert found.hits == ()
    assert found.clear


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("a.html", "<p>\n<b>Will</b> <i>May</i></p>", 2),
        ("a.html", "<img\nalt='Will May'>", 1),
        ("a.html", "<!-- Will May -->", 1),
        ("a.html", "<p>&#87;ill&nbsp;May</p>", 1),
        ("a.svg", "<svg><title>x</title>\n<text>Will May</text></svg>", 2),
        ("a.csv", 'a,b\n1,"May, Will"\n', 2),
        ("a.csv", "a,b\nWill,May\n", 2),
        ("a.json", '{"a":\n "\\u0057ill May"}', 2),
        ("Will-May.csv", "a,b\n", 0),
        ("will_may.csv", "a,b\n", 0),
        ("Annelíese-Saffronby.csv", "a,b\n", 0),
    ],
)
def test_names_are_found_wherever_they_stand_in_a_release(tmp_path, roster, key, name, content, line):
    found = searched(tmp_path, roster, key, name, content)
    assert [(hit.file, hit.line, hit.count) for hit in found.hits] == [(name, line, 1)]


def test_a_file_that_is_not_searched_is_never_called_clear(tmp_path, roster, key):
    found = searched(tmp_path, roster, key, "paper.pdf", b"%PDF-1.7")
    assert (found.hits, found.unread, found.clear) == ((), ("paper.pdf",), False)


def test_a_text_that_is_not_utf8_is_refused(tmp_path, roster, key):
    with pytest.raises(RosterError, match="is not UTF-8"):
        searched(tmp_path, roster, key, "a.csv", b"\xff\xfe")


def test_hits_show_words_only_to_whoever_asks(tmp_path, roster, key):
    found = searched(tmp_path, roster, key, "a.txt", "Will May and Will May")
    assert found.hits[0].count == 2
    assert "Will" not in repr(found)
    assert found.hits[0].words == ("Will May", "Will May")


def test_every_search_is_logged_in_a_chain_beside_the_roster(tmp_path, roster, key):
    for _ in range(3):
        found = searched(tmp_path, roster, key, "a.txt", "Will May")
    assert (found.searches_before, found.searches_last_day) == (2, 2)
    log = tmp_path / "roster.blind.searches.jsonl"
    assert [entry.duty.value for entry in ledger_entries(log)] == ["CON"] * 3
    assert b"Will" not in log.read_bytes()
    first, *rest = log.read_text().splitlines()
    edited = json.loads(first)
    edited["entry"]["detail"]["files"] = 9
    log.write_text("\n".join([json.dumps(edited), *rest]) + "\n")
    with pytest.raises(LedgerError):
        searched(tmp_path, roster, key, "a.txt", "Will May")


def test_another_key_is_refused(tmp_path, roster, key):
    other = key_files(tmp_path / "other", KeyKind.ROSTER)[0]
    suspect = key_files(tmp_path / "third")[0]
    for wrong, what in ((other, "is not the key of this roster"), (suspect, "is a suspect key")):
        with pytest.raises(CustodyError, match=what):
            searched(tmp_path, roster, wrong, "a.txt", "x")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("first_names,family_name\nWill,\n", "row 2: has not a first and a family name"),
        ("first_names,family_name\nWill,May,x\n", "row 2: has not a first"),
        ("name\nWill May\n", "row 1: has other columns"),
        ("", "row 1: has other columns"),
        ("first_names,family_name\n", "names nobody"),
        ("first_names,family_name\nWill,de la May y von der Heath\n", "row 2: has a family name of 6 words or more"),
        ('"first_names,family_name\n', "row 1: is not well-formed CSV"),
        ("x" * 200_000, "row 1: is not well-formed CSV"),
    ],
)
def test_a_wrong_list_of_names_is_refused(tmp_path, key, text, what):
    (tmp_path / "n.csv").write_text(text)
    with pytest.raises(RosterError, match=what):
        blind_roster(tmp_path / "n.csv", key, tmp_path / "r.blind")
    assert not (tmp_path / "r.blind").exists()


def test_nothing_to_search_is_no_clear_result(tmp_path, roster, key):
    (tmp_path / "empty").mkdir()
    with pytest.raises(RosterError, match="holds no files"):
        search_release(tmp_path / "empty", roster, key)
