"""Projects of the REFI-QDA standard made by hypothesis, with all that programs put into them and more."""

from __future__ import annotations

import io
import uuid
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

NAMESPACE = "urn:QDA-XML:project:1.0"

guids = st.uuids(version=4).map(str) | st.uuids(version=4).map(lambda found: "{" + str(found).upper() + "}")
# What XML may hold, with the line breaks, emoji and signs that readers like to change.
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"])
    | st.sampled_from("\n\t\r <>&\"'\U0001f600"),
    max_size=40,
).map(lambda found: "".join(c for c in found if c not in "\ufffe\uffff"))
plain = st.text("abcdefgh", min_size=1, max_size=8)
comments = st.text("abc <>&é", max_size=10)


def told(text: str) -> str:
    """A text as a careful program writes it: a carriage return is escaped, or every reader would lose it."""
    return escape(text, {"\r": "&#13;"})


def value(text: str) -> str:
    return quoteattr(text, {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


@st.composite
def extras(draw, depth: int = 0) -> str:
    """An element that no standard knows: of the standard's namespace, of another, or of none."""
    name = draw(st.sampled_from(["Extra", "v:Extra", "w:thing"]))
    declared = {"v:Extra": ' xmlns:v="urn:vendor:é"', "w:thing": " xmlns:w='urn:w'"}.get(name, "")
    attributes = "".join(f" {key}={value(draw(texts))}" for key in draw(st.sets(plain, max_size=2)))
    spaced = draw(st.sampled_from(["", ' xml:space="preserve"']))
    within = draw(st.lists(extras(depth + 1) if depth < 2 else comments.map(told), max_size=2))
    return f"<{name}{declared}{attributes}{spaced}>{told(draw(texts))}{''.join(within)}</{name}>"


def around(draw) -> str:
    kind = draw(st.integers(0, 3))
    return ("", f"<!--{draw(comments)}-->", "<?vendor do it?>", draw(extras()))[kind]


@st.composite
def codes(draw, made: list[str], depth: int = 0) -> str:
    guid = draw(guids)
    made.append(guid)
    below = "".join(draw(codes(made, depth + 1)) for _ in range(draw(st.integers(0, 2)))) if depth < 3 else ""
    codable = draw(st.sampled_from(["true", "false", "1", "0"]))
    described = f"<Description>{told(draw(texts))}</Description>" if draw(st.booleans()) else ""
    return (
        f'<Code guid="{guid}" name={value(draw(texts))} isCodable="{codable}">{described}{below}{around(draw)}</Code>'
    )


@st.composite
def projects(draw) -> tuple[bytes, dict[str, bytes]]:
    """The document of a project, and its other parts by name."""
    made: list[str] = []
    book = draw(codes(made))
    users = draw(st.lists(guids, min_size=1, max_size=3, unique_by=lambda g: g.strip("{}").lower()))
    parts: dict[str, bytes] = {}
    sources = "".join(_source(draw, made, users, parts) for _ in range(draw(st.integers(1, 3))))
    sources += _picture(draw, parts) if draw(st.booleans()) else ""
    people = "".join(f'<User guid="{guid}" name={value(draw(texts))}/>' for guid in users)
    text = (
        f"<?xml version='1.0' encoding='utf-8'?>{draw(st.sampled_from(['', '<!-- made -->', '<?p i?>']))}"
        f'<Project xmlns="{NAMESPACE}" name={value(draw(texts))} vendorsOwn={value(draw(texts))}>'
        f"<Users>{people}</Users><CodeBook><Codes>{book}</Codes></CodeBook>{around(draw)}"
        f"<Sources>{sources}</Sources>{_rest(draw)}</Project>{draw(st.sampled_from(['', '<!-- end -->']))}"
    )
    return text.encode(), parts


def _source(draw, made: list[str], users: list[str], parts: dict[str, bytes]) -> str:
    text, guid = draw(texts), str(draw(st.uuids(version=4)))
    inner, path = f"<PlainTextContent>{told(text)}</PlainTextContent>", ""
    if draw(st.booleans()):
        inner, path = "", f' plainTextPath="internal://{guid}.txt"'
        parts[f"sources/{guid}.txt"] = text.encode()
        text = text.removeprefix("\ufeff")
    selections = ""
    for _ in range(draw(st.integers(0, 3))):
        ends = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        coding = f'<Coding guid="{draw(guids)}" creatingUser="{draw(st.sampled_from(users))}">'
        coding += f'<CodeRef targetGUID="{draw(st.sampled_from(made))}"/>{around(draw)}</Coding>'
        selections += (
            f'<PlainTextSelection guid="{draw(guids)}" startPosition="{ends[0]}" endPosition="{ends[1]}">'
            f"{coding}</PlainTextSelection>"
        )
    return f'<TextSource guid="{guid}" name={value(draw(texts))}{path}>{inner}{selections}{around(draw)}</TextSource>'


def _picture(draw, parts: dict[str, bytes]) -> str:
    guid = str(draw(st.uuids(version=4)))
    parts[f"sources/{guid}.png"] = draw(st.binary(max_size=200))
    return f'<PictureSource guid="{guid}" path="internal://{guid}.png"/>'


def _rest(draw) -> str:
    """Parts that the product does not read: variables, notes, links, sets, graphs."""
    note, other = draw(guids), draw(guids)
    return (
        f'<Notes><Note guid="{note}"><PlainTextContent>{told(draw(texts))}</PlainTextContent></Note></Notes>'
        f'<Links><Link guid="{other}" direction="OneWay" originGUID="{note}"/></Links>'
        f'<Sets><Set guid="{draw(guids)}" name="s"><MemberNote targetGUID="{note}"/></Set></Sets>'
        f'<Graphs><Graph guid="{draw(guids)}"><Vertex guid="{draw(guids)}" firstX="1" firstY="-2"/></Graph></Graphs>'
    )


def packed(document: bytes, parts: dict[str, bytes]) -> bytes:
    """A .qdpx package, as other programs make it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("project.qde", document)
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def package_of(folder: Path, document: str | bytes, parts: dict[str, bytes] | None = None) -> Path:
    """A package as a file."""
    path = folder / f"{uuid.uuid4()}.qdpx"
    path.write_bytes(packed(document.encode() if isinstance(document, str) else document, parts or {}))
    return path
