"""Names that are held as hashes alone are found in texts, with their short forms; single names and slips are not."""

import re

import pytest

from clerestory.errors import CustodyError
from clerestory.model.custody import KeyKind
from clerestory.pipeline import blind_roster
from clerestory.protect.text.finders import find_all
from clerestory.protect.text.roster import BlindNames
from clerestory.share.keys import read_key
from clerestory.share.roster import read_roster
from people_files import key_files

NAMES = "first_names,family_name,other_family_name\nWilliam,May,\nYusuf,Tolland,\nAnneliese Mary,Quillbury,Saffronby\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blind")
    key = key_files(folder / "keys", KeyKind.ROSTER)[0]
    (folder / "names.csv").write_text(NAMES, encoding="utf-8")
    blind_roster(folder / "names.csv", key, folder / "roster.blind")
    return folder, read_key(key)


@pytest.fixture(scope="module")
def names(made):
    folder, key = made
    return BlindNames(read_roster(folder / "roster.blind"), key)


@pytest.mark.parametrize(
    "text",
    [
        "We saw [Anneliese Quillbury] there.",
        "we saw [anneliese mary quillbury] there.",
        "We saw [QUILLBURY, ANNELIESE] there.",
        "We saw [A. M. Saffronby] there.",
        "We saw [Annelíese\nQuill\u00adbury's] bag.",
        "We saw [Bill May] and [Will May].",
        "We saw [Youssef Tolland] and [Joseph Tolland].",
        "Open [yusuf_tolland].docx first.",
        "Write to [Yusuf.Tolland] soon.",
    ],
)
def test_names_of_two_parts_are_found_whole(names, text):
    plain = re.sub(r"[\[\]]", "", text)
    assert [plain[f.start : f.end] for f in find_all(plain, [names])] == re.findall(r"\[([^\]]+)\]", text)


@pytest.mark.parametrize(
    "text",
    [
        "Anneliese came.",
        "The Quillbury house.",
        "Anneliese Quilbury came.",
        "It will. May they come?",
        "Anneliese. Quillbury",
    ],
)
def test_single_names_slips_and_parted_words_are_not(names, text):
    assert find_all(text, [names]) == ()


def test_a_roster_of_the_first_form_is_still_read(made):
    folder, key = made
    content = (folder / "roster.blind").read_text()
    (folder / "first.blind").write_text(content.replace("clerestory-roster/2", "clerestory-roster/1"))
    names = BlindNames(read_roster(folder / "first.blind"), key)
    assert len(find_all("We saw Yusuf Tolland.", [names])) == 1


def test_each_distinct_phrase_is_counted_once(made):
    folder, key = made
    names = BlindNames(read_roster(folder / "roster.blind"), key)
    find_all("Xavier Zed. Xavier Zed. Xavier Zed.", [names])
    assert names.phrases == 1
    assert repr(names) == "BlindNames(3 people)"


def test_another_key_is_refused(made):
    folder, _ = made
    other = read_key(key_files(folder / "other", KeyKind.ROSTER)[0])
    with pytest.raises(CustodyError):
        BlindNames(read_roster(folder / "roster.blind"), other)
