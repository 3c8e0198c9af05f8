"""Citations: what a paper writes behind a claim, ``{{ claim t1["total", "M"] is most }}``, and what that establishes.

Each form is an entry of ``FORMS``: a pattern, the meanings that it bears, and how it is judged. A new kind of evidence
is a new entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from clerestory.model.findings.finding import FindingKind
from clerestory.model.quality import PopulationKind
from clerestory.model.tables import ProtectedTable
from clerestory.model.wording.claims import Judgement, Meaning, Sense, Verdict
from clerestory.publish.claims.compared import HIGHER, LOWER, compared_row, judge_compared
from clerestory.publish.claims.evidence import (
    CELL,
    NAME,
    Citation,
    Evidence,
    cell_of,
    code_of,
    fault,
    population_of,
    table_of,
)
from clerestory.publish.claims.moved import FALL, RISE, SENSES, judge_trend
from clerestory.publish.claims.relations import (
    Cell,
    Level,
    judge_against,
    judge_different,
    judge_higher,
    judge_more,
    judge_no_link,
    judge_rank,
    judge_similar,
    judge_steady,
    judge_times,
)
from clerestory.publish.numbers import percent_text

HALF = Fraction(1, 2)
SHARES: Mapping[str, Fraction] = {
    "a tenth": Fraction(1, 10),
    "a quarter": Fraction(1, 4),
    "a third": Fraction(1, 3),
    "half": HALF,
    "two thirds": Fraction(2, 3),
    "three quarters": Fraction(3, 4),
    "nine tenths": Fraction(9, 10),
}


@dataclass(frozen=True)
class Form:
    """A form of citation; in ``pattern`` a cell is {cell}, a table {name}."""

    pattern: str
    meaning: str
    read: Callable[[re.Match[str], Evidence], tuple[str, frozenset[Meaning], Judgement]]

    @property
    def full(self) -> str:
        """The whole pattern of what stands behind the word ``claim``."""
        return f"^{self.pattern}$"


def read_citation(text: str, evidence: Evidence) -> Citation:
    """Read what stands behind ``claim`` in a reference, and judge it.

    Raises
    ------
    PaperError
        If it has no form of a citation, or speaks of something that is not there; the caller adds the place.
    """
    text = " ".join(text.split())
    for form in FORMS:
        match = re.match(form.full, text)
        if match:
            return Citation(text, *form.read(match, evidence))
    raise fault(f"{{{{ claim {text} }}}} is no citation", "docs/reference/claims.md has every form.")


Read = tuple[str, frozenset[Meaning], Judgement]


def _level(match: re.Match[str], evidence: Evidence) -> Read:
    cell = cell_of(match["cell"], evidence)
    level, senses = _LEVELS[match["level"]]
    return _sided(match, cell.table, level.judge(cell), senses)


def _passed(match: re.Match[str], evidence: Evidence) -> Read:
    cell = cell_of(match["cell"], evidence)
    share, above = SHARES[match["share"]], match["side"] == "over"
    return _sided(match, cell.table, Level(share, above).judge(cell), _senses_of(share, above=above))


def _senses_of(share: Fraction, *, above: bool) -> tuple[Sense, ...]:
    """Give what follows from a share beyond a level."""
    if above:
        strong = (Sense.NEARLY_ALL,) if share >= Fraction(9, 10) else ()
        return (*strong, Sense.MAJORITY, Sense.TYPICAL) if share >= HALF else ()
    strong = (Sense.FEW,) if share <= Fraction(1, 10) else ()
    return (*strong, Sense.MINORITY) if share <= HALF else ()


def _rank(match: re.Match[str], evidence: Evidence) -> Read:
    cell = cell_of(match["cell"], evidence)
    largest = match["rank"] == "largest"
    sense = Sense.LARGEST if largest else Sense.SMALLEST
    return _sided(match, cell.table, judge_rank(cell, largest=largest), (sense,))


def _counts(match: re.Match[str], evidence: Evidence) -> Read:
    one, other = _line_pair(match, evidence)
    more = match["side"] == "more"
    judgement = judge_more(one, other) if more else judge_more(other, one)
    return _sided(match, one.table, judgement, (Sense.MORE if more else Sense.FEWER, Sense.DIFFERENT))


def _shares(match: re.Match[str], evidence: Evidence) -> Read:
    one, other = _apart(match, evidence)
    if one.table.shape.comparison:  # its rows leave out the undecided, who may belong to either population
        remedy = f'Cite it as {{{{ claim {one.table.shape.id}["..."] is higher in group-based cases }}}}.'
        raise fault(f"table {one.table.shape.id} is a comparison, whose rows are not compared as they stand", remedy)
    judge, senses = _BETWEEN[match["relation"]]
    return _sided(match, one.table, judge(one, other), senses)


def _in_groups(match: re.Match[str], evidence: Evidence) -> Read:
    table = table_of(match["name"], evidence)
    row = compared_row(table, match["category"]) if table.shape.comparison else None
    if row is None:
        raise fault(
            f"table {table.shape.id} compares no category {match['category']!r}",
            'Cite a category of a table of kind = "comparison".',
        )
    sense = Sense.MORE if match["direction"] == HIGHER else Sense.FEWER
    return _sided(match, table, judge_compared(row, match["direction"]), (sense, Sense.DIFFERENT))


def _moved(match: re.Match[str], evidence: Evidence) -> Read:
    before, after = _line_pair(match, evidence)
    judge, senses = _MOVEMENTS[match["movement"]]
    return _sided(match, before.table, judge(before, after), senses)


def _did_not(match: re.Match[str], evidence: Evidence) -> Read:
    before, after = _line_pair(match, evidence)
    judge, senses = _MOVEMENTS[{"rise": "rose", "fall": "fell", "double": "doubled", "halve": "halved"}[match["verb"]]]
    return _denied(before.table, judge(before, after), senses[0])


def _link(match: re.Match[str], evidence: Evidence) -> Read:
    table = table_of(match["name"], evidence)
    if len(table.shape.columns) == 1:
        raise fault(f"table {table.shape.id} has one column, so it shows no link of two things", "Cite a cross table.")
    judgement = judge_no_link(table)
    if match["which"] == "no":
        return table.shape.id, frozenset({Meaning(Sense.LINK, negated=True), Meaning(Sense.SAME)}), judgement
    denied = Judgement(judgement.verdict.denied, judgement.evidence)
    return table.shape.id, frozenset({Meaning(Sense.LINK), Meaning(Sense.DIFFERENT)}), denied


def _against(match: re.Match[str], evidence: Evidence) -> Read:
    cell = cell_of(match["cell"], evidence)
    code = code_of(cell)
    residents, others = (
        population_of(match[name], kind, code, evidence)
        for name, kind in (("residents", PopulationKind.RESIDENTS), ("others", PopulationKind.ALL_FORMS))
    )
    over = match["side"] == "over"
    judged = judge_against(cell, residents.share(code), over=over)
    beside = [f"{percent_text(each.share(code))} of {each.title} ({each.covers})" for each in (residents, others)]
    judgement = Judgement(judged.verdict, f"{judged.evidence}, beside {' and '.join(beside)}")
    return _sided(match, cell.table, judgement, (Sense.OVER if over else Sense.UNDER, Sense.DISPROPORTIONATE))


def _scale(match: re.Match[str], evidence: Evidence) -> Read:
    if match["name"] not in [scale.id for scale in evidence.settings.scale]:
        raise fault(f"there is no estimate of scale {match['name']!r}", "Declare it in study.toml, [[scale]].")
    held = Judgement(Verdict.SUPPORTED, "an estimate with its spread, not a count")
    return match["name"], frozenset({Meaning(Sense.PREVALENCE)}), held


def _source(match: re.Match[str], evidence: Evidence) -> Read:
    facts = evidence.settings.facts
    if match["name"] not in facts:
        raise fault(f"there is no fact {match['name']!r}", "Declare it in study.toml, [facts], with its source.")
    said = Judgement(Verdict.ATTRIBUTED, f"source: {facts[match['name']].value}")
    return f"fact.{match['name']}", frozenset({Meaning(Sense.CAUSE), Meaning(Sense.PREVALENCE)}), said


def _trend(match: re.Match[str], evidence: Evidence) -> Read:
    name, movement = match["name"], match["movement"]
    if name not in [of.id for of in evidence.settings.findings if of.finding is FindingKind.TREND]:
        raise fault(f"there is no trend {name!r}", "Declare it in study.toml, [[trend]].")
    judgement = judge_trend(evidence.findings.get(name), movement)
    sense = SENSES[movement]
    implied = {Meaning(other, negated=True) for other in _EXCLUDES[sense]}
    return name, frozenset({Meaning(sense), *implied}), judgement


def _sided(match: re.Match[str], table: ProtectedTable, judgement: Judgement, senses: tuple[Sense, ...]) -> Read:
    """Give a citation as it stands, or its denial where it says ``not``; a denial bears the first sense alone."""
    if match.groupdict().get("no"):
        return _denied(table, judgement, senses[0]) if senses else (table.shape.id, frozenset(), _turned(judgement))
    implied = {Meaning(other, negated=True) for sense in senses for other in _EXCLUDES.get(sense, ())}
    return table.shape.id, frozenset({*(Meaning(sense) for sense in senses), *implied}), judgement


def _denied(table: ProtectedTable, judgement: Judgement, sense: Sense) -> Read:
    return table.shape.id, frozenset({Meaning(sense, negated=True)}), _turned(judgement)


def _turned(judgement: Judgement) -> Judgement:
    return Judgement(judgement.verdict.denied, judgement.evidence)


def _line_pair(match: re.Match[str], evidence: Evidence) -> tuple[Cell, Cell]:
    """Give two cells of one row or column of one table: one unit, one definition, one counting basis (rule Q9)."""
    one, other = _apart(match, evidence)
    if one.place[0] != other.place[0] and one.place[1] != other.place[1]:
        raise fault("the two cells are in different rows and columns", "Compare two cells of one row or one column.")
    return one, other


def _apart(match: re.Match[str], evidence: Evidence) -> tuple[Cell, Cell]:
    one, other = cell_of(match["cell"], evidence), cell_of(match["other"], evidence)
    if one.table is not other.table:
        remedy = "Compare cells of one table: only there is it the same unit, definition and counting basis (rule Q9)."
        raise fault(f"compares table {one.table.shape.id} with table {other.table.shape.id}", remedy)
    if one.place == other.place:
        raise fault("compares a cell with itself", "Name two cells.")
    return one, other


_LEVELS: Mapping[str, tuple[Level, tuple[Sense, ...]]] = {
    "most": (Level(HALF, above=True), (Sense.MAJORITY, Sense.TYPICAL)),
    "typical": (Level(HALF, above=True), (Sense.TYPICAL, Sense.MAJORITY)),
    "nearly all": (Level(Fraction(9, 10), above=True), (Sense.NEARLY_ALL, Sense.MAJORITY, Sense.TYPICAL)),
    "a minority": (Level(HALF, above=False), (Sense.MINORITY,)),
    "few": (Level(Fraction(1, 10), above=False), (Sense.FEW, Sense.MINORITY)),
}
_EXCLUDES: Mapping[Sense, tuple[Sense, ...]] = {
    Sense.MAJORITY: (Sense.MINORITY, Sense.FEW),
    Sense.MINORITY: (Sense.MAJORITY, Sense.NEARLY_ALL, Sense.TYPICAL),
    Sense.LARGEST: (Sense.SMALLEST,),
    Sense.SMALLEST: (Sense.LARGEST,),
    Sense.MORE: (Sense.FEWER,),
    Sense.FEWER: (Sense.MORE,),
    Sense.RISE: (Sense.FALL, Sense.STEADY, Sense.HALVED),
    Sense.FALL: (Sense.RISE, Sense.STEADY, Sense.DOUBLED),
    Sense.OVER: (Sense.UNDER,),
    Sense.UNDER: (Sense.OVER,),
}
_BETWEEN: Mapping[str, tuple[Callable[[Cell, Cell], Judgement], tuple[Sense, ...]]] = {
    "higher than": (judge_higher, (Sense.MORE, Sense.DIFFERENT)),
    "lower than": (lambda one, other: judge_higher(other, one), (Sense.FEWER, Sense.DIFFERENT)),
    "similar to": (judge_similar, (Sense.SAME,)),
    "different from": (judge_different, (Sense.DIFFERENT,)),
}
_MOVEMENTS: Mapping[str, tuple[Callable[[Cell, Cell], Judgement], tuple[Sense, ...]]] = {
    "rose": (lambda before, after: judge_more(after, before), (Sense.RISE,)),
    "fell": (judge_more, (Sense.FALL,)),
    "doubled": (lambda before, after: judge_times(after, before, factor=Fraction(2)), (Sense.DOUBLED, Sense.RISE)),
    "halved": (lambda before, after: judge_times(before, after, factor=Fraction(2)), (Sense.HALVED, Sense.FALL)),
    "held steady": (judge_steady, (Sense.STEADY,)),
}
_TWO = rf"(?P<cell>{CELL})"
_OTHER = rf"(?P<other>{CELL})"
_SHARE_NAMES = "|".join(SHARES)
FORMS: tuple[Form, ...] = (
    Form(
        rf"{_TWO} is (?P<no>not )?(?P<level>{'|'.join(_LEVELS)})",
        "A cell is most (over half), typical (over half), nearly all (over nine tenths), a minority (under half) or few"
        " (under a tenth) of its line.",
        _level,
    ),
    Form(
        rf"{_TWO} is (?P<no>not )?(?P<side>over|under) (?P<share>{_SHARE_NAMES})",
        "A cell is over or under a named share of its line.",
        _passed,
    ),
    Form(
        rf"{_TWO} is (?P<no>not )?(?P<rank>largest|smallest)",
        "A cell is the largest or smallest known category of its line.",
        _rank,
    ),
    Form(
        rf"{_TWO} is (?P<no>not )?(?P<side>more|fewer) than {_OTHER}",
        "A cell has more or fewer cases than another of its row or column.",
        _counts,
    ),
    Form(
        rf"share {_TWO} is (?P<no>not )?(?P<relation>{'|'.join(_BETWEEN)}) {_OTHER}",
        "The share of a cell in its row is higher than, lower than, similar to (within five points) or different from"
        " that of another row.",
        _shares,
    ),
    Form(
        rf'(?P<name>{NAME})\["(?P<category>[^"]+)"\] is (?P<no>not )?'
        rf"(?P<direction>{HIGHER}|{LOWER}) in group-based cases",
        "The share of a category of a comparison is higher or lower in group-based cases than in all other.",
        _in_groups,
    ),
    Form(
        rf"{_TWO} to {_OTHER} (?P<movement>{'|'.join(_MOVEMENTS)})",
        "From one cell of a row or column to another the count rose, fell, doubled, halved or held steady (within a"
        " twentieth).",
        _moved,
    ),
    Form(
        rf"{_TWO} to {_OTHER} did not (?P<verb>rise|fall|double|halve)",
        "From one cell of a row or column to another the count did not rise, fall, double or halve.",
        _did_not,
    ),
    Form(
        rf"(?P<name>{NAME}) shows (?P<which>no|a) link",
        "The shares of a table are similar in all its rows (within five points), or some are not.",
        _link,
    ),
    Form(
        rf"{_TWO} is (?P<no>not )?(?P<side>over|under)-represented against (?P<residents>{NAME}) beside"
        rf" (?P<others>{NAME})",
        "The share of a cell is over, or under, that of a population of residents; the population of all child sexual"
        " abuse stands beside.",
        _against,
    ),
    Form(
        rf"trend (?P<name>{NAME}) (?P<movement>{RISE}|{FALL})",
        "A trend rose or fell on average: its interval lies on one side of no change.",
        _trend,
    ),
    Form(rf"(?P<name>{NAME}) estimates scale", "An estimate of scale says how much happened.", _scale),
    Form(rf"source fact\.(?P<name>{NAME})", "Somebody else says what causes it; a fact names them.", _source),
)
