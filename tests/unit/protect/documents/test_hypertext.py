"""The text of hypertext is what a reader sees: what a style hides goes, what a style shows stays."""

from __future__ import annotations

from collections import Counter

import pytest

from clerestory.protect.documents.mail.hypertext import text_of_html

HIDING = (
    "display:none", "visibility: collapse", "opacity:0", "opacity: .0;color:red", "color : transparent", "zoom:0",
    "position:absolute; left:-9999px", "text-indent:-999em", "max-height:0;overflow:hidden", "clip:rect(0,0,0,0)",
    "transform: scale(0)", "FONT-SIZE:0.1px",
)  # fmt: skip
SHOWING = (
    "opacity:1", "opacity:0.5", "max-height:40px", "background-color:transparent", "left:-2px", "margin-left:-10px",
    "transform:scale(0.9)", "zoom:1", "line-height:0", "opacity:inherit", "border-top:0", "clip:auto",
)  # fmt: skip


@pytest.mark.parametrize("style", HIDING)
def test_what_a_style_hides_parts_no_word(style: str) -> None:
    left = Counter[str]()
    assert text_of_html(f'<p>Quill<span style="{style}">zz</span>feather</p>', left) == "Quillfeather"
    assert left["hidden text"] == 1


@pytest.mark.parametrize("style", SHOWING)
def test_what_a_style_shows_stays(style: str) -> None:
    assert text_of_html(f'<p>Quill<span style="{style}">zz</span>feather</p>', Counter()) == "Quillzzfeather"


@pytest.mark.parametrize(
    ("sheet", "seen"),
    [
        (".x{display:none}", "Quillfeather"),
        ("p{color:red} .a, span.x:hover , #y { opacity:0 }", "Quillfeather"),
        ("#y{visibility:hidden}", "Quillfeather"),
        ("/* .x{} */ .other{display:none}", "Quillzzfeather"),
        ("@media (max-width:600px){.a{color:red}.x{display:none}}", "Quillzzfeather"),
        ("@media print{.a{color:red}}.x{display:none}", "Quillfeather"),
        (".x{display:block}", "Quillzzfeather"),
    ],
)
def test_a_style_sheet_hides_by_class_and_id(sheet: str, seen: str) -> None:
    html = f'<style>{sheet}</style><p>Quill<span class="b x" id="y">zz</span>feather</p>'
    assert text_of_html(html, Counter()) == seen


LONG = 300_000  # signs; a search that begins again at each of them comes to no end


@pytest.mark.parametrize(
    "sheet",
    [
        "@" * LONG,
        "a" * LONG,
        "/*" * LONG,
        f".{'a' * LONG}>{{display:none}}",
        "<style>" * (LONG // 7),
    ],
    ids=["rules for some", "no rule", "a note without end", "a name", "sheets"],
)
def test_a_long_sheet_is_gone_through_once(sheet: str) -> None:
    assert text_of_html(f"<p>Quillfeather</p><style>{sheet}</style>", Counter()) == "Quillfeather"
