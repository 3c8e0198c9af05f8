"""What stands before and after the text of a paper: title block, content note, facts, and where to find support."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clerestory.model.calendar import date_text
from clerestory.publish.paper.reading import Paper
from clerestory.publish.paper.texts import facts_in_texts
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.values import Link

ABOUT_HEADING = "About this paper"
FACTS_HEADING = "Facts and their sources"
FACTS_ABOUT = "Words and numbers of this paper that no table gives."


@dataclass(frozen=True)
class ContentNote:
    """What readers are told before they read on."""

    name: str = "About the content."
    text: str = "This is about the exploitation of people, children among them. It describes no acts and no person."
    link: str = "Where to find support"


@dataclass(frozen=True)
class Support:
    """Whom to ask for help; on every page and in every paper."""

    heading: str = "Support"
    text: str = (
        "If a child is in danger now, call 999. The NSPCC helpline (0808 800 5000) advises adults who worry about a "
        "child. Childline (0800 1111) is for children and young people, free and at any time. A local support service "
        "can be found through"
    )
    link: str = "GOV.UK: support after rape or sexual assault"
    address: str = "https://www.gov.uk/get-support-after-rape-or-sexual-assault"


CONTENT_NOTE = ContentNote()
SUPPORT = Support()


@dataclass(frozen=True)
class Entry:
    """A line of the title block, or of what is said about the paper: a text, or items of a list."""

    name: str
    text: str
    items: tuple[str, ...] = ()


def title_block(contents: Contents) -> tuple[Entry, ...]:
    """Give the title block of a paper."""
    study, corrects = contents.settings.study, contents.settings.release.corrects
    corrected = f"The release of {date_text(corrects)}; what changed is listed beside it" if corrects else ""
    return (
        Entry("Published", date_text(contents.settings.release.date)),
        *([Entry("Corrects", corrected)] if corrected else []),
        Entry("Period", f"{date_text(study.period_start)} to {date_text(study.period_end)}"),
        Entry("Publisher", study.publisher),
        Entry("Commissioned by", study.commissioned_by),
    )


def about_paper(contents: Contents) -> tuple[Entry, ...]:
    """Give what takes more words than a title block, and stands after the summary."""
    study = contents.settings.study
    return (
        Entry("Questions", "", tuple(study.questions)),
        Entry("Definition", study.definition),
        Entry("What is counted", study.selection),
        Entry("Protection", " ".join(_protection(contents))),
    )


def printed_links(contents: Contents) -> tuple[Link, Link]:
    """Give the files of the paper beside its page: PDF and DOCX."""
    name = contents.file_name("paper")
    return Link("This paper as PDF", f"{name}.pdf"), Link("as DOCX", f"{name}.docx")


def workbook_links(contents: Contents) -> tuple[Link, Link]:
    """Give the workbooks that hold all tables."""
    return Link("All tables as ODS", contents.workbooks["ods"]), Link("as XLSX", contents.workbooks["xlsx"])


def shown_facts(paper: Paper, contents: Contents) -> tuple[tuple[str, str], ...]:
    """Give the facts that the paper, the note in it or the texts of study.toml print, each with its source."""
    used = {*paper.facts, *contents.group_note.facts, *facts_in_texts(contents.settings)}
    return tuple((fact.value, fact.source) for name, fact in contents.settings.facts.items() if name in used)


def _protection(contents: Contents) -> Iterator[str]:
    rules = contents.rules
    least = rules.threshold.minimum - 1
    yield f"Counts of 1 to {least} are withheld, and further cells that would give them away."
    yield f"No percentage has a base of fewer than {rules.percent_base}."
    yield from rules.for_readers()
