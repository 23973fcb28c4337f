"""Dates that are counted from another date: 昨日, 来週の月曜日, 3日前, 過去5年間, 7月の第1金曜日.

All of them need a reference date; without one only days such as 昨日 are read, with nothing known.

Choices: a week begins on Monday, and the first week of a month or year is the one that has its first Thursday
(ISO 8601); a weekday alone is the last one up to the reference; 3年前 is a year, 3か月前 a month, 2週間前 and 3日前
are days; 過去5年間 ends and 今後5年間 begins with the reference.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from babel import Locale

from extract.mentions.date_patterns import small_number
from extract.mentions.mention import Bound
from extract.mentions.numbers import Numerals
from extract.mentions.patterns import alternatives, by_word, initials
from extract.mentions.periods import (
    Context,
    NoSuchDateError,
    Period,
    PeriodRead,
    of_days,
    of_month,
    shifted,
    week_of,
)

_WEAK = 0.6
_SUNDAY = 7
_HALF = {"year": ("month", 6), "month": ("day", 15)}


class RelativeReader:
    """Reads the relative dates of one language.

    Args:
        locale: where the names of the weekdays come from.
        numerals: how the language writes numbers.
        rules: the section ``dates`` of its rules.

    Attributes:
        words: what a relative date can begin with, besides a number.
    """

    def __init__(self, locale: Locale, numerals: Numerals, rules: Mapping[str, Any]) -> None:
        self._numerals, self._days = numerals, rules["relative"]["day"]
        week, offset, span = rules["week"], rules["offset"], rules["span"]
        self._weeks = week["before"]
        self._weekdays, self._short = _weekday_names(locale, rules["weekday"])
        self._units = by_word(offset["units"])
        joint = f"{alternatives(rules['joint'])}?"
        weekday = f"(?P<weekday>{alternatives(self._weekdays)})(?!{alternatives(rules['weekday']['not_before'])})"
        number, unit = small_number(numerals.rules), alternatives(self._units)
        counted = f"(?:(?!0){number}{unit}{alternatives(offset['half'])}?|{alternatives(offset['half_units'])})"
        amount = f"(?P<amount>{counted}(?:{alternatives(offset['and'])}?{counted})*)"
        self._parts = re.compile(
            f"(?:(?P<number>{number})(?P<unit>{unit})(?P<half>{alternatives(offset['half'])})?"
            f"|(?P<half_unit>{alternatives(offset['half_units'])}))"
        )
        self._half_units = offset["half_units"]
        self._day = re.compile(f"(?P<day>{alternatives(self._days)})")
        self._week = re.compile(
            f"(?P<before>{alternatives(self._weeks)})(?:(?P<weekend>{alternatives(week['weekend'])})"
            f"|{weekday.replace('<weekday>', '<next>')}"
            f"|{alternatives(week['words'])}(?:{joint}(?:{weekday}|(?P<weekend_of>{alternatives(week['weekend'])})))?)"
        )
        self._weekday = re.compile(f"(?<![0-9])(?:{weekday})")
        self._not_behind = re.compile(f"(?:{alternatives(rules['weekday']['not_behind'])})$")
        self._suffix = re.compile(
            f"(?P<open>[、,]? ?[(\\[]?|{joint})(?P<name>{alternatives(self._weekdays)}|(?<=[(\\[]){alternatives(self._short)})"
            f"(?P<close>[)\\]]?)(?!{alternatives(rules['weekday']['not_before'])})"
        )
        last = alternatives(week["last"])
        self._nth = re.compile(
            f"{joint}(?:第(?P<nth>{small_number(numerals.rules)}){alternatives(week['counter'])}?"
            f"|(?P<first>{alternatives(week['first'])})|{last})"
            f"(?:{weekday}|(?P<week>{alternatives(week['words'])})(?!{alternatives(week['not_behind'])}))"
        )
        self._week_of_day = re.compile(alternatives(week["of_day"]))
        self._offset = re.compile(
            f"(?<![0-9.])(?:(?P<anchor>{alternatives(self._days)}){alternatives(offset['from'])}|{alternatives(offset['now'])})?"
            f"{amount}(?P<more>{alternatives(offset['more'])})?"
            f"(?:(?P<ago>{alternatives(offset['before'])})|{alternatives(offset['after'])})"
            f"(?!{alternatives(offset['not_before'])})"
        )
        self._span = re.compile(
            f"(?:(?P<past>{alternatives(span['past'])})|{alternatives(span['future'])}){joint}{amount}"
            f"{alternatives(span['close'])}?(?!{alternatives(span['not_before'])})"
        )
        self.words = initials(
            self._days, self._weeks, self._weekdays, span["past"], span["future"], offset["now"], offset["half_units"]
        )
        self._leads = frozenset(self.words)

    def read(self, text: str, start: int, context: Context) -> PeriodRead | None:
        """Return the date that begins at `start`, or None if there is none.

        Raises:
            NoSuchDateError: if no calendar has it.
            UnreadableNumberError: if a number in it is none.
        """
        reference = context.reference
        lead = text[start] in self._leads
        if reference is not None:
            if (offset := self._offset.match(text, start)) and (read := self._from_offset(offset, reference)):
                return read
            if lead and (span := self._span.match(text, start)) and (read := self._from_span(span, reference)):
                return read
            if lead and (week := self._week.match(text, start)):
                return self._from_week(week, reference)
            if lead and (found := self._weekday.match(text, start)) and not self._is_name(text, start):
                return self._from_weekday(found, context, reference)
            if text[start] == "第" and (nth := self._nth.match(text, start)) and nth["weekday"]:
                return self.nth(text, PeriodRead(Period(reference.year, reference.month), start, inferred=True))
        if lead and (day := self._day.match(text, start)):
            period = _day_of(reference, self._days[day["day"]])
            return PeriodRead(period, day.end(), inferred=True, rule="relative")
        return None

    def extended(self, text: str, read: PeriodRead) -> PeriodRead:
        """Return a date with what follows it: its weekday, or that its week or an nth weekday is meant."""
        if read.period.day is None:
            return self.nth(text, read) or read
        if read.period.until is not None or read.rule == "weekday":
            return read
        if suffix := self._suffix.match(text, read.end):
            opened = suffix["open"][-1:] in {"(", "["}
            if opened == bool(suffix["close"]):
                return read._replace(end=suffix.end())
            if not opened:
                return read._replace(end=suffix.end("name"))
        if read.period.year and (week := self._week_of_day.match(text, read.end)):
            monday = week_of(read.period.days()[0])
            return read._replace(period=of_days(monday, shifted(monday, 6)), end=week.end())
        return read

    def nth(self, text: str, read: PeriodRead) -> PeriodRead | None:
        """Return the nth week or weekday of a month or year that was read, or None if none follows."""
        period = read.period
        if period.year is None or period.part or period.years > 1 or period.until or (period.month or 0) > 12:
            return None
        found = self._nth.match(text, read.end)
        if not found or (found["weekday"] and period.month is None):
            return None
        first, last = period.days()
        count = self._number(found["nth"]) if found["nth"] else int(bool(found["first"]))
        if found["weekday"]:
            day = self._weekdays[found["weekday"]]
            if count:
                begin = shifted(first, (day - first.isoweekday()) % 7 + 7 * (count - 1))
            else:
                begin = shifted(last, -((last.isoweekday() - day) % 7))
            if not first <= begin <= last:
                raise NoSuchDateError("the month has not so many of this weekday")
            return read._replace(period=of_days(begin, begin), end=found.end(), rule="weekday")
        # The first week of a month or year is the one with its fourth day, the last one that of its fourth from last.
        begin = week_of(shifted(first, 3), count - 1) if count else week_of(shifted(last, -3))
        return read._replace(period=of_days(begin, shifted(begin, 6)), end=found.end())

    def _number(self, written: str) -> int:
        return int(self._numerals.read(written).low)

    def _is_name(self, text: str, start: int) -> bool:
        """Return whether what stands before a weekday makes it something else (毎週, 一周三次)."""
        return bool(self._not_behind.search(text[max(0, start - 4) : start]))

    def _from_week(self, found: re.Match[str], reference: dt.date) -> PeriodRead:
        monday = week_of(reference, self._weeks[found["before"]])
        weekday = found["weekday"] or found["next"]
        if weekday:
            day = shifted(monday, self._weekdays[weekday] - 1)
            return PeriodRead(of_days(day, day), found.end(), inferred=True, rule="weekday")
        weekend = found["weekend"] or found["weekend_of"]
        period = of_days(shifted(monday, 5 if weekend else 0), shifted(monday, 6))
        return PeriodRead(period, found.end(), inferred=True)

    def _from_weekday(self, found: re.Match[str], context: Context, reference: dt.date) -> PeriodRead:
        wanted = self._weekdays[found["weekday"]]
        if context.start is not None and context.start.year is not None:
            first = context.start.days()[0]
            day = shifted(first, (wanted - first.isoweekday()) % 7)
        else:
            day = shifted(reference, -((reference.isoweekday() - wanted) % 7))
        return PeriodRead(of_days(day, day), found.end(), inferred=True, confidence=_WEAK, rule="weekday")

    def _amount(self, written: str) -> dict[str, int] | None:
        """Return how many years, months, weeks and days an amount such as 1年半 has, None for half a week or day."""
        counts = {"year": 0, "month": 0, "week": 0, "day": 0}
        for part in self._parts.finditer(written):
            if part["half_unit"]:
                unit, halves = self._half_units[part["half_unit"]], 1
            else:
                unit, halves = self._units[part["unit"]], 2 * self._number(part["number"]) + bool(part["half"])
            counts[unit] += halves // 2
            if halves % 2:
                if unit not in _HALF:
                    return None
                smaller, count = _HALF[unit]
                counts[smaller] += count
        return counts

    def _from_offset(self, found: re.Match[str], reference: dt.date) -> PeriodRead | None:
        counts = self._amount(found["amount"])
        if counts is None:
            return None
        anchor = shifted(reference, self._days[found["anchor"]]) if found["anchor"] else reference
        day = _moved(anchor, counts, -1 if found["ago"] else 1)
        period = Period(day.year, day.month, day.day)
        if not found["anchor"] and not counts["day"] and not counts["week"]:
            period = replace(period, day=None, month=day.month if counts["month"] else None)
        bound = Bound.EXACT if not found["more"] else Bound.AT_MOST if found["ago"] else Bound.AT_LEAST
        return PeriodRead(period, found.end(), inferred=True, rule="offset", bound=bound)

    def _from_span(self, found: re.Match[str], reference: dt.date) -> PeriodRead | None:
        counts = self._amount(found["amount"])
        if counts is None:
            return None
        other = _moved(reference, counts, -1 if found["past"] else 1)
        period = of_days(min(reference, other), max(reference, other))
        return PeriodRead(period, found.end(), inferred=True, rule="span")


def _weekday_names(locale: Locale, rules: Mapping[str, Any]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the names of the weekdays, and their short ones (月, 一), with the number of the day in ISO 8601."""
    short = {name: day + 1 for day, name in locale.days["format"]["narrow"].items()}
    short |= dict.fromkeys(rules["sunday"], _SUNDAY)
    return {form.format(name): day for form in rules["forms"] for name, day in short.items()}, short


def _moved(day: dt.date, counts: Mapping[str, int], sign: int) -> dt.date:
    """Return `day` moved by years, months, weeks and days; a day that the month has not becomes its last."""
    months = day.year * 12 + day.month - 1 + sign * (12 * counts["year"] + counts["month"])
    month = of_month(months)
    last = month.days()[1]
    return shifted(last.replace(day=min(day.day, last.day)), sign * (7 * counts["week"] + counts["day"]))


def _day_of(reference: dt.date | None, days: int) -> Period:
    if reference is None:
        return Period(None)
    day = shifted(reference, days)
    return Period(day.year, day.month, day.day)
