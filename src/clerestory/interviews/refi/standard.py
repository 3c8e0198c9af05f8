"""What the standard asks of a document: needed attributes, forms of values, references that lead somewhere.

Elements and attributes that the standard does not know are no faults: they are kept. The order of children is not
checked, since programs differ in it and nothing hangs on it.

References
----------
REFI-QDA Standard 1.5 (2019), with the schemas Project.xsd and Codebook.xsd of version 1.0, www.qdasoftware.org.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from clerestory.errors import QdaFileError
from clerestory.model.interviews.markup import Element
from clerestory.model.interviews.project import SOURCES

_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MOST_TOLD = 10

# Which attributes each element cannot do without; of those that have a guid it is needed.
_NEEDED: dict[str, tuple[str, ...]] = {
    "Project": ("name",),
    "User": ("guid",),
    "Code": ("guid", "name", "isCodable"),
    "Case": ("guid",),
    "Variable": ("guid", "name", "typeOfVariable"),
    "Set": ("guid", "name"),
    **dict.fromkeys(SOURCES, ("guid",)),
    "PlainTextSelection": ("guid", "startPosition", "endPosition"),
    "PictureSelection": ("guid", "firstX", "firstY", "secondX", "secondY"),
    "PDFSelection": ("guid", "page", "firstX", "firstY", "secondX", "secondY"),
    "AudioSelection": ("guid", "begin", "end"),
    "VideoSelection": ("guid", "begin", "end"),
    "Transcript": ("guid",),
    "TranscriptSelection": ("guid",),
    "SyncPoint": ("guid",),
    "Coding": ("guid",),
    "Note": ("guid",),
    "Link": ("guid",),
    "Graph": ("guid",),
    "Vertex": ("guid", "firstX", "firstY"),
    "Edge": ("guid", "sourceVertex", "targetVertex"),
    **dict.fromkeys(("CodeRef", "NoteRef", "SourceRef", "SelectionRef", "VariableRef"), ("targetGUID",)),
    **dict.fromkeys(("MemberSource", "MemberNote"), ("targetGUID",)),
}
_GUIDS = (
    *("guid", "creatingUser", "modifyingUser", "creatingUserGUID", "modifyingUserGUID", "targetGUID", "originGUID"),
    *("representedGUID", "sourceVertex", "targetVertex", "fromSyncPoint", "toSyncPoint"),
)
_INTEGERS = (
    *("startPosition", "endPosition", "firstX", "firstY", "secondX", "secondY", "page", "begin", "end"),
    *("timeStamp", "position"),
)
_FORMS: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(_GUIDS, re.compile(rf"\s*({_GUID.pattern}|\{{{_GUID.pattern}\}})\s*", re.IGNORECASE)),
    **dict.fromkeys(_INTEGERS, re.compile(r"\s*[+-]?[0-9]{1,12}\s*")),
    "isCodable": re.compile(r"\s*(true|false|1|0)\s*"),
    "color": re.compile(r"\s*#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\s*"),
    "direction": re.compile("Associative|OneWay|Bidirectional"),
    "typeOfVariable": re.compile("Text|Boolean|Integer|Float|Date|DateTime"),
}


def guid_of(value: str | None) -> str:
    """Give a GUID in one spelling; empty where there is none.

    Examples
    --------
    >>> guid_of("{0F8FAD5B-D9CB-469F-A165-70867728950E}")
    '0f8fad5b-d9cb-469f-a165-70867728950e'
    """
    return (value or "").strip().strip("{}").lower()


def is_true(value: str | None) -> bool:
    """Whether a boolean of a schema is true."""
    return (value or "").strip() in ("true", "1")


def check_standard(root: Element, *, name: str, namespace: str, where: str) -> None:
    """Check a document against the standard; all faults are told at once, the first ten in words.

    Raises
    ------
    QdaFileError
        If its root is another element, or something is missing, ill formed or leads nowhere.
    """
    if (root.name.local, root.name.namespace) != (name, namespace):
        raise QdaFileError(
            f"its first element is not {name} of {namespace}",
            where=where,
            remedy="Give a file of version 1.0 of the standard; other versions have another namespace.",
        )
    faults = list(_faults(root))
    if faults:
        more = f"; and {len(faults) - _MOST_TOLD:,} more" if len(faults) > _MOST_TOLD else ""
        raise QdaFileError(
            "; ".join(faults[:_MOST_TOLD]) + more,
            where=where,
            remedy="The standard asks for it: mend it in the program that the file comes from, and export it again.",
        )


def _faults(root: Element) -> Iterator[str]:
    seen: Counter[str] = Counter()
    targets: dict[str, set[str]] = {"Code": set(), "User": set()}
    doubled: Counter[str] = Counter()
    ours = [element for element in root.everywhere() if element.name.namespace == root.name.namespace]
    for element in ours:
        local = element.name.local
        seen[local] += 1
        yield from _faults_of(element, f"{local} {seen[local]}")
        if local in targets:
            targets[local].add(guid_of(element.get("guid")))
        if local in ("Code", "User", *SOURCES):
            doubled[guid_of(element.get("guid"))] += 1
    twice = sum(1 for guid, number in doubled.items() if guid and number > 1)
    if twice:
        yield f"{twice} GUIDs stand for two codes, users or sources each"
    yield from _lost(ours, targets)


def _faults_of(element: Element, called: str) -> Iterator[str]:
    for needed in _NEEDED.get(element.name.local, ()):
        if element.get(needed) is None:
            yield f"{called} has no {needed}"
    for key, value in element.attributes:
        form = None if key.namespace else _FORMS.get(key.local)
        if form and not form.fullmatch(value):
            yield f"{called}, {key.local}: has not the form of the standard"


def _lost(ours: list[Element], targets: dict[str, set[str]]) -> Iterator[str]:
    """Yield codings that name no code, and users that are none."""
    numbers: Counter[str] = Counter()
    users = targets["User"] | {""}
    for element in ours:
        local = element.name.local
        numbers[local] += 1
        if local == "CodeRef" and guid_of(element.get("targetGUID")) not in targets["Code"]:
            yield f"CodeRef {numbers[local]} names no code of the codebook"
        if local == "Coding" and guid_of(element.get("creatingUser")) not in users:
            yield f"Coding {numbers[local]} names no user of the project"
