"""A project without some of its sources: whatever was made from them goes too, and what is left stays as it was.

A withdrawn interview must be found nowhere: not in its source, its selections and codings, the notes on them, the case
of its person, or a link, a set or a graph that names one of these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from clerestory.interviews.refi.archive import open_archive
from clerestory.interviews.refi.reading import project_view
from clerestory.interviews.refi.standard import guid_of
from clerestory.model.interviews.markup import Child, Element
from clerestory.model.interviews.project import SOURCES, Project

_POINTERS = (
    *("targetGUID", "originGUID", "representedGUID", "sourceVertex", "targetVertex"),
    *("fromSyncPoint", "toSyncPoint"),
)
_PATHS = ("plainTextPath", "richTextPath", "path", "currentPath")


def only_sources(project: Project, names: Collection[str]) -> Project:
    """Give a project with the sources of these names alone, of whatever kind.

    Notes go that a source which goes refers to, and cases that refer to it; notes that nobody refers to stay, and so
    does the description of the project.

    Parameters
    ----------
    project : Project
    names : collection of str
        As ``interview_of`` spells them.

    Returns
    -------
    Project
    """
    root = project.document.root
    gone = {id(one) for part in root.elements("Sources") for one in part.elements(*SOURCES) if not _stays(one, names)}
    known = -1
    while known != len(gone):  # what goes takes with it what refers to it, until nothing more does
        known = len(gone)
        guids, notes = _guids_within(root, gone), _notes_within(root, gone)
        gone |= {id(element) for element in root.everywhere() if _refers(element, guids) or _is_note(element, notes)}
    kept = _without(root, gone)
    sources = tuple(source for source in project.sources if interview_of(source.name) in names)
    return project_view(replace(project.document, root=kept), sources)


def interview_of(name: str) -> str:
    """Give the interview that a source is, by its name without the ending of a file.

    Examples
    --------
    >>> interview_of("intaaaa.docx")
    'intaaaa'
    """
    return name.strip().partition(".")[0]


def parts_of(project: Project, source: Path) -> frozenset[str]:
    """Give the parts of a package that the project still refers to."""
    paths = {value for element in project.document.root.everywhere() for value in _paths(element)}
    with open_archive(source) as archive:
        return frozenset(part for path in paths if (part := archive.internal(path)) is not None)


def _paths(element: Element) -> Iterator[str]:
    return (value for name in _PATHS if (value := element.get(name)) is not None)


def _stays(element: Element, names: Collection[str]) -> bool:
    return interview_of(element.get("name") or "") in names


def _guids_within(root: Element, gone: Collection[int]) -> set[str]:
    return {guid_of(e.get("guid")) for one in root.everywhere() if id(one) in gone for e in one.everywhere()} - {""}


def _notes_within(root: Element, gone: Collection[int]) -> set[str]:
    within = (e for one in root.everywhere() if id(one) in gone for e in one.everywhere())
    return {guid_of(e.get("targetGUID")) for e in within if e.name.local == "NoteRef"}


def _refers(element: Element, guids: Collection[str]) -> bool:
    """Whether an element goes with others: it points at one, or is the case of the person of one."""
    if any(guid_of(element.get(pointer)) in guids for pointer in _POINTERS):
        return True
    return element.name.local == "Case" and any(
        guid_of(reference.get("targetGUID")) in guids for reference in element.elements("SourceRef", "SelectionRef")
    )


def _is_note(element: Element, notes: Collection[str]) -> bool:
    return element.name.local == "Note" and guid_of(element.get("guid")) in notes


def _without(element: Element, gone: Collection[int]) -> Element:
    children: list[Child] = []
    for child in element.children:
        if not isinstance(child, Element):
            children.append(child)
        elif id(child) not in gone:
            children.append(_without(child, gone))
    return element.with_children(tuple(children))
