"""Dates as EDTF at the precision that the text states: 2023年3月16日, 令和5年, 第3四半期, 2023年3月～5月.

A year that the text leaves out comes from the reference date that the caller gives, and the value says so
(``inferred``); without one it stays ``XXXX``. Nothing asks the clock.

Choices: 年末 and 年初 keep the precision of the year in EDTF and narrow its first and last day to
three months; 上旬, 中旬 and 下旬 of a month are intervals of days; a Japanese 年度 runs from April to
March. ``2021年から`` is the date at which something begins, not a bound; 以降, 以来, までに and the like are
bounds with an open end.

Source: ISO 8601-2:2019 (see `extract.mentions.periods`).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from babel import Locale

from extract.lang.language import read_rules
from extract.mentions.date_patterns import DatePatterns
from extract.mentions.mention import Bound
from extract.mentions.numbers import Numerals
from extract.mentions.numeric_dates import CENTURY, MONTHS, read_numeric
from extract.mentions.patterns import Found, alternatives, by_word, initials
from extract.mentions.periods import (
    FIRST_HALF,
    FIRST_QUARTER,
    NoSuchDateError,
    Period,
    PeriodRead,
    to_date,
    to_interval,
)
from extract.mentions.place_value import UnreadableNumberError

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_HALVES = {"first": FIRST_HALF, "second": FIRST_HALF + 1}
_WEAK = 0.6


class DateReader:
    """Reads the dates of one language.

    Attributes:
        initials: the characters that a date can begin with.
    """

    def __init__(self, code: str) -> None:
        rules = read_rules(code)
        self._numerals = Numerals(rules["numbers"])
        dates = self._rules = rules["dates"]
        self._patterns = DatePatterns(Locale.parse(code), rules["numbers"], dates)
        self._relative = dates["relative"]
        self._halves = by_word(dates["half"]) | by_word(dates["half_of_year"])
        self._seasons = by_word(dates["season"])
        self._parts = by_word(dates["part"])
        self._before = {word: Bound(name) for word, name in by_word(dates["bounds_before"]).items()}
        self._after = {word: Bound(name) for word, name in by_word(dates["bounds_after"]).items()}
        self._bound_before, self._bound_after = _bounds(self._before), _bounds(self._after)
        words = (*self._relative.values(), *dates["half"].values(), *dates["same"].values())
        leads = initials(*words, dates["eras"], dates["calendar"], self._before, MONTHS, ["第"])
        self.initials = "".join(
            sorted({*leads, *"0123456789", *rules["numbers"]["digits"], *rules["numbers"]["small"]})
        )

    def read(
        self, text: str, start: int, reference: dt.date | None, previous: Period | None
    ) -> tuple[Found, Period | None] | None:
        """Return the date that begins at `start`, with its period, or None if there is none.

        Args:
            text: cleaned text.
            start: where to look.
            reference: what a year or more that the text leaves out is taken from.
            previous: the last date before this one, for 同年.
        """
        before = self._bound_before.match(text, start)
        begin = before.end() if before else start
        try:
            first = self._period(text, begin, reference, previous)
            if first is None:
                return None
            second = self._second(text, first)
            if second:
                close = self._patterns.close.match(text, second.end)
                end = close.end() if close else second.end
                value = to_interval(first, second)
                return Found(
                    begin, end, value, "dates.interval", min(first.confidence, second.confidence)
                ), second.period
            after = self._bound_after.match(text, first.end)
            bound, end = Bound.EXACT, first.end
            if after:
                bound, end = self._after[after.group()], after.end()
            elif before:
                bound, begin = self._before[before.group()], start
            return Found(begin, end, to_date(first, bound), "dates.date", first.confidence), first.period
        except UnreadableNumberError:
            return None
        except NoSuchDateError as error:
            end = max(begin + 1, self._extent(text, begin))
            return Found(begin, end, None, "dates.date", reason=f"is no date: {error}"), None

    def _extent(self, text: str, begin: int) -> int:
        """Return where what looks like a date ends."""
        end = begin
        while found := next((m for p in self._patterns.parts if (m := p.match(text, end)) and m.end() > end), None):
            end = found.end()
        return end

    def _period(self, text: str, start: int, reference: dt.date | None, previous: Period | None) -> PeriodRead | None:
        numeric = read_numeric(text, start)
        if numeric:
            return numeric
        decade = self._patterns.decade.match(text, start)
        if decade:
            return PeriodRead(Period(int(decade["year"]), decade=True), decade.end())
        year = self._patterns.year.match(text, start)
        if year:
            return self._from_year(text, year, reference, previous)
        alone = self._patterns.part_alone.match(text, start)
        if alone:
            return PeriodRead(Period(_year_of(reference), self._grouping(alone)), alone.end(), inferred=True)
        day = self._patterns.relative_day.match(text, start)
        if day:
            return PeriodRead(_shifted_day(reference, self._relative["day"][day.group()]), day.end(), inferred=True)
        month = self._patterns.month.match(text, start)
        if month:
            return self._from_month(
                text,
                month,
                Period(_year_of(reference)),
                inferred=True,
                reference=reference,
                previous=previous,
            )
        day = self._patterns.day_alone.match(text, start)
        if day:
            period = Period(_year_of(reference), reference.month if reference else None, int(day["day"]))
            return PeriodRead(period, day.end(), inferred=True, confidence=_WEAK)
        return None

    def _from_year(
        self, text: str, found: re.Match[str], reference: dt.date | None, previous: Period | None
    ) -> PeriodRead | None:
        inferred, start = False, 1
        number: int | None
        if found["year"]:
            number = int(self._numerals.read(found["year"]).low)
        elif found["era"]:
            first = found["era_year"] == self._rules["era_first"]
            number = self._rules["eras"][found["era"]] + (
                1 if first else int(self._numerals.read(found["era_year"]).low)
            )
        elif found["same"]:
            if previous is None or previous.year is None:
                return None
            number, inferred = previous.year, True
        elif found["relative"] or found["relative_fiscal"]:
            number, inferred = _year_of(reference), True
            if number is not None and reference is not None and found["relative_fiscal"]:
                number -= reference.month < self._rules["fiscal"]["start"]
                number += self._relative["fiscal"][found["relative_fiscal"]]
            elif number is not None:
                number += self._relative["year"][found["relative"]]
        else:
            number, inferred = CENTURY + int(found["short"]), True
        if found["fiscal"] or found["era_fiscal"] or found["relative_fiscal"]:
            start = self._rules["fiscal"]["start"]
        period = Period(number, fiscal=start)
        part = self._patterns.part_of_year.match(text, found.end())
        if part:
            if part["part"]:
                return PeriodRead(replace(period, part=self._parts[part["part"]]), part.end(), inferred)
            return PeriodRead(replace(period, month=self._grouping(part)), part.end(), inferred)
        month = self._patterns.month.match(text, found.end())
        if month and not found["fiscal"]:
            return self._from_month(text, month, period, inferred=inferred, reference=reference, previous=previous)
        return PeriodRead(period, found.end(), inferred)

    def _grouping(self, part: re.Match[str]) -> int:
        """Return the sub-year grouping that a match of `part_of_year` or `part_alone` names."""
        groups = part.groupdict()
        if groups.get("half"):
            return _HALVES[self._halves[groups["half"]]]
        if groups.get("season"):
            return _SEASONS[self._seasons[groups["season"]]]
        if groups.get("h"):
            return FIRST_HALF - 1 + int(groups["h"])
        quarter = int(self._numerals.read(groups.get("quarter") or groups.get("q") or groups["q_first"]).low)
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
        reference: dt.date | None,
        previous: Period | None,
    ) -> PeriodRead | None:
        period, year = within, within.year
        if found["month"]:
            month = int(self._numerals.read(found["month"]).low)
            if month > 12:
                raise NoSuchDateError(f"there is no month {month}")
            period = Period(year, month)
        elif found["same"]:
            if previous is None or previous.month is None:
                return None
            period, inferred = Period(previous.year, previous.month), True
        elif reference is not None:
            shifted = reference.year * 12 + reference.month - 1 + self._relative["month"][found["relative"]]
            period, inferred = Period(shifted // 12, shifted % 12 + 1), True
        else:
            return None
        day = self._patterns.day.match(text, found.end())
        if day:
            return PeriodRead(
                Period(period.year, period.month, int(self._numerals.read(day["day"]).low)),
                day.end(),
                inferred,
            )
        part = self._patterns.part_of_month.match(text, found.end())
        if part:
            return PeriodRead(replace(period, part=self._parts[part["part"]]), part.end(), inferred)
        return PeriodRead(period, found.end(), inferred)

    def _second(self, text: str, first: PeriodRead) -> PeriodRead | None:
        """Return the other end of a range whose first end was read, or None if no date follows."""
        between = self._patterns.between.match(text, first.end)
        if not between:
            return None
        period = first.period
        day = self._patterns.day.match(text, between.end()) if period.day is not None else None
        if day:
            number = int(self._numerals.read(day["day"]).low)
            second = PeriodRead(replace(period, day=number, part=""), day.end(), first.inferred)
        else:
            read = self._period(text, between.end(), None, period)
            if read is None:
                return None
            second = read._replace(period=read.period.within(period), inferred=first.inferred and read.inferred)
        if second.period.year is not None and period.year is not None:
            if second.inferred and second.period.days()[1] < period.days()[0]:
                second = second._replace(period=replace(second.period, year=second.period.year + 1))
            if second.period.days()[1] <= period.days()[0]:
                return None
        return second


def _bounds(words: dict[str, Bound]) -> re.Pattern[str]:
    """Return a pattern for words of bounds; a single character is none before a numeral (前三季度)."""
    long = [word for word in words if len(word) > 1]
    short = [word for word in words if len(word) == 1]
    return re.compile(f"{alternatives(long)}|{alternatives(short)}(?![一二三四五半])")


def _year_of(reference: dt.date | None) -> int | None:
    return reference.year if reference else None


def _shifted_day(reference: dt.date | None, days: int) -> Period:
    if reference is None:
        return Period(None)
    try:
        day = reference + dt.timedelta(days=days)
    except OverflowError as error:
        raise NoSuchDateError("the calendar ends before it") from error
    return Period(day.year, day.month, day.day)
