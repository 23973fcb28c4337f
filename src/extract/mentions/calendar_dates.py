"""Dates that name a place in the calendar: years, eras, fiscal years, quarters, months, days, decades and centuries.

Choices: the 20th century is 1900 to 1999 (EDTF ``19XX``); 90年代 is the latest such decade that has begun by the
reference date; 29日 without a month is the last one by the reference's month that has such a day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from extract.mentions.date_patterns import DatePatterns
from extract.mentions.numbers import Numerals
from extract.mentions.numeric_dates import full_year, read_field, read_numeric
from extract.mentions.patterns import by_word
from extract.mentions.periods import (
    FIRST_HALF,
    FIRST_QUARTER,
    Context,
    NoSuchDateError,
    Period,
    PeriodRead,
    of_month,
)

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_HALVES = {"first": FIRST_HALF, "second": FIRST_HALF + 1}
_WEAK = 0.6


class CalendarReader:
    """Reads the calendar dates of one language.

    Args:
        patterns: what they look like.
        numerals: how the language writes numbers.
        rules: the section ``dates`` of its rules.
    """

    def __init__(self, patterns: DatePatterns, numerals: Numerals, rules: Mapping[str, Any]) -> None:
        self._patterns, self._numerals, self._rules = patterns, numerals, rules
        self._relative = rules["relative"]
        self._halves = by_word(rules["half"]) | by_word(rules["half_of_year"]) | by_word(rules["part_alone"]["half"])
        self._seasons = by_word(rules["season"])
        self._parts = by_word(rules["part"]) | by_word(rules["month_half"]) | by_word(rules["half_of_year"])
        alone = rules["part_alone"]
        self._alone = by_word(alone["year"]) | by_word(alone["month"])

    def read(self, text: str, start: int, context: Context) -> PeriodRead | None:
        """Return the date that begins at `start`, or None if there is none.

        Raises:
            NoSuchDateError: if the calendar has no such date.
            UnreadableNumberError: if a number in it is none.
        """
        patterns = self._patterns
        if context.field and (field := read_field(text, start, context.year, context.order)):
            return field
        if numeric := read_numeric(text, start, context.order):
            return numeric
        if (decade := patterns.decade.match(text, start)) and (read := self._decade(decade, context)):
            return self._part_of_years(text, read)
        if year := patterns.year.match(text, start):
            return self._from_year(text, year, context)
        if century := patterns.century.match(text, start):
            first = self._century(century, context)
            inferred = bool(century["relative"])
            if first is None:
                return None
            return self._part_of_years(text, PeriodRead(Period(first, years=100), century.end(), inferred))
        if part := patterns.part_alone.match(text, start):
            return self._alone_part(part, context)
        if month := patterns.month.match(text, start):
            within = Period(context.year)
            read = self._from_month(text, month, within, inferred=True, context=context, any_year=True)
            return read._replace(rule="yearless") if read and month["month"] else read
        if slashed := patterns.slashed.match(text, start):
            period = Period(context.year, int(slashed["month"]), int(slashed["day"]))
            return PeriodRead(period, slashed.end("day"), inferred=True, rule="yearless")
        if same := patterns.same_day.match(text, start):
            previous = context.previous
            known = previous is not None and previous.day is not None and previous.until is None
            return PeriodRead(previous, same.end(), inferred=True) if known and previous else None
        counted_days = patterns.day_not_behind.search(text[max(0, start - 4) : start])
        alone = patterns.day_in_field if context.field else patterns.day_alone
        if not counted_days and (day := alone.match(text, start)):
            return self._day_alone(day, context)
        return None

    def number(self, written: str) -> int:
        """Return a whole number as the language writes it."""
        return int(self._numerals.read(written).low)

    def _century(self, found: re.Match[str], context: Context) -> int | None:
        """Return the first year of a century, or None if nothing tells it."""
        if found["relative"]:
            shift = self._rules["century"]["relative"][found["relative"]]
            return None if context.reference is None else (context.reference.year // 100 + shift) * 100
        if found["century"]:
            return (self.number(found["century"]) - 1) * 100
        return None

    def _decade(self, found: re.Match[str], context: Context) -> PeriodRead | None:
        if found["year"]:
            return PeriodRead(Period(int(found["year"]), years=10), found.end())
        tens = self.number(found["tens"])
        first = self._century(found, context)
        if first is not None:
            return PeriodRead(Period(first + tens, years=10), found.end(), bool(found["relative"]))
        if context.reference is None or found["relative"]:
            return None
        first = context.reference.year // 100 * 100 + tens
        first -= 100 * (first > context.reference.year)
        return PeriodRead(Period(first, years=10), found.end(), inferred=True)

    def _part_of_years(self, text: str, read: PeriodRead) -> PeriodRead:
        """Return a decade or century, or the part of it that follows (90年代末, 21世紀初頭)."""
        found = self._patterns.part_of_years.match(text, read.end)
        if not found:
            return read
        return read._replace(period=replace(read.period, part=self._parts[found["part"]]), end=found.end())

    def _alone_part(self, found: re.Match[str], context: Context) -> PeriodRead | None:
        if found["of_month"] and context.reference is None:
            return None
        period = Period(context.year)
        if found["of_year"]:
            period = replace(period, part=self._alone[found["of_year"]])
        elif found["of_month"]:
            month = context.reference.month if context.reference else None
            period = replace(period, month=month, part=self._alone[found["of_month"]])
        else:
            period = replace(period, month=self._grouping(found))
        return PeriodRead(period, found.end(), inferred=True)

    def _day_alone(self, found: re.Match[str], context: Context) -> PeriodRead | None:
        day = self.number(found["day"] or found["tens"])
        if not 1 <= day <= 31:
            return None
        reference = context.reference
        if reference is None or context.start is not None:
            return PeriodRead(Period(None, None, day), found.end(), inferred=True, confidence=_WEAK)
        months = reference.year * 12 + reference.month - 1
        for earlier in range(2):
            month = of_month(months - earlier)
            try:
                return PeriodRead(replace(month, day=day), found.end(), inferred=True, confidence=_WEAK)
            except NoSuchDateError:
                continue
        return None

    def _from_year(self, text: str, found: re.Match[str], context: Context) -> PeriodRead | None:
        stated = self._year(found, context)
        if stated is None:
            return None
        number, inferred = stated
        if found["lunar"]:  # its months are not those of the calendar, so that only the year is known
            month = self._patterns.lunar_month.match(text, found.end())
            return PeriodRead(Period(number), month.end() if month else found.end())
        fiscal = found["fiscal"] or found["era_fiscal"] or found["relative_fiscal"]
        period = Period(number, fiscal=self._rules["fiscal"]["start"] if fiscal else 1)
        patterns, end = self._patterns, found.end()
        if part := patterns.part_of_year.match(text, end):
            if part["part"]:
                return PeriodRead(replace(period, part=self._parts[part["part"]]), part.end(), inferred)
            return PeriodRead(replace(period, month=self._grouping(part)), part.end(), inferred)
        month = patterns.month.match(text, end)
        if month and not fiscal:
            return self._from_month(text, month, period, inferred=inferred, context=context)
        return PeriodRead(period, end, inferred)

    def _year(self, found: re.Match[str], context: Context) -> tuple[int | None, bool] | None:
        """Return the year and whether it is inferred, or None if it is no year."""
        if written := found["year"] or found["bare"] or found["bare_end"]:
            return self.number(written), False
        for eras, era in (("eras", "era"), ("lunar_eras", "lunar")):
            if found[era]:
                year = found[f"{era}_year"]
                count = 1 if year == self._rules["era_first"] else self.number(year)
                return self._rules[eras][found[era]] + count, False
        if found["same"]:
            known = context.previous is not None and context.previous.year is not None
            return (context.previous.year, True) if known and context.previous else None
        if found["short"] and not self._rules["short_year"] and context.start is None:
            return None
        if found["zero"] or found["short"]:
            return full_year(self.number(found["zero"] or found["short"])), True
        reference = context.reference
        if reference is None:
            return None, True
        if found["relative_fiscal"]:
            begun = reference.month >= self._rules["fiscal"]["start"]
            shift = self._relative["fiscal"][found["relative_fiscal"]]
            return reference.year - 1 + begun + shift, True
        if found["season_of"]:
            return reference.year + self._relative["season"][found["season_of"]], True
        return reference.year + self._relative["year"][found["relative"]], True

    def _grouping(self, part: re.Match[str]) -> int:
        """Return the sub-year grouping that a match of `part_of_year` or `part_alone` names."""
        groups = part.groupdict()
        if groups.get("half"):
            return _HALVES[self._halves[groups["half"]]]
        if groups.get("season"):
            return _SEASONS[self._seasons[groups["season"]]]
        if groups.get("h"):
            return FIRST_HALF - 1 + int(groups["h"])
        quarter = self.number(groups.get("quarter") or groups.get("q") or groups["q_first"])
        if quarter not in range(1, 5):
            raise NoSuchDateError(f"there is no quarter {quarter}")
        return FIRST_QUARTER - 1 + quarter

    def _from_month(
        self,
        text: str,
        found: re.Match[str],
        within: Period,
        *,
        inferred: bool,
        context: Context,
        any_year: bool = False,
    ) -> PeriodRead | None:
        period = within
        if found["month"]:
            month = self.number(found["month"])
            if month > 12:
                raise NoSuchDateError(f"there is no month {month}")
            period = Period(within.year, month)
        elif found["same"]:
            previous = context.previous
            if previous is None or previous.month is None:
                return None
            period, inferred = Period(previous.year, previous.month), True
        elif context.reference is not None:
            reference = context.reference
            shift = self._relative["month"][found["relative"]]
            period, inferred = of_month(reference.year * 12 + reference.month - 1 + shift), True
        else:
            return None
        if day := self._patterns.day.match(text, found.end()):
            number = self.number(day["day"] or day["bare"])
            if any_year and (period.month, number) == (2, 29) and period.year:
                period = replace(period, year=_leap_year(period.year))
            return PeriodRead(Period(period.year, period.month, number), day.end(), inferred)
        if part := self._patterns.part_of_month.match(text, found.end()):
            return PeriodRead(replace(period, part=self._parts[part["part"]]), part.end(), inferred)
        return PeriodRead(period, found.end(), inferred)


def _leap_year(year: int) -> int:
    """Return the last leap year that is not after `year`."""
    while year > 4 and (year % 4 or (not year % 100 and year % 400)):
        year -= 1
    return year
