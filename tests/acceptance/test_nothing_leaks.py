"""What is hidden stays hidden: alike populations are published alike, and no confidential byte gets out."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from tests.acceptance.test_demo import NATION, PSEUDONYM, pseudonyms, told_by_the_giver

from clerestory import pipeline
from clerestory.errors import GateError
from clerestory.model.decisions import Gate
from clerestory.model.lessons.packs import PackRequest
from clerestory.model.lessons.study import Audience
from clerestory.pipeline import Stage
from lesson_files import lesson, toml_of
from released.searching import bytes_of, parts_of, places_of, texts_of
from studies import CLOCK, demonstration, pseudonym, published, released_bytes, small_study, write

AB = '[[tables]]\nid = "t1"\ntitle = "A by B"\ncount = "person"\nrows = "person.a"\ncolumns = "person.b"\n'
BC = '[[tables]]\nid = "t2"\ntitle = "B by C"\ncount = "person"\nrows = "person.b"\ncolumns = "person.c"\n'
AC = '[[tables]]\nid = "t3"\ntitle = "A by C"\ncount = "person"\nrows = "person.a"\ncolumns = "person.c"\n'
DRAWN = """
[[charts]]
id = "c1"
table = "t1"
title = "A"
kind = "bars"
column = "total"

[[charts]]
id = "c2"
table = "t1"
title = "What is possible of B"
kind = "bounds"
row = "total"
"""
TOLD = """## Findings

Of {{ t1["total", "total"] }} cases, {{ t1["total", "b0"].share }} are of the first kind.
Of both kinds are {{ t1["a0", "b0"] }}.

{{ chart c1 }}

{{ chart c2 }}

{{ shares t1["total"] }}

{{ table t1 }}

{{ register }}
"""
PAPER = "## Findings\n\nCounts of people.\n\n{{ table t1 }}\n\n{{ register }}\n"


def codes(sizes):
    return {name: [f"{name}{i}" for i in range(size)] for name, size in zip("abc", sizes, strict=False)}


def people_of(counts: Counter) -> list[tuple[str, ...]]:
    return [kind for kind, count in sorted(counts.items()) for _ in range(count)]


def drawn(sizes, seed) -> Counter:
    """A population with small and large cells."""
    rng = np.random.default_rng(seed)
    kinds = list(product(*codes(sizes).values()))
    return Counter(dict(zip(kinds, rng.poisson(rng.gamma(0.7, 14, len(kinds))).tolist(), strict=True)))


def witnesses(root) -> list[dict]:
    return json.loads((root / "vault" / "protected" / "proof-person.json").read_bytes())["witnesses"]


def moved(counts: Counter, witness: dict) -> Counter:
    """The second population of a proof; the fields that no table uses ("not_recorded") have no cases here."""
    order = [name.removeprefix("person.") for name in witness["classifications"]]
    other = Counter(counts)
    for move in witness["moves"]:
        kind = dict(zip(order, (leaves[0] for leaves in move["kind"]), strict=True))
        other[tuple(kind[name] for name in sorted(order))] += move["change"]
    assert min(other.values()) >= 0
    return other


@pytest.mark.parametrize(
    ("sizes", "tables", "paper"),
    [((5, 4), AB + DRAWN, TOLD), ((4, 3, 3), AB + BC + AC, PAPER)],
    ids=["one table, drawn and told", "a circle of three"],
)
@pytest.mark.parametrize("seed", [1, *(pytest.param(one, marks=pytest.mark.slow) for one in (7, 8))])
def test_a_population_and_its_witness_give_the_same_release(tmp_path, sizes, tables, paper, seed):
    counts = drawn(sizes, seed)
    root = with_a_lesson(tmp_path / "x", codes(sizes), people_of(counts), tables=tables, paper=paper)
    release = released_bytes(published(root))
    beside = beside_the_release(root, tmp_path / "beside")
    assert {"papers.html", "national/index.html", "press/SYNTHETIC-press-notice.txt", "seal.json"} <= beside.keys()
    kinds = {".html", ".csv", ".json", ".pdf", ".docx", ".ods", ".xlsx"}
    assert kinds <= {Path(name).suffix for name in release}
    alike = [witness for witness in witnesses(root) if witness["alike"]]
    assert alike
    for number, witness in enumerate(alike[:8]):
        other = with_a_lesson(
            tmp_path / f"witness-{number}", codes(sizes), people_of(moved(counts, witness)), tables=tables, paper=paper
        )
        again = released_bytes(published(other))
        assert (other / "vault" / "tables" / "table-t1.json").read_bytes() != (
            root / "vault" / "tables" / "table-t1.json"
        ).read_bytes() or tables.removesuffix(DRAWN) != AB
        assert again == release
        assert beside_the_release(other, tmp_path / f"beside-{number}") == beside


def with_a_lesson(folder: Path, *study, **paper) -> Path:
    """A small study with a lesson that tells of two cells, as they are printed or withheld."""
    root = small_study(folder, *study, **paper)
    told = lesson(finding='Of {{ t1["a1", "total"] }} persons {{ t1["a1", "b1"] }} are of the second kind.')
    (root / "lessons.toml").write_text(toml_of(told), encoding="utf-8")
    return root


def beside_the_release(root: Path, folder: Path) -> dict[str, bytes]:
    """Whatever else of a study is public: the site, packs, the press notice, and the seal without its keyed hashes.

    The signature of a seal is one of its bytes, and follows them.
    """
    (release,) = (path for path in (root / "releases").glob("2*") if path.is_dir())
    for audience in (Audience.NATIONAL, Audience.LOCAL):
        pipeline.build_pack(root, folder / audience.value, PackRequest(audience))
    pipeline.write_press_notice(root, folder / "press")
    site = {path.name: path.read_bytes() for path in (root / "releases").iterdir() if path.is_file()}
    seal = re.sub(rb"[0-9a-f]{64}", b"a keyed hash", (release / "seal.json").read_bytes())
    return site | bytes_of(folder) | {"seal.json": seal}


def test_neither_pseudonyms_nor_hidden_counts_occur_in_any_byte(tmp_path):
    """Six digits are planted as true counts, so that a hit in a release cannot be chance."""
    counts = Counter(
        {("a0", "b0"): 3, ("a0", "b1"): 20, ("a1", "b0"): 20, ("a1", "b1"): 20, ("a2", "b0"): 30, ("a2", "b1"): 30}
    )
    root = small_study(tmp_path / "study", codes((3, 2)), people_of(counts), tables=AB, paper=PAPER)
    pipeline.run(root, [Stage.COLLECT, Stage.ANALYSE], clock=CLOCK)
    planted = {
        ("a0", "b1"): 271828,
        ("a1", "b0"): 314159,
        ("a1", "b1"): 141421,
        ("a2", "b0"): 173205,
        ("a2", "b1"): 223606,
    }
    plant(root, counts | planted)
    release = protected_and_published(root)

    hidden = {n for row in truth(root, "t1") for n in row} - {n for row in shown(root, "t1") for n in row}
    assert any(count > 100_000 for count in hidden)
    assert any(str(n).encode() in data for data in release.values() for n in planted.values())  # the search finds
    for name, data in outside_the_vault(root).items():
        for count in (n for n in hidden if n > 100_000):
            assert str(count).encode() not in data, name
            assert f"{count:,}".encode() not in data, name
        for number in range(sum(counts.values())):
            assert pseudonym(number).encode() not in data, name


def outside_the_vault(root) -> dict[str, bytes]:
    """Every file of a study but those of the analysis zone, the seal and the reports to givers among them."""
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    beyond = {name: data for name, data in files.items() if not name.startswith(("vault/", "returns/"))}
    found = {inside: part for name, data in beyond.items() for inside, part in parts_of(name, data)}
    ends = (
        "seal.json",
        "reports/g0--r1.html",
        "ledger.jsonl",
        "ledger.head",
        "draft-content.json",
        "index.html",
        "paper.pdf",
        "paper.docx",
        "release-chair.toml",
    )
    assert all(any(name.endswith(end) for name in found) for end in ends)
    assert any(name.startswith("content.xml in ") for name in found)
    assert any(name.startswith("xl/sharedStrings.xml in ") for name in found)
    return found


def test_values_of_faulty_and_of_accepted_rows_are_in_no_report_ledger_seal_or_release(tmp_path):
    """Texts, wrong codes and keys are planted in rows that are taken and in rows that are not."""
    people = people_of(Counter({("a0", "b0"): 30, ("a0", "b1"): 30, ("a1", "b0"): 30, ("a1", "b1"): 30}))
    root = small_study(tmp_path / "study", codes((2, 2)), people, tables=AB, paper=PAPER)
    planted = plant_in_rows(root)
    text = (root / "study.toml").read_text(encoding="utf-8")
    (root / "study.toml").write_text(text.replace("[protect]", "[collect]\nquarantine_limit_pct = 10\n\n[protect]"))
    published(root)

    taken = (root / "returns" / "g0" / "r1" / "person.csv").read_bytes()
    assert all(value in taken for value in planted)  # the search finds
    report = (root / "reports" / "g0--r1.html").read_text(encoding="utf-8")
    for line, column, rule in [(3, "a", "V1"), (4, "sus_pseudo", "K1"), (5, "remark_missing", "V1"), (6, "born", "F1")]:
        assert re.search(
            rf"person.csv, column {column}</strong>: [^.]*\(rule {rule}\)(?s:.)*?<p class=.rows.>Row {line}<", report
        )
    for name, data in outside_the_vault(root).items():
        for value in planted:
            assert value not in data, name


def test_canaries_of_every_confidential_input_are_in_no_part_of_a_release_in_whatever_spelling(tmp_path):
    """Texts, faulty codes and keys of rows, a sharing record in all its free fields, and the reasons of decisions."""
    people = people_of(Counter({("a0", "b0"): 30, ("a0", "b1"): 3, ("a1", "b0"): 30, ("a1", "b1"): 30}))
    root = small_study(tmp_path / "study", codes((2, 2)), people, tables=AB + DRAWN, paper=TOLD)
    planted = [value.decode() for value in plant_in_rows(root)]
    record = root / "sharing" / "g0.toml"
    fields = {
        "Made-up cases for a test.": "ZQX-SHARED-WHY it was shared",
        "Head of data": "ZQX-SHARED-WHO decided",
        "DSA-1": "ZQX-AGREEMENT",
        "Suspects only.": "ZQX-KEPT-APART by this",
        "Protected tables of a test.": "ZQX-USE of what was shared",
        "Analysts": "ZQX-USER of it",
    }
    for old, new in fields.items():
        record.write_text(record.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    text = (root / "study.toml").read_text(encoding="utf-8")
    (root / "study.toml").write_text(text.replace("[protect]", "[collect]\nquarantine_limit_pct = 10\n\n[protect]"))
    release = published_with_reasons(root, "ZQX-REASON")

    planted += [*fields.values(), "ZQX-REASON"]
    inputs = bytes_of(root / "returns") | bytes_of(root / "sharing") | bytes_of(root / "decisions")
    assert {word for _, word in places_of(inputs, planted)} == set(planted)  # the search finds
    assert places_of(bytes_of(release.parent), [*planted, "ZQX"]) == []


def test_no_pseudonym_and_no_confidential_word_of_a_nation_is_in_any_part_of_its_release(tmp_path_factory):
    """What was weighed of live cases and policing, the held text, the roster, reasons and agreements, and all keys."""
    nation = demonstration(tmp_path_factory, **NATION)
    weighed = tomllib.loads((nation / "assessment.toml").read_text(encoding="utf-8"))["impact"]
    words = {text for one in weighed for kind in ("live_cases", "policing") for text in one[kind].values()}
    words = {word for word in words if not word.startswith("None is expected")}
    words |= set(told_by_the_giver(nation)) | {"housing officer"}
    for record in nation.glob("sharing/*.toml"):
        told = tomllib.loads(record.read_text(encoding="utf-8"))
        words |= {told["agreement_id"], told["kept_apart"]}
    words |= {tomllib.loads(path.read_text(encoding="utf-8"))["reason"] for path in nation.glob("decisions/*.toml")}
    keys = {key.decode() for key in pseudonyms(nation)}
    assert len(words) > 20
    assert len(keys) > 1000

    seen = 0
    for place, text in texts_of(bytes_of(nation / "releases")):
        seen += 1
        assert not keys & set(re.findall(PSEUDONYM.pattern.decode(), text)), place
        folded = text.casefold()
        assert [word for word in words if word.casefold() in folded] == [], place
    assert seen > 200


def published_with_reasons(root, reason: str) -> Path:
    """Run a study to its release; everybody who decides gives the same reason."""
    for gate in Gate:
        with pytest.raises(GateError):
            pipeline.run(root, clock=CLOCK)
        pipeline.simulate(root, gate)
        for path in (root / "decisions").glob(f"{gate.value}-*.toml"):
            path.write_text(re.sub(r'reason = ".*"', f'reason = "{reason}"', path.read_text(encoding="utf-8")))
    release = pipeline.run(root, clock=CLOCK).release
    assert release is not None
    return release


def plant_in_rows(root) -> list[bytes]:
    """Give a row that is taken a text, and four rows a fault each; gives what was planted, keys among it."""
    with (root / "instrument" / "variables.csv").open("a", encoding="utf-8") as file:
        file.write("person,remark,A remark,text,,no\nperson,born,A year,year,,no\n")
    path = root / "returns" / "g0" / "r1" / "person.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    fields = [[*row.split(","), "", "", ""] for row in rows]
    fields[0][3] = "ZQX free words of an accepted row"
    fields[1][1] = "ZQX-WRONG-CODE"
    fields[2][0] = "suszqxzqxwrongkey"
    fields[3][5] = "ZQX-WRONG-REASON"
    fields[4][4] = "ZQX-WRONG-YEAR"
    write(path, header + ",remark,born,remark_missing", [",".join(row) for row in fields])
    texts = [fields[0][3], fields[1][1], fields[2][0], fields[3][5], fields[4][4]]
    return [text.encode() for text in texts + [row[0] for row in fields]]


def plant(root, counts) -> None:
    path = root / "vault" / "tables" / "cohort-person.json"
    cohort = json.loads(path.read_bytes())
    leaves = [[leaf[0] for leaf in c["leaves"]] for c in cohort["classifications"]]
    cohort["counts"] = [
        counts[tuple(codes_of[i] for codes_of, i in zip(leaves, row, strict=True))] for row in cohort["combinations"]
    ]
    path.write_text(json.dumps(cohort))
    path = root / "vault" / "tables" / "table-t1.json"
    table = json.loads(path.read_bytes())
    table["counts"] = [
        [total(counts, row["where"], column["where"]) for column in table["shape"]["columns"]]
        for row in table["shape"]["rows"]
    ]
    path.write_text(json.dumps(table))


def total(counts, *conditions) -> int:
    wanted = [(name.removeprefix("person."), set(codes_of)) for c in conditions for name, codes_of in c.items()]
    return sum(n for kind, n in counts.items() if all(kind["ab".index(name)] in codes_of for name, codes_of in wanted))


def truth(root, name):
    return json.loads((root / "vault" / "tables" / f"table-{name}.json").read_bytes())["counts"]


def shown(root, name):
    return json.loads((root / "desk" / "tables" / f"table-{name}.json").read_bytes())["counts"]


def protected_and_published(root) -> dict[str, bytes]:
    pipeline.run(root, [Stage.PROTECT], clock=CLOCK)
    pipeline.simulate(root, Gate.PROTECT)
    pipeline.run(root, [Stage.REVIEW], clock=CLOCK)
    pipeline.simulate(root, Gate.RELEASE)
    return released_bytes(pipeline.run(root, [Stage.PUBLISH], clock=CLOCK).release)
