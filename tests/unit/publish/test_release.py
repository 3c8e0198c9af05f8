"""A release: whole, the same every time, honest about what is withheld, and closed to tampering."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import matplotlib as mpl
import pytest

from clerestory.errors import GateError, PaperError, ReleaseError
from clerestory.model.approved import ApprovedOutput
from clerestory.model.commission import DataKind
from clerestory.model.tables import ProtectedTable
from clerestory.publish import (
    build_release,
    draft_content,
    read_manifest,
    sign_release,
    verify_release,
    withheld_register,
)
from clerestory.publish.charts.svg import draw_chart
from clerestory.publish.release.approval import fault_of_approval
from clerestory.study import shipped_presets
from papers import KEY, PAPER, approvals, approved, column_table, seal, seal_anew, shape, study, table

RULES = shipped_presets()["THRESHOLD-6"]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    build_release(folder, approved(), study(), rules=RULES)
    seal_anew(folder)
    return folder


@pytest.fixture
def release(kept, tmp_path):
    return shutil.copytree(kept, tmp_path / "2026-12-15-SYNTHETIC")


def test_the_same_input_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        build_release(tmp_path / name, approved(), study(), rules=RULES)
    files = [
        {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()}
        for name in ("one", "two")
    ]
    assert files[0] == files[1]


def test_the_tables_say_what_is_shown_and_mark_what_is_not(release):
    rows = list(csv.DictReader(io.StringIO((release / "tables" / "SYNTHETIC-t1.csv").read_text(encoding="utf-8"))))
    found = {(r["row_key"], r["column_key"]): (r["count"], r["status"]) for r in rows}
    whole = table()
    for i, row in enumerate(whole.shape.rows):
        for j, column in enumerate(whole.shape.columns):
            count = whole.counts[i][j]
            assert found[row.key, column.key] == (("", "[c]") if count is None else (str(count), ""))
    assert {r["data"] for r in rows} == {"synthetic"}


def test_shares_have_what_is_not_known_and_the_bounds_in_every_row(release):
    rows = list(csv.DictReader(io.StringIO((release / "tables" / "SYNTHETIC-t1-total-shares.csv").read_text("utf-8"))))
    values = [(r["key"], r["of_known_pct"], r["not_known_pct"], r["at_least_pct"], r["at_most_pct"]) for r in rows]
    assert values == [("M", "82.9", "66.0", "28.2", "94.2"), ("F", "17.1", "66.0", "5.8", "71.8")]


def test_a_users_own_settings_of_charts_change_no_byte():
    """As a matplotlibrc in a home or in the folder of the run."""
    with mpl.rc_context({"axes.facecolor": "yellow", "ytick.labelsize": 30}):
        mine = draw_chart(study().charts[0], table(), DataKind.SYNTHETIC)
    assert mine == draw_chart(study().charts[0], table(), DataKind.SYNTHETIC)


def test_rows_of_only_0_are_named_below_the_table_and_stand_in_its_file(tmp_path):
    forces = {"F1": "Aldermere", "F2": "Brackenshire", "F3": "Cold Vale"}
    counts = ((700, 240, 200, 40, 460), (700, 240, 200, 40, 460), (0, 0, 0, 0, 0), (0, 0, 0, None, 0))
    shown = ProtectedTable(shape(forces=forces), counts)
    build_release(tmp_path, approved("## A\n\n{{ table t1 }}\n", (shown, column_table())), study(), rules=RULES)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "All cells are 0, and so not shown, for: Brackenshire." in page
    assert page.count('<th scope="row">') == 3
    text = (tmp_path / "tables" / "SYNTHETIC-t1.csv").read_text(encoding="utf-8")
    assert [row["count"] for row in csv.DictReader(io.StringIO(text)) if row["row_key"] == "F2"] == ["0"] * 5


def test_charts_have_a_role_a_name_and_a_description_in_words(release):
    told = {"c1": "Aldermere 200; Brackenshire [c]", "c2": "Male between 28.2% and 94.2%"}
    for name, words in [*told.items(), *((f"{name}-narrow", words) for name, words in told.items())]:
        root = ElementTree.parse(release / "charts" / f"SYNTHETIC-{name}.svg").getroot()  # noqa: S314 - our own file
        assert root.get("role") == "img"
        assert root.find(f"{SVG}title").text.startswith("SYNTHETIC. ")
        assert words in root.find(f"{SVG}desc").text
        assert "SYNTHETIC" in "".join(text.text or "" for text in root.iter(f"{SVG}text"))


class Page(HTMLParser):
    """Reads a page and notes what an accessible one must have."""

    VOID = frozenset({"meta", "link", "img", "source", "br", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open, self.ids, self.headings, self.labelled, self.images, self.tags = [], [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        if tag in ("h1", "h2", "h3"):
            self.headings.append(int(tag[1]))
        if "aria-labelledby" in found:
            self.labelled.append(found["aria-labelledby"])
        if tag == "img":
            self.images.append(found.get("alt"))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", ["index.html", "register.html"])
def test_pages_are_well_formed_marked_and_without_script(release, name):
    text = (release / name).read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)
    assert set(page.labelled) <= set(page.ids)
    assert page.headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert all(page.images)
    assert "script" not in page.tags
    assert text.count("SYNTHETIC: made-up records") >= 2
    assert "<title>SYNTHETIC: " in text


def test_the_counting_basis_stands_below_the_title_of_tables_and_of_charts(tmp_path):
    said = "Counting basis of all returns: victims."
    shown = ProtectedTable(replace(shape(), about=(said,)), table().counts)
    paper = "## A\n\n{{ table t1 }}\n\n{{ chart c1 }}\n"
    build_release(tmp_path, approved(paper, (shown, column_table())), study(), rules=RULES)
    assert (tmp_path / "index.html").read_text(encoding="utf-8").count(said) == 2


def test_the_paper_lists_its_facts_with_their_sources(tmp_path):
    build_release(tmp_path, approved(PAPER + "\nOn {{ fact.lists }} lists.\n"), study(), rules=RULES)
    assert "The design of the study" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_the_register_counts_cells_and_names_deciders(release):
    rows = list(csv.DictReader(io.StringIO((release / "SYNTHETIC-register.csv").read_text(encoding="utf-8"))))
    assert [(r["output"], r["cells_withheld"], r["cells_in_table"], r["reason"]) for r in rows] == [
        ("Table 2. Suspects by force and sex", "4", "15", "SDC")
    ]
    assert rows[0]["decided_by"] == "A (simulated); B (simulated)"


def test_a_table_without_hidden_cells_is_not_in_the_register():
    assert withheld_register([column_table()], study(), {}) == ()


def test_the_register_calls_a_table_as_the_paper_does(tmp_path):
    """By the number of the whole table, by that of its shares, or as a file alone."""
    papers = {
        "Table 2. ": '{{ shares t1["total"] }}\n\n{{ table t1 }}\n\n{{ shares t1["F1"] }}\n',
        "Table 1. ": '{{ shares t1["total"] }}\n\n{{ table t2 }}\n',
        "": "{{ table t2 }}\n",
    }
    for name, paper in papers.items():
        folder = tmp_path / (name or "none")
        folder.mkdir()
        build_release(folder, approved("## A\n\n" + paper), study(), rules=RULES)
        (row,) = csv.DictReader(io.StringIO((folder / "SYNTHETIC-register.csv").read_text(encoding="utf-8")))
        assert row["output"] == f"{name}Suspects by force and sex" + ("" if name else " (as CSV alone)")
        page = (folder / "index.html").read_text(encoding="utf-8")
        assert (f"{name}Suspects by force and sex" in page) == bool(name)


@pytest.mark.parametrize("hostile", ['<script>alert("x")</script>', '"><img src=x>', "a & b, 'c'"])
def test_hostile_labels_stay_text(tmp_path, hostile):
    forces = {"F1": hostile, "F2": "Other"}
    made = table(title=hostile, forces=forces, note=hostile)
    build_release(tmp_path, approved(tables=(made, column_table())), study(title=hostile), rules=RULES)
    for name in ("index.html", "register.html"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert hostile not in text or "<" not in hostile
        assert "script" not in Page(text).tags
    ElementTree.parse(tmp_path / "charts" / "SYNTHETIC-c1.svg")  # noqa: S314 - our own file
    rows = list(csv.DictReader(io.StringIO((tmp_path / "tables" / "SYNTHETIC-t1.csv").read_text(encoding="utf-8"))))
    assert hostile in {r["row_label"] for r in rows}


def test_real_cases_carry_no_mark(tmp_path):
    build_release(tmp_path, approved(), study(data="confidential"), rules=RULES)
    assert (tmp_path / "tables" / "t1.csv").exists()
    assert "SYNTHETIC" not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_nothing_is_approved_without_both_gates():
    whole = approved()
    for missing in whole.approvals:
        rest = tuple(a for a in whole.approvals if a is not missing)
        with pytest.raises(GateError):
            ApprovedOutput(whole.tables, whole.paper, rest)


def test_a_new_look_does_not_change_the_draft_but_a_new_word_or_number_does():
    tables = (table(), column_table())
    draft = draft_content(tables, PAPER, study())
    assert draft == draft_content(tables, PAPER, study())
    assert draft != draft_content(tables, PAPER + "\nA word.\n", study())
    assert draft != draft_content((table(note="Another."), column_table()), PAPER, study())
    assert b"html" not in draft


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\x1b", "\u202e", "\u200b", "\u2028", "\uffff"])
def test_what_people_decide_on_hides_turns_and_splits_nothing(sign):
    """Not in a title, a label, a post or the paper: forms of documents forbid some, and others turn numbers round."""
    word = f"Area{sign} of them"
    people = [one.model_dump(mode="json") for one in study().people]
    made = (table(), column_table())
    for tables, paper, settings, place in (
        (made, PAPER, study(title=word), "settings.study.title"),
        ((table(forces={"F1": word, "F2": "Other"}), column_table()), PAPER, study(), "tables.1"),
        (made, PAPER, study(people=[*people[:-1], people[-1] | {"post": word}]), "settings.people"),
        (made, PAPER + f"\n{word}\n", study(), "paper"),
    ):
        with pytest.raises(PaperError, match="holds signs that a reader does not see") as error:
            draft_content(tables, paper, settings)
        assert place in error.value.where
        assert sign not in str(error.value)


def test_an_untouched_release_verifies(release):
    named = {file.path for file in verify_release(release).files}
    there = {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}
    both = {"manifest.json", "seal.json"}
    assert there - named == both | {f"{name}.minisig" for name in both}
    assert named < there


def swap(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def outside(release):
    """A manifest, with its seal, that names a file outside."""
    secret = release.parent / "outside.txt"
    secret.write_text("x")
    manifest = json.loads((release / "manifest.json").read_bytes())
    digest = "sha256:" + hashlib.sha256(b"x").hexdigest()
    manifest["files"].append({"path": "a/../../outside.txt", "size": 1, "sha256": digest})
    (release / "manifest.json").write_text(json.dumps(manifest))
    seal_anew(release)


def linked(release):
    (release / "style.css").rename(release.parent / "style.css")
    (release / "style.css").symlink_to(release.parent / "style.css")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda r: (r / "index.html").write_bytes((r / "index.html").read_bytes() + b" "), "index.html was changed"),
        (lambda r: (r / "style.css").unlink(), "style.css is missing"),
        (lambda r: (r / "more.html").write_text("x"), "more.html was added"),
        (lambda r: (r / "seal.json").unlink(), "seal.json is missing"),
        (lambda r: swap(r / "manifest.json", '"THRESHOLD-6"', '"THRESHOLD-0"'), "manifest.json was changed"),
        (lambda r: swap(r / "manifest.json", '"clerestory-manifest/1"', '"other/1"'), "has not the form"),
        (outside, "names a/../../outside.txt, which is outside the release"),
        (linked, "style.css is a link"),
        (lambda r: (r / "more").symlink_to(r.parent), "more is a link"),
        (lambda r: (r / "tables" / "more").symlink_to("nowhere"), "tables/more is a link"),
        (lambda r: (r / "more").mkdir(), "more was added"),
        (lambda r: (r / "tables" / "more").mkdir(), "tables/more was added"),
        (lambda r: ((r / "style.css").unlink(), (r / "style.css").mkdir()), "style.css was added"),
        (lambda r: swap(r / "manifest.json", '"synthetic"', '"made-up"'), "has not the form"),
    ],
)
def test_tampering_is_found(release, spoil, message):
    spoil(release)
    with pytest.raises(ReleaseError, match=message):
        verify_release(release)


def approve(release, **fields):
    """A seal of the publisher's key that says something else of who approved."""
    text = json.loads((release / "seal.json").read_bytes())
    (release / "seal.json").write_text(json.dumps({**text, **fields}), encoding="utf-8")
    sign_release(release, read_manifest(release), KEY)


GIVEN = [one.model_dump(mode="json") for one in approvals()]
HEAD = {"person": "head", "post": "Head", "key_id": KEY.public.name, "simulated": True}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"approvals": []}, "0 of 2 disclosure checkers at gate protect"),
        ({"approvals": GIVEN[:1] + GIVEN[2:]}, "1 of 2 disclosure checkers at gate protect"),
        ({"approvals": [GIVEN[0], *GIVEN[:1], *GIVEN[2:]]}, "1 of 2 disclosure checkers"),  # one person twice
        ({"approvals": GIVEN[:3]}, "0 of 1 lead statisticians at gate release"),
        ({"approvals": [*GIVEN[:3], GIVEN[3] | {"person": "a"}]}, "somebody decided at both gates"),
        ({"signatory": HEAD | {"person": "chair"}}, "a third person signs"),
    ],
)
def test_a_signed_seal_without_two_gates_and_a_third_person_is_none(release, fields, message):
    approve(release, **fields)
    with pytest.raises(ReleaseError, match=message):
        verify_release(release, KEY.public)


def test_real_cases_are_not_released_by_stand_ins():
    real = {"approvals": tuple(one.model_copy(update={"simulated": False}) for one in approvals())}
    whole = seal("sha256:" + "0" * 64).model_copy(update=real)
    signed = whole.model_copy(update={"signatory": whole.signatory.model_copy(update={"simulated": False})})
    assert fault_of_approval(signed, DataKind.CONFIDENTIAL) == ""
    for one in (whole, signed.model_copy(update={"approvals": approvals()})):
        assert "simulated" in fault_of_approval(one, DataKind.CONFIDENTIAL)
        assert fault_of_approval(one, DataKind.SYNTHETIC) == ""


def forged(release, name, old, new):
    """Another number in a file, with manifest and seal made anew, as only somebody who wants to deceive would do."""
    path = release / "tables" / f"SYNTHETIC-{name}.csv"
    swap(path, old, new)
    manifest = json.loads((release / "manifest.json").read_bytes())
    data = path.read_bytes()
    (entry,) = (file for file in manifest["files"] if file["path"] == f"tables/{path.name}")
    entry.update(size=len(data), sha256="sha256:" + hashlib.sha256(data).hexdigest())
    (release / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    seal_anew(release)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("t1-total-shares", "82.9", "83.0", "of_known_pct of M does not follow from the published counts"),
        ("t1-total-shares", "5.8", "5.9", "at_least_pct of F does not follow"),
        ("t1-total-shares", "94.2", "many", "at_most_pct of M does not follow"),
        ("t1", "total,Total,known,Known,340", "total,Total,known,Known,341", "of_known_pct of M does not follow"),
        ("t1", "total,Total,M,Male,282", "total,Total,M,Male,283", "the count of M is not that of its table"),
        ("t1", "total,Total,known,Known,340,", "total,Total,known,Known,,[c]", "a count that it needs is withheld"),
        ("t1", "total,Total,known,Known,340", "total,Total,known,Known,0", "has not the form of shares"),
        ("t1-total-shares", "\nM,", "\nX,", "has not the form of shares"),
        # a row that ends early, and more than a field holds
        ("t1", "total,Total,known,Known,340", "total,Total,known,Known\nx,X,x,X,1", "has not the form of shares"),
        ("t1-total-shares", "\nM,", "\n" + "M" * 200_000 + ",", "has not the form of shares"),
    ],
)
def test_a_percentage_that_does_not_follow_from_the_counts_is_found(release, name, old, new, message):
    forged(release, name, old, new)
    with pytest.raises(ReleaseError, match=message):
        verify_release(release)


@pytest.mark.parametrize("name", ["2026-12-16-SYNTHETIC", "2026-12-15", "2026-12-15-REBUILT", "latest"])
def test_a_release_has_the_name_that_its_manifest_gives_it(release, name):
    renamed = release.rename(release.parent / name)
    with pytest.raises(ReleaseError, match="the folder was renamed: it is that of 2026-12-15-SYNTHETIC"):
        verify_release(renamed)


def test_a_release_verifies_from_within_and_through_a_link(release, monkeypatch):
    (release.parent / "latest").symlink_to(release)
    assert verify_release(release.parent / "latest").folder == "2026-12-15-SYNTHETIC"
    monkeypatch.chdir(release)
    assert verify_release(Path()).folder == "2026-12-15-SYNTHETIC"
