"""A press notice made of one release: its own sentences, its limits, and notes to editors; statements stand apart."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.errors import ReleaseError, StudyError
from clerestory.model.calendar import date_text
from clerestory.model.catalogue import Catalogue
from clerestory.model.press import PressFile
from clerestory.model.releases import Register
from clerestory.publish.numbers import literal_numbers
from clerestory.publish.packs.released import ReleasedContent
from clerestory.publish.pages import page_apart, style_sheet
from clerestory.publish.register import REGISTER
from clerestory.publish.release.catalogue import CATALOGUE
from clerestory.publish.shown.front import CONTENT_NOTE, SUPPORT

STYLE = "style.css"
_STEM = "press-notice"
SHARES = (
    "A share of those known is not a share of all: give it with how many are not known, and with its interval, as the "
    "paper does."
)


@dataclass(frozen=True)
class PressNotice:
    """What both forms of a notice show.

    Attributes
    ----------
    when : str
        The line that says from when on it may be told.
    """

    release: ReleasedContent
    catalogue: Catalogue
    withheld: int
    when: str
    press: PressFile | None
    address: str


def press_files(release: ReleasedContent, press: PressFile | None, *, opens: str, address: str) -> dict[str, bytes]:
    """Give the notice as a page and as plain text, by name; the same release gives the same bytes.

    Parameters
    ----------
    release : ReleasedContent
        A release that holds.
    press : PressFile, optional
        Whom to ask, and what was said.
    opens : str
        Until when it may not be told; empty once the release is in its place.
    address : str
        Of the site; empty where nobody says.

    Raises
    ------
    ReleaseError
        If the release has no catalogue or register for programs, as one of an older program, or in another form, or its
        paper says nothing in its first section.
    StudyError
        If a statement counts in words; digits are refused when ``press.toml`` is read.
    """
    _check_statements(press)
    catalogue = _catalogue(release)
    when = f"Not for publication before {opens}" if opens else f"Published {date_text(catalogue.release)}"
    notice = PressNotice(release, catalogue, _withheld(release), when, press, address)
    stem = release.name(_STEM)
    files = {f"{stem}.html": _page(notice), f"{stem}.txt": _text(notice), STYLE: style_sheet()}
    return {name: text.encode() for name, text in files.items()}


def _check_statements(press: PressFile | None) -> None:
    for number, said in enumerate(press.quotations if press else ()):
        if any(True for text in (said.by, said.words) for _ in literal_numbers(text)):
            raise StudyError(
                f"quotations.{number}: counts in words: what was counted stands in the release, with its limits",
                where="press.toml",
                remedy="Leave the number out; docs/reference/press-notice.md has the form. No notice was made.",
            )


def _catalogue(release: ReleasedContent) -> Catalogue:
    catalogue = release.formed(CATALOGUE, Catalogue)
    if catalogue is None:
        raise _fault(release, "it has no catalogue")
    if not catalogue.summary:
        raise _fault(release, "the first section of its paper says nothing in words")
    return catalogue


def _withheld(release: ReleasedContent) -> int:
    register = release.formed(REGISTER, Register)
    if register is None:
        raise _fault(release, "it has no register for programs")
    return len(register.withheld)


def _page(notice: PressNotice) -> str:
    data = notice.catalogue.data
    return page_apart(
        "press.html",
        study={"title": notice.catalogue.title, "publisher": notice.catalogue.publisher},
        mark=data.mark,
        mark_sentence=data.mark_sentence,
        notice=notice,
        made=notice.catalogue,
        shares=SHARES,
    )


def _text(notice: PressNotice) -> str:
    """Give the notice as plain text, for e-mail."""
    made = notice.catalogue
    parts = [made.data.mark_sentence, notice.when, f"PRESS NOTICE\n{made.title}\n{made.publisher}"]
    parts += [f"{CONTENT_NOTE.name} {CONTENT_NOTE.text}", *made.summary]
    if made.limits:
        parts += ["Limits, in the words of the paper", *made.limits]
    for said in notice.press.quotations if notice.press else ():
        kind = "Testimony, not a finding" if said.is_testimony else "A statement, not a finding"
        parts.append(f'{kind}. {said.by}:\n"{said.words}"')
    parts += ["Notes to editors", *_notes(notice)]
    if notice.press:
        parts.append(f"Press contact: {notice.press.contact}")
    parts.append(f"{SUPPORT.heading}\n{SUPPORT.text} {SUPPORT.link}: {SUPPORT.address}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _notes(notice: PressNotice) -> list[str]:
    made = notice.catalogue
    where = f" {notice.address}{notice.release.folder.name}/" if notice.address else ""
    return [
        f"What is counted: {made.selection}",
        f"Definition: {made.definition}",
        f"Period: {date_text(made.period_start)} to {date_text(made.period_end)}.",
        SHARES,
        f"{notice.withheld} entries of the register say what is withheld, why, and until when.",
        f"The paper, its tables and how to check them:{where} manifest {notice.release.digest}.",
    ]


def _fault(release: ReleasedContent, what: str) -> ReleaseError:
    remedy = "Publish again with this version of the program. No notice was made."
    return ReleaseError(what, where=str(release.folder), remedy=remedy)
