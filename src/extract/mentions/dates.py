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
from collections.abc import Iterable
from dataclasses import replace

from babel import Locale

from extract.lang.language import read_rules
from extract.mentions.calendar_dates import CalendarReader
from extract.mentions.date_patterns import DatePatterns
from extract.mentions.mention import Bound
from extract.mentions.numbers import Numerals
from extract.mentions.numeric_dates import MONTHS
from extract.mentions.patterns import Found, alternatives, by_word, openings
from extract.mentions.periods import (
    Context,
    NoSuchDateError,
    Period,
    PeriodRead,
    to_date,
    to_interval,
)
from extract.mentions.place_value import UnreadableNumberError
from extract.mentions.relative_dates import RelativeReader
from extract.mentions.stretches import StretchReader


class DateReader:
    """Reads the dates of one language.

    Attributes:
        openings: what a date can begin with, see `extract.mentions.patterns.openings`.
    """

    def __init__(self, code: str) -> None:
        rules = read_rules(code)
        numerals, locale, dates = Numerals(rules["numbers"]), Locale.parse(code), rules["dates"]
        self._patterns = DatePatterns(locale, rules["numbers"], dates)
        self._calendar = CalendarReader(self._patterns, numerals, dates)
        self._relative = RelativeReader(locale, numerals, dates)
        self._stretches = StretchReader(locale, numerals, dates)
        self._before = {word: Bound(name) for word, name in by_word(dates["bounds_before"]).items()}
        self._after = {word: Bound(name) for word, name in by_word(dates["bounds_after"]).items()}
        self._bound_before = _bounds(self._before, dates["bounds_not_before"])
        self._bound_after = _bounds(self._after, dates["bounds_not_before"])
        words = [*dates["relative"].values(), *dates["half"].values(), *dates["same"].values()]
        words += [*dates["part_alone"]["year"].values(), *dates["part_alone"]["month"].values()]
        words += [*dates["part_alone"]["half"].values(), dates["century"]["relative"], dates["range_open"]]
        words += [self._relative.openings, self._stretches.openings]
        leads = openings(*words, dates["eras"], dates["lunar_eras"], dates["calendar"], self._before, MONTHS, ["第"])
        digits = (*"0123456789", *rules["numbers"]["digits"], *rules["numbers"]["small"], *rules["numbers"]["tens"])
        self.openings = leads.union(digits)

    def read(self, text: str, start: int, context: Context) -> tuple[Found, Period | None] | None:
        """Return the date that begins at `start`, with its period, or None if there is none.

        Args:
            text: cleaned text.
            start: where to look.
            context: what the date may leave to what stands around it.
        """
        before = self._bound_before.match(text, start)
        opened = self._patterns.open.match(text, start)
        begin = before.end() if before else opened.end() if opened else start
        try:
            first = self._period(text, begin, context)
            if first is None:
                return None
            interval = self._interval(text, first, context)
            if interval:
                first, second, end = interval
                value = to_interval(first, second)
                confidence = min(first.confidence, second.confidence)
                begin = start if opened else begin
                return Found(begin, end, value, "dates.interval", confidence), second.period
            after = self._bound_after.match(text, first.end)
            bound, end = first.bound, first.end
            if after:
                bound, end = self._after[after.group()], after.end()
                if bound is Bound.AT_LEAST and (closed := self._closed(text, first, end, context)):
                    return closed[0]._replace(start=begin), closed[1]
                begin = start if opened else begin
            elif before:
                bound, begin = self._before[before.group()], start
            value = to_date(first, bound)
            return Found(begin, end, value, f"dates.{first.rule}", first.confidence), first.period
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

    def _period(self, text: str, start: int, context: Context) -> PeriodRead | None:
        sought = context.field or context.start is not None
        if start >= len(text) or not (sought or self._patterns.begins.match(text, start)):
            return None
        calendar = self._calendar.read(text, start, context)
        relative = self._relative.read(text, start, context)
        stretch = self._stretches.read(text, start, context)
        reads = (found for found in (calendar, relative, stretch) if found)
        read = max(reads, key=lambda found: found.end, default=None)
        return self._extended(text, read, context.reference) if read else None

    def _extended(self, text: str, read: PeriodRead, reference: dt.date | None) -> PeriodRead:
        """Return a date with what follows it and is part of it: a weekday, the nth week, the last months."""
        return self._stretches.extended(text, read, reference) or self._relative.weeks.extended(text, read)

    def _interval(self, text: str, first: PeriodRead, context: Context) -> tuple[PeriodRead, PeriodRead, int] | None:
        """Return both ends of the range whose first end was read, and its end, or None if it is none."""
        patterns = self._patterns
        if between := patterns.between.match(text, first.end):
            both = self._ends(text, between.end(), first, context)
            if both is None:
                return None
            close = patterns.close.match(text, both[1].end)
            return *both, close.end() if close else both[1].end
        if pair := patterns.pair.match(text, first.end):
            both = self._ends(text, pair.end(), first, context)
            close = patterns.pair_close.match(text, both[1].end) if both else None
            return (*both, close.end()) if both and close else None
        return None

    def _closed(self, text: str, first: PeriodRead, start: int, context: Context) -> tuple[Found, Period] | None:
        """Return the range that a later bound closes (2010年之后2018年之前), or None if none follows at `start`."""
        both = self._ends(text, start, first, context)
        close = self._bound_after.match(text, both[1].end) if both else None
        if both is None or close is None or self._after[close.group()] is not Bound.AT_MOST:
            return None
        confidence = min(read.confidence for read in both)
        return Found(start, close.end(), to_interval(*both), "dates.interval", confidence), both[1].period

    def _ends(self, text: str, start: int, first: PeriodRead, context: Context) -> tuple[PeriodRead, PeriodRead] | None:
        """Return the first end of a range and the second that begins at `start`, None if none begins there."""
        period, patterns = first.period, self._patterns
        plain = period.day is not None and period.until is None and first.rule != "relative"
        day = patterns.day.match(text, start) if plain else None
        if day and day["day"] and not patterns.count_of_days.match(text, day.end()):
            number = self._calendar.number(day["day"])
            second = PeriodRead(replace(period, day=number), day.end(), first.inferred)
            second = self._extended(text, second, context.reference)
        else:
            read = self._period(text, start, context._replace(previous=period, start=period))
            if read is None or (first.rule == "relative" and read.period.month is None and read.period.day is not None):
                return None
            inferred = read.inferred and (first.inferred or read.period.year is not None)
            second = read._replace(period=read.period.within(period), inferred=inferred)
            if read.period.year is not None and first.inferred and period.year is not None and not read.inferred:
                first = _before(first, second)
                period = first.period
        if second.period.year is not None and period.year is not None:
            if second.inferred and second.period.days()[1] < period.days()[0]:
                second = second._replace(period=replace(second.period, year=second.period.year + 1))
            if second.period.days()[1] <= period.days()[0]:
                return None
        return first, second


def _before(first: PeriodRead, second: PeriodRead) -> PeriodRead:
    """Return the first end of a range in the last year in which it is not after the second."""
    assert second.period.year is not None
    same = replace(first.period, year=second.period.year)
    if same.days()[0] > second.period.days()[0]:
        same = replace(same, year=second.period.year - 1)
    return first._replace(period=same)


def _bounds(words: Iterable[str], not_before: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for words of bounds; a single character is none before a numeral (前三季度)."""
    long = [word for word in words if len(word) > 1]
    short = [word for word in words if len(word) == 1]
    return re.compile(f"{alternatives(long)}|{alternatives(short)}(?!{alternatives(not_before)})")
