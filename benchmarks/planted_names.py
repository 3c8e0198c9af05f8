"""Names as they may be written: one function a variant class, over tables of the benchmark's own."""

from __future__ import annotations

import html
import json
import unicodedata
from collections.abc import Callable
from random import Random
from urllib.parse import quote

from planted_texts import MadeUp

NICK = {
    "William": "Bill", "Robert": "Bob", "Richard": "Dick", "Margaret": "Peggy", "Elizabeth": "Liz", "Katherine": "Kate",
    "Catherine": "Cathy", "James": "Jim", "John": "Jack", "Michael": "Mike", "Anthony": "Tony",
    "Edward": "Ted",
    "Charles": "Charlie", "Thomas": "Tom", "Joseph": "Joe", "Daniel": "Danny", "Samuel": "Sam", "Benjamin": "Ben",
    "Alexander": "Alex", "Andrew": "Andy", "Christopher": "Chris", "David": "Dave", "Stephen": "Steve",
    "Steven": "Steve",
    "Matthew": "Matt", "Nicholas": "Nick", "Patricia": "Pat", "Jennifer": "Jenny", "Susan": "Sue", "Deborah": "Debbie",
    "Victoria": "Vicky", "Rebecca": "Becky", "Jessica": "Jess", "Kimberly": "Kim", "Timothy": "Tim", "Gregory": "Greg",
    "Kenneth": "Ken", "Ronald": "Ron", "Donald": "Don", "Lawrence": "Larry", "Gerald": "Gerry", "Frederick": "Fred",
    "Philip": "Phil", "Peter": "Pete", "Patrick": "Paddy", "Jonathan": "Jon", "Joshua": "Josh",
    "Zachary": "Zach",
    "Theodore": "Theo", "Leonard": "Len", "Albert": "Bert", "Raymond": "Ray", "Dorothy": "Dot", "Sandra": "Sandy",
    "Amanda": "Mandy", "Barbara": "Barb", "Pamela": "Pam", "Theresa": "Terry", "Jacqueline": "Jackie",
    "Josephine": "Jo",
}  # fmt: skip
FULL = {short: full for full, short in NICK.items()}
FIRST_ALSO = {
    "Mohammed": ["Muhammad", "Mohamed", "Mohammad", "Mohd"], "Muhammad": ["Mohammed", "Muhammed"], "Usman": ["Othman"],
    "Tariq": ["Tarik", "Tareq"], "Nadeem": ["Nadim"], "Javed": ["Javaid"], "Rashid": ["Rasheed"], "Farooq": ["Faruk"],
    "Fatima": ["Fatema", "Fatimah"], "Ayesha": ["Aisha", "Aysha"], "Zainab": ["Zaynab", "Zeinab"],
    "Khadija": ["Khadeeja", "Khadijah"], "Nasreen": ["Nasrin"], "Yasmin": ["Yasmeen"], "Asif": ["Aasif"],
    "Ahmad": ["Ahmed"], "Mahmoud": ["Mahmood", "Mehmood"], "Youssef": ["Yusuf", "Yousef"], "Ibrahim": ["Ebrahim"],
    "Khaled": ["Khalid"], "Omar": ["Umar"], "Hussein": ["Husayn", "Hussain"], "Mustafa": ["Mostafa", "Mustapha"],
    "Karim": ["Kareem"], "Samir": ["Sameer"], "Tarek": ["Tariq"], "Walid": ["Waleed"], "Nabil": ["Nabeel"],
    "Faisal": ["Faysal"], "Abdullah": ["Abdallah", "Abdulla"], "Layla": ["Leila", "Laila"], "Maryam": ["Mariam"],
    "Noor": ["Nour", "Nur"], "Amira": ["Ameera"], "Huda": ["Hoda"], "Ștefan": ["Stefan", "Stephan", "Shtefan"],
    "Gheorghe": ["George"], "Mihai": ["Mihay"], "Cristian": ["Christian", "Kristian"], "Krzysztof": ["Kris", "Kristof"],
    "Łukasz": ["Lukas", "Lucas"], "Wojciech": ["Voytek", "Wojtek"], "Tomasz": ["Tomas"], "Paweł": ["Pavel"],
    "Michał": ["Michal"], "Jakub": ["Jacob", "Kuba"], "Katarzyna": ["Kasia", "Katarina"], "Małgorzata": ["Gosia"],
    "Agnieszka": ["Agnieshka"], "Szymon": ["Simon"], "Aleksandra": ["Alexandra", "Ola"], "Mateusz": ["Mateus"],
}  # fmt: skip
FAMILY_ALSO = {
    "Hussain": ["Hussein", "Husain", "Hossain"], "Ahmed": ["Ahmad"], "Akhtar": ["Akhter", "Aktar"],
    "Chowdhury": ["Choudhury", "Chaudhry", "Choudhry"], "Begum": ["Begam"], "Mahmood": ["Mehmood", "Mahmud"],
    "Qureshi": ["Quraishi", "Kureshi"], "Siddiqui": ["Siddiqi", "Siddique"], "Iqbal": ["Eqbal"],
    "Sheikh": ["Shaikh", "Shaykh"], "Rehman": ["Rahman"], "Patel": ["Pattel"], "Mukherjee": ["Mukherji"],
    "Chatterjee": ["Chatterji"], "Banerjee": ["Banerji"], "Agarwal": ["Aggarwal", "Agrawal"], "Miah": ["Mia", "Miya"],
    "Haddad": ["Hadad"], "Khoury": ["Khouri", "Khuri"], "Nasser": ["Nasir", "Naser"], "Saleh": ["Salih"],
    "Mansour": ["Mansoor", "Mansur"], "Kassem": ["Qasim", "Kasim"], "Najjar": ["Najar"], "Othman": ["Uthman", "Usman"],
    "Qasim": ["Kasim"], "Rahman": ["Rehman"], "Popescu": ["Popesku"], "Rădulescu": ["Radulesku"],
    "Șerban": ["Sherban", "Serban"], "Țurcanu": ["Turcanu", "Tsurcanu"], "Constantin": ["Konstantin"],
}  # fmt: skip
CYRILLIC = dict(zip("aeopcyxABEKMHOPCTX", "аеорсухАВЕКМНОРСТХ", strict=True))
GREEK = dict(zip("oABEHIKMNOPTXYZ", "οΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", strict=True))
MISREAD = (("rn", "m"), ("m", "rn"), ("l", "1"), ("l", "I"), ("o", "0"), ("O", "0"), ("cl", "d"), ("d", "cl"),
           ("w", "vv"), ("S", "5"), ("s", "5"), ("B", "8"), ("i", "l"), ("I", "l"), ("g", "9"), ("G", "6"))  # fmt: skip
DIGITS = str.maketrans("aeiosAEIOS", "4310543105")
MARKS = {"a": "á", "e": "é", "i": "í", "o": "ö", "u": "ü", "c": "ç", "n": "ñ", "s": "š", "z": "ž", "y": "ý"}

Written = str | tuple[str, str] | None  # what is written, with what is said elsewhere; None where the person has none
Variant = Callable[[MadeUp, Random], Written]


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _full(p: MadeUp) -> str:
    return f"{p.first} {p.family}"


def _slip(p: MadeUp, rng: Random, change: Callable[[str, int, Random], str], *, first: int = 1) -> str | None:
    parts = [p.first, p.family]
    which = rng.randrange(2)
    word = parts[which]
    if len(word) < 4 or "-" in word:
        return None
    at = 0 if first == 0 else rng.randrange(1, len(word) - 1)
    parts[which] = change(word, at, rng)
    return " ".join(parts) if parts[which] != word else None


def _any_letter(rng: Random) -> str:
    return rng.choice("abcdefghijklmnopqrstuvwxyz")


def _swap(word: str, at: int, rng: Random) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _mapped(text: str, table: dict[str, str], rng: Random) -> str | None:
    places = [i for i, c in enumerate(text) if c in table]
    if not places:
        return None
    chosen = set(rng.sample(places, rng.randint(1, len(places))))
    return "".join(table[c] if i in chosen else c for i, c in enumerate(text))


def _misread(word: str, rng: Random) -> str | None:
    fits = [pair for pair in MISREAD if pair[0] in word]
    if not fits or len(word) < 4:
        return None
    old, new = rng.choice(fits)
    return word.replace(old, new, 1)


def _misread_full(p: MadeUp, rng: Random) -> str | None:
    family = _misread(p.family, rng)
    return f"{p.first} {family}" if family else None


def _letters(text: str, first: int, capital: int) -> str:
    """Full width or mathematical letters."""
    small = {chr(97 + i): chr(first + i) for i in range(26)}
    return text.translate(str.maketrans({**small, **{chr(65 + i): chr(capital + i) for i in range(26)}}))


def _half(p: MadeUp, rng: Random) -> str | None:
    return f"{p.first} {rng.choice(p.family.split('-'))}" if "-" in p.family and p.origin == "english" else None


def _hidden(p: MadeUp, rng: Random, sign: str) -> str:
    name = _full(p)
    return "".join(c + (sign if rng.random() < 0.4 and i < len(name) - 1 else "") for i, c in enumerate(name))


def _hyphenated(p: MadeUp, rng: Random) -> str | None:
    if len(p.family) < 5 or "-" in p.family:
        return None
    at = rng.randrange(2, len(p.family) - 2)
    return f"{p.first} {p.family[:at]}-\n{p.family[at:]}"


def _joined(p: MadeUp, sign: str) -> str:
    return _bare(f"{p.first}{sign}{p.family}").replace("-", "").lower()


def _repeated(name: str, at: int) -> str:
    return name[:at] + name[at] * 3 + name[at:]


def _other(p: MadeUp, rng: Random, *, first: bool = True) -> str:
    if first:
        return f"{rng.choice(FIRST_ALSO[p.first])} {p.family}"
    return f"{p.first} {rng.choice(FAMILY_ALSO[p.family])}"


def _other_both(p: MadeUp, rng: Random) -> str | None:
    if p.first not in FIRST_ALSO or p.family not in FAMILY_ALSO:
        return None
    return f"{rng.choice(FIRST_ALSO[p.first])} {rng.choice(FAMILY_ALSO[p.family])}"


def _initials(p: MadeUp, sign: str) -> tuple[str, str]:
    letters = [_bare(p.first)[0], _bare(p.family)[0]]
    return "".join(c + sign for c in letters), _full(p)


CLASSES: dict[str, Variant] = {
    "as is": lambda p, r: p.name,
    "small letters": lambda p, r: _full(p).lower(),
    "capitals": lambda p, r: _full(p).upper(),
    "family name first": lambda p, r: f"{p.family} {p.first}",
    "family name first, comma": lambda p, r: f"{p.family.upper()}, {p.first}",
    "initial and family name": lambda p, r: f"{_bare(p.first)[0]}. {p.family}",
    "initials without dots": lambda p, r: " ".join([p.first[0], *p.middle[:1], p.family]),
    "initials with dots": lambda p, r: _initials(p, "."),
    "initials bare": lambda p, r: _initials(p, ""),
    "first name alone": lambda p, r: p.first,
    "family name alone": lambda p, r: p.family,
    "family name after title": lambda p, r: f"{r.choice(['Mr', 'Mrs', 'Ms', 'Miss', 'Dr'])} {p.family}",
    "title and initial": lambda p, r: f"{r.choice(['Mr.', 'Mrs.', 'Ms'])} {p.first[0]} {p.family}",
    "possessive": lambda p, r: f"{_full(p)}{r.choice(['’s', chr(39) + 's'])}",
    "possessive first name": lambda p, r: f"{p.first}’s",
    "nickname": lambda p, r: f"{NICK[p.first]} {p.family}" if p.first in NICK else None,
    "nickname alone": lambda p, r: NICK.get(p.first),
    "full for nickname": lambda p, r: f"{FULL[p.first]} {p.family}" if p.first in FULL else None,
    "transliterated first name": lambda p, r: _other(p, r) if p.first in FIRST_ALSO else None,
    "transliterated family name": lambda p, r: _other(p, r, first=False) if p.family in FAMILY_ALSO else None,
    "transliterated both": _other_both,
    "accents lost": lambda p, r: _bare(_full(p)) if _bare(_full(p)) != _full(p) else None,
    "accents added": lambda p, r: _mapped(_full(p), MARKS, r),
    "accents apart": lambda p, r: unicodedata.normalize("NFD", _mapped(_full(p), MARKS, r) or ""),
    "slip: letter too many": lambda p, r: _slip(p, r, lambda w, i, q: w[:i] + _any_letter(q) + w[i:]),
    "slip: letter missing": lambda p, r: _slip(p, r, lambda w, i, q: w[:i] + w[i + 1 :]),
    "slip: other letter": lambda p, r: _slip(p, r, lambda w, i, q: w[:i] + _any_letter(q) + w[i + 1 :]),
    "slip: two swapped": lambda p, r: _slip(p, r, _swap),
    "slip: first letter": lambda p, r: _slip(p, r, lambda w, i, q: _any_letter(q).upper() + w[1:], first=0),
    "line break": lambda p, r: _full(p).replace(" ", r.choice(["\n", "\r\n", " \n   "])),
    "hyphen at line end": _hyphenated,
    "half of double name": _half,
    "double name with space": lambda p, r: _full(p).replace("-", " ") if "-" in p.family else None,
    "double name joined": lambda p, r: _full(p).replace("-", "") if "-" in p.family else None,
    "middle name left out": lambda p, r: _full(p) if p.middle else None,
    "middle initial": lambda p, r: f"{p.first} {p.middle[0]}. {p.family}" if p.middle else None,
    "zero-width signs": lambda p, r: _hidden(p, r, "\u200b"),
    "soft hyphens": lambda p, r: _hidden(p, r, "\u00ad"),
    "Cyrillic look-alikes": lambda p, r: _mapped(_full(p), CYRILLIC, r),
    "Greek look-alikes": lambda p, r: _mapped(_full(p), GREEK, r),
    "full width": lambda p, r: _letters(_full(p), 0xFF41, 0xFF21),
    "mathematical letters": lambda p, r: _letters(_full(p), 0x1D41A, 0x1D400),
    "misread print": _misread_full,
    "misread print, family alone": lambda p, r: _misread(p.family, r),
    "spaced out": lambda p, r: " ".join(_full(p).replace(" ", "").replace("-", "")),
    "parted by signs": lambda p, r: r.choice("._").join(_full(p).replace(" ", "").replace("-", "")),
    "e-mail address": lambda p, r: f"{_joined(p, '.')}{r.randrange(100)}@example.org",
    "account name": lambda p, r: f"@{_joined(p, '')}",
    "account name with digits": lambda p, r: f"{_joined(p, r.choice(['', '_']))}{r.randrange(1950, 2020)}",
    "file name": lambda p, r: f"interview_{_bare(p.first)}_{_bare(p.family)}_v2.docx",
    "capitals within a word": lambda p, r: f"Statement{_bare(p.first)}{_bare(p.family).replace('-', '')}.pdf",
    "digits for letters": lambda p, r: _bare(_full(p)).translate(DIGITS),
    "letters repeated": lambda p, r: _repeated(_full(p), r.randrange(1, len(p.first))),
    "space doubled": lambda p, r: _full(p).replace(" ", "  "),
    "space missing": lambda p, r: _full(p).replace(" ", ""),
    "escapes of HTML": lambda p, r: "".join(f"&#{ord(c)};" if r.random() < 0.4 else html.escape(c) for c in _full(p)),
    "escapes of JSON": lambda p, r: json.dumps(_mapped(_full(p), MARKS, r) or "")[1:-1],
    "escapes of addresses": lambda p, r: quote(_mapped(_full(p), MARKS, r) or ""),
    "alias alone": lambda p, r: p.alias or None,
    "alias within the name": lambda p, r: f'{p.first} "{p.alias}" {p.family}' if p.alias else None,
}  # fmt: skip
# What of a written form is the name: not the address's domain, nor other words of a file's name.
PARTS = {"e-mail address": lambda w: (0, w.index("@")), "account name": lambda w: (1, len(w)),
         "file name": lambda w: (len("interview_"), w.index("_v2")),
         "capitals within a word": lambda w: (len("Statement"), w.index("."))}  # fmt: skip
