"""Facts of a roster and British identifiers: recall by variant class, false removals, speed beside a bare search.

Numbers, spellings and check digits are the benchmark's own; the product's are not read. An occurrence counts as found
if the whole of what was planted is covered by findings; those that ask count, since they stay removed until somebody
decides.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import string
from collections.abc import Callable, Sequence
from random import Random

from planted_texts import Planted, carrier_paragraphs, cpu_seconds, plant, words_in

from clerestory.model.redaction.findings import Certainty
from clerestory.model.redaction.roster import ClearRoster, RosterPerson
from clerestory.protect.text.finders import Finder, find_all
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.patterns import UkPatterns
from clerestory.protect.text.roster import RosterFacts

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
DAY_WORDS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]
STREETS = [
    "Acacia",
    "Birchwood",
    "Cinderhill",
    "Dunmore",
    "Elderfield",
    "Foxglove",
    "Gorsey",
    "Hawthorn",
    "Ironbark",
    "Juniper",
    "Kestrel",
]
KINDS = {
    "Road": "Rd",
    "Street": "St",
    "Avenue": "Ave",
    "Lane": "Ln",
    "Crescent": "Cres",
    "Gardens": "Gdns",
    "Close": "Cl",
}
SCHOOLS = [
    "Oakfield",
    "Brackenhurst",
    "Wexley",
    "Marlbrook",
    "Thornhill",
    "Saltergate",
    "Pinder",
    "Lowmoor",
    "Ashgrove",
    "Cotterdale",
]
SAINTS = ["Mary", "Aidan", "Bede", "Wilfrid", "Oswald", "Hilda", "Anselm", "Cuthbert"]
OPERATIONS = [
    "Quillon",
    "Marram",
    "Tarnside",
    "Halyard",
    "Bexhall",
    "Corvane",
    "Dunlin",
    "Ferrule",
    "Gantry",
    "Larkspur",
    "Osprin",
    "Wherrick",
]
AREAS = [
    "B",
    "BD",
    "BS",
    "CF",
    "DE",
    "HD",
    "LS",
    "LE",
    "M",
    "NE",
    "NG",
    "OL",
    "S",
    "SE",
    "SW",
    "WF",
    "YO",
    "EC",
    "LN",
    "PR",
]
INWARD = "ABDEFGHJLNPQRSTUWXYZ"
MARK = "ABCDEFGHJKLMNPRSTUVWXY"


class Made:
    """A made-up person with the facts of a roster, as values."""

    def __init__(self, rng: Random) -> None:
        self.born = dt.date(1950, 1, 1) + dt.timedelta(days=rng.randrange(25000))
        self.telephone = rng.choice(("077", "078", "079", "0113", "0161", "020")) + digits(rng, 8)
        self.telephone = self.telephone[:11].ljust(11, "4")
        self.number, self.street, self.kind = rng.randrange(1, 99), rng.choice(STREETS), rng.choice(list(KINDS))
        self.street += rng.choice(("", "", "gate", "ford", "mere"))
        self.flat = rng.randrange(1, 40)
        self.vehicle = letters(rng, 2, MARK) + f"{rng.randrange(11, 25)}" + letters(rng, 3, MARK)
        self.outward = f"{rng.choice(AREAS)}{rng.randrange(1, 30)}"
        self.inward = f"{rng.randrange(1, 10)}{letters(rng, 2, INWARD)}"
        self.school = rng.choice(SCHOOLS) + rng.choice(("", " Hill", " Park", " Green"))
        self.saint = rng.choice(SAINTS)
        self.operation = rng.choice(OPERATIONS)

    def row(self) -> RosterPerson:
        return RosterPerson(
            dates_of_birth=(self.born.isoformat(),),
            telephones=(self.telephone,),
            addresses=(f"Flat {self.flat}, {self.number} {self.street} {self.kind}, Anytown",),
            vehicles=(f"{self.vehicle[:4]} {self.vehicle[4:]}",),
            postcodes=(f"{self.outward} {self.inward}",),
            schools=(f"{self.school} Primary School", f"St {self.saint}'s High School"),
            operations=(f"Operation {self.operation}",),
        )


def digits(rng: Random, n: int) -> str:
    return "".join(rng.choice(string.digits) for _ in range(n))


def letters(rng: Random, n: int, of: str) -> str:
    return "".join(rng.choice(of) for _ in range(n))


def suffix(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def below_hundred(n: int) -> str:
    if n < 10:
        return UNITS[n]
    if n < 20:
        return TEENS[n - 10]
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"][n // 10 - 2]
    return tens + (f"-{UNITS[n % 10]}" if n % 10 else "")


def said_year(year: int) -> str:
    if year < 2000:
        return f"nineteen {below_hundred(year - 1900)}"
    return "two thousand" + (f" and {below_hundred(year - 2000)}" if year > 2000 else "")


def said_digits(number: str, zero: str) -> str:
    return " ".join(zero if d == "0" else UNITS[int(d)] for d in number)


ROSTER_CLASSES: dict[str, Callable[[Made, Random], str]] = {
    "born 3/4/2009": lambda p, _: f"{p.born.day}/{p.born.month}/{p.born.year}",
    "born 03.04.09": lambda p, _: p.born.strftime("%d.%m.%y"),
    "born 3-4-2009": lambda p, _: f"{p.born.day}-{p.born.month}-{p.born.year}",
    "born 2009-04-03": lambda p, _: p.born.isoformat(),
    "born 03042009": lambda p, _: p.born.strftime("%d%m%Y"),
    "born 3rd April 2009": lambda p, _: f"{p.born.day}{suffix(p.born.day)} {MONTHS[p.born.month - 1]} {p.born.year}",
    "born April 3rd, 2009": lambda p, _: f"{MONTHS[p.born.month - 1]} {p.born.day}{suffix(p.born.day)}, {p.born.year}",
    "born 3 Apr 09": lambda p, _: f"{p.born.day} {MONTHS[p.born.month - 1][:3]} {p.born.year % 100:02}",
    "born, in words": lambda p, _: (
        f"the {DAY_WORDS[p.born.day - 1]} of {MONTHS[p.born.month - 1]} {said_year(p.born.year)}"
    ),
    "born 3 April": lambda p, _: f"{p.born.day} {MONTHS[p.born.month - 1]}",
    "born April 2009": lambda p, _: f"{MONTHS[p.born.month - 1]} {p.born.year}",
    "telephone as is": lambda p, _: p.telephone,
    "telephone in groups": lambda p, rng: rng.choice("- .").join((p.telephone[:5], p.telephone[5:8], p.telephone[8:])),
    "telephone (0xxx)": lambda p, _: f"({p.telephone[:4]}) {p.telephone[4:7]} {p.telephone[7:]}",
    "telephone +44": lambda p, _: f"+44 {p.telephone[1:5]} {p.telephone[5:]}",
    "telephone +44 (0)": lambda p, _: f"+44 (0) {p.telephone[1:5]} {p.telephone[5:]}",
    "telephone 0044": lambda p, _: f"0044{p.telephone[1:]}",
    "telephone in words": lambda p, rng: said_digits(p.telephone, rng.choice(("oh", "zero", "nought"))),
    "telephone, last six": lambda p, _: p.telephone[-6:],
    "address as is": lambda p, _: f"{p.number} {p.street} {p.kind}",
    "address, flat": lambda p, rng: f"{rng.choice(('Flat', 'flat', 'Apt'))} {p.flat}, {p.number} {p.street} {p.kind}",
    "address, short": lambda p, _: f"{p.number} {p.street} {KINDS[p.kind]}.",
    "address, small letters": lambda p, _: f"{p.number} {p.street} {p.kind}".lower(),
    "address, line break": lambda p, _: f"{p.number} {p.street}\n{p.kind}",
    "address, number in words": lambda p, _: f"{below_hundred(p.number)} {p.street} {p.kind}",
    "address, street alone": lambda p, _: f"{p.street} {p.kind}",
    "vehicle joined": lambda p, _: p.vehicle,
    "vehicle, small letters": lambda p, _: f"{p.vehicle[:4]} {p.vehicle[4:]}".lower(),
    "vehicle, O and I": lambda p, _: p.vehicle[:2] + p.vehicle[2:4].replace("1", "I").replace("0", "O") + p.vehicle[4:],
    "vehicle, part": lambda p, _: p.vehicle[:4],
    "postcode joined": lambda p, _: p.outward + p.inward,
    "postcode, small letters": lambda p, _: f"{p.outward} {p.inward}".lower(),
    "postcode, outward": lambda p, _: p.outward,
    "school as is": lambda p, _: f"{p.school} Primary School",
    "school, short": lambda p, rng: f"{p.school} {rng.choice(('Primary', 'Prim. Sch.', 'School', 'Academy'))}",
    "school, Saint": lambda p, rng: f"{rng.choice(('Saint', 'St.'))} {p.saint}{rng.choice(('s', chr(39) + 's'))} High",
    "school, name alone": lambda p, _: f"St {p.saint}'s",
    "operation as is": lambda p, _: f"Operation {p.operation}",
    "operation, Op": lambda p, rng: f"{rng.choice(('Op', 'op', 'OP', 'Op.'))} {p.operation}",
    "operation, hyphen": lambda p, _: f"Operation-{p.operation}",
    "operation, alone": lambda p, _: p.operation,
}  # fmt: skip


def nhs(rng: Random) -> str:
    while True:
        nine = digits(rng, 9)
        last = 11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
        if last != 10:
            return nine + str(0 if last == 11 else last)


def insurance(rng: Random) -> str:
    while True:
        prefix = letters(rng, 1, "ABCEGHJKLMNOPRSTWXYZ") + letters(rng, 1, "ABCEGHJKLMNPRSTWXYZ")
        if prefix not in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ"):
            return prefix + digits(rng, 6) + rng.choice("ABCD")


def pnc(rng: Random) -> str:
    year, serial = rng.randrange(60, 100), rng.randrange(1, 9999999)
    letter = "ZABCDEFGHJKLMNPQRTUVWXY"[(year * 10_000_000 + serial) % 23]
    return rng.choice((f"{year}/{serial}{letter}", f"19{year}/{serial:07}{letter}"))


def luhn(rng: Random) -> str:
    body = "4" + digits(rng, 14)
    total = sum(int(d) if at % 2 else sum(map(int, str(2 * int(d)))) for at, d in enumerate(body))
    return body + str(-total % 10)


def driver(rng: Random) -> str:
    born = dt.date(1960, 1, 1) + dt.timedelta(days=rng.randrange(15000))
    month = born.month + rng.choice((0, 50))
    name = letters(rng, rng.randrange(2, 6), string.ascii_uppercase).ljust(5, "9")
    initials = letters(rng, 1, string.ascii_uppercase) + rng.choice("9ABCJ")
    last = rng.choice("9876") + letters(rng, 2, string.ascii_uppercase)
    return f"{name}{born.year % 100 // 10}{month:02}{born.day:02}{born.year % 10}{initials}{last}"


def grouped(text: str, sizes: Sequence[int], between: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return between.join(parts)


PATTERN_CLASSES: dict[str, Callable[[Random], str]] = {
    "postcode": lambda rng: (
        f"{rng.choice(AREAS)}{rng.randrange(1, 30)}{rng.choice((' ', '', '  '))}"
        f"{rng.randrange(10)}{letters(rng, 2, INWARD)}"
    ),
    "National Insurance": lambda rng: grouped(insurance(rng), (2, 2, 2, 2, 1), rng.choice((" ", "", "-", "."))),
    "NHS": lambda rng: grouped(nhs(rng), (3, 3, 4), rng.choice((" ", "", "-"))),
    "driving licence": driver,
    "vehicle, current": lambda rng: (
        f"{letters(rng, 2, MARK)}{rng.randrange(51, 75)}"
        f"{rng.choice((' ', ''))}{letters(rng, 3, MARK)}"
    ),
    "vehicle, prefix": lambda rng: (
        f"{letters(rng, 1, 'ABCDEFGHJKLMNPRSTVWXY')}"
        f"{rng.randrange(1, 999)} {letters(rng, 3, MARK)}"
    ),
    "vehicle, suffix": lambda rng: (
        f"{letters(rng, 3, MARK)} {rng.randrange(1, 999)}"
        f"{letters(rng, 1, 'ABCDEFGHJKLMNPRSTVWXY')}"
    ),
    "vehicle, Northern Ireland": lambda rng: (
        f"{rng.choice(('AZ', 'BIA', 'FCZ', 'IW', 'XUI'))} "
        f"{rng.randrange(1000, 9999)}"
    ),
    "mobile telephone": lambda rng: grouped("07" + digits(rng, 9), (5, 3, 3), rng.choice((" ", "", "-"))),
    "telephone of London": lambda rng: (
        f"{rng.choice(('020 ', '(020) ', '+44 20 ', '+44 (0)20 '))}7946 0"
        f"{digits(rng, 3)}"
    ),
    "e-mail": lambda rng: (
        f"{letters(rng, 6, string.ascii_lowercase)}."
        f"{digits(rng, 2)}@example.{rng.choice(('com', 'org.uk'))}"
    ),
    "account": lambda rng: f"@{letters(rng, 5, string.ascii_lowercase)}_{digits(rng, 2)}",
    "profile": lambda rng: f"https://www.instagram.com/{letters(rng, 6, string.ascii_lowercase)}/",
    "crime reference": lambda rng: f"{rng.randrange(10, 99)}/{digits(rng, 6)}/{rng.randrange(10, 25)}",
    "URN": lambda rng: f"{rng.randrange(10, 99)}{letters(rng, 2, MARK)}{digits(rng, 7)}",
    "reference by its word": lambda rng: f"log {rng.randrange(2100, 9999)}",
    "PNC id": pnc,
    "bank": lambda rng: f"{grouped(digits(rng, 6), (2, 2, 2), '-')} {digits(rng, 8)}",
    "payment card": lambda rng: grouped(luhn(rng), (4, 4, 4, 4), rng.choice((" ", "", "-"))),
    "machine": lambda rng: f"{rng.randrange(11, 250)}.{rng.randrange(250)}.{rng.randrange(250)}.{rng.randrange(250)}",
    "coordinates": lambda rng: f"5{rng.randrange(10)}.{digits(rng, 5)}, -1.{digits(rng, 5)}",
    "date of birth": lambda rng: f"{rng.randrange(1, 28)}/{rng.randrange(1, 12)}/{rng.randrange(60, 99)}",
    "address": lambda rng: f"{rng.randrange(1, 300)} {rng.choice(STREETS)} {rng.choice([*KINDS, *KINDS.values()])}",
    "name after a title": lambda rng: (
        f"{rng.choice(('Quenby', 'Tolland', 'Ashdown'))} "
        f"{rng.choice(('Marsh', 'Wexley'))}"
    ),
    "operation": lambda rng: rng.choice(OPERATIONS),
}  # fmt: skip
LEADS = {
    "date of birth": "born on ",
    "name after a title": "Mr ",
    "operation": "Operation ",
    "reference by its word": "the ",
}
SKIPPED = {"reference by its word": 4}


def is_covered(planted: Planted, finder: Finder, certainties: frozenset[Certainty]) -> bool:
    found = [f for f in find_all(planted.text, [finder]) if f.certainty in certainties]
    marked = {at for f in found for at in range(f.start, f.end)}
    signs = [at for at in range(planted.start, planted.end) if planted.text[at].isalnum()]
    return all(at in marked for at in signs)


def report(name: str, made: list[Planted], finder: Finder, *, show: int) -> tuple[int, int]:
    every, sure = frozenset(Certainty), frozenset({Certainty.REMOVE})
    hits = [is_covered(planted, finder, every) for planted in made]
    removed = sum(is_covered(planted, finder, sure) for planted in made) / len(made)
    share = sum(hits) / len(made)
    print(f"{name:32} {len(made):7} {sum(hits):6}  {share:6.3f}  {removed:6.3f}" + " *" * (share < 0.97))
    for planted in [p for p, hit in zip(made, hits, strict=True) if not hit][:show]:
        print("      missed:", ascii(planted.text[planted.start - 20 : planted.end + 10]))
    return sum(hits), len(hits)


def recall(people: list[Made], carriers: list[str], *, roster: ClearRoster, n: int, show: int) -> None:
    rng, facts, patterns = Random(11), RosterFacts(roster), UkPatterns()  # noqa: S311 - made-up texts
    print(f"{'variant class':32} planted  found  recall  without asking")
    totals = []
    print("roster")
    for name, write in ROSTER_CLASSES.items():
        made = [plant(write(rng.choice(people), rng), rng, carriers=carriers) for _ in range(n)]
        totals.append(report(name, made, facts, show=show))
    print("patterns")
    for name, make in PATTERN_CLASSES.items():
        made = []
        for _ in range(n):
            lead = LEADS.get(name, "")
            skip = len(lead) + SKIPPED.get(name, 0)
            written = lead + make(rng)
            made.append(plant(written, rng, carriers=carriers, entity=(skip, len(written))))
        totals.append(report(name, made, patterns, show=show))
    found, planted = (sum(part) for part in zip(*totals, strict=True))
    print(f"{len(totals)} classes, overall {found / planted:.4f}")


def false_removals(finders: Sequence[Finder], carriers: list[str], *, show: int) -> None:
    found = [(text, f) for text in carriers for f in find_all(text, finders)]
    words = words_in(carriers)
    sure = sum(f.certainty is Certainty.REMOVE for _, f in found)
    print(
        f"false removals in 1,000 words of {words}: {1000 * sure / words:.2f} removed,"
        f" {1000 * len(found) / words:.2f} with those that ask"
    )
    shown = Random(1).sample(found, min(show * 20, len(found)))  # noqa: S311 - a few to look at
    for text, f in shown:
        print("     ", f.rule, f.certainty.name, ascii(text[max(0, f.start - 15) : f.end + 10]))


def speed(carriers: list[str], roster: ClearRoster) -> None:
    """Processor time, so that other work of the machine does not count; the peer is one search for digits by ``re``."""
    text = normalise("\n\n".join(carriers))
    size = len(text.original.encode()) / 1e6
    assert text.folded
    bare = re.compile(r"[0-9]+")
    peer = min(cpu_seconds(lambda: sum(1 for _ in bare.finditer(text.plain))) for _ in range(5))
    print(
        f"text of {size:.2f} MB, roster of {len(roster.people)}; MB/s a core, and time as a multiple of a bare search"
    )
    for name, finder in (("facts", RosterFacts(roster)), ("patterns", UkPatterns())):
        seconds = min(cpu_seconds(lambda finder=finder: list(finder.find(text))) for _ in range(5))
        print(f"{name:32} {size / seconds:6.2f}  {seconds / peer:5.2f}")
    print(f"{'bare search for digits':32} {size / peer:6.2f}   1.00")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--planted", type=int, default=200, help="occurrences of each class")
    parser.add_argument("--show", type=int, default=0, help="misses to show of each class")
    asked = parser.parse_args()
    rng = Random(5)  # noqa: S311 - made-up people
    people, carriers = [Made(rng) for _ in range(asked.people)], carrier_paragraphs()
    roster = ClearRoster(tuple(person.row() for person in people))
    speed(carriers, roster)
    false_removals([RosterFacts(roster), UkPatterns()], carriers, show=asked.show)
    recall(people, carriers, roster=roster, n=asked.planted, show=asked.show)


if __name__ == "__main__":
    main()
