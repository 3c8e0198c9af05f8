"""Bank holidays against the lists that gov.uk printed, and against rules that are written day by day."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from clerestory.errors import AnswerError
from clerestory.model.bank_holidays import Jurisdiction, bank_holidays, is_certain
from holiday_rules import PARTS, is_closed

# https://www.gov.uk/bank-holidays.json as it stood in January 2026; Open Government Licence 3.0.
PUBLISHED = Path(__file__).with_name("published_bank_holidays.csv")
PROCLAIMED_SINCE = {(2026, "scotland"): {dt.date(2026, 6, 15)}}  # on 4 February 2026


def published() -> list[tuple[int, str, set[dt.date]]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return [
            (int(row["year"]), part, {dt.date.fromisoformat(f"{row['year']}-{day}") for day in row[part].split()})
            for row in csv.DictReader(file)
            for part in PARTS
        ]


def test_every_published_list_is_what_the_rules_give():
    lists = published()
    assert len(lists) == 17 * 3
    for year, part, days in lists:
        assert bank_holidays(year, Jurisdiction(part)) == days | PROCLAIMED_SINCE.get((year, part), set()), (year, part)


@pytest.mark.parametrize("part", PARTS)
def test_every_day_from_2000_to_2040_is_what_its_date_and_weekday_say(part):
    for year in range(2000, 2041):
        days = (dt.date(year, 1, 1) + dt.timedelta(number) for number in range(366))
        assert bank_holidays(year, Jurisdiction(part)) == {
            day for day in days if day.year == year and is_closed(day, part)
        }, year


@pytest.mark.parametrize("part", PARTS)
def test_no_bank_holiday_to_the_end_of_the_calendar_is_on_a_weekend(part):
    days = [day for year in range(2000, 2100) for day in bank_holidays(year, Jurisdiction(part))]
    assert all(day.weekday() < 5 for day in days)
    assert len(days) >= 100 * 8


def test_st_andrews_day_begins_with_its_act():
    scotland = Jurisdiction.SCOTLAND
    assert dt.date(2006, 11, 30) not in bank_holidays(2006, scotland)
    assert dt.date(2007, 11, 30) in bank_holidays(2007, scotland)


def test_a_year_to_come_is_known_by_rule_and_not_certain():
    assert is_certain(2028)
    assert not is_certain(2029)
    assert dt.date(2035, 12, 25) in bank_holidays(2035, Jurisdiction.ENGLAND_AND_WALES)


@pytest.mark.parametrize("year", [1999, 2100])
def test_a_year_without_a_calendar_is_refused(year):
    with pytest.raises(AnswerError, match=f"the bank holidays of {year} are not known"):
        bank_holidays(year, Jurisdiction.SCOTLAND)
