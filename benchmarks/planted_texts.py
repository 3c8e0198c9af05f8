"""Carrier prose, made-up people and sentences for what is planted; no table of the product is read here."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from mimesis import Gender, Locale, Person

ROOT = Path(__file__).parents[1]
_CODE = re.compile(r"```[\s\S]*?```|`[^`\n]*`|<[^>\n]+>|^[ \t]*\|.*$|\]\([^)\n]*\)", re.MULTILINE)


def _words(text: str) -> list[str]:
    return text.split()


_SOUTH_ASIAN = (
    _words(
        "Mohammed Muhammad Imran Bilal Hamza Usman Tariq Nadeem Javed Rashid Farooq Kamran Zeeshan Asif Naveed"
        " Harpreet Gurpreet Manjit Baljit Rajesh Sanjay Vikram Anil Sunita Priya Anjali Deepa Kavita Fatima Ayesha"
        " Zainab Khadija Nasreen Shabana Rukhsana Yasmin Saima Parveen Samina Nazia"
    ),
    _words(
        "Hussain Khan Ahmed Akhtar Chowdhury Begum Mahmood Qureshi Siddiqui Iqbal Malik Sheikh Rehman Patel Sharma"
        " Gupta Singh Kaur Gill Dhillon Sandhu Mukherjee Chatterjee Banerjee Agarwal Iyer Nair Reddy Miah Uddin"
    ),
)
_ARABIC = (
    _words(
        "Ahmad Mahmoud Youssef Ibrahim Khaled Omar Hassan Hussein Mustafa Karim Samir Tarek Walid Nabil Faisal Abdullah"
        " Layla Maryam Noor Salma Huda Amira Rania Hanan Dina Rasha"
    ),
    _words(
        "Al-Masri Haddad Khoury Nasser Saleh Mansour Hamdan Al-Sayed Abdelrahman Bakri Darwish Farah Ghanem Hakim Jaber"
        " Kassem Najjar Othman Qasim Rahman Sabbagh Taha Zaki"
    ),
)
_ROMANIAN = (
    _words(
        "Ștefan Ionuț Gheorghe Mihai Cristian Florin Vasile Andrei Bogdan Răzvan Cătălin Sorin Ioana Elena Mădălina"
        " Ștefania Ruxandra Alina Simona Georgiana"
    ),
    _words(
        "Popescu Ionescu Dumitru Stoica Gheorghiu Rădulescu Munteanu Șerban Constantin Bălan Țurcanu Lăcătuș Ciobanu"
        " Niță Ungureanu Văcărescu"
    ),
)
_MIDDLE = _words("Anne Marie James Lee Louise Thomas Rose Jane David Peter Iris Owen Ruth Hugh Claire")
_DOUBLE = _words("Hartley Quillbury Saffron Ashdown Penrose Tolland Wexley Marchbank Thornley Oakhurst Selwyn Dunmore")
_ALIASES = _words("Jaybo Smudge Dizzy Moxie Tinker Razz Biggsy Skeets Nipper Fitz Chalky Banjo Wheezy Zippo Krank")

SENTENCES = (
    "The worker met {} at the office on a weekday.",
    "It was {} who rang first.",
    "A letter to {} was sent in the spring.",
    "After the meeting, {} left by the back door.",
    "She had heard of {} from a neighbour.",
    "The record shows that {} was not at home.",
    "They asked whether {} had a key.",
    "He drove {} to the station.",
    "Notes were kept by the team about {} for a year.",
    "In the view of the panel, {} needed an advocate.",
)


@dataclass(frozen=True)
class MadeUp:
    """A made-up person of a roster."""

    first: str
    middle: str
    family: str
    alias: str = ""
    origin: str = "english"

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.first, self.middle, self.family) if part)


def made_up_people(seed: int, n: int = 1000) -> list[MadeUp]:
    """Give people: half of them by mimesis in English, the others Polish, South Asian, Arabic, Romanian."""
    rng = Random(seed)  # noqa: S311 - made-up people
    english, polish = Person(Locale.EN_GB, seed=seed), Person(Locale.PL, seed=seed)
    people = []
    for at in range(n):
        kind = ("english", "south-asian", "english", "polish", "english", "arabic", "english", "romanian")[at % 8]
        if kind == "english":
            first, family = english.first_name(), english.last_name()
        elif kind == "polish":
            gender = rng.choice([Gender.MALE, Gender.FEMALE])
            first, family = polish.first_name(gender=gender), polish.last_name(gender=gender)
        else:
            firsts, families = {"south-asian": _SOUTH_ASIAN, "arabic": _ARABIC, "romanian": _ROMANIAN}[kind]
            first, family = rng.choice(firsts), rng.choice(families)
        middle = rng.choice(_MIDDLE) if kind == "english" and rng.random() < 0.4 else ""
        if kind == "english" and rng.random() < 0.15:
            family = "-".join(rng.sample(_DOUBLE, 2))
        alias = f"{rng.choice(_ALIASES)}" if rng.random() < 0.1 else ""
        people.append(MadeUp(first, middle, family, alias, kind))
    return people


def carrier_paragraphs() -> list[str]:
    """Give the prose of the repository's own documents, without code, tables and addresses."""
    paragraphs = []
    for path in sorted((ROOT / "docs").rglob("*.md")):
        for part in _CODE.sub(" ", path.read_text(encoding="utf-8")).split("\n\n"):
            if len(part.split()) >= 12:
                paragraphs.append(part.strip())
    return paragraphs


def cpu_seconds(work: Callable[[], object]) -> float:
    """Give the processor time of some work, so that other work of the machine does not count."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def words_in(texts: list[str]) -> int:
    return sum(len(text.split()) for text in texts)


@dataclass(frozen=True)
class Planted:
    """A text with a passage planted in it, and where that stands."""

    text: str
    start: int
    end: int


def plant(
    written: str, rng: Random, *, carriers: list[str], also: str = "", entity: tuple[int, int] | None = None
) -> Planted:
    """Put a passage into a sentence between two paragraphs; ``also`` is said of the person elsewhere in the text."""
    sentence = rng.choice(SENTENCES)
    before, after = rng.choice(carriers), rng.choice(carriers)
    lead = f"{before}\n\n" + (f"{rng.choice(SENTENCES).format(also)} " if also else "")
    head, tail = sentence.split("{}")
    start = len(lead) + len(head)
    first, last = entity or (0, len(written))
    return Planted(f"{lead}{head}{written}{tail}\n\n{after}", start + first, start + last)
