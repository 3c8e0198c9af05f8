"""Ways to hide a name in plain text, as bytes of a whole file; shares no code with the product.

A place is the bytes in which the name stands, between two lines that everybody sees. What was planted is what must be
gone afterwards; a file that is refused keeps nothing.
"""

from __future__ import annotations

import base64
import codecs
import json
import quopri
from collections.abc import Mapping

NAME = "Quillfeather"  # the family name of one person of the roster
FULL = "Zelda Quillfeather"
BEFORE, AFTER = "The meeting opened at noon.\n", "\nNothing else was said on the day."
_LOWER = {sign: at for at, sign in enumerate("abcdefghijklmnopqrstuvwxyz")}


def _shifted(capitals: int, smalls: int, name: str = NAME) -> str:
    """Give a name in another alphabet of Unicode that has its letters in one row."""
    return "".join(chr((capitals if sign.isupper() else smalls) + _LOWER[sign.lower()]) for sign in name)


def _mapped(pairs: str, name: str = NAME) -> str:
    table = dict(zip(pairs[::2], pairs[1::2], strict=True))
    return "".join(table.get(sign, sign) for sign in name)


def _punycode(name: str) -> str:
    return "xn--" + name.encode("punycode").decode()


_ZERO_WIDTH = {
    "zero width space": "\u200b", "zero width joiner": "\u200d", "word joiner": "\u2060",
    "byte order mark within": "\ufeff", "soft hyphen": "\u00ad", "right-to-left mark": "\u200f",
    "bidirectional isolates": "\u2068\u2069", "variation selectors": "\ufe0f", "more variation selectors": "\U000e0101",
    "grapheme joiner": "\u034f", "Hangul filler": "\u3164", "Mongolian vowel separator": "\u180e",
    "combining accents": "\u0301", "combining stroke": "\u0336", "combining enclosure": "\u20dd",
    "private use sign": "\ue000", "unassigned sign": "\U000e0fff", "control sign": "\x01",
    "delete sign": "\x7f", "interlinear annotation": "\ufff9\ufffb",
    "tab": "\t", "no-break space": "\u00a0", "thin space": "\u2009", "form feed": "\f", "vertical tab": "\v",
    "line separator": "\u2028", "next line sign": "\x85", "full stop": ".", "hyphen": "-", "middle dot": "\u00b7",
    "vertical bar": "|", "underscore": "_", "slash": "/", "letters one a line": "\n",
    "letters one a line of Windows": "\r\n", "letters one a line of old Macs": "\r",
    "letters on every other line": "\n\n",
    "letters a tab and a bar apart": "\t|\t", "letters two spaces apart": "  ", "letters in quoted lines": "\n> ",
    "letters in a list": "\n- ", "braille blank": "\u2800", "object replacement": "\ufffc",
}  # fmt: skip


def _parted(between: str) -> str:
    return between.join(NAME)


def _ansi(inner: str) -> str:
    return f"\x1b[{inner}m"


_WRITTEN = {
    "plain": NAME,
    "full name": FULL,
    "small letters": NAME.lower(),
    "capitals": NAME.upper(),
    "capitals in turn": "".join(s.upper() if n % 2 else s.lower() for n, s in enumerate(NAME)),
    "possessive": f"{NAME}'s",
    "full width": _shifted(0xFF21, 0xFF41),
    "mathematical bold": _shifted(0x1D400, 0x1D41A),
    "mathematical script bold": _shifted(0x1D4D0, 0x1D4EA),
    "mathematical Fraktur bold": _shifted(0x1D56C, 0x1D586),
    "double-struck": _mapped(
        "Q\u211au\U0001d566i\U0001d55al\U0001d55df\U0001d557e\U0001d556a\U0001d552t\U0001d565h\U0001d559r\U0001d563"
    ),
    "circled letters": _shifted(0x24B6, 0x24D0),
    "squared letters": _shifted(0x1F130, 0x1F130),
    "negative circled letters": _shifted(0x1F150, 0x1F150),
    "negative squared letters": _shifted(0x1F170, 0x1F170),
    "regional indicators": _shifted(0x1F1E6, 0x1F1E6),
    "small capitals": _mapped("u\u1d1ci\u026al\u029ff\ua730e\u1d07a\u1d00t\u1d1bh\u029cr\u0280"),
    "superscript": _mapped("u\u1d58i\u2071l\u02e1f\u1da0e\u1d49a\u1d43t\u1d57h\u02b0r\u02b3"),
    "Cyrillic letters": _mapped("e\u0435a\u0430i\u0456h\u04bb"),
    "Greek letters": _mapped("u\u03c5i\u03b9a\u03b1"),
    "Armenian and Cherokee letters": _mapped("u\u057dh\u0570i\u13a5"),
    "Lisu and Deseret letters": _mapped("t\ua4d4l\ua4e1"),
    "digits for letters": NAME.replace("i", "1").replace("e", "3"),
    "accents": "Q\u00fc\u00ecll\u0192\u00e8\u00e4\u0163h\u00e9r",
    "strokes of other letters": _mapped("l\u0142t\u0167h\u0127i\u0268"),
    "backwards": NAME[::-1],
    "backwards in capitals": NAME[::-1].upper(),
    "first and family name backwards": FULL[::-1],
    "backwards under a right-to-left override": f"\u202e{NAME[::-1]}\u202c",
    "forwards under a left-to-right override": f"\u202d{NAME}\u202c",
    "in an embedding": f"{NAME[:5]}\u202b\u202c{NAME[5:]}",
    "overstruck with backspace": "".join(f"{sign}\b{sign}" for sign in NAME),
    "underlined with backspace": "".join(f"_\b{sign}" for sign in NAME),
    "a typing error taken back": "Quillx\bfeather",
    "written over after a carriage return": f"{NAME}\r{'x' * len(NAME)}",
    "erased by the terminal": f"{NAME}\x1b[2K\rseen",
    "letters in colours": "".join(_ansi(f"3{n % 8}") + s for n, s in enumerate(NAME)) + _ansi("0"),
    "concealed by the terminal": _ansi("8") + NAME + _ansi("28"),
    "in an escape with C1 signs": f"\x9b31m{NAME[:4]}\x9b0m{NAME[4:]}",
    "base64": base64.b64encode(NAME.encode()).decode(),
    "base64 of a sentence": base64.b64encode(f"She met {FULL} again.".encode()).decode(),
    "base64 over lines": "\n".join(["U2hlIHNhdyB0aGF0IHRoZSBt", "ZW1iZXIsIE1pc3MgUXVpbGxm", "ZWF0aGVyLCBsZWZ0Lg=="]),
    "base64 of UTF-16": base64.b64encode(FULL.encode("utf-16-le")).decode(),
    "base64 of base64": base64.b64encode(base64.b64encode(FULL.encode())).decode(),
    "base64 for addresses": base64.urlsafe_b64encode(f"?>?~{FULL}\u00ff\u00fe".encode()).decode(),
    "base64 in an address of data": f"data:text/plain;base64,{base64.b64encode(FULL.encode()).decode()}",
    "base32": base64.b32encode(NAME.encode()).decode(),
    "quoted-printable in full": "".join(f"={ord(sign):02X}" for sign in NAME),
    "quoted-printable with soft line ends": f"{NAME[:4]}=\n{NAME[4:]}",
    "quoted-printable in part": f"{NAME[:4]}={ord(NAME[4]):02X}{NAME[5:]}",
    "encoded word": f"=?utf-8?B?{base64.b64encode(NAME.encode()).decode()}?=",
    "encoded word in Q": f"=?utf-8?Q?{quopri.encodestring(NAME.encode()).decode().replace('u', '=75')}?=",
    "percent signs": "".join(f"%{byte:02X}" for byte in NAME.encode()),
    "percent signs in part": f"{NAME[:3]}%{ord(NAME[3]):02x}{NAME[4:]}",
    "query of an address": f"https://a.example/find?who={NAME}&page=2",
    "query with plus signs": f"https://a.example/find?who={FULL.replace(' ', '+')}",
    "numbered entities": "".join(f"&#{ord(sign)};" for sign in NAME),
    "entities in hexadecimal": "".join(f"&#x{ord(sign):x};" for sign in NAME),
    "entities without an end": "".join(f"&#{ord(sign)}" for sign in NAME) + " ",
    "named entities": NAME.replace("u", "&uuml;"),
    "JSON escapes": "".join(f"\\u{ord(sign):04x}" for sign in NAME),
    "JSON text": json.dumps({"who": NAME}),
    "escapes of Python": "".join(f"\\x{ord(sign):02x}" for sign in NAME),
    "octal escapes": "".join(f"\\{ord(sign):03o}" for sign in NAME),
    "long escapes": "".join(f"\\U{ord(sign):08x}" for sign in NAME),
    "escapes of JavaScript": "".join(f"\\u{{{ord(sign):x}}}" for sign in NAME),
    "escapes of CSS": "".join(f"\\{ord(sign):x} " for sign in NAME),
    "code points": " ".join(f"U+{ord(sign):04X}" for sign in NAME),
    "hexadecimal": NAME.encode().hex(),
    "hexadecimal in capitals": NAME.encode().hex().upper(),
    "hexadecimal with spaces": NAME.encode().hex(" "),
    "hexadecimal with colons": NAME.encode().hex(":"),
    "hexadecimal with 0x": " ".join(f"0x{byte:02x}" for byte in NAME.encode()),
    "hexadecimal of UTF-16": NAME.encode("utf-16-le").hex(),
    "numbers of letters": " ".join(str(ord(sign)) for sign in NAME),
    "bits": " ".join(f"{ord(sign):08b}" for sign in NAME),
    "punycode": _punycode("Qu\u00efllfeather") + ".example",
    "UTF-7": "+" + base64.b64encode(NAME.encode("utf-16-be")).decode().rstrip("=") + "-",
    "UTF-8 read as Latin-1": "Qu\u00efllfe\u00e4ther".encode().decode("latin-1"),
    "Markdown emphasis": f"{NAME[:5]}**{NAME[5:]}**",
    "Markdown link": f"[seen](https://a.example/{NAME})",
    "Markdown title of a link": f'[seen](https://a.example "{NAME}")',
    "Markdown reference": f"[seen][1]\n\n[1]: https://a.example/{NAME}",
    "Markdown comment": f"[//]: # ({NAME})",
    "Markdown picture": f"![{NAME}](a.png)",
    "Markdown code": f"`{NAME}`",
    "comment of HTML": f"<!-- {NAME} -->",
    "comment of HTML within": f"{NAME[:5]}<!-- a -->{NAME[5:]}",
    "attribute of HTML": f'<span title="{NAME}">seen</span>',
    "tags of HTML within": f"{NAME[:5]}<b>{NAME[5:]}</b>",
    "line break of HTML within": f"{NAME[:5]}<wbr>{NAME[5:]}",
    "hidden element of HTML": f'<p style="display:none">{NAME}</p>',
    "cell of CSV": f'1,"{NAME}",2',
    "cells of CSV": "1,Zelda,Quillfeather,2",
    "path of a file": rf"C:\cases\{NAME}\a.txt",
    "path in small letters": f"/srv/cases/{NAME.lower()}_zelda.txt",
    "camel case": "fileZeldaQuillfeatherOld",
    "within a word": f"the{NAME}car",
    "as a tag": f"#{NAME.lower()}",
    "as an account": f"@zelda_{NAME.lower()}",
    "e-mail address": f"z.{NAME.lower()}@a.example",
    "hyphen at the end of a line": f"{NAME[:5]}-\n{NAME[5:]}",
    "hyphen at the end of a quoted line": f"> {NAME[:5]}-\n> {NAME[5:]}",
    "quoted line": f"> {NAME}",
    "quoted lines between the names": "> She saw Zelda\n> Quillfeather there.",
    "end of a line without a hyphen": f"{NAME[:5]}\n{NAME[5:]}",
    "two columns": f"Zelda | a\nQuill | {NAME[5:]}",
    "columns between the names": "Zelda     Quillfeather",
    "last name first": "QUILLFEATHER, Zelda",
    "between underscores": f"__{NAME}__",
    "after a number": f"12{NAME}",
    "letters in brackets": _shifted(0x1F110, 0x249C),
    "Roman numerals": NAME.replace("l", "\u217c"),
}  # fmt: skip
_UNSEEN = {
    "tag signs": "seen" + "".join(chr(0xE0000 + ord(sign)) for sign in NAME),
    "variation selectors as bytes": "seen" + "".join(chr(0xE0100 + byte - 16) for byte in NAME.encode()),
    "zero width signs as bits": "seen" + "".join("\u200b\u200c"[int(b)] for s in NAME for b in f"{ord(s):08b}"),
    "spaces and tabs at the end of lines": "\n".join("a" + f"{ord(s):b}".translate({48: " ", 49: "\t"}) for s in NAME),
    "spaces of two widths": "".join(" \u2009"[int(b)] + "a" for s in NAME for b in f"{ord(s):08b}"),
    "line ends of two kinds": "".join("a" + ("\r\n", "\n")[int(b)] for s in NAME for b in f"{ord(s):08b}"),
    "written over with backspace": NAME + "\b" * len(NAME) + "x" * len(NAME),
    "in a title of the terminal": f"\x1b]0;{NAME}\x07seen",
    "in a link of the terminal": f"\x1b]8;;http://a.example/{NAME}\x1b\\seen\x1b]8;;\x1b\\",
    "in a device string": f"\x1bP{NAME}\x1b\\seen",
    "in a private message of the terminal": f"\x1b^{NAME}\x1b\\seen",
}  # fmt: skip
_MOVED = {
    "by moves of the cursor": "\x1b[9G" + NAME[6:] + "\x1b[3G" + NAME[:6],
    "letters parted by escape signs": "\x1b".join(NAME),
    "letters parted by C1 control signs": "\x9b".join(NAME),
    "a direction within a direction": f"\u202e\u2067{NAME[::-1]}\u2069\u202c",
}  # fmt: skip
_FAR = {
    "base85": base64.b85encode(FULL.encode()).decode(),
    "ROT13": codecs.encode(NAME, "rot13"),
    "braille": _mapped("Q\u281fu\u2825i\u280al\u2807f\u280be\u2811a\u2801t\u281eh\u2813r\u2817"),
    "Morse": "--.- ..- .. .-.. .-.. ..-. . .- - .... . .-.",
    "printed over in two goes": "Qilahr\r u f t e \r".replace("Qilahr", "Q i l e t e "),
    "upside down": "\u0279\u01dd\u0265\u0287\u0250\u01dd\u025fll\u1d09nb",
    "first letters of lines": "\n".join(f"{sign}ot of use" for sign in NAME),
    "every second letter": "x".join(NAME),
    "places in the alphabet": " ".join(str(_LOWER[sign.lower()] + 1) for sign in NAME),
    "words for letters": "quebec uniform india lima lima foxtrot echo alfa tango hotel echo romeo",
    "runs of spaces": "a".join(" " * (ord(sign) - 64) for sign in NAME),
}  # fmt: skip


def _file(middle: str) -> bytes:
    return f"{BEFORE}{middle}{AFTER}".encode("utf-8", "surrogatepass")


_READ = {
    "UTF-8 with its mark": b"\xef\xbb\xbf" + _file(NAME),
    "UTF-16 with its mark": codecs.BOM_UTF16_LE + _file(NAME).decode().encode("utf-16-le"),
    "UTF-16 the other way round": codecs.BOM_UTF16_BE + _file(NAME).decode().encode("utf-16-be"),
    "UTF-32 with its mark": codecs.BOM_UTF32_LE + _file(NAME).decode().encode("utf-32-le"),
    "UTF-32 the other way round": codecs.BOM_UTF32_BE + _file(NAME).decode().encode("utf-32-be"),
}
_UNREAD = {
    "UTF-16 without a mark": _file(NAME).decode().encode("utf-16-le"),
    "UTF-32 without a mark": _file(NAME).decode().encode("utf-32-le"),
    "UTF-16 with half a sign": codecs.BOM_UTF16_LE + _file(NAME).decode().encode("utf-16-le")[:-1],
    "UTF-16 with the mark of the other way": codecs.BOM_UTF16_BE + "\U0001f600".encode("utf-16-le")[::-1][:3],
    "Windows-1252": _file(NAME) + b" caf\xe9 \x93a\x94",
    "EBCDIC": _file(NAME).decode().encode("cp037"),
    "overlong UTF-8": _file("") + b"".join(bytes([0xC1, 0x80 | (byte & 63)]) for byte in NAME.encode()),
    "surrogates in UTF-8": _file("\ud800".join(NAME)),
    "NUL between letters": _file("\0".join(NAME)),
    "NUL in front": _file(f"\0{NAME}"),
}
_WITHIN = {
    "a second mark": f"\ufeff{NAME}",
    "after the end sign of DOS": f"\x1a{NAME}",
    "behind a thousand empty lines": "\n" * 1000 + NAME,
    "far to the right": " " * 5000 + NAME,
}

# What comes of each: withheld where it stands; left behind, since nobody sees it; refused with the whole file; out of
# reach, which the methods page tells.
WITHHELD: Mapping[str, bytes] = {
    **{place: _file(written) for place, written in (_WRITTEN | _WITHIN).items()},
    **{f"letters parted by {place}": _file(_parted(sign)) for place, sign in _ZERO_WIDTH.items()},
    **_READ,
}
LEFT_BEHIND: Mapping[str, bytes] = {place: _file(written) for place, written in _UNSEEN.items()}
REFUSED: Mapping[str, bytes] = {**{place: _file(written) for place, written in _MOVED.items()}, **_UNREAD}
OUT_OF_REACH: Mapping[str, bytes] = {place: _file(written) for place, written in _FAR.items()}
