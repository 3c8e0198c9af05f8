"""`clerestory collect check` as a data officer uses it, and the page of a report in a real browser."""

from __future__ import annotations

import json
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from clerestory import pipeline
from clerestory.pipeline import Stage
from commands import clerestory
from pages import CHROMIUM, CONTRASTS, browser

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference" / "schemas"


def check(*words) -> subprocess.CompletedProcess:
    return clerestory("collect", "check", *words)


@pytest.fixture(scope="module")
def nation(tmp_path_factory) -> Path:
    """A small nation; one of its returns has wrong codes, a wrong form, a date in free text and a flag audit."""
    root = tmp_path_factory.mktemp("checked") / "nation"
    pipeline.synthesise(root, persons=900, givers=6, seed=4)
    place = return_of(root)
    header, *rows = (place / "suspect.csv").read_text(encoding="utf-8").splitlines()
    at = header.split(",").index("sex")
    fields = [row.split(",") for row in rows]
    wrong = [",".join([*row[:at], "MALE", *row[at + 1 :]]) if n % 2 else ",".join(row) for n, row in enumerate(fields)]
    (place / "suspect.csv").write_text("\n".join([header, *wrong]) + "\n", encoding="utf-8")
    audit = [
        "flag,flagged,stratum_size,verdict",
        *["cse_flag,Y,20,Y"] * 9,
        "cse_flag,Y,20,N",
        *["cse_flag,N,90,N"] * 30,
    ]
    (place / "flag-audit.csv").write_text("\n".join(audit) + "\n", encoding="utf-8")
    text = (root / "study.toml").read_text(encoding="utf-8")
    settings = 'quarantine_limit_pct = 100.0\ndue = 2024-03-31\nexpected = ["SYN:FORCE:01", "SYN:FORCE:09"]'
    (root / "study.toml").write_text(text.replace("quarantine_limit_pct = 5.0", settings), encoding="utf-8")
    pipeline.run(root, [Stage.COLLECT])
    return root


def return_of(root: Path) -> Path:
    return root / "returns" / "SYN-FORCE-02" / "RET-SYN-FORCE-02"


def test_one_wrong_code_in_half_the_rows_is_one_change_and_comes_first(nation):
    result = check(return_of(nation), "--study", nation)
    assert result.returncode == 25
    first = result.stdout[result.stdout.index("| --- |") :].splitlines()[1]
    assert first.startswith("| suspect.csv | sex | V1 |")
    assert "| 1 change of the export |" in first
    assert "## The worst fields, and what to do" in result.stdout
    assert '"Suspects by force: is ethnicity known?" (t7) has a row of its own for you.' in result.stdout
    assert "MALE" not in result.stdout + result.stderr


def test_without_a_study_nothing_is_said_of_what_will_be_printed(nation):
    result = check(return_of(nation), "--instrument", nation / "instrument")
    assert result.returncode == 25
    assert "printed about you" not in result.stdout


def test_json_says_what_the_page_says(nation):
    made = json.loads(check(return_of(nation), "--study", nation, "--json").stdout)
    schema = json.loads((SCHEMAS / "feedback.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(made)
    assert made["changes"][0]["file"] == "suspect.csv"
    assert sum(change["credit"] for change in made["changes"]) == pytest.approx(
        sum(rows["quarantined"] for rows in made["rows"].values())
    )
    assert len(made["key_fields"]) == 14
    assert made["flag_audits"][0]["corrected"] == 18
    assert made == json.loads(check(return_of(nation), "--study", nation, "--format", "json").stdout)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((), 2, "RETURN"),
        (("nowhere",), 21, "there is no such folder"),
        (("RETURN", "--study", "nowhere"), 10, "there is no study.toml"),
        (
            ("RETURN", "--study", "STUDY", "--instrument", "STUDY/instrument"),
            10,
            "an instrument is named beside a study",
        ),
        (("RETURN", "--format", "pdf"), 2, "pdf"),
    ],
)
def test_wrong_input_is_told_in_words(nation, words, code, told):
    given = [word.replace("RETURN", str(return_of(nation))).replace("STUDY", str(nation)) for word in words]
    result = check(*given)
    assert result.returncode == code
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_the_index_names_a_giver_that_sent_nothing(nation):
    index = (nation / "reports" / "index.html").read_text(encoding="utf-8")
    assert "SYN:FORCE:09: is expected, and sent no return." in index
    assert "8 Timeliness and late returns" in index


class Outline(HTMLParser):
    """Headings, captions, header cells without a scope, scripts, and what is loaded from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.tables = self.captions = 0
        self.unscoped: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.levels += [int(tag[1])] if tag in ("h1", "h2", "h3") else []
        self.tables += tag == "table"
        self.captions += tag == "caption"
        self.unscoped += [tag] if tag == "th" and "scope" not in found else []
        self.loaded += [tag] if tag in ("script", "link", "img", "iframe") or "src" in found else []
        self.ids += [found["id"]] if "id" in found else []
        self.targets += [v.removeprefix("#") for k, v in attrs if k == "aria-labelledby" or (v and v.startswith("#"))]


@pytest.mark.parametrize(
    "name", ["index.html", "SYN-FORCE-02--RET-SYN-FORCE-02.html", "SYN-CSC-01--RET-SYN-CSC-01.html"]
)
def test_a_page_is_whole_in_itself_and_well_ordered(nation, name):
    outline = Outline()
    outline.feed((nation / "reports" / name).read_text(encoding="utf-8"))
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(outline.levels, outline.levels[1:], strict=False))
    assert outline.captions == outline.tables > 0
    assert (outline.unscoped, outline.loaded) == ([], [])
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.targets) <= set(outline.ids)


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: `make setup` as root installs it")
@pytest.mark.parametrize("name", ["index.html", "SYN-FORCE-02--RET-SYN-FORCE-02.html"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (375, "dark"), (1280, "light")])
def test_a_page_can_be_read_at_any_width_in_the_light_and_in_the_dark(nation, chromium, name, width, scheme):
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto((nation / "reports" / name).resolve().as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert min(contrast for contrast, _ in page.evaluate(CONTRASTS)) >= 4.5
    assert refused == []  # the page's own policy lets its style in
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Arial")
    page.close()
