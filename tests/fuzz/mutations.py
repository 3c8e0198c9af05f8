"""Ways to spoil a file: byte by byte, and by its structure (entries of a package, elements and values of XML)."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib

_ODD = [
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b'"',
    b",",
    b"\r",
    b"\n\n",
    b"\xc0\x80",
    b"&#0;",
    b"=",
    b"\xf0\x9f\x98\x80",
]
_NUMBERS = [
    "-1",
    "0",
    "1",
    "65536",
    "1048577",
    "2147483648",
    "99999999999999999999",
    "1e308",
    "NaN",
    "#N/A",
    "TRUE",
    "",
]
_PARTS = [
    "xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/comments1.xml", "Basic/script.xml", "x/../../y.xml",
    "xl/media/image1.png", "customXml/item1.xml", "Pictures/1.png", "docProps/custom.xml", "a" * 300, "",
    "xl/WORKBOOK.xml",
]  # fmt: skip
_CHUNKS = [
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"tEXt",
    b"zTXt",
    b"iTXt",
    b"eXIf",
    b"iCCP",
    b"gAMA",
    b"acTL",
    b"fcTL",
]
_DOCTYPE = b'<!DOCTYPE a [<!ENTITY b "ZQXSECRET">]>'


def spoiled_bytes(data: bytes, rng: random.Random) -> bytes:
    """Change one to eight places of a file."""
    made = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 8])):
        at = rng.randrange(len(made) + 1)
        how = rng.randrange(7)
        if how == 0 and made:
            made[at % len(made)] ^= 1 << rng.randrange(8)
        elif how == 1:
            made[at:at] = rng.choice(_ODD)
        elif how == 2:
            del made[at : at + rng.choice([1, 4, 64])]
        elif how == 3:
            made[at:at] = made[at : at + rng.choice([1, 16, 256])]
        elif how == 4:
            del made[at:]
        elif how == 5:
            made[at : at + 4] = rng.choice(
                [b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff", b"\x00\x00\x01\x00"]
            )
        else:
            made[at : at + 1] = bytes([rng.randrange(256)])
    return bytes(made)


def spoiled_png(data: bytes, rng: random.Random) -> bytes:
    """Change chunks of a PNG, with the sums of their bytes put right: a reader refuses a wrong sum before all else."""
    chunks = _chunks(data)
    for _ in range(rng.choice([1, 1, 2, 4])):
        at, how = rng.randrange(len(chunks)), rng.randrange(8)
        kind, content = chunks[at]
        if how == 0 and len(chunks) > 1:
            del chunks[at]
        elif how == 1:
            chunks.insert(
                rng.randrange(len(chunks) + 1), (rng.choice(_CHUNKS), rng.choice([b"", content, b"k\0v" * 9]))
            )
        elif how == 2:
            chunks[at] = (rng.choice(_CHUNKS), content)
        elif how < 6 and kind == b"IDAT":
            chunks[at] = (kind, zlib.compress(spoiled_bytes(_unpacked(content), rng)))
        else:
            chunks[at] = (kind, spoiled_bytes(content, rng))
    return data[:8] + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 8
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += 12 + size
    return found


def _unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompress(content)
    except zlib.error:
        return content  # spoiled before


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def spoiled_package(data: bytes, rng: random.Random) -> bytes:
    """Change the parts of a zip package: their bytes, elements, names, order and number."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(info.filename, package.read(info)) for info in package.infolist()]
    for _ in range(rng.choice([1, 1, 2, 4])):
        parts = _spoiled_parts(parts, rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as package:
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name or "x"), content)
    made = out.getvalue()
    return spoiled_bytes(made, rng) if rng.random() < 0.1 else made


def _spoiled_parts(parts: list[tuple[str, bytes]], rng: random.Random) -> list[tuple[str, bytes]]:
    parts = list(parts)
    at = rng.randrange(len(parts)) if parts else 0
    how = rng.randrange(10)
    if how == 0 and len(parts) > 1:
        del parts[at]
    elif how == 1:
        parts.append((rng.choice(_PARTS), rng.choice([b"", b"<a>ZQXSECRET</a>", bytes(2000)])))
    elif how == 2 and parts:
        parts[at] = (
            rng.choice([parts[at][0].upper(), rng.choice(_PARTS), parts[rng.randrange(len(parts))][0]]),
            parts[at][1],
        )
    elif how == 3:
        rng.shuffle(parts)
    elif parts:
        name, content = parts[at]
        parts[at] = (name, spoiled_xml(content, rng) if how < 8 else spoiled_bytes(content, rng))
    return parts


def spoiled_xml(data: bytes, rng: random.Random) -> bytes:
    """Change an element, an attribute or a text of a document, which mostly stays one."""
    how = rng.randrange(8)
    tags = list(re.finditer(rb"<[^>?!]+>", data))
    values = list(re.finditer(rb'"([^"]*)"', data))
    texts = list(re.finditer(rb">([^<]+)<", data))
    if how == 0 and tags:
        one, two = rng.choice(tags), rng.choice(tags)
        return data[: one.start()] + two[0] + data[one.end() :]
    if how == 1 and tags:
        one = rng.choice(tags)
        return data[: one.end()] + one[0] + data[one.end() :]
    if how in (2, 3, 4) and values:
        one = rng.choice(values)
        other = rng.choice([rng.choice(_NUMBERS).encode(), rng.choice(values)[1], b"hidden", b"ZQXSECRET", b"A1"])
        return data[: one.start(1)] + other + data[one.end(1) :]
    if how in (5, 6) and texts:
        one = rng.choice(texts)
        other = rng.choice(
            [rng.choice(_NUMBERS).encode(), b"ZQXSECRET", b"Mr Zqxsecret", b"&amp;" * 50, rng.choice(texts)[1]]
        )
        return data[: one.start(1)] + other + data[one.end(1) :]
    return data.replace(b"?>", b"?>" + _DOCTYPE, 1)
