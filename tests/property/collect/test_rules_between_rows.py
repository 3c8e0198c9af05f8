"""Rules that look at several rows, against plain Python: ties (V11), linked suspects (V6), outcomes (V7, V8)."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from case_returns import CASES
from clerestory.collect.rules import Sent, broken_rules

FEW = settings(max_examples=80, deadline=None, derandomize=True)
STAGES = ["P0", "P1", "P2", "P3", "P5A", "P8", "UNK", ""]
PEOPLE = st.sampled_from(["pa", "pb", "pc", ""])
OFFENCES = st.lists(st.tuples(st.sampled_from(["i0", "i1", "lost"]), st.sampled_from(["1", "1A", "18", "14", ""])))
LINKS = st.lists(st.tuples(PEOPLE, st.sampled_from(["o0", "o1", "o2", "lost"])), max_size=8)
CLAIMS = st.lists(st.tuples(st.sampled_from(["0", "1", "2", "3", "", "x"]), st.sampled_from(STAGES)), max_size=3)


def frame(entity: str, rows: list[dict[str, str]]) -> pl.DataFrame:
    columns = CASES.columns_of(entity)
    return pl.DataFrame([dict.fromkeys(columns, "") | row for row in rows], schema=dict.fromkeys(columns, pl.String))


def broken(sent: Sent, entity: str, rule: str) -> list[int]:
    """The numbers of the rows that break a rule."""
    found = [one.rows for one in broken_rules(sent, entity) if one.rule == rule]
    return sorted({number for rows in found for number, wrong in enumerate(rows) if wrong})


@FEW
@given(pairs=st.lists(st.tuples(PEOPLE, PEOPLE), max_size=9))
def test_a_tie_stands_once_in_whichever_direction(pairs):
    rows = [{"sus_pseudo": one, "other_sus_pseudo": other} for one, other in pairs]
    sent = Sent(CASES, {"link_suspect_suspect": frame("link_suspect_suspect", rows)})
    seen: set[frozenset[str]] = set()
    expected = []
    for number, (one, other) in enumerate(pairs):
        if one and other:
            if one == other or frozenset((one, other)) in seen:
                expected.append(number)
            seen.add(frozenset((one, other)))
    assert broken(sent, "link_suspect_suspect", "V11") == expected


@FEW
@given(claims=CLAIMS, offences=OFFENCES, links=LINKS)
def test_what_an_investigation_says_together(claims, offences, links):
    sent = Sent(
        CASES,
        {
            "investigation": frame(
                "investigation",
                [
                    {"inv_pseudo": f"i{n}", "n_suspects_identified": number, "proceedings_stage": stage}
                    for n, (number, stage) in enumerate(claims)
                ],
            ),
            "offence": frame(
                "offence",
                [
                    {"off_pseudo": f"o{n}", "inv_pseudo": inv, "outcome": outcome}
                    for n, (inv, outcome) in enumerate(offences)
                ],
            ),
            "link_suspect_offence": frame(
                "link_suspect_offence", [{"sus_pseudo": person, "off_pseudo": offence} for person, offence in links]
            ),
        },
    )
    of = {f"o{n}": inv for n, (inv, _) in enumerate(offences)}
    suspects = [{p for p, o in links if p and of.get(o) == f"i{n}"} for n in range(len(claims))]
    stage = {f"i{n}": stage for n, (_, stage) in enumerate(claims)}
    assert broken(sent, "investigation", "V6") == [
        n for n, (number, _) in enumerate(claims) if number.isdigit() and int(number) != len(suspects[n])
    ]
    assert broken(sent, "offence", "V7") == [
        n
        for n, (inv, outcome) in enumerate(offences)
        if outcome in ("1", "1A") and stage.get(inv) in ("P0", "P1", "P2")
    ]
    assert broken(sent, "offence", "V8") == [
        n for n, (_, outcome) in enumerate(offences) if outcome == "18" and f"o{n}" in {o for _, o in links}
    ]
